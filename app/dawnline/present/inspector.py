"""The inspector: what is selected, why it does what it does, its values now and over time."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.provenance import Provenance
from dawnline.present import status
from dawnline.present.budget import satellite_budget, site_budget
from dawnline.present.cache import SceneCache
from dawnline.present.causes.lines import told_at_once
from dawnline.present.evidence import Evidence
from dawnline.present.facts import satellite_facts, satellite_subtitle, site_facts, site_subtitle
from dawnline.present.inspector_scene import BudgetRow, InspectorScene, WhyLine
from dawnline.present.network.identity import KINDS as NETWORK_KINDS
from dawnline.present.network.identity import identity_of, network_values
from dawnline.present.network.strip import rtt_strip
from dawnline.present.overview import Totals, overview_scene
from dawnline.present.recorded import is_recorded
from dawnline.present.recovery_words import recoveries
from dawnline.present.states import REACHED_BY, status_now
from dawnline.present.strips import stack, strips_of, window_s
from dawnline.present.working.full import WORD, is_full
from dawnline.present.working.identity import workload_facts, workload_subtitle
from dawnline.present.working.now import values_now
from dawnline.present.working.strips import workload_strips
from dawnline.recording.recording import Recording
from dawnline_widgets.charts.scene import StripStack

TITLES = {
    "no_work": "Why is it not busier?",
    "none": "What does it do?",
    WORD: "Why is it full?",
    "fault": "Why is it off?",
    "": "Why?",
}
HELD_BACK = "What holds it back?"
SERVED = "How is it served?"
NETWORK_TITLES: dict[str, str] = {
    "pair": "How do they reach each other?",
    "gateway": "How is it linked?",
    "region": SERVED,
}


def inspector_scene(
    recording: Recording,
    t_s: float,
    ref: EntityRef | None,
    cache: SceneCache | None = None,
    totals: Totals | None = None,
    why: tuple[WhyLine, ...] | None = None,
) -> InspectorScene:
    """Return what the inspector shows of an entity at a time; of the whole run if ``ref`` is None.

    ``totals`` are those of the whole run, and ``why`` the chain of causes as the network completes it, where
    they were asked for already, in a thread.
    """
    cache = cache or SceneCache()
    if ref is None:
        return overview_scene(recording, t_s, cache, totals)
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    evidence = None if frame is None else Evidence(recording, ref, frame, cache)
    why = told_at_once(recording, ref, t_s, cache).lines if why is None else why
    if ref.kind in NETWORK_KINDS:
        return _of_network(recording, t_s, ref, evidence, cache, why)
    title, subtitle, facts, provenance = _identity(recording, t_s, ref)
    limiter, state = "", None
    why = (*why, *_besides(evidence))
    if evidence and ref.kind in {"satellite", "site"}:
        limiter = WORD if is_full(recording, ref, evidence.frame) else evidence.code("limiter")
    if evidence and ref.kind in {"satellite", "site", "workload"}:
        state = status_now(recording, ref, evidence.frame)
    return InspectorScene(
        key=(recording.header, ref),
        title=title,
        subtitle=subtitle,
        status=state,
        status_word="" if state is None else status.WORDS[state],
        why_title=SERVED if ref.kind == "workload" else TITLES.get(limiter, HELD_BACK),
        why=tuple(line.text for line in why),
        why_lines=why,
        budget=_budget(evidence) if evidence else (),
        values=values_now(evidence) if evidence else (),
        facts=(*recoveries(recording, ref, t_s, cache), *facts) if evidence else facts,
        strips=_strips(evidence, t_s, cache) if evidence else _no_strips(recording, t_s),
        provenance=tuple(provenance_line(entry) for entry in provenance),
    )


def _of_network(
    recording: Recording,
    t_s: float,
    ref: EntityRef,
    evidence: Evidence | None,
    cache: SceneCache,
    why: tuple[WhyLine, ...],
) -> InspectorScene:
    """Return what the inspector shows of a gateway, a region or a pair."""
    who = identity_of(recording, ref)
    state: int | None = None
    strips = strips_of(evidence, t_s, cache) if evidence else _no_strips(recording, t_s)
    if ref.kind == "pair":
        strips = rtt_strip(recording, t_s, ref, cache)
    if evidence and is_recorded(recording, ref.kind, REACHED_BY[ref.kind]):
        state = status_now(recording, ref, evidence.frame)
    return InspectorScene(
        key=(recording.header, ref),
        title=who.title,
        subtitle=who.subtitle,
        status=state,
        status_word="" if state is None else status.WORDS[state],
        why_title=NETWORK_TITLES[ref.kind],
        why=tuple(line.text for line in why),
        why_lines=why,
        budget=(),
        values=network_values(evidence) if evidence else (),
        facts=(*recoveries(recording, ref, t_s, cache), *who.facts) if evidence else who.facts,
        strips=strips,
        provenance=tuple(provenance_line(entry) for entry in who.provenance),
    )


def _besides(evidence: Evidence | None) -> tuple[WhyLine, ...]:
    """Return what else a person should know of a satellite now."""
    if evidence and evidence.ref.kind == "satellite" and evidence.code("state") == "stale":
        return (WhyLine("Its elements are older than 14 days: the position is uncertain."),)
    return ()


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
    if ref.kind == "workload":
        work = fleet.workloads[ref.index]
        facts = (*workload_facts(fleet, work), ("Id", fleet.entity_id(ref)))
        return work.title or name, workload_subtitle(work), facts, ()
    return name, ref.kind.capitalize(), (("Id", fleet.entity_id(ref)),), ()


def _budget(evidence: Evidence) -> tuple[BudgetRow, ...]:
    fleet = evidence.recording.header.fleet
    if evidence.ref.kind == "satellite":
        return satellite_budget(evidence, fleet.buses[int(fleet.bus_of[evidence.ref.index])])
    return site_budget(evidence, fleet.sites[evidence.ref.index]) if evidence.ref.kind == "site" else ()


def _strips(evidence: Evidence, t_s: float, cache: SceneCache) -> StripStack:
    if evidence.ref.kind != "workload":
        return strips_of(evidence, t_s, cache)
    window = window_s(t_s, evidence.recording.header.duration_s)
    return stack(evidence.recording, workload_strips(evidence, window, cache), t_s, window, np.empty((0, 2)))


def _no_strips(recording: Recording, t_s: float) -> StripStack:
    return stack(recording, (), t_s, window_s(t_s, recording.header.duration_s), np.empty((0, 2)))
