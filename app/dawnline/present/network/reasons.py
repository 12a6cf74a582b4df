"""Why each link of an entity is up or not: the network's verdicts, what was measured, and since when."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.network.judge import verdict_at, why_not
from dawnline.network.links import LinkState
from dawnline.network.reason import Reason
from dawnline.network.verdict import Verdict
from dawnline.present.cache import SceneCache
from dawnline.present.clock import moment_text
from dawnline.present.network.choice import ENDS, choice_of_pair
from dawnline.present.network.now import Now, name_of, now
from dawnline.present.network.there import what_is_missing
from dawnline.present.network.words import degrees, km, plural
from dawnline.recording.recording import Recording
from dawnline_widgets.network.scene import Reason as Row
from dawnline_widgets.network.scene import ReasonsScene

SELECT = "Select a satellite, gateway, region, site or pair: why each of its links is up or not stands here."
_NEAREST = 8  # satellites that a place does not see, told with what hides them
_NEAREST_FIBRES = 6
_LOST = frozenset(
    {
        Reason.FAILED_LINK,
        Reason.FAILED_SATELLITE,
        Reason.FAILED_PLANE,
        Reason.FAILED_GROUND,
        Reason.SAFE_MODE,
        Reason.WEATHER,
    }
)
_WAITS = frozenset({Reason.ACQUIRING})
_SERIOUS, _STANDBY = 1, 4  # in tokens.STATUSES
_NO_LIMIT_M = 5e7  # as good as none
# Since when a reason holds is looked for so far back, in steps of so much.
_LOOK_BACK = 10
_STEP_S = 60.0
Codes = dict[tuple[int, int], int]


def reasons_scene(recording: Recording, t_s: float, ref: EntityRef | None, cache: SceneCache) -> ReasonsScene:
    """Return the links of an entity at a time with their reasons; of a pair, those of its region."""
    missing = what_is_missing(recording)
    if ref is not None and ref.kind == "pair" and not missing:
        ref = choice_of_pair(recording, ref).source
    if missing or ref is None or ref.kind not in ENDS:
        return ReasonsScene((recording.header, missing), "", (), (), missing or SELECT)
    at = now(recording, t_s, cache)
    return cache.latest(recording, "reasons", (at.t_s, ref), lambda: _scene(at, ref, cache))


def verdicts(at: Now, ref: EntityRef) -> list[Verdict]:
    """Return a verdict on every link that an entity has or nearly has, those that are up first."""
    found = why_not(at.network, ref, at.state)
    if ref.kind != "satellite":
        found += _hidden(at, ref) + _fibres(at, ref)
    return sorted(found, key=lambda verdict: not verdict.is_up)


def _scene(at: Now, ref: EntityRef, cache: SceneCache) -> ReasonsScene:
    before = [_codes(at, ref, at.t_s - _STEP_S * step, cache) for step in range(1, _LOOK_BACK + 1)]
    rows = [_row(at, ref, verdict, _since(at, verdict, before)) for verdict in verdicts(at, ref)]
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.reason] = counts.get(row.reason, 0) + 1
    name = name_of(at.recording, ref)
    return ReasonsScene(
        (at.recording.header, ref, at.t_s), f"Links of {name}", tuple(counts.items()), tuple(rows),
        f"{name} has no links: nothing of this kind serves it.",
    )  # fmt: skip


def _codes(at: Now, ref: EntityRef, t_s: float, cache: SceneCache) -> Codes | None:
    """Return the reasons of an entity's links at an earlier moment; None before the run."""
    if t_s < 0.0:
        return None
    return cache.get(at.recording, ("codes", ref, t_s), lambda: _codes_in(at, ref, at.network.links_at(t_s)))


def _codes_in(at: Now, ref: EntityRef, state: LinkState) -> Codes:
    node = at.state.nodes.node_of(ref)
    codes: Codes = {}
    for links in (state.lasers, state.gateways, state.users):
        mine = np.flatnonzero((links.ends == node).any(axis=1))
        for (a, b), code in zip(links.ends[mine].tolist(), links.reason[mine].tolist(), strict=True):
            codes[min(a, b), max(a, b)] = code
    return codes


