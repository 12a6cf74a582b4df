"""The engine bench: a tick of satellites (what they may do, then what they do) beside numpy's."""

from importlib.util import find_spec
from statistics import median

from dawnline.bench.clock import duel, seconds
from dawnline.bench.engine_case import EngineCase
from dawnline.bench.engine_jax import JaxTick
from dawnline.bench.inputs import Inputs
from dawnline.bench.result import Result, not_measured

COUNTS = (10_000, 100_000)
# A tenth of numpy's time for a million.
MILLION_GOAL = 0.1


def engine(inputs: Inputs) -> list[Result]:
    """Return ours over numpy's for two fleets of each size, and over jax's; it is said if that is missing."""
    million = inputs.effort.million
    sizes = [(count, None) for count in COUNTS if count < million]
    has_jax = find_spec("jax") is not None
    results = []
    for count, goal in (*sizes, (million, MILLION_GOAL)):
        for mixed in (False, True):
            case = EngineCase(count, mixed=mixed)
            what = f"{count:,} {'designs of welcome, mixed at random' if mixed else 'AI1 on the dawn side'}"
            results.append(_beside_numpy(case, what, goal, inputs))
            if has_jax:
                results.append(_beside_jax(case, what, inputs))
    if not has_jax:
        results.append(not_measured("engine", "jax is not installed", "a tick beside jax"))
    return results


def _beside_numpy(case: EngineCase, what: str, goal: float | None, inputs: Inputs) -> Result:
    peers = case.peers()
    apart = max(case.check(peer) for peer in peers)
    given = peers[0].prepared(case.given())
    fastest = min(peers, key=lambda peer: median(seconds(lambda: peer.run(given)) for _ in range(3)))
    ours_s, peer_s = duel(case.ours, lambda: fastest.run(given), rounds=inputs.effort.rounds)
    told = f"numpy in place, {fastest.chunk:,} satellites at a time, one thread"
    return _result(what, ours_s, peer_s, goal, apart, told)


def _beside_jax(case: EngineCase, what: str, inputs: Inputs) -> Result:
    peer = JaxTick(case.designs)
    apart, given = case.check(peer), peer.prepared(case.given())
    ours_s, peer_s = duel(case.ours, lambda: peer.run(given), rounds=inputs.effort.rounds)
    return _result(what, ours_s, peer_s, None, apart, "jax, compiled whole, its own threads and memory")


def _result(what: str, ours_s: float, peer_s: float, goal: float | None, apart: float, peer: str) -> Result:
    note = f"{peer_s / ours_s:.1f} times as fast, the same to {apart:.0e}; peer: {peer}"
    return Result("engine", what, "ms", ours_s * 1e3, peer_s * 1e3, goal, note)
