"""Why nobody reaches a machine, or a region reaches none: lost links, and events with a recorded effect."""

import re

import numpy as np

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.present.causes.cause import Cause, Causes, after, in_order
from dawnline.present.causes.happened import event_cause, events_on
from dawnline.present.causes.witness import Witness
from dawnline.present.evidence import Spell
from dawnline.scenario.event import Event
from dawnline.scenario.presence import members

_MAY_FAIL: tuple[Kind, ...] = ("satellite", "gateway", "region")
# Where some regions reach a satellite, most do.
_MOST_REGIONS = 4


def of_machine(witness: Witness, ref: EntityRef) -> Causes:
    """Return why no region reaches a satellite or a site; nothing where one does, or it is not recorded."""
    if ref.kind == "site":
        return _of_site(witness, ref)
    if not witness.has("satellite", "links") or np.isnan(witness.value(ref, "links")):
        return ()
    if witness.value(ref, "links") > 0.0:
        return _cut_off(witness, ref)
    spell = witness.spell(ref, "links", lambda links: links == 0.0)
    alone = witness.cause(
        "unlinked", ref, f"no laser, gateway or region is linked to it {witness.span(spell)}", "links",
        limit=1.0, spell=spell,
    )  # fmt: skip
    why = witness.no_way(EntityRef("region", 0), ref, witness.now_s) if witness.fleet.regions else ""
    return after(_lost(witness, spell) or told_by_network(witness, ref, why, spell), alone)


def _cut_off(witness: Witness, ref: EntityRef) -> Causes:
    """Return why no region reaches a satellite that has links; nothing where one does."""
    why = ""
    for index in range(len(witness.fleet.regions)):
        why = witness.no_way(EntityRef("region", index), ref, witness.now_s)
        if not why:
            return ()
        if index + 1 >= _MOST_REGIONS:
            break
    return told_by_network(witness, ref, why, Spell(None, None)) if why else ()


def of_region(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a region reaches no machine; nothing where it reaches one, or it is not recorded."""
    keys = [key for key in ("rtt_s", "orbit_rtt_s") if witness.has("region", key)]
    if not keys or not all(np.isnan(witness.value(ref, key)) for key in keys):
        return ()
    spell = witness.spell_of_nan(ref, keys[0])
    cut = witness.cause(
        "unreached", ref, f"no way to any machine {witness.span(spell)}", keys[0], spell=spell
    )
    own = tuple(event_cause(witness, event) for event in events_on(witness, ref, "fault"))
    return after(own[:1] or _lost(witness, spell) or _asked(witness, ref, spell), cut)


def _of_site(witness: Witness, ref: EntityRef) -> Causes:
    if not witness.has("pair", "rtt_s"):
        return ()
    sites = len(witness.fleet.sites)
    rtt_s = witness.all("pair", "rtt_s").astype(np.float64)[ref.index :: sites]
    if not rtt_s.size or not np.isnan(rtt_s).all():
        return ()
    pair = EntityRef("pair", ref.index)
    spell = witness.spell_of_nan(pair, "rtt_s")
    cut = witness.cause(
        "unreached", ref, f"no region has a way to it {witness.span(spell)}", "rtt_s", spell=spell,
        value=float("nan"),
    )  # fmt: skip
    why = witness.no_way(EntityRef("region", 0), ref, witness.now_s)
    return after(_lost(witness, spell) or told_by_network(witness, ref, why, spell), cut)


def _asked(witness: Witness, region: EntityRef, spell: Spell) -> Causes:
    to = EntityRef("site", 0) if witness.fleet.sites else EntityRef("satellite", 0)
    return told_by_network(witness, region, witness.no_way(region, to, witness.now_s), spell)


def told_by_network(witness: Witness, ref: EntityRef, why: str, spell: Spell) -> Causes:
    """Return what the network says of the links of an entity, or that it is unknown."""
    if why:
        text = f"{why[0].lower()}{why[1:]}".rstrip(".")
        told = Cause("network", ref, text, t_s=witness.now_s, since_s=spell.since_s)
        return after(_failed_by_event(witness, why), told)
    text = "unknown: no event and no recorded link explains why there is no way"
    return in_order((Cause("unknown", ref, text, t_s=witness.now_s),))


def _failed_by_event(witness: Witness, why: str) -> Causes:
    """Return the event by which somebody fails whom the network says has failed; nothing if none does."""
    if "failed" not in why:
        return ()
    for event in witness.events("fault"):
        for kind in _MAY_FAIL:
            names = witness.fleet.tables[kind].names if kind in witness.fleet.tables else ()
            if any(_names(why, names[row]) for row in members(witness.fleet, event.target, kind)):
                return in_order((event_cause(witness, event),))
    return ()


def _names(why: str, name: str) -> bool:
    """Say whether a sentence has a name in it, and not as the beginning of a longer one."""
    return name in why and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", why) is not None


def _lost(witness: Witness, spell: Spell) -> Causes:
    """Return the event that began with the spell and took what was reached over, its effect recorded."""
    for event in witness.events("fault"):
        if _begins_with(witness, event, spell):
            seen = _effect(witness, event)
            if seen is not None:
                return in_order((event_cause(witness, event), seen))
    return ()


def _begins_with(witness: Witness, event: Event, spell: Spell) -> bool:
    if spell.since_s is None:
        return event.start_s <= 0.0
    return 0.0 <= spell.since_s - event.start_s < 2.0 * witness.header.step_s


def _effect(witness: Witness, event: Event) -> Cause | None:
    """Return what is recorded of an event's target while it lasts; None where it does not show."""
    ref = event.target
    if event.other is not None:
        return None
    if ref.kind == "gateway" and witness.value(ref, "links") == 0.0:
        spell = witness.spell(ref, "links", lambda links: links == 0.0)
        return witness.cause(
            "gateway_lost", ref, f"its antennas point at no satellite {witness.span(spell)}", "links",
            limit=1.0, spell=spell,
        )  # fmt: skip
    if ref.kind == "plane":
        members = np.flatnonzero(witness.fleet.plane_rows() == ref.index)
        if not members.size:
            return None
        ref = EntityRef("satellite", int(members[0]))
    if ref.kind in {"site", "satellite"} and witness.word(ref, "limiter") == "fault":
        spell = witness.spell(ref, "limiter")
        return witness.cause("off", ref, f"off {witness.span(spell)}", "limiter", spell=spell)
    return None
