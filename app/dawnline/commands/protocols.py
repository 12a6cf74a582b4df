"""What a command may touch: small Protocols that the shell's objects meet, and the desk that holds them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from dawnline.commands.branch_protocol import Branches
from dawnline.commands.event_protocol import Events
from dawnline.commands.history import History
from dawnline.commands.network_protocol import Networks
from dawnline.fleet.entity import EntityRef
from dawnline.orbits.epoch import Epoch
from dawnline.timeline.playhead import PlayheadState

Range = tuple[float, float] | None
MarkMode = Literal["replace", "add", "remove"]


class Transport(Protocol):
    """The clock of the window; a ``timeline.Playhead`` is one."""

    @property
    def state(self) -> PlayheadState:
        """Return where it stands and how it moves."""

    def play(self) -> None:
        """Let time move."""

    def pause(self) -> None:
        """Hold time."""

    def seek(self, t_s: float) -> None:
        """Go to a time, seconds since the start of the run."""

    def step_frames(self, n: int) -> None:
        """Go ``n`` frames on, or back."""

    def set_speed(self, speed: float) -> None:
        """Set run seconds per wall second; ValueError if it is not a speed."""

    def follow(self) -> None:
        """Stay at the end of a run that grows."""

    def loop_range(self, start_s: float | None = None, end_s: float | None = None) -> None:
        """Play within a range only; without arguments, no more."""


class Files(Protocol):
    """What is open, and the simulation that fills it."""

    @property
    def epoch(self) -> Epoch | None:
        """Return when the open run starts; None while nothing is open."""

    @property
    def opening(self) -> bool:
        """Return whether a file is being opened."""

    @property
    def simulating(self) -> bool:
        """Return whether a simulation is at work."""

    @property
    def can_simulate_again(self) -> bool:
        """Return whether what is open came from a scenario that can be simulated anew."""

    def open(self, path: Path | None) -> None:
        """Open a scenario, a run or an element set; without a path, ask which. CommandError if it cannot."""

    def open_welcome(self) -> None:
        """Open the scenario that ships with the program."""

    def cancel(self) -> None:
        """Stop opening; where nothing is being opened, stop simulating. What is there stays."""

    def simulate_again(self) -> None:
        """Simulate the open scenario anew."""


class Camera(Protocol):
    """The camera of the globe."""

    @property
    def following(self) -> bool:
        """Return whether it follows what is selected."""

    def home(self) -> None:
        """Fly to where it began."""

    def zoom(self, steps: float) -> None:
        """Go nearer by so many steps; farther if negative."""

    def orbit(self, right_deg: float, up_deg: float) -> None:
        """Go round the Earth."""

    def go_to_selected(self) -> None:
        """Fly to what is selected."""

    def follow_selected(self, on: bool) -> None:
        """Keep what is selected in the middle, or leave it."""


class Views(Protocol):
    """Ways to look at the globe that no hand would find: maps, poles, rides."""

    @property
    def map(self) -> str:
        """Return ``globe``, ``equirectangular`` or ``equal-earth``."""

    @property
    def inertial(self) -> bool:
        """Return whether the camera stands among the stars."""

    @property
    def riding(self) -> bool:
        """Return whether it rides along with a satellite."""

    @property
    def chasing(self) -> bool:
        """Return whether it stays above the terminator."""

    def show_map(self, name: str) -> None:
        """Show the globe, or unroll it into a flat map."""

    def over_pole(self, north: bool) -> None:
        """Fly above a pole."""

    def ride_selected(self, on: bool) -> None:
        """Ride along with the selected satellite, or fly back."""

    def stand(self, where: Literal["ground", "stars", "terminator"]) -> None:
        """Stay above the ground, among the stars, or above the terminator."""


class Selection(Protocol):
    """The one thing that is selected, everywhere."""

    @property
    def selected(self) -> EntityRef | None:
        """Return it, None if nothing is."""

    def select(self, ref: EntityRef | None) -> None:
        """Select one entity, or nothing."""

    def find(self, name: str) -> EntityRef:
        """Return the entity of an id, a unique name or ``#NORAD``; else CommandError with candidates."""

    def step(self, n: int) -> None:
        """Select the entity ``n`` rows further down the table, or up."""

    def focus_search(self) -> None:
        """Put the cursor into the search box of the table."""