def _since(at: Now, verdict: Verdict, before: list[Codes | None]) -> str:
    """Return since when a reason holds, to the step; "" if it is not known, or longer."""
    if verdict.kind == "fibre" or verdict.reason in {Reason.MASK, Reason.NOT_NEIGHBOURS, Reason.NOT_SERVED}:
        return ""
    ends = [at.state.nodes.node_of(ref) for ref in (verdict.a, verdict.b)]
    pair = (min(ends), max(ends))
    for step, codes in enumerate(before):
        if codes is None:
            return ""
        if codes.get(pair) != verdict.reason:
            return moment_text(at.recording.header.epoch, at.t_s - _STEP_S * step, at.t_s)[:5]
    return ""


def _hidden(at: Now, ref: EntityRef) -> list[Verdict]:
    """Return verdicts on the nearest satellites that serve a place and that it does not see."""
    nodes, ground = at.state.nodes, at.network.ground
    n, node = nodes.satellites, nodes.node_of(ref)
    parent = at.recording.header.fleet.satellites.parent
    linked = ground.max_range_m[node - n, parent] > 0.0
    known = np.concatenate((at.state.gateways.ends, at.state.users.ends))
    linked[known[known[:, 0] == node, 1]] = False
    which = np.flatnonzero(linked & np.isfinite(at.state.places_m[:n]).all(axis=1))
    away_m = np.linalg.norm(at.state.places_m[which] - at.state.places_m[node], axis=1)
    nearest: NDArray[np.int64] = which[np.argsort(away_m, kind="stable")[:_NEAREST]]
    return [
        verdict_at(at.network, ref, EntityRef("satellite", index), at.state) for index in nearest.tolist()
    ]


def _fibres(at: Now, ref: EntityRef) -> list[Verdict]:
    """Return verdicts on the fibres to the nearest gateways and sites; none where there is no fibre."""
    nodes = at.state.nodes
    n, node = nodes.satellites, nodes.node_of(ref)
    others = np.array([*nodes.range_of("gateway"), *nodes.range_of("site")], np.int64)
    # What has failed has no fibre now, and is told of: the distance is that of the ground.
    length_m = at.network.ground.fibre_m[node - n, others - n] if len(others) else np.empty(0)
    near = np.flatnonzero(np.isfinite(length_m) & (others != node))
    chosen = others[near[np.argsort(length_m[near], kind="stable")[:_NEAREST_FIBRES]]]
    return [verdict_at(at.network, ref, nodes.ref_of(int(other)), at.state) for other in chosen]


def _row(at: Now, ref: EntityRef, verdict: Verdict, since: str) -> Row:
    other = verdict.b if verdict.a == ref else verdict.a
    value, limit = measured(verdict)
    if verdict.kind == "fibre" and verdict.is_up:
        ends = [at.state.nodes.node_of(end) - at.state.nodes.satellites for end in (verdict.a, verdict.b)]
        value = km(float(at.state.fibre_m[ends[0], ends[1]]))
    status = _SERIOUS if verdict.reason in _LOST else _STANDBY if verdict.reason in _WAITS else None
    return Row(
        name=name_of(at.recording, other), id=at.recording.header.fleet.entity_id(other), kind=verdict.kind,
        is_up=verdict.is_up, reason=verdict.words, value=value, limit=limit, since=since, status=status,
    )  # fmt: skip


def measured(verdict: Verdict) -> tuple[str, str]:
    """Return what decided and its bound, in words; each may be empty."""
    value, limit, is_angle = verdict.value, verdict.limit, verdict.unit == "rad"
    match verdict.reason:
        case Reason.TERMINALS:
            words = _of(value, "in use"), f"{limit:.0f} terminals" if limit is not None else ""
        case Reason.ANTENNAS:
            words = _of(value, "in use"), f"{limit:.0f} antennas" if limit is not None else ""
        case Reason.BEAMS:
            words = _of(value, "in use"), plural(int(limit), "beam") if limit is not None else ""
        case Reason.ACQUIRING:
            words = km(verdict.length_m), f"takes {limit:g} s" if limit is not None else ""
        case Reason.HORIZON:
            words = f"beam at {km(value or 0.0)}", f"lowest {km(limit or 0.0)}"
        case Reason.MASK:
            words = f"{degrees(value or 0.0)} up", f"mask {degrees(limit or 0.0)}"
        case _ if is_angle and value is not None and limit is not None:
            words = f"at {degrees(value)}", f"limit {degrees(limit)}"
        case _:
            far = value if value is not None else verdict.length_m
            bounded = limit is not None and limit < _NO_LIMIT_M and verdict.unit == "m"
            words = km(far) if np.isfinite(far) else "", f"limit {km(limit)}" if bounded and limit else ""
    return words


def _of(value: float | None, what: str) -> str:
    return "" if value is None else f"{value:.0f} {what}"
