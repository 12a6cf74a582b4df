"""Commands of events and branches: let something happen now, and look at both runs.

Each takes the moment that the window shows; the run it leaves stays open beside the branch.
"""

from collections.abc import Callable

from dawnline.commands.arguments import number_of
from dawnline.commands.branch_protocol import Over
from dawnline.commands.command import EVERYWHERE, Command
from dawnline.commands.complaint import CommandError
from dawnline.commands.protocols import Desk
from dawnline.commands.time_rows import is_open

CURTAILED_PERCENT = 50
SURGE_TIMES = 2
# Upsets in a severe storm over a quiet day's: an assumption to start from, changed by the argument.
STORM_TIMES = 20
FOR = "for 2h"


def _target(desk: Desk, over: Over = "itself") -> str:
    ref = desk.selection.selected
    if ref is None:
        raise CommandError("nothing is selected; select what it shall happen to first")
    return desk.branches.target(ref, over)


def _lose(over: Over) -> Callable[[Desk, str], None]:
    return lambda desk, _: desk.branches.inject(f"fault {_target(desk, over)}")


def _curtail(desk: Desk, argument: str) -> None:
    percent = number_of(argument) if argument else CURTAILED_PERCENT
    if percent > 100:
        raise CommandError(f"{argument} % of the power cannot be left; expected 1 to 100")
    desk.branches.inject(f"power_cap {_target(desk)} share {percent / 100.0:g}")


def _times(kind: str, default: int, over: Over = "itself") -> Callable[[Desk, str], None]:
    def run(desk: Desk, argument: str) -> None:
        times = number_of(argument) if argument else default
        desk.branches.inject(f"{kind} {_target(desk, over)} {FOR} factor {times}")

    return run


def _inject(desk: Desk, argument: str) -> None:
    desk.branches.inject(argument)


def _switch(desk: Desk, _: str) -> None:
    desk.branches.show((desk.branches.shown + 1) % len(desk.branches.runs))


def _show(desk: Desk, argument: str) -> None:
    number = number_of(argument)
    if number > len(desk.branches.runs):
        raise CommandError(f"there is no run {number}; expected 1 to {len(desk.branches.runs)}")
    desk.branches.show(number - 1)


def _parent(desk: Desk, _: str) -> None:
    left = desk.branches.left
    if left is not None:
        desk.branches.show(left)


def _has_selected(desk: Desk) -> bool:
    return is_open(desk) and desk.selection.selected is not None


def _nothing(_: Desk) -> str:
    return "select what it shall happen to first"


def _event(
    name: str, title: str, run: Callable[[Desk, str], None], *keys: str, takes_number: bool = False
) -> Command:
    return Command(
        f"event.{name}", title, "Events", run, keys, enabled=_has_selected, why_not=_nothing, jumps=True,
        argument="number" if takes_number else None, optional=takes_number,
    )  # fmt: skip


BRANCH_ROWS = (
    _event("lose", "Lose the selected now", _lose("itself"), "Ctrl+L"),
    _event("lose_plane", "Lose its plane now", _lose("plane")),
    _event("lose_provider", "Lose its provider or fleet now", _lose("fleet")),
    _event("curtail", "Halve the power of the selected now", _curtail, "Ctrl+Shift+L", takes_number=True),
    _event("surge", "Double the demand of the selected now", _times("demand_surge", SURGE_TIMES),
           takes_number=True),
    _event("storm", "Solar storm over its fleet now", _times("storm", STORM_TIMES, "fleet"),
           takes_number=True),
    _event("deorbit", "Let the selected leave orbit now",
           lambda desk, _: desk.branches.inject(f"deorbit {_target(desk)}")),
    _event("lease_end", "End the lease of the selected now",
           lambda desk, _: desk.branches.inject(f"lease_end {_target(desk)}")),
    Command("event.inject", "Let an event happen now", "Events", _inject, enabled=is_open, argument="event",
            jumps=True),
    Command("branch.switch", "Switch between the run and its branches", "Events", _switch, ("Ctrl+B",),
            EVERYWHERE, enabled=lambda desk: len(desk.branches.runs) > 1, jumps=True,
            why_not=lambda _: "there is one run only; Ctrl+L loses what is selected, in a branch"),
    Command("branch.parent", "Back to the run that this branch left", "Events", _parent, ("Ctrl+Shift+B",),
            EVERYWHERE, enabled=lambda desk: desk.branches.left is not None, jumps=True,
            why_not=lambda _: "this run is no branch, or the run that it left is not there"),
    Command("branch.show", "Show a run of the family", "Events", _show,
            enabled=lambda desk: len(desk.branches.runs) > 1, argument="number", jumps=True),
    Command("branch.cancel", "Stop the branch", "Events", lambda desk, _: desk.branches.cancel(),
            enabled=lambda desk: bool(desk.branches.work)),
)  # fmt: skip
