"""A branch is, bit for bit, the full run of the scenario with its events written in."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dawnline.present.injected import events_at
from dawnline.recording.branch_store import BranchFacts
from dawnline.recording.digest import inputs_digest
from dawnline.recording.errors import RunFileError
from dawnline.recording.layout import TILE_FRAMES
from dawnline.recording.recording import Recording
from dawnline.runs.branch import Branched, BranchError, branch, first_frame_at
from dawnline.runs.drive import Progress, run
from dawnline.runs.of_header import scenario_of
from dawnline.runs.spacing import MOST_BLOCKS, STATE_BYTES, checkpoint_frames
from dawnline.scenario.duration import parse_duration
from dawnline.scenario.loading import load_scenario
from dawnline.sim.simulation import Simulation
from dawnline_testing.engine_file import TEXT as ENGINE
from dawnline_testing.networked import TEXT as NETWORKED
from dawnline_testing.small_scenario import TEXT as SMALL
from dawnline_testing.small_scenario import small_scenario

SILENT = {"should_flush": lambda: False, "on_progress": lambda _: None, "cancelled": lambda: False}
# On a frame just behind a kept state, one before, between two frames, in the middle, at both ends.
TIMES = (3600.0, 3540.0, 4210.5, 5400.0, 0.0, 7200.0)
KINDS = {"small": SMALL.format(duration="2h"), "networked": NETWORKED}


@pytest.fixture(scope="module")
def parents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the runs that are left: 121 frames each, a state behind frame 59; to be read only."""
    folder = tmp_path_factory.mktemp("parents")
    return {name: simulated(folder, text) for name, text in KINDS.items()}


def simulated(folder: Path, text: str, name: str = "run") -> Path:
    scenario = folder / f"{name}.toml"
    scenario.write_text(text, encoding="utf-8")
    path = folder / f"{name}-{len(list(folder.iterdir()))}.dawn"
    run(load_scenario(scenario), path, **SILENT)
    return path


def section(text: str, at_s: float) -> str:
    """Return the section of a scenario file that says what a line of words says."""
    words = text.split()
    extra = {"for": "duration", "share": "share", "factor": "factor", "notice": "notice"}
    said = dict(zip(words[2::2], words[3::2], strict=True))
    start_s = at_s + parse_duration(said.get("notice", "0s"))
    lines = [f'kind = "{words[0]}"', f'target = "{words[1]}"', f'start = "{start_s:.3f}s"']
    for key, value in said.items():
        lines.append(f"{extra[key]} = " + (f'"{value}"' if key in {"for", "notice"} else value))
    return "\n".join(["", "[[event]]", *lines, ""])


def branched(parent: Path, texts: Sequence[str], at_s: float, path: Path) -> Branched:
    with Recording.open(parent) as left:
        return branch(left, events_at(left, at_s, texts), at_s, path, **SILENT)


def assert_same_run(one: Path, other: Path) -> None:
    with Recording.open(one) as first, Recording.open(other) as second:
        assert first.header.document == second.header.document
        assert first.digests() == second.digests()
        assert first.frame_count == second.frame_count
        for index in range(first.frame_count):
            t_s = index * first.header.step_s
            assert first.at(t_s).ledger == second.at(t_s).ledger, index


def differs_from(parent: Path, child: Path) -> bool:
    with Recording.open(parent) as first, Recording.open(child) as second:
        return first.digests()["frames"] != second.digests()["frames"]


@pytest.mark.parametrize("at_s", TIMES)
def test_equals_the_full_run_from_any_time(parents: dict[str, Path], tmp_path: Path, at_s: float) -> None:
    told = ("fault site:aws/us-east-1 for 20m", "power_cap site:xai/colossus-1 for 1h share 0.3")
    full = simulated(tmp_path, KINDS["small"] + "".join(section(text, at_s) for text in told))
    done = branched(parents["small"], told, at_s, tmp_path / "branch.dawn")
    assert done.copied_frames == first_frame_at(at_s, 60.0) // TILE_FRAMES * TILE_FRAMES
    assert_same_run(full, tmp_path / "branch.dawn")
    assert differs_from(parents["small"], tmp_path / "branch.dawn")


