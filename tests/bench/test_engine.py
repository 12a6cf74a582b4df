"""The engine bench on few satellites: both sides give the same numbers, and a wrong peer is found."""

import re
from pathlib import Path

import pytest

from dawnline.bench.engine import engine
from dawnline.bench.engine_case import EngineCase
from dawnline.bench.inputs import Effort, Inputs
from dawnline.bench.result import PeerError


def test_it_has_two_fleets_and_says_what_is_not_installed(tmp_path: Path) -> None:
    *results, last = engine(Inputs([], tmp_path, Effort(rounds=1, million=3_000)))
    assert [result.input.split()[0] for result in results] == ["3,000", "3,000"]
    for result in results:
        assert result.ratio is not None
        assert result.goal == 0.1
        assert re.search(r"the same to \de-\d+; peer: numpy", result.note)
    assert last.input == "jax" or last is results[-1]


@pytest.mark.parametrize("name", ["after_j", "limiter"])
def test_a_peer_with_other_numbers_is_no_peer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = EngineCase(500, mixed=True)
    peer = case.peers()[0]
    assert case.check(peer) < 1e-9
    run = peer.run

    def wrong(given: object) -> None:
        run(given)  # type: ignore[arg-type]
        peer.outputs[name][7] += 3

    monkeypatch.setattr(peer, "run", wrong)
    with pytest.raises(PeerError):
        case.check(peer)
