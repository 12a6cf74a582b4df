"""The engine bench: a tick of satellites (what they may do, then what they do) beside numpy's."""

from importlib.util import find_spec
from statistics import median

from dawnline.bench.clock import duel, seconds
from dawnline.bench.engine_case import EngineCase
from dawnline.bench.inputs import Inputs
from dawnline.bench.result import Result, not_measured

COUNTS = (10_000, 100_000)
# A tenth of numpy's time for a million.
MILLION_GOAL = 0.1


def engine(inputs: Inputs) -> list[Result]:
    """Return ours over numpy's for two fleets of each size; jax is said to be missing where it is."""
    million = inputs.effort.million
    sizes = [(count, None) for count in COUNTS if count < million]
    results = [
        _beside_numpy(count, goal, mixed, inputs)
        for count, goal in (*sizes, (million, MILLION_GOAL))
        for mixed in (False, True)
    ]
    if find_spec("jax") is None:
        results.append(not_measured("engine", "jax is not installed", "jax"))
    return results


def _beside_numpy(count: int, goal: float | None, mixed: bool, inputs: Inputs) -> Result:
    case = EngineCase(count, mixed=mixed)
    peers = case.peers()
    apart = max(case.check(peer) for peer in peers)
    given = case.given()
    fastest = min(peers, key=lambda peer: median(seconds(lambda: peer.run(given)) for _ in range(3)))
    ours_s, peer_s = duel(case.ours, lambda: fastest.run(given), rounds=inputs.effort.rounds)
    what = "welcome's designs, mixed at random" if mixed else "AI1 on the dawn side"
    note = (
        f"{peer_s / ours_s:.1f} times as fast, the same to {apart:.0e}; peer: numpy in place, "
        f"{fastest.chunk:,} satellites at a time, one thread"
    )
    return Result("engine", f"{count:,} {what}", "ms", ours_s * 1e3, peer_s * 1e3, goal, note)
