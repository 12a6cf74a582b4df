"""One keyframe of the globe: the propagators under it."""

from functools import partial

from dawnline.bench.clock import duel
from dawnline.bench.inputs import Case, Inputs
from dawnline.bench.result import Result, not_measured
from dawnline.bench.sgp4_peer import BareSgp4

PEER = "peer: sgp4 SatrecArray"
T_S = 3600.0


def sgp4_keyframe(inputs: Inputs) -> list[Result]:
    """Return our keyframe of real elements against the bare library for the same instant."""
    real = [case for case in inputs.cases if case.elements is not None]
    results = [_duel("sgp4-keyframe", case, inputs) for case in real]
    return results or [not_measured("sgp4-keyframe", "there are no element sets; give --elements FILE")]


def j2_keyframe(inputs: Inputs) -> list[Result]:
    """Return our J2 kernel against the bare library for as many satellites on the same orbits."""
    counts = (inputs.effort.million // 100, inputs.effort.million // 10)
    return [_duel("j2-keyframe", inputs.generated(count), inputs) for count in counts]


def _duel(bench: str, case: Case, inputs: Inputs) -> Result:
    peer = BareSgp4(case)
    ephemeris = case.scenario.ephemeris
    ours_s, peer_s = duel(
        partial(ephemeris.teme, T_S), partial(peer.at, ephemeris.epoch, T_S), rounds=inputs.effort.rounds
    )
    note = f"{ephemeris.n:,} satellites; {PEER}, {peer.n:,}"
    return Result(bench, case.name, "ms", ours_s * 1e3, peer_s * 1e3, None, note)
