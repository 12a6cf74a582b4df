"""One keyframe of the globe: the propagators under it."""

from functools import partial

import numpy as np

from dawnline.bench.clock import duel
from dawnline.bench.inputs import Inputs
from dawnline.bench.result import Result, not_measured
from dawnline.bench.sgp4_peer import array_of_file, array_of_orbits
from dawnline.orbits.element_sets import KeplerElements
from dawnline.orbits.ephemeris import Ephemeris

PEER = "peer: sgp4 SatrecArray"


def sgp4_keyframe(inputs: Inputs) -> list[Result]:
    """Return our keyframe of real elements against the bare library for the same instant."""
    results = []
    for case in inputs.element_cases:
        if case.elements is None:
            continue
        ephemeris = case.scenario.ephemeris
        bare = array_of_file(case.elements)
        jd, fraction = ephemeris.epoch.julian(3600.0)
        moment = np.array([jd]), np.array([fraction])
        ours, peer = duel(partial(ephemeris.teme, 3600.0), partial(bare.sgp4, *moment), rounds=21)
        note = f"{ephemeris.n:,} satellites; {PEER}"
        results.append(Result("sgp4-keyframe", case.name, "ms", ours * 1e3, peer * 1e3, None, note))
    return results or [not_measured("sgp4-keyframe", "give element sets with --elements FILE")]


def j2_keyframe(inputs: Inputs) -> list[Result]:
    """Return our J2 kernel against the bare library for as many satellites on the same orbits."""
    epoch = inputs.cases[0].scenario.epoch
    results = []
    for count in (10_000, 100_000):
        orbits = _even_orbits(count)
        ephemeris = Ephemeris(epoch, [orbits])
        bare = array_of_orbits(orbits, epoch)
        jd, fraction = epoch.julian(3600.0)
        moment = np.array([jd]), np.array([fraction])
        ours, peer = duel(partial(ephemeris.teme, 3600.0), partial(bare.sgp4, *moment), rounds=11)
        results.append(
            Result("j2-keyframe", f"{count:,} generated", "ms", ours * 1e3, peer * 1e3, None, PEER)
        )
    return results


def _even_orbits(count: int) -> KeplerElements:
    """Return circular orbits at 550 km and 53 degrees, spread evenly."""
    turn_rad = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
    return KeplerElements(
        names=tuple(f"J2-{index}" for index in range(count)),
        a_m=np.full(count, 6_928_137.0),
        e=np.zeros(count),
        i_rad=np.full(count, np.radians(53.0)),
        raan_rad=turn_rad,
        argp_rad=np.zeros(count),
        mean_anomaly_rad=(turn_rad * 37.0) % (2.0 * np.pi),
    )