class Layers(Protocol):
    """The layers of the globe that are on, and the fleets of satellites that are shown."""

    @property
    def fleets(self) -> tuple[str, ...]:
        """Return the names of the fleets of satellites."""

    def why_not(self, layer: str) -> str:
        """Return why a layer cannot be shown, in words; "" if it can."""

    def shown(self, layer: str) -> bool:
        """Return whether a layer is on."""

    def show(self, layer: str, on: bool) -> None:
        """Turn a layer on or off."""

    def fleet_shown(self, name: str) -> bool:
        """Return whether the satellites of a fleet are shown."""

    def show_fleet(self, name: str, on: bool) -> None:
        """Show or hide the satellites of a fleet."""


class Colours(Protocol):
    """What colours the satellites: a channel, a colour map, and ranges in the unit that people read."""

    @property
    def channel(self) -> str:
        """Return the key of the channel that colours the satellites."""

    @property
    def channels(self) -> tuple[str, ...]:
        """Return the keys of the channels that can."""

    def set_channel(self, key: str) -> None:
        """Colour the satellites by a channel; ranges of another channel are forgotten."""

    @property
    def ranges(self) -> tuple[Range, Range]:
        """Return the values at the ends of the colours and those that are shown; None: the channel's own."""

    def set_ranges(self, colours: Range, shown: Range) -> None:
        """Set both ranges."""

    @property
    def maps(self) -> tuple[str, ...]:
        """Return the names of the colour maps that a person may choose."""

    @property
    def map(self) -> str:
        """Return the name of the colour map."""

    def set_map(self, name: str) -> None:
        """Colour what is continuous by another map."""


class Marks(Protocol):
    """The satellites that a person marked as a group, and the watchlists in which groups are kept."""

    @property
    def marked(self) -> NDArray[np.int64]:
        """Return the indices of the marked satellites, ascending."""

    def mark(self, indices: NDArray[np.int64], mode: MarkMode) -> None:
        """Mark satellites: instead of those that are, with them, or take them away."""

    @property
    def listed(self) -> bool:
        """Return whether the table lists only the marked."""

    def list_only(self, on: bool) -> None:
        """Let the table list only the marked, or all."""

    @property
    def watchlists(self) -> tuple[str, ...]:
        """Return the names of the watchlists."""

    def save(self, name: str) -> None:
        """Keep the marked as a watchlist; CommandError if that cannot be."""

    def load(self, name: str) -> None:
        """Mark what a watchlist names, where this run has it; CommandError if it has none of it."""

    def delete(self, name: str) -> None:
        """Forget a watchlist; CommandError if there is none of this name."""


class Panels(Protocol):
    """The panels round the globe (``table``, ``network`` and others); what opens over it."""

    @property
    def full_screen(self) -> bool:
        """Return whether the window fills the screen."""

    def set_full_screen(self, on: bool) -> None:
        """Fill the screen, or no more."""

    def shown(self, panel: str) -> bool:
        """Return whether a panel is visible."""

    def show(self, panel: str, on: bool) -> None:
        """Show or hide a panel."""

    def open_palette(self) -> None:
        """Open the command palette."""

    def open_keys(self) -> None:
        """Show the table of keys."""


class App(Protocol):
    """The program itself."""

    def quit(self) -> None:
        """Close the window."""

    def snapshot(self, path: Path | None) -> None:
        """Save a picture of the window; without a path, ask where. CommandError if it cannot be written."""

    def open_about(self) -> None:
        """Tell what this program is, and whose works it carries."""

    def open_reports(self) -> None:
        """Open the folder of crash reports; CommandError if that cannot be."""


@dataclass(frozen=True, eq=False)
class Desk:
    """One of each: what a command receives."""

    transport: Transport
    files: Files
    camera: Camera
    views: Views
    selection: Selection
    layers: Layers
    colours: Colours
    marks: Marks
    networks: Networks
    branches: Branches
    events: Events
    panels: Panels
    app: App
    history: History
