"""Running commands on a small desk whose parts are real where they can be, and plain notebooks where not."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from dawnline.commands.command import invoke
from dawnline.commands.complaint import CommandError
from dawnline.commands.history import History
from dawnline.commands.protocols import Desk, MarkMode, Range
from dawnline.commands.table import COMMANDS, find_command
from dawnline.fleet.entity import EntityRef
from dawnline.orbits.epoch import Epoch
from dawnline.present.view import Answer, RouteChoice
from dawnline.timeline.playhead import Playhead


@dataclass
class Notes:
    """Writes down what it was asked to do."""

    said: list[object] = field(default_factory=list)


@dataclass
class SomeFiles(Notes):
    epoch: Epoch | None = None
    opening: bool = False
    simulating: bool = False
    can_simulate_again: bool = False

    def open(self, path: Path | None) -> None:
        self.said.append(path)

    def open_welcome(self) -> None:
        self.said.append("welcome")

    def cancel(self) -> None:
        self.said.append("cancel")

    def simulate_again(self) -> None:
        self.said.append("again")


@dataclass
class SomeCamera(Notes):
    following: bool = False

    def home(self) -> None:
        self.said.append("home")

    def zoom(self, steps: float) -> None:
        self.said.append(steps)

    def orbit(self, right_deg: float, up_deg: float) -> None:
        self.said.append((right_deg, up_deg))

    def go_to_selected(self) -> None:
        self.said.append("go")

    def follow_selected(self, on: bool) -> None:
        self.following = on


@dataclass
class SomeViews(Notes):
    map: str = "globe"
    inertial: bool = False
    riding: bool = False
    chasing: bool = False

    def show_map(self, name: str) -> None:
        self.map = name

    def over_pole(self, north: bool) -> None:
        self.said.append(north)

    def ride_selected(self, on: bool) -> None:
        self.riding = on

    def stand(self, where: str) -> None:
        self.inertial, self.chasing = where == "stars", where == "terminator"


@dataclass
class SomeSelection(Notes):
    selected: EntityRef | None = None

    def select(self, ref: EntityRef | None) -> None:
        self.selected = ref

    def find(self, name: str) -> EntityRef:
        return EntityRef("site", int(name))

    def step(self, n: int) -> None:
        self.said.append(n)

    def focus_search(self) -> None:
        self.said.append("search")


@dataclass
class SomeLayers:
    on: set[str] = field(default_factory=set)
    fleets: tuple[str, ...] = ("dawn", "dusk")
    hidden: frozenset[str] = frozenset()

    def why_not(self, layer: str) -> str:
        return "this run has no gateways" if layer == "gateways" else ""

    def shown(self, layer: str) -> bool:
        return layer in self.on

    def show(self, layer: str, on: bool) -> None:
        self.on = self.on | {layer} if on else self.on - {layer}

    def fleet_shown(self, name: str) -> bool:
        return name not in self.hidden

    def show_fleet(self, name: str, on: bool) -> None:
        self.hidden = self.hidden - {name} if on else self.hidden | {name}


@dataclass
class SomeColours:
    channel: str = "gpu_util_frac"
    channels: tuple[str, ...] = ("gpu_util_frac", "soc_frac", "limiter")
    ranges: tuple[Range, Range] = (None, None)
    maps: tuple[str, ...] = ("dawn", "aurora")
    map: str = "dawn"

    def set_channel(self, key: str) -> None:
        if key != self.channel:
            self.channel, self.ranges = key, (None, None)

    def set_ranges(self, colours: Range, shown: Range) -> None:
        self.ranges = (colours, shown)

    def set_map(self, name: str) -> None:
        self.map = name


@dataclass
class SomeMarks(Notes):
    marked: np.ndarray = field(default_factory=lambda: np.array([2, 5]))
    listed: bool = False
    watchlists: tuple[str, ...] = ()

    def mark(self, indices: np.ndarray, mode: MarkMode) -> None:
        self.said.append((mode, indices.tolist()))

    def list_only(self, on: bool) -> None:
        self.listed = on

    def save(self, name: str) -> None:
        self.said.append(("save", name))

    def load(self, name: str) -> None:
        self.said.append(("load", name))

    def delete(self, name: str) -> None:
        self.said.append(("delete", name))


TOKYO = RouteChoice(EntityRef("region", 0), EntityRef("site", 1))


@dataclass
class SomeNetworks(Notes):
    route: RouteChoice | None = TOKYO
    why_not: str = ""
    ways: int = 3
    answer: Answer = "either"

    def find_route(self, text: str) -> RouteChoice:
        first, _, second = text.partition(">")
        return RouteChoice(EntityRef("region", int(first)), EntityRef("site", int(second)))

    def choose(self, route: RouteChoice | None) -> None:
        self.route = route

    def set_answer(self, answer: Answer) -> None:
        self.answer = answer

    def open(self, tab: str) -> None:
        self.said.append(tab)


@dataclass
class SomePanels(Notes):
    full_screen: bool = False
    on: set[str] = field(default_factory=set)

    def shown(self, panel: str) -> bool:
        return panel in self.on

    def show(self, panel: str, on: bool) -> None:
        self.on = self.on | {panel} if on else self.on - {panel}

    def set_full_screen(self, on: bool) -> None:
        self.full_screen = on

    def open_palette(self) -> None:
        self.said.append("palette")

    def open_keys(self) -> None:
        self.said.append("keys")


@dataclass
class SomeApp(Notes):
    def quit(self) -> None:
        self.said.append("quit")

    def snapshot(self, path: Path | None) -> None:
        self.said.append(path)

    def open_about(self) -> None:
        self.said.append("about")

    def open_reports(self) -> None:
        self.said.append("reports")


@dataclass
class SomeBranches(Notes):
    runs: tuple[str, ...] = ("the run", "branch at 12:03: lost here", "branch at 12:05: lost there")
    shown: int = 0
    left: int | None = None
    work: str = ""

    def target(self, ref: EntityRef, over: str) -> str:
        return f"{over} {ref.index}" if over != "itself" else f"{ref.kind}:{ref.index}"

    def inject(self, event: str) -> None:
        self.said.append(event)

    def show(self, number: int) -> None:
        self.shown = number

    def cancel(self) -> None:
        self.work = ""


@dataclass
class SomeEvents:
    moments_s: tuple[float, ...] = (600.0, 36_000.0, 50_000.0)


def desk(*, opened: bool = True) -> Desk:
    playhead = Playhead(86_400.0, 60.0)
    playhead.extend(43_200.0 if opened else 0.0)
    return Desk(
        transport=playhead,
        files=SomeFiles(epoch=Epoch.from_iso("2026-05-30T00:00:00Z") if opened else None),
        camera=SomeCamera(),
        views=SomeViews(),
        selection=SomeSelection(),
        layers=SomeLayers(),
        colours=SomeColours(),
        marks=SomeMarks(),
        networks=SomeNetworks(),
        events=SomeEvents(),
        branches=SomeBranches() if opened else SomeBranches(runs=()),
        panels=SomePanels(),
        app=SomeApp(),
        history=History(),
    )


def do(on: Desk, command_id: str, argument: str = "") -> None:
    invoke(find_command(command_id), on, argument)


ARGUMENTS = {
    "timeline.seek": "+1h",
    "timeline.speed": "60",
    "timeline.loop_range": "+1h +2h",
    "globe.channel": "soc_frac",
    "globe.colour_range": "20 80",
    "globe.shown_range": "50 100",
    "globe.colour_map": "aurora",
    "globe.fleet": "dusk",
    "globe.map": "equirectangular",
    "network.route": "1>2",
    "network.alternative": "2",
    "network.answer": "orbit",
    "event.inject": "fault site:here for 2h",
    "branch.show": "2",
    "select.entity": "3",
    "select.mark_region": "add 3-7",
    "watchlist.save": "mine",
    "watchlist.show": "mine",
    "watchlist.delete": "mine",
    "file.library": "us-east-1-outage",
}


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_row_runs_where_it_is_enabled_and_never_where_it_is_not(command, opened: bool) -> None:
    on = desk(opened=opened)
    before = repr(on)
    if command.enabled(on):
        invoke(command, on, ARGUMENTS.get(command.id, ""))
    else:
        words = "not possible now" if command.why_not is None else command.why_not(on)
        assert words
        with pytest.raises(CommandError, match=re.escape(words)):
            invoke(command, on, ARGUMENTS.get(command.id, ""))
        assert repr(on) == before
        assert not on.history.can_undo
    if command.checked:
        assert command.checked(on) in {True, False}


def test_time_is_where_a_command_says() -> None:
    on = desk()
    do(on, "timeline.seek", "2026-05-30T06:00:30Z")
    assert on.transport.state.t_s == 21_630.0
    do(on, "timeline.step_back")
    assert on.transport.state.t_s == 21_600.0
    do(on, "timeline.leap_forward")
    assert on.transport.state.t_s == 22_200.0
    do(on, "timeline.end")
    assert on.transport.state.t_s == 43_200.0
    do(on, "timeline.speed_600")
    do(on, "timeline.faster")
    do(on, "timeline.reverse")
    assert on.transport.state.speed == -1000.0


def test_a_time_outside_the_run_is_refused() -> None:
    on = desk()
    with pytest.raises(CommandError, match="outside the run"):
        do(on, "timeline.seek", "+25h")
    with pytest.raises(CommandError, match="outside the run"):
        do(on, "timeline.seek", "-1")


def test_loops_are_set_from_the_playhead() -> None:
    on = desk()
    do(on, "timeline.seek", "+1h")
    do(on, "timeline.loop_start")
    do(on, "timeline.seek", "+2h")
    do(on, "timeline.loop_end")
    assert on.transport.state.loop == (3600.0, 7200.0)
    do(on, "timeline.loop_clear")
    assert on.transport.state.loop is None
    with pytest.raises(CommandError, match="start before its end"):
        do(on, "timeline.loop_range", "+2h +1h")
    do(on, "timeline.home")
    with pytest.raises(CommandError, match="not possible now"):
        do(on, "timeline.loop_end")


def test_channels_go_round() -> None:
    on = desk()
    do(on, "globe.previous_channel")
    assert on.colours.channel == "limiter"
    do(on, "globe.next_channel")
    assert on.colours.channel == "gpu_util_frac"
    with pytest.raises(CommandError, match=r"did you mean soc_frac\?"):
        do(on, "globe.channel", "soc_frak")


def test_undo_goes_back_to_time_selection_and_channel() -> None:
    on = desk()
    do(on, "timeline.seek", "+1h")
    do(on, "select.entity", "3")
    do(on, "globe.channel", "soc_frac")
    assert on.selection.selected == EntityRef("site", 3)
    do(on, "edit.undo")
    assert (on.colours.channel, on.selection.selected) == ("gpu_util_frac", EntityRef("site", 3))
    do(on, "edit.undo")
    assert on.selection.selected is None
    do(on, "edit.undo")
    assert on.transport.state.t_s == 0.0
    for _ in range(3):
        do(on, "edit.redo")
    assert on.transport.state.t_s == 3600.0
    assert (on.colours.channel, on.selection.selected) == ("soc_frac", EntityRef("site", 3))


def test_events_are_gone_to_in_order_as_far_as_the_run_reaches() -> None:
    on = desk()
    do(on, "timeline.next_event")
    assert on.transport.state.t_s == 600.0
    do(on, "timeline.next_event")
    assert on.transport.state.t_s == 36_000.0
    with pytest.raises(CommandError, match="as far as the run is simulated"):
        do(on, "timeline.next_event")  # the third is not simulated yet
    do(on, "timeline.previous_event")
    assert on.transport.state.t_s == 600.0
    with pytest.raises(CommandError, match="nothing happened before"):
        do(on, "timeline.previous_event")


def test_a_drag_is_one_jump() -> None:
    on = desk()
    seek = find_command("timeline.seek")
    invoke(seek, on, "100")
    invoke(seek, on, "200", continues=True)
    invoke(seek, on, "300", continues=True)
    do(on, "edit.undo")
    assert on.transport.state.t_s == 0.0


def test_a_layer_that_a_run_lacks_says_so() -> None:
    with pytest.raises(CommandError, match="Gateways: this run has no gateways"):
        do(desk(), "globe.layer_gateways")


def test_a_fleet_goes_and_comes_back() -> None:
    on = desk()
    do(on, "globe.fleet", "dusk")
    assert not on.layers.fleet_shown("dusk")
    do(on, "globe.fleet", "dusk")
    assert on.layers.fleet_shown("dusk")
    with pytest.raises(CommandError, match=r"did you mean dusk\?"):
        do(on, "globe.fleet", "dsuk")


def test_ranges_are_jumps_that_undo_takes_back() -> None:
    on = desk()
    do(on, "globe.colour_range", "20 80")
    do(on, "globe.shown_range", "50 50")
    assert on.colours.ranges == ((20.0, 80.0), (50.0, 50.0))
    do(on, "globe.channel", "soc_frac")
    assert on.colours.ranges == (None, None)
    do(on, "edit.undo")
    assert (on.colours.channel, on.colours.ranges) == ("gpu_util_frac", ((20.0, 80.0), (50.0, 50.0)))
    do(on, "globe.range_reset", "shown")
    assert on.colours.ranges == ((20.0, 80.0), None)
    do(on, "globe.range_reset")
    assert on.colours.ranges == (None, None)
    do(on, "edit.undo")
    assert on.colours.ranges == ((20.0, 80.0), None)


@pytest.mark.parametrize(
    ("command", "argument", "words"),
    [
        ("globe.colour_range", "80 20", "the low end of a range comes first"),
        ("globe.colour_range", "50 50", "two different ends"),
        ("globe.colour_range", "20", "two numbers"),
        ("globe.shown_range", "nan 3", "two numbers"),
        ("globe.range_reset", "all", "colours and shown"),
        ("globe.colour_map", "drawn", r"did you mean dawn\?"),
        ("select.mark_region", "add 7-3", "from low to high"),
        ("select.mark_region", "all", "expected indices"),
        ("watchlist.save", "a" * 61, "at most 60"),
        ("watchlist.save", "two\nlines", "one line"),
    ],
)
def test_what_cannot_be_is_said(command: str, argument: str, words: str) -> None:
    on = desk()
    on.colours.ranges = ((0.0, 1.0), None)
    with pytest.raises(CommandError, match=words):
        do(on, command, argument)


def test_marks_are_set_by_number_and_by_selection() -> None:
    on = desk()
    do(on, "select.mark_region", "3-5 9")
    do(on, "select.mark_region", "remove 4")
    do(on, "select.mark_region", "replace")
    on.selection.selected = EntityRef("satellite", 5)
    do(on, "select.mark")
    on.selection.selected = EntityRef("satellite", 6)
    do(on, "select.mark")
    do(on, "select.unmark_all")
    assert on.marks.said == [
        ("replace", [3, 4, 5, 9]), ("remove", [4]), ("replace", []), ("remove", [5]), ("add", [6]),
        ("replace", []),
    ]  # fmt: skip
    on.selection.selected = EntityRef("site", 0)
    with pytest.raises(CommandError, match="only satellites"):
        do(on, "select.mark")


def test_ways_of_a_route_go_round_and_a_number_names_one() -> None:
    on = desk()
    for expected in (1, 2, 0):
        do(on, "network.next_alternative")
        assert on.networks.route is not None
        assert on.networks.route.alternative == expected
    do(on, "network.alternative", "3")
    assert on.networks.route.alternative == 2
    with pytest.raises(CommandError, match="way 4 of 3; expected 1 to 3"):
        do(on, "network.alternative", "4")
    do(on, "network.clear")
    assert on.networks.route is None
    with pytest.raises(CommandError, match="no route is shown"):
        do(on, "network.next_alternative")


def test_a_route_turns_its_layer_on_and_can_be_undone_with_the_selection() -> None:
    on = desk()
    do(on, "network.route", "4>5")
    assert on.networks.route == RouteChoice(EntityRef("region", 4), EntityRef("site", 5))
    assert on.layers.shown("routes")
    assert on.history.can_undo


def test_answers_come_from_elsewhere_in_turn() -> None:
    on = desk()
    for expected in ("site", "orbit", "either"):
        do(on, "network.next_answer")
        assert on.networks.answer == expected
    with pytest.raises(CommandError, match="expected either, site, orbit"):
        do(on, "network.answer", "moon")
    with pytest.raises(CommandError, match="did you mean route"):
        do(on, "network.show", "rout")


def test_events_happen_to_the_selected() -> None:
    on = desk()
    with pytest.raises(CommandError, match="select what it shall happen to"):
        do(on, "event.lose")
    on.selection.select(EntityRef("site", 3))
    for command_id, argument in (
        ("event.lose", ""), ("event.lose_plane", ""), ("event.lose_provider", ""), ("event.curtail", ""),
        ("event.curtail", "30"), ("event.surge", "3"), ("event.storm", ""),
    ):  # fmt: skip
        do(on, command_id, argument)
    do(on, "event.inject", "price site:here factor 2")
    assert on.branches.said == [
        "fault site:3",
        "fault plane 3",
        "fault fleet 3",
        "power_cap site:3 share 0.5",
        "power_cap site:3 share 0.3",
        "demand_surge site:3 for 2h factor 3",
        "storm fleet 3 for 2h factor 20",
        "price site:here factor 2",
    ]
    with pytest.raises(CommandError, match="1 to 100"):
        do(on, "event.curtail", "101")
    with pytest.raises(CommandError, match="is no event; expected KIND TARGET"):
        do(on, "event.inject", "fault")


def test_runs_of_a_family_go_round_and_undo_goes_back() -> None:
    on = desk()
    do(on, "timeline.seek", "+1h")
    do(on, "branch.switch")
    do(on, "timeline.seek", "+2h")
    assert (on.branches.shown, on.transport.state.t_s) == (1, 7200.0)
    do(on, "edit.undo")
    assert (on.branches.shown, on.transport.state.t_s) == (1, 3600.0)
    do(on, "edit.undo")
    assert (on.branches.shown, on.transport.state.t_s) == (0, 3600.0)
    do(on, "edit.redo")
    assert on.branches.shown == 1
    do(on, "branch.show", "3")
    do(on, "branch.switch")
    assert on.branches.shown == 0
    with pytest.raises(CommandError, match="no run 4; expected 1 to 3"):
        do(on, "branch.show", "4")
    with pytest.raises(CommandError, match="is no branch"):
        do(on, "branch.parent")
    on.branches.left = 2
    do(on, "branch.parent")
    assert on.branches.shown == 2
