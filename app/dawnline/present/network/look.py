"""What the network adds to the globe, as plain values."""

from dataclasses import dataclass

from dawnline_widgets.globe.scene import ColourKey, Field, Links, Pins, Tag, Ways

# The layers that need the network worked out.
LAYERS = frozenset({"links", "gateways", "routes", "latency"})


@dataclass(frozen=True, eq=False)
class Look:
    """Links, gateways, ways over them, a field over the Earth, and what is written of them."""

    links: Links | None = None
    gateways: Pins | None = None
    ways: tuple[Ways, ...] = ()
    field: Field | None = None
    tags: tuple[Tag, ...] = ()
    colour_keys: tuple[ColourKey, ...] = ()


NOTHING = Look()


def joined(*looks: Look | None) -> Look:
    """Return several looks as one; of fields, links and gateways the first that is there."""
    there = [look for look in looks if look is not None]
    return Look(
        links=next((look.links for look in there if look.links is not None), None),
        gateways=next((look.gateways for look in there if look.gateways is not None), None),
        ways=tuple(ways for look in there for ways in look.ways),
        field=next((look.field for look in there if look.field is not None), None),
        tags=_one_a_place([tag for look in there for tag in look.tags]),
        colour_keys=tuple(key for look in there for key in look.colour_keys),
    )


def _one_a_place(tags: list[Tag]) -> tuple[Tag, ...]:
    """Return the tags but those of a place that has one already."""
    kept: dict[object, Tag] = {}
    for tag in tags:
        kept.setdefault((tag.r_ecef, tag.satellite), tag)
    return tuple(kept.values())
