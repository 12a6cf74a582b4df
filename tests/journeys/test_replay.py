"""The main job, end to end: what the window says of a time is what the run file says of it."""

from pathlib import Path

import pytest

from dawnline.cli.main import main
from dawnline.present.numbers import show
from dawnline.recording.recording import Recording
from dawnline_testing.small_scenario import write_small_scenario
from dawnline_testing.story import tell

STORY = Path(__file__).with_name("replay_story.py")


@pytest.fixture(scope="module")
def run_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("replay")
    run = folder / "small.dawn"
    assert main(["simulate", str(write_small_scenario(folder)), "-o", str(run)]) == 0
    return run


def test_play_scrub_click_and_recolour_show_what_was_recorded(run_file: Path) -> None:
    seen = tell(STORY, str(run_file))
    assert seen["opened_at"] == "00:00:00 UTC"
    assert seen["played_to"] > seen["opened_at"]
    assert seen["scrubbed_to"] not in {seen["opened_at"], seen["played_to"]}
    assert seen["mode"] == "REPLAY"
    assert seen["selected"] == seen["clicked"]
    assert seen["legends"] == ["GPU utilisation", "Battery"]

    hours, minutes, seconds = (int(part) for part in seen["scrubbed_to"].removesuffix(" UTC").split(":"))
    t_s = 3600 * hours + 60 * minutes + seconds
    assert 0.2 * 7200 < t_s < 0.3 * 7200  # the click was at a quarter of the bar
    with Recording.open(run_file) as recording:
        name = recording.header.fleet.satellites.names[seen["clicked"]]
        assert seen["title"] == name
        assert seen["table_row"][0] == name
        frame = recording.frame_index_at(t_s)
        for channel in recording.header.catalogue.of_kind("satellite"):
            value = recording.values("satellite", channel.key, frame)[seen["clicked"]]
            place = seen["labels"].index(channel.name)
            assert seen["labels"][place + 1] == show(channel, value), channel.key
        battery = float(recording.values("satellite", "soc_frac", frame)[seen["clicked"]])
        assert seen["level"] == pytest.approx(battery, abs=1e-3)  # the colour on the globe is the battery's
    assert "Traceback" not in seen["stderr"]
