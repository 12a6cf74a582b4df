"""Why a pair has no way or a slow one, and why a gateway, a plane or a link is as it is."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes import unreached
from dawnline.present.causes.cause import Causes, after, in_order
from dawnline.present.causes.happened import event_cause, events_on
from dawnline.present.causes.machine import machine_causes
from dawnline.present.causes.witness import Witness
from dawnline.present.network.choice import choice_of_pair
from dawnline.present.network.handovers import entry_name, handovers_s
from dawnline.present.network.words import plural

_LOOK_BACK_S = 3600.0
_WAYS = {"fibre": "by fibre", "space": "over satellites", "mixed": "over satellites and fibre"}


def pair_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a region reaches a site by no way, or what its way goes over."""
    if not witness.has("pair", "rtt_s"):
        return ()
    choice = choice_of_pair(witness.recording, ref)
    if not np.isnan(witness.value(ref, "rtt_s")):
        way = _WAYS.get(witness.word(ref, "way"), "by an unknown way")
        span = witness.span(witness.spell(ref, "way"))
        text = f"{witness.text(ref, 'rtt_s')} there and back {way} {span}, {witness.text(ref, 'hops')}"
        text += _entry(witness, ref)
        return in_order((witness.cause("way", ref, text, "rtt_s", spell=witness.spell(ref, "way")),))
    spell = witness.spell_of_nan(ref, "rtt_s")
    effect = witness.cause("unreached", ref, f"no way {witness.span(spell)}", "rtt_s", spell=spell)
    for end in (choice.source, choice.target):
        for event in events_on(witness, end, "fault"):
            return after((event_cause(witness, event),), effect)
    for event in witness.events("fault"):
        if event.other is not None and {event.target, event.other} == {choice.source, choice.target}:
            return after((event_cause(witness, event),), effect)
    why = witness.no_way(choice.source, choice.target, witness.now_s)
    return after(unreached.told_by_network(witness, ref, why, spell), effect)


def _entry(witness: Witness, ref: EntityRef) -> str:
    """Return who carries it first, since when, and how often that changed lately; "" if nobody."""
    if not witness.has("pair", "entry_satellite"):
        return ""
    name = entry_name(witness.recording, int(witness.value(ref, "entry_satellite")))
    if not name:
        return ""
    changes = handovers_s(witness.of(ref))
    lately = [t_s for t_s in changes if witness.now_s - _LOOK_BACK_S < t_s <= witness.now_s]
    since = f" since {witness.clock(max(lately))}" if lately else ""
    return f", first over {name}{since}, {plural(len(lately), 'handover')} in the hour before"


def gateway_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a gateway links no satellite, or how many it does."""
    if not witness.has("gateway", "links"):
        return ()
    links = witness.value(ref, "links")
    antennas = float(witness.fleet.gateways[ref.index].antennas)
    text = f"{witness.text(ref, 'links')[:-6]} of its {antennas:.0f} antennas point at satellites"
    if witness.value(ref, "load_frac") > 0.0:
        text += f"; its links carry {witness.text(ref, 'load_frac')} of what they can"
    if links != 0.0:
        return in_order((witness.cause("way", ref, text, "links", limit=antennas),))
    spell = witness.spell(ref, "links", lambda up: up == 0.0)
    effect = witness.cause(
        "unlinked", ref, f"{text} {witness.span(spell)}", "links", limit=antennas, spell=spell
    )
    events = events_on(witness, ref, "fault")
    if events:
        return after((event_cause(witness, events[0]),), effect)
    why = witness.no_way(ref, ref, witness.now_s)  # of its own links: fibre may reach it
    return after(unreached.told_by_network(witness, ref, why, spell), effect)


def plane_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return the chain of the satellite of a plane that does least."""
    members = np.flatnonzero(witness.fleet.plane_rows() == ref.index)
    if not members.size:
        return ()
    busy = np.nan_to_num(witness.all("satellite", "gpu_util_frac").astype(np.float64)[members], nan=2.0)
    return machine_causes(witness, EntityRef("satellite", int(members[int(np.argmin(busy))])))
