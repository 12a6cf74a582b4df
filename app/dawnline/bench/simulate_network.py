"""Simulating a day with a network: the whole command against bare propagation over the same grid."""

from dawnline.bench.clock import duel
from dawnline.bench.inputs import Case, Inputs
from dawnline.bench.network_case import network_case
from dawnline.bench.result import Result
from dawnline.bench.sgp4_peer import BareSgp4
from dawnline.bench.simulate import command_words, peak_mb_of
from dawnline.network.compiled import Kernels

GOAL = 10.0  # with network and placement at most ten times bare sgp4
_WARM_FRAMES = 2


def simulate_network(inputs: Inputs) -> list[Result]:
    """Return the wall time of `dawnline simulate` with a network over bare sgp4.

    Kernels are compiled before: that happens once on a machine.
    """
    Kernels()  # now the environment says where compiled kernels are kept, to the processes below too
    if inputs.cases:
        warm = network_case(inputs.cases[-1], inputs.folder, _WARM_FRAMES)
        peak_mb_of(command_words(warm.case, inputs.folder), inputs)
    return [_simulate(case, inputs) for case in inputs.cases]


def _simulate(case: Case, inputs: Inputs) -> Result:
    made = network_case(case, inputs.folder)
    peer, scenario = BareSgp4(made.case, made.files), made.case.scenario
    words, peaks = command_words(made.case, inputs.folder), [0.0]
    ours_s, peer_s = duel(
        lambda: peaks.append(peak_mb_of(words, inputs)),
        lambda: peer.over_grid(scenario),
        rounds=inputs.effort.slow_rounds,
        warm_up=0,
    )
    tables = scenario.fleet.tables
    counts = ", ".join(f"{len(tables[kind])} {kind}s" for kind in ("region", "site", "gateway"))
    size_mb = (inputs.folder / "simulated.dawn").stat().st_size / 1e6
    note = (
        f"{peer.n:,} satellites x {scenario.frame_count:,} frames, {counts}, {size_mb:,.0f} MB on disk, "
        f"{max(peaks):,.0f} MB of memory at most; peer: sgp4 SatrecArray over the same grid"
    )
    return Result("simulate-network", case.name, "s", ours_s, peer_s, GOAL, note)
