"""Commands of the network: the route that is shown, its ways, where answers come from, the panel."""

from dataclasses import replace
from typing import get_args

from dawnline.commands.arguments import number_of
from dawnline.commands.command import Command
from dawnline.commands.complaint import CommandError
from dawnline.commands.nearest import did_you_mean
from dawnline.commands.protocols import Desk
from dawnline.commands.time_rows import is_open
from dawnline.present.view import MOST_WAYS, Answer

TABS = ("matrix", "route", "links")
ANSWERS: tuple[Answer, ...] = get_args(Answer)


def _show(desk: Desk, tab: str) -> None:
    if tab and tab not in TABS:
        raise CommandError(f"no tab {tab[:40]!r}{did_you_mean(tab, TABS)}; there are {', '.join(TABS)}")
    desk.networks.open(tab)


def _route(desk: Desk, text: str) -> None:
    desk.networks.choose(desk.networks.find_route(text))
    if not desk.layers.shown("routes"):
        desk.layers.show("routes", True)


def _next_way(desk: Desk, _: str) -> None:
    route, ways = desk.networks.route, desk.networks.ways
    if route is not None:
        following = (route.alternative + 1) % (ways or MOST_WAYS)
        desk.networks.choose(replace(route, alternative=following))


def _way(desk: Desk, text: str) -> None:
    route, number = desk.networks.route, number_of(text)
    ways = desk.networks.ways
    if ways and number > ways:
        raise CommandError(f"way {number} of {ways}; expected 1 to {ways}")
    if route is not None:
        desk.networks.choose(replace(route, alternative=number - 1))


def _has_route(desk: Desk) -> bool:
    return desk.networks.route is not None


def _no_route(_: Desk) -> str:
    return "no route is shown; choose a pair in the matrix of the network (Shift+N)"


def _offered(desk: Desk) -> bool:
    return not desk.networks.why_not


def _why_not(desk: Desk) -> str:
    return desk.networks.why_not


def _answer(desk: Desk, text: str) -> None:
    chosen = next((answer for answer in ANSWERS if answer == text), None)
    if chosen is None:
        raise CommandError(f"no answer from {text[:40]!r}; expected {', '.join(ANSWERS)}")
    desk.networks.set_answer(chosen)


def _next_answer(desk: Desk, _: str) -> None:
    at = ANSWERS.index(desk.networks.answer)
    desk.networks.set_answer(ANSWERS[(at + 1) % len(ANSWERS)])


NETWORK_ROWS = (
    Command("network.show", "Show the network", "Network", _show, ("Shift+N",), argument="tab",
            optional=True),
    Command("network.route", "Show the route between two places", "Network", _route, argument="route",
            enabled=_offered, why_not=_why_not, jumps=True),
    Command("network.next_alternative", "Next way of the route", "Network", _next_way, ("Shift+P",),
            enabled=_has_route, why_not=_no_route),
    Command("network.alternative", "Show a way of the route by number", "Network", _way, argument="number",
            enabled=_has_route, why_not=_no_route),
    Command("network.clear", "Show no route", "Network", lambda desk, _: desk.networks.choose(None),
            ("Shift+Esc",), enabled=_has_route, why_not=_no_route),
    Command("network.answer", "Let answers come from sites, orbit, or either", "Network", _answer,
            argument="answer", enabled=is_open),
    Command("network.next_answer", "Answers from elsewhere", "Network", _next_answer, ("Shift+O",),
            enabled=_offered, why_not=_why_not),
)  # fmt: skip
