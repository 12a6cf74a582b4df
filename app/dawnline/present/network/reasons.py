"""Why each link of an entity is up or not: what was judged, its value, and the limit that it met."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.network import FleetLinks
from dawnline.network.links import Links
from dawnline.network.reason import WORDS, Reason
from dawnline.network.sight import grazing_height_m
from dawnline.present.cache import SceneCache
from dawnline.present.network.choice import choice_of_pair
from dawnline.present.network.now import Now, name_of, now
from dawnline.present.network.there import what_is_missing
from dawnline.present.network.words import degrees, km
from dawnline.recording.recording import Recording
from dawnline_widgets.network.scene import Reason as Row
from dawnline_widgets.network.scene import ReasonsScene

Floats = NDArray[np.float64]
SELECT = "Select a satellite, gateway, region, site or pair: why each of its links is up or not stands here."
_NEAREST = 8  # satellites that a place does not see, told with what hides them
_NEAREST_FIBRES = 6
_LOST = frozenset(
    {Reason.FAILED_LINK, Reason.FAILED_SATELLITE, Reason.FAILED_PLANE, Reason.FAILED_GROUND, Reason.WEATHER}
)
_WAITS = frozenset({Reason.ACQUIRING})
_SERIOUS, _STANDBY = 1, 4  # in tokens.STATUSES


def reasons_scene(recording: Recording, t_s: float, ref: EntityRef | None, cache: SceneCache) -> ReasonsScene:
    """Return the links of an entity at a time with their reasons; of a pair, those of its region."""
    missing = what_is_missing(recording)
    if ref is not None and ref.kind == "pair" and not missing:
        ref = choice_of_pair(recording, ref).source
    if missing or ref is None or ref.kind not in {"satellite", "gateway", "region", "site"}:
        return ReasonsScene((recording.header, missing), "", (), (), missing or SELECT)
    at = now(recording, t_s, cache)
    return cache.latest(recording, "reasons", (at.t_s, ref), lambda: _scene(at, ref))


def _scene(at: Now, ref: EntityRef) -> ReasonsScene:
    node = at.state.nodes.node_of(ref)
    rows = _lasers(at, node) if ref.kind == "satellite" else []
    rows += _ground(at, node, "gateway", at.state.gateways) + _ground(at, node, "user", at.state.users)
    if ref.kind != "satellite":
        rows += _hidden(at, node) + _fibres(at, node)
    rows.sort(key=lambda row: not row.is_up)
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.reason] = counts.get(row.reason, 0) + 1
    name = name_of(at.recording, ref)
    empty = f"{name} has no links: nothing of this kind serves it."
    return ReasonsScene(
        (at.recording.header, ref, at.t_s), f"Links of {name}", tuple(counts.items()), tuple(rows), empty
    )


def _lasers(at: Now, node: int) -> list[Row]:
    lasers = at.state.lasers
    rows = []
    for row in np.flatnonzero((lasers.ends == node).any(axis=1)).tolist():
        a, b = lasers.ends[row].tolist()
        reason = Reason(int(lasers.reason[row]))
        limits = _tighter(at, a, b)
        value, limit = _laser_evidence(at, (a, b), float(lasers.length_m[row]), reason, limits)
        rows.append(_row(at, b if a == node else a, "laser", reason, value, limit))
    return rows


def _laser_evidence(
    at: Now, ends: tuple[int, int], length_m: float, reason: Reason, limits: tuple[FleetLinks, FleetLinks]
) -> tuple[str, str]:
    """Return the value that decided, and its limit."""
    one, other = limits
    r_m = at.state.places_m[list(ends)]
    if reason is Reason.HORIZON:
        lowest = float(grazing_height_m(r_m[0], r_m[1]))
        return f"beam at {km(lowest)}", f"lowest {km(max(one.grazing_m, other.grazing_m))}"
    if reason is Reason.LATITUDE:
        sine = np.abs(r_m[:, 2]) / np.linalg.norm(r_m, axis=1)
        most = min(one.max_cross_plane_lat_rad, other.max_cross_plane_lat_rad)
        return f"at {degrees(float(np.arcsin(sine.max())))}", f"limit {degrees(most)}"
    if reason is Reason.TERMINALS:
        return km(length_m), f"{min(one.terminals, other.terminals)} terminals"
    if reason is Reason.ACQUIRING:
        return km(length_m), f"takes {max(one.acquisition_s, other.acquisition_s):g} s"
    longest = min(one.max_range_m, other.max_range_m)
    return km(length_m), f"limit {km(longest)}" if longest < 5e7 else ""


def _ground(at: Now, node: int, kind: str, links: Links) -> list[Row]:
    """Return the links between places and satellites that see each other."""
    rows = []
    for row in np.flatnonzero((links.ends == node).any(axis=1)).tolist():
        place, satellite = links.ends[row].tolist()
        reason = Reason(int(links.reason[row]))
        value = (
            f"{degrees(_elevation(at, place, np.array([satellite]))[0])} up, {km(float(links.length_m[row]))}"
        )
        limit = _ground_limit(at, place, satellite, reason)
        rows.append(_row(at, place if satellite == node else satellite, kind, reason, value, limit))
    return rows


def _ground_limit(at: Now, place: int, satellite: int, reason: Reason) -> str:
    nodes = at.state.nodes
    ground = place - nodes.satellites
    fleet = int(at.recording.header.fleet.satellites.parent[satellite])
    links = at.recording.header.fleet.groups[fleet].links
    if reason is Reason.ANTENNAS and ground < nodes.gateways:
        return f"{at.recording.header.fleet.gateways[ground].antennas} antennas"
    if reason is Reason.BEAMS and links is not None:
        return f"{links.ground_beams} gateways at once"
    if reason is Reason.ACQUIRING and ground < nodes.gateways:
        return f"takes {at.recording.header.fleet.gateways[ground].acquisition_s:g} s"
    return f"mask {degrees(float(np.arcsin(at.network.ground.sin_mask[ground, fleet])))}"


def _hidden(at: Now, node: int) -> list[Row]:
    """Return the nearest satellites that a place does not see, with what hides them."""
    nodes, ground = at.state.nodes, at.network.ground
    n, place = nodes.satellites, node - nodes.satellites
    parent = at.recording.header.fleet.satellites.parent
    linked = ground.max_range_m[place, parent] > 0.0
    known = np.concatenate((at.state.gateways.ends, at.state.users.ends))
    linked[known[known[:, 0] == node, 1]] = False
    which = np.flatnonzero(linked & np.isfinite(at.state.places_m[:n]).all(axis=1))
    if not len(which):
        return []
    away_m = np.linalg.norm(at.state.places_m[which] - at.state.places_m[node], axis=1)
    nearest = np.argsort(away_m, kind="stable")[:_NEAREST]
    rows = []
    kind = "gateway" if place < nodes.gateways else "user"
    height_rad = _elevation(at, node, which[nearest])
    for order, elevation in zip(nearest.tolist(), height_rad.tolist(), strict=True):
        satellite = int(which[order])
        mask = float(np.arcsin(ground.sin_mask[place, parent[satellite]]))
        longest = float(ground.max_range_m[place, parent[satellite]])
        lost = int(at.state.lost[satellite])
        if lost:
            row = _row(at, satellite, kind, Reason(lost), km(float(away_m[order])), "")
        elif elevation < mask:
            row = _row(at, satellite, kind, Reason.MASK, f"{degrees(elevation)} up", f"mask {degrees(mask)}")
        else:
            row = _row(at, satellite, kind, Reason.RANGE, km(float(away_m[order])), f"limit {km(longest)}")
        rows.append(row)
    return rows


def _fibres(at: Now, node: int) -> list[Row]:
    """Return the nearest gateways and sites at the other end of fibre."""
    nodes = at.state.nodes
    n = nodes.satellites
    length_m = at.state.fibre_m[node - n]
    there = [*nodes.range_of("gateway"), *nodes.range_of("site")]
    others = np.array([other for other in there if other != node], np.int64)
    if not len(others):
        return []
    lengths = length_m[others - n]
    rows = []
    for order in np.argsort(lengths, kind="stable")[:_NEAREST_FIBRES].tolist():
        other = int(others[order])
        reason = Reason.UP if np.isfinite(lengths[order]) else Reason.NO_FIBRE
        reason = Reason(int(max(at.state.lost[node], at.state.lost[other]))) or reason
        value = km(float(lengths[order])) if np.isfinite(lengths[order]) else ""
        rows.append(_row(at, other, "fibre", reason, value, ""))
    return [row for row in rows if row.reason != WORDS[Reason.NO_FIBRE]]


def _elevation(at: Now, node: int, satellites: NDArray[np.int64]) -> Floats:
    place = at.state.places_m[node]
    up = at.network.ground.up[node - at.state.nodes.satellites]
    sight = at.state.places_m[satellites] - place
    turned = at.up_teme(up)
    return np.asarray(np.arcsin(np.clip(sight @ turned / np.linalg.norm(sight, axis=1), -1.0, 1.0)))


def _tighter(at: Now, a: int, b: int) -> tuple[FleetLinks, FleetLinks]:
    fleet = at.recording.header.fleet
    found = [fleet.groups[int(fleet.satellites.parent[end])].links for end in (a, b)]
    one, other = found[0] or found[1], found[1] or found[0]
    if one is None or other is None:
        raise ValueError(f"satellites {a} and {b} have a laser; expected fleets that have links")
    return one, other


def _row(at: Now, other: int, kind: str, reason: Reason, value: str, limit: str) -> Row:
    status = _SERIOUS if reason in _LOST else _STANDBY if reason in _WAITS else None
    return Row(
        name=at.name(other), id=at.id(other), kind=kind, is_up=reason is Reason.UP, reason=WORDS[reason],
        value=value, limit=limit, since="", status=status,
    )  # fmt: skip
