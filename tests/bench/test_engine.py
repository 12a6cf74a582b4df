"""The engine bench on few satellites: both sides give the same numbers, and a wrong peer is found."""

import re
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from dawnline.bench.engine import engine
from dawnline.bench.engine_case import EngineCase
from dawnline.bench.engine_inputs import TickInputs, widened
from dawnline.bench.engine_jax import FLAGS, tick
from dawnline.bench.inputs import Effort, Inputs
from dawnline.bench.result import PeerError
from dawnline.sim.satellites import TOLD


def test_it_has_two_fleets_and_says_what_is_not_installed(tmp_path: Path) -> None:
    results = engine(Inputs([], tmp_path, Effort(rounds=1, million=3_000)))
    beside = [result for result in results if result.ratio is not None]
    for result in beside:
        assert result.input.split()[0] == "3,000"
        assert re.search(r"the same to \de-\d+; peer: (numpy|jax)", result.note)
        assert result.goal == (0.1 if "numpy" in result.note else None)
    missing = [result.note for result in results if result.ratio is None]
    assert len(beside) == (2 if missing else 4)
    assert missing == ([] if find_spec("jax") else ["not measured: jax is not installed"])


def test_what_jax_is_given_to_compile_is_the_same_tick() -> None:
    """Its formulas are plain numpy's too: so they are compared wherever jax is not installed."""
    case = EngineCase(3_000, mixed=True)
    designs = [column[case.designs.row_of] for column in widened(case.designs.table)]
    told = tick(np, frozenset(FLAGS), designs, vars(case.given()))
    offer, flows = case.ours()
    satellites = case.satellites
    exact = {"clock": offer.clock, "energy_j": satellites.energy_j, "loop_k": satellites.loop_k}
    for name, mine in exact.items():
        assert told[name] == pytest.approx(mine, rel=1e-9), name
    for name in TOLD[:-1]:
        assert told[name] == pytest.approx(getattr(flows, name), rel=2e-7, nan_ok=True), name
    assert np.array_equal(told["limiter"], flows.limiter)
    assert told["loss_j"] == pytest.approx(flows.balance.loss_j.sum(), rel=1e-9)


@pytest.mark.parametrize("name", ["energy_j", "load_w", "limiter"])
def test_a_peer_with_other_numbers_is_no_peer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = EngineCase(500, mixed=True)
    peer = case.peers()[0]
    assert case.check(peer) < 1e-9
    run = peer.run

    def wrong(given: TickInputs) -> None:
        run(given)
        told = peer.outputs | {"energy_j": given.energy_j}
        told[name][7] += 3 * told[name][7] + 3

    monkeypatch.setattr(peer, "run", wrong)
    with pytest.raises(PeerError):
        case.check(peer)