@pytest.mark.parametrize(
    ("of", "text"),
    [
        ("small", "fault satellite:shell/SHELL-P03S04 for 20m"),
        ("small", "fault plane:dusk/P0 for 20m"),
        ("small", "power_cap satellite:dusk/DUSK-P0S07 for 30m share 0.2"),
        ("networked", "fault gateway:cork for 20m"),
        ("networked", "fault region:tokyo for 20m"),
        ("networked", "fault site:dublin for 20m"),
        ("networked", "fault link:shell/SHELL-P0S00--shell/SHELL-P0S01 for 20m"),
    ],
)
def test_equals_the_full_run_for_each_kind(
    parents: dict[str, Path], tmp_path: Path, of: str, text: str
) -> None:
    full = simulated(tmp_path, KINDS[of] + section(text, 4210.0))
    done = branched(parents[of], [text], 4210.0, tmp_path / "branch.dawn")
    assert done.copied_frames == TILE_FRAMES
    assert_same_run(full, tmp_path / "branch.dawn")
    assert differs_from(parents[of], tmp_path / "branch.dawn")


def test_equals_the_full_run_with_requests_gangs_jobs_and_prices(tmp_path: Path) -> None:
    text = ENGINE.format(duration="70m")
    told = (
        "demand_surge workload:chat for 5m factor 3",
        "demand_surge workload:overnight for 5m factor 2.5",
        "price site:aws/us-east-1 factor 2",
        "storm fleet:dusk for 5m factor 1000",
        "lease_end site:aws/ap-northeast-1",
        "lease_end site:aws/eu-central-1 notice 7m",
        "deorbit plane:dusk/P1",
        "fault gateway:starlink/boca-chica-tx for 5m",
    )
    parent = simulated(tmp_path, text)
    full = simulated(tmp_path, text + "".join(section(one, 3700.0) for one in told), "full")
    done = branched(parent, told, 3700.0, tmp_path / "branch.dawn")
    assert done.copied_frames == TILE_FRAMES
    assert_same_run(full, tmp_path / "branch.dawn")
    with Recording.open(parent) as one, Recording.open(tmp_path / "branch.dawn") as other:
        assert one.at(3660.0).ledger == other.at(3660.0).ledger
        assert one.at(3720.0).ledger != other.at(3720.0).ledger
        assert other.header.branch is not None
        assert len(other.header.branch.events) == len(told)


def test_a_branch_of_a_branch(parents: dict[str, Path], tmp_path: Path) -> None:
    first, second = "fault site:aws/us-east-1 for 3h", "fault plane:dusk/P0 for 3h"
    full = simulated(tmp_path, KINDS["small"] + section(first, 1200.0) + section(second, 3900.0))
    branched(parents["small"], [first], 1200.0, tmp_path / "one.dawn")
    done = branched(tmp_path / "one.dawn", [second], 3900.0, tmp_path / "two.dawn")
    assert done.copied_frames == TILE_FRAMES
    assert_same_run(full, tmp_path / "two.dawn")
    with Recording.open(tmp_path / "one.dawn") as one, Recording.open(tmp_path / "two.dawn") as two:
        assert two.header.branch == BranchFacts(
            inputs_digest(one.header), "one.dawn", 3900.0, events_at(one, 3900.0, [second])
        )
        assert len(two.header.events) == 2
        assert one.header.branch is not None
        assert one.header.branch.at_s == 1200.0


def test_a_run_that_was_cut_is_simulated_on(tmp_path: Path) -> None:
    told = "fault site:aws/us-east-1 for 20m"
    full = simulated(tmp_path, KINDS["small"] + section(told, 5000.0))
    scenario = tmp_path / "cut.toml"
    scenario.write_text(KINDS["small"], encoding="utf-8")
    seen: list[Progress] = []
    run(
        load_scenario(scenario),
        tmp_path / "cut.dawn",
        should_flush=lambda: False,
        on_progress=seen.append,
        cancelled=lambda: len(seen) == 70,
    )
    done = branched(tmp_path / "cut.dawn", [told], 5000.0, tmp_path / "branch.dawn")
    assert done.copied_frames == TILE_FRAMES
    assert_same_run(full, tmp_path / "branch.dawn")


