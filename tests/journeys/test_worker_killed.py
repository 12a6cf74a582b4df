"""The simulation's process is killed: the window lives and says so, and the run is readable."""

from pathlib import Path

from dawnline.recording.recording import Recording
from dawnline_testing.small_scenario import write_small_scenario
from dawnline_testing.story import tell

STORY = Path(__file__).with_name("worker_killed_story.py")


def test_the_window_outlives_its_worker_and_the_run_is_kept(tmp_path: Path) -> None:
    # Long enough that the worker is still at work when the first frames are shown.
    scenario = write_small_scenario(tmp_path, duration="2000h")
    seen = tell(STORY, str(scenario))
    assert seen["workers"] == 1
    assert seen["chip_before"].startswith("SIMULATING")
    assert "kept" in seen["notice"]
    assert seen["chip_after"].startswith("FAILED")
    with Recording.open(seen["run"]) as recording:
        assert recording.state == "interrupted"
        assert 0 < recording.frame_count < recording.header.frame_count
        assert recording.verify() == ()
    assert "Traceback" not in seen["stderr"]
