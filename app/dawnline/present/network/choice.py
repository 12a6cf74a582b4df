"""Which two places a route is between, as people name them; loads nothing of the network itself."""

from collections.abc import Callable

from dawnline.fleet.entity import EntityRef
from dawnline.present.view import RouteChoice
from dawnline.recording.recording import Recording

ENDS = frozenset({"satellite", "gateway", "region", "site"})
ARROWS = (" -> ", "->", " → ", "→", ">", " to ")


def pair_of(recording: Recording, source: EntityRef, target: EntityRef) -> EntityRef | None:
    """Return the pair of a region and a site; None where there is no such pair."""
    fleet = recording.header.fleet
    if (source.kind, target.kind) != ("region", "site") or "pair" not in fleet.tables:
        return None
    return EntityRef("pair", source.index * len(fleet.sites) + target.index)


def choice_of_pair(recording: Recording, pair: EntityRef) -> RouteChoice:
    """Return the route of a pair: pair = region * sites + site."""
    region, site = divmod(pair.index, max(len(recording.header.fleet.sites), 1))
    return RouteChoice(EntityRef("region", region), EntityRef("site", site))


def two_names(text: str) -> list[tuple[str, str]]:
    """Return the ways in which a text can be two names: at an arrow, else at any space."""
    for arrow in ARROWS:
        first, found, second = text.partition(arrow)
        if found and first.strip() and second.strip():
            return [(first.strip(), second.strip())]
    words = text.split()
    return [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]


def found_choice(text: str, find: Callable[[str], EntityRef]) -> RouteChoice | None:
    """Return the route that a text names; None if no reading of it names two places.

    ``find`` raises LookupError for a name that nobody answers to.
    """
    for first, second in two_names(text):
        try:
            source, target = find(first), find(second)
        except LookupError:
            continue
        if source.kind in ENDS and target.kind in ENDS and source != target:
            return RouteChoice(source, target)
    return None
