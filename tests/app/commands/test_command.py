"""Running commands on a small desk whose parts are real where they can be, and plain notebooks where not."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dawnline.commands.command import invoke
from dawnline.commands.complaint import CommandError
from dawnline.commands.history import History
from dawnline.commands.protocols import Desk
from dawnline.commands.table import COMMANDS, find_command
from dawnline.fleet.entity import EntityRef
from dawnline.orbits.epoch import Epoch
from dawnline.timeline.playhead import Playhead


@dataclass
class Notes:
    """Writes down what it was asked to do."""

    said: list[object] = field(default_factory=list)


@dataclass
class SomeFiles(Notes):
    epoch: Epoch | None = None
    simulating: bool = False
    can_simulate_again: bool = False

    def choose(self) -> None:
        self.said.append("choose")

    def open(self, path: Path) -> None:
        self.said.append(path)

    def open_welcome(self) -> None:
        self.said.append("welcome")

    def cancel_simulation(self) -> None:
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
    channel: str = "gpu_util_frac"
    channels: tuple[str, ...] = ("gpu_util_frac", "soc_frac", "limiter")
    on: set[str] = field(default_factory=set)

    def set_channel(self, key: str) -> None:
        self.channel = key

    def offers(self, layer: str) -> bool:
        return layer != "lights"

    def shown(self, layer: str) -> bool:
        return layer in self.on

    def show(self, layer: str, on: bool) -> None:
        self.on = self.on | {layer} if on else self.on - {layer}


@dataclass
class SomePanels(SomeLayers, Notes):
    full_screen: bool = False

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


def desk(*, opened: bool = True) -> Desk:
    playhead = Playhead(86_400.0, 60.0)
    playhead.extend(43_200.0 if opened else 0.0)
    return Desk(
        transport=playhead,
        files=SomeFiles(epoch=Epoch.from_iso("2026-05-30T00:00:00Z") if opened else None),
        camera=SomeCamera(),
        selection=SomeSelection(),
        layers=SomeLayers(),
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
    "select.entity": "3",
}


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_row_runs_where_it_is_enabled_and_never_where_it_is_not(command, opened: bool) -> None:
    on = desk(opened=opened)
    before = repr(on)
    if command.enabled(on):
        invoke(command, on, ARGUMENTS.get(command.id, ""))
    else:
        with pytest.raises(CommandError, match="not possible now"):
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
    assert on.layers.channel == "limiter"
    do(on, "globe.next_channel")
    assert on.layers.channel == "gpu_util_frac"
    with pytest.raises(CommandError, match=r"did you mean soc_frac\?"):
        do(on, "globe.channel", "soc_frak")


def test_undo_goes_back_to_time_selection_and_channel() -> None:
    on = desk()
    do(on, "timeline.seek", "+1h")
    do(on, "select.entity", "3")
    do(on, "globe.channel", "soc_frac")
    assert on.selection.selected == EntityRef("site", 3)
    do(on, "edit.undo")
    assert (on.layers.channel, on.selection.selected) == ("gpu_util_frac", EntityRef("site", 3))
    do(on, "edit.undo")
    assert on.selection.selected is None
    do(on, "edit.undo")
    assert on.transport.state.t_s == 0.0
    for _ in range(3):
        do(on, "edit.redo")
    assert on.transport.state.t_s == 3600.0
    assert (on.layers.channel, on.selection.selected) == ("soc_frac", EntityRef("site", 3))


def test_a_drag_is_one_jump() -> None:
    on = desk()
    seek = find_command("timeline.seek")
    invoke(seek, on, "100")
    invoke(seek, on, "200", continues=True)
    invoke(seek, on, "300", continues=True)
    do(on, "edit.undo")
    assert on.transport.state.t_s == 0.0