def test_what_the_parent_has_lost_is_simulated_again(parents: dict[str, Path], tmp_path: Path) -> None:
    told = "fault site:aws/us-east-1 for 20m"
    full = simulated(tmp_path, KINDS["small"] + section(told, 5000.0))
    for number, harm in enumerate(
        (
            "DELETE FROM tile WHERE id = (SELECT max(id) FROM tile WHERE id < 1 << 30)",
            "UPDATE tile SET data = zeroblob(40) WHERE id = (SELECT min(id) FROM tile)",
            "DELETE FROM ledger WHERE frame = 30",
            "UPDATE checkpoint SET data = zeroblob(length(data))",
            "DELETE FROM checkpoint",
        )
    ):
        hurt, path = tmp_path / f"hurt{number}.dawn", tmp_path / f"branch{number}.dawn"
        hurt.write_bytes(parents["small"].read_bytes())
        connection = sqlite3.connect(hurt)
        with connection:
            connection.execute(harm)
        connection.close()
        done = branched(hurt, [told], 5000.0, path)
        assert done.copied_frames == (TILE_FRAMES if "checkpoint" in harm else 0), harm
        assert_same_run(full, path)


def test_the_first_own_frame_is_flushed_at_once(parents: dict[str, Path], tmp_path: Path) -> None:
    told: list[Progress] = []
    with Recording.open(parents["small"]) as left:
        branch(
            left,
            events_at(left, 4210.0, ["fault site:aws/us-east-1"]),
            4210.0,
            tmp_path / "b.dawn",
            should_flush=lambda: False,
            on_progress=told.append,
            cancelled=lambda: False,
        )
    first_new = first_frame_at(4210.0, 60.0)
    assert told[0].frames == TILE_FRAMES + 1
    assert any(first_new < p.flushed_frames <= first_new + 10 for p in told)


def test_cancelled_behind_a_frame_it_is_readable(parents: dict[str, Path], tmp_path: Path) -> None:
    told: list[Progress] = []
    with Recording.open(parents["small"]) as left:
        done = branch(
            left,
            events_at(left, 4210.0, ["fault site:aws/us-east-1"]),
            4210.0,
            tmp_path / "b.dawn",
            should_flush=lambda: False,
            on_progress=told.append,
            cancelled=lambda: len(told) == 15,
        )
    assert done.outcome.state == "cancelled"
    with Recording.open(tmp_path / "b.dawn") as recording:
        assert (recording.state, recording.frame_count) == ("cancelled", TILE_FRAMES + 15)
        assert not recording.verify()


def test_what_cannot_be_left_is_refused(parents: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "b.dawn"
    with Recording.open(parents["small"]) as left:
        events = events_at(left, 600.0, ["fault site:aws/us-east-1"])
        with pytest.raises(BranchError, match="begin before"):
            branch(left, events, 1200.0, path, **SILENT)
        with pytest.raises(BranchError, match="0 of 0"):
            branch(left, (), 1200.0, path, **SILENT)
        other = tmp_path / "other.dawn"
        run(small_scenario(duration_s=7200.0, document=left.header.document), other, **SILENT)
        with Recording.open(other) as strange:
            strange.header = left.header
            with pytest.raises(BranchError, match="another build"):
                branch(strange, events_at(left, 4200.0, ["fault site:aws/us-east-1"]), 4200.0, path, **SILENT)
        path.unlink()
        left.header = replace(left.header, version="0.0.1")
        with pytest.raises(BranchError, match=r"simulated by 0\.0\.1"):
            branch(left, events, 600.0, path, **SILENT)
        assert not path.exists()
        path.write_text("somebody's own", encoding="utf-8")
    with pytest.raises(RunFileError, match="exists"):
        branched(parents["small"], ["fault site:aws/us-east-1"], 600.0, path)
    assert path.read_text(encoding="utf-8") == "somebody's own"


@pytest.mark.parametrize("name", KINDS)
def test_a_header_is_the_scenario_again(parents: dict[str, Path], name: str) -> None:
    with Recording.open(parents[name]) as recording:
        again = scenario_of(recording.header)
        simulation = Simulation(again)
        simulation.start()
        frame = simulation.step(60.0)
        assert frame.ledger == recording.at(60.0).ledger
        assert simulation.catalogue == recording.header.catalogue


def test_the_first_frame_at_a_time_is_exact() -> None:
    step_s = 0.1
    for frame in range(2000):
        assert first_frame_at(frame * step_s, step_s) == frame
        assert first_frame_at(np.nextafter(frame * step_s, np.inf), step_s) == frame + 1


def test_large_states_are_kept_less_often() -> None:
    def of(size: int) -> int:
        return checkpoint_frames({"a": np.zeros(size, np.uint8)})

    assert of(0) == of(STATE_BYTES - 1) == TILE_FRAMES
    assert of(STATE_BYTES) == 2 * TILE_FRAMES
    assert of(100 * STATE_BYTES) == MOST_BLOCKS * TILE_FRAMES
