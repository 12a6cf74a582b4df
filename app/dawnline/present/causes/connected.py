"""Why a pair has no way or a slow one, and why a gateway, a plane or a link is as it is."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes import unreached
from dawnline.present.causes.cause import Causes, after, in_order
from dawnline.present.causes.happened import event_cause, events_on
from dawnline.present.causes.machine import machine_causes
from dawnline.present.causes.witness import Witness
from dawnline.present.network.choice import choice_of_pair

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


def gateway_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a gateway links no satellite, or how many it does."""
    if not witness.has("gateway", "links"):
        return ()
    links = witness.value(ref, "links")
    antennas = float(witness.fleet.gateways[ref.index].antennas)
    text = f"{witness.text(ref, 'links')} of {antennas:.0f} antennas are up"
    if links != 0.0:
        return in_order((witness.cause("way", ref, text, "links", limit=antennas),))
    spell = witness.spell(ref, "links", lambda up: up == 0.0)
    effect = witness.cause(
        "unlinked", ref, f"{text} {witness.span(spell)}", "links", limit=antennas, spell=spell
    )
    events = events_on(witness, ref, "fault")
    return after((event_cause(witness, events[0]),) if events else unreached.unsaid(witness, effect), effect)


def plane_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return the chain of the satellite of a plane that does least."""
    members = np.flatnonzero(witness.fleet.plane_rows() == ref.index)
    if not members.size:
        return ()
    busy = np.nan_to_num(witness.all("satellite", "gpu_util_frac").astype(np.float64)[members], nan=2.0)
    return machine_causes(witness, EntityRef("satellite", int(members[int(np.argmin(busy))])))
