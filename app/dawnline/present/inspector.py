"""The inspector: what is selected, why it does what it does, its values now and over time."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.provenance import Provenance
from dawnline.present import status
from dawnline.present.budget import satellite_budget, site_budget
from dawnline.present.cache import SceneCache
from dawnline.present.causes.lines import why_lines
from dawnline.present.evidence import Evidence
from dawnline.present.facts import satellite_facts, satellite_subtitle, site_facts, site_subtitle
from dawnline.present.inspector_scene import BudgetRow, InspectorScene, WhyLine
from dawnline.present.network.identity import KINDS as NETWORK_KINDS
from dawnline.present.network.identity import identity_of, network_values
from dawnline.present.network.pair_words import TITLE as PAIR_TITLE
from dawnline.present.network.pair_words import pair_sentences
from dawnline.present.network.place_words import TITLE as PLACE_TITLE
from dawnline.present.network.place_words import place_sentences
from dawnline.present.network.strip import rtt_strip
from dawnline.present.overview import Totals, overview_scene
from dawnline.present.recorded import is_recorded
from dawnline.present.recovery_words import recoveries
from dawnline.present.strips import stack, strips_of, window_s
from dawnline.recording.recording import Recording
from dawnline_widgets.charts.scene import StripStack

TITLES = {
    "none": "What does it do?",
    "no_work": "Why is it not busier?",
    "fault": "Why is it off?",
    "": "Why?",
}
HELD_BACK = "What holds it back?"


def inspector_scene(
    recording: Recording,
    t_s: float,
    ref: EntityRef | None,
    cache: SceneCache | None = None,
    totals: Totals | None = None,
    because: str = "",
) -> InspectorScene:
    """Return what the inspector shows of an entity at a time; of the whole run if ``ref`` is None.

    ``totals`` are those of the whole run where they were asked for already, in a thread; ``because`` is why a
    pair has no way, likewise.
    """
    cache = cache or SceneCache()
    if ref is None:
        return overview_scene(recording, t_s, cache, totals)
    frame = recording.frame_index_at(t_s)
    evidence = Evidence(recording, ref, frame, cache) if recording.frame_count else None
    if ref.kind in NETWORK_KINDS:
        return _of_network(recording, t_s, ref, evidence, cache, because)
    title, subtitle, facts, provenance = _identity(recording, t_s, ref)
    limiter, state = "", None
    why = _why(recording, ref, t_s, evidence, cache)
    if evidence and ref.kind in {"satellite", "site"}:
        limiter = evidence.code("limiter")
        state = _status(evidence)
    return InspectorScene(
        key=(recording.header, ref),
        title=title,
        subtitle=subtitle,
        status=state,
        status_word="" if state is None else status.WORDS[state],
        why_title=TITLES.get(limiter, HELD_BACK),
        why=tuple(line.text for line in why),
        why_lines=why,
        budget=_budget(evidence) if evidence else (),
        values=_values(evidence) if evidence else (),
        facts=(*recoveries(recording, ref, t_s, cache), *facts) if evidence else facts,
        strips=strips_of(evidence, t_s, cache) if evidence else _no_strips(recording, t_s),
        provenance=tuple(provenance_line(entry) for entry in provenance),
    )


def _of_network(
    recording: Recording,
    t_s: float,
    ref: EntityRef,
    evidence: Evidence | None,
    cache: SceneCache,
    because: str,
) -> InspectorScene:
    """Return what the inspector shows of a gateway, a region or a pair."""
    who = identity_of(recording, ref)
    state: int | None = None
    why: tuple[str, ...] = ("Nothing is recorded of what holds this back.",)
    strips = strips_of(evidence, t_s, cache) if evidence else _no_strips(recording, t_s)
    if ref.kind == "pair":
        why = pair_sentences(recording, ref, recording.frame_index_at(t_s), cache, because)
        strips = rtt_strip(recording, t_s, ref, cache)
        if evidence and is_recorded(recording, "pair", "rtt_s"):
            state = status.SERIOUS if np.isnan(evidence.value("rtt_s")) else status.NORMAL
    elif evidence:
        why = place_sentences(evidence)
    return InspectorScene(
        key=(recording.header, ref),
        title=who.title,
        subtitle=who.subtitle,
        status=state,
        status_word="" if state is None else status.WORDS[state],
        why_title=PAIR_TITLE if ref.kind == "pair" else PLACE_TITLE,
        why=why,
        budget=(),
        values=network_values(evidence) if evidence else (),
        facts=(*recoveries(recording, ref, t_s, cache), *who.facts) if evidence else who.facts,
        strips=strips,
        provenance=tuple(provenance_line(entry) for entry in who.provenance),
    )


def _why(
    recording: Recording, ref: EntityRef, t_s: float, evidence: Evidence | None, cache: SceneCache
) -> tuple[WhyLine, ...]:
    """Return the chain of causes, and what else a person should know of a satellite now."""
    lines = why_lines(recording, ref, t_s, cache)
    if evidence and ref.kind == "satellite" and evidence.code("state") == "stale":
        words = "Its elements are older than 14 days: the position is uncertain."
        return (*lines, WhyLine(words))
    return lines


def _status(evidence: Evidence) -> int:
    """Return the status of the one entity: of a million, the others need not be looked at."""
    limiter = np.array([evidence.value("limiter")]).astype(np.uint8)
    is_satellite = evidence.ref.kind == "satellite"
    state = np.array([evidence.value("state")]).astype(np.uint8) if is_satellite else None
    return int(status.status_of(limiter, state)[0])


def provenance_line(entry: Provenance) -> str:
    """Return where a preset value comes from: ``Array area: 600 m2 · source · date · announced``."""
    name = entry.key
    for unit in ("_m2", "_w", "_j", "_k", "_frac", "_kg", "_per_h", "_s"):
        name = name.removesuffix(unit)
    name = "PUE" if name == "pue" else name.replace("_", " ").capitalize()
    parts = (f"{name}: {entry.value:,.6g} {entry.unit}".rstrip(), entry.source, entry.date, entry.confidence)
    return " · ".join(part for part in parts if part)


def _identity(
    recording: Recording, t_s: float, ref: EntityRef
) -> tuple[str, str, tuple[tuple[str, str], ...], tuple[Provenance, ...]]:
    fleet = recording.header.fleet
    name = fleet.tables[ref.kind].names[ref.index]
    if ref.kind == "satellite":
        bus = fleet.buses[int(fleet.bus_of[ref.index])]
        subtitle = satellite_subtitle(recording, t_s, ref.index)
        return name, subtitle, satellite_facts(recording, t_s, ref.index), bus.provenance
    if ref.kind == "site":
        site = fleet.sites[ref.index]
        return site.title or name, site_subtitle(site), site_facts(site), site.provenance
    return name, ref.kind.capitalize(), (("Id", fleet.entity_id(ref)),), ()


def _budget(evidence: Evidence) -> tuple[BudgetRow, ...]:
    fleet = evidence.recording.header.fleet
    if evidence.ref.kind == "satellite":
        return satellite_budget(evidence, fleet.buses[int(fleet.bus_of[evidence.ref.index])])
    return site_budget(evidence, fleet.sites[evidence.ref.index]) if evidence.ref.kind == "site" else ()


def _values(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    channels = evidence.recording.header.catalogue.of_kind(evidence.ref.kind)
    return tuple((channel.name, evidence.text(channel.key)) for channel in channels)


def _no_strips(recording: Recording, t_s: float) -> StripStack:
    return stack(recording, (), t_s, window_s(t_s, recording.header.duration_s), np.empty((0, 2)))
