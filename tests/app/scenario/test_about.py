"""Sources and what is not modelled: from the file into document and run."""

import json
from pathlib import Path

import pytest

from dawnline.present.cache import SceneCache
from dawnline.present.overview import overview_scene
from dawnline.recording.header import RunHeader
from dawnline.recording.recording import Recording
from dawnline.runs.drive import run
from dawnline.runs.of_header import scenario_of
from dawnline.scenario.about import About, Source, about_of
from dawnline.scenario.loading import check_scenario, load_scenario
from dawnline.telemetry.catalogue import catalogue_of
from dawnline_testing.scenario_texts import HEAD, SHELL

SAID = """
sources = [
    { text = "100 kW a satellite: a keynote of 2026-06-08", confidence = "announced" },
    { text = "idle power: a benchmark", confidence = "measured" },
]
not_modelled = ["Clouds.", "Whoever reads this."]
"""
ABOUT = About(
    (
        Source("100 kW a satellite: a keynote of 2026-06-08", "announced"),
        Source("idle power: a benchmark", "measured"),
    ),
    ("Clouds.", "Whoever reads this."),
)


def _written(tmp_path: Path, said: str) -> Path:
    path = tmp_path / "said.toml"
    path.write_text(f"{HEAD}{said}{SHELL}", encoding="utf-8")
    return path


def test_they_reach_the_scenario_its_document_and_its_run(tmp_path: Path) -> None:
    scenario = load_scenario(_written(tmp_path, SAID))
    assert scenario.about == ABOUT
    assert about_of(scenario.document) == ABOUT
    out = tmp_path / "run.dawn"
    run(scenario, out, should_flush=lambda: False, on_progress=lambda _: None, cancelled=lambda: True)
    with Recording.open(out) as recording:
        assert recording.header.about == ABOUT
        assert scenario_of(recording.header).about == ABOUT
        shown = overview_scene(recording, 0.0, SceneCache()).provenance
    assert "Announced: 100 kW a satellite: a keynote of 2026-06-08" in shown
    assert "Not modelled: Clouds." in shown


def test_a_scenario_without_them_has_the_document_that_it_had(tmp_path: Path) -> None:
    scenario = load_scenario(_written(tmp_path, ""))
    assert scenario.about == About()
    keys = set(json.loads(scenario.document)["scenario"])
    assert keys == {"title", "description", "seed", "duration_s", "step_s", "start", "start_jd"}
    assert RunHeader.of_scenario(scenario, "0", catalogue_of(scenario.fleet)).about == About()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('sources = [{ text = "a keynote" }]', "confidence"),
        ('sources = [{ text = "a keynote", confidence = "certain" }]', "announced"),
        ('sources = [{ text = "", confidence = "assumed" }]', "text"),
        ("not_modelled = [3]", "text in quotes"),
    ],
)
def test_wrong_ones_are_told_with_what_would_be_right(tmp_path: Path, said: str, expected: str) -> None:
    told = " ".join(map(str, check_scenario(_written(tmp_path, f"\n{said}\n"))))
    assert "said.toml" in told
    assert expected in told


@pytest.mark.parametrize(
    "document", ["", "[]", "{}", '{"scenario": 3}', '{"scenario": {"sources": [{"text": 5}]}}']
)
def test_documents_that_say_nothing_of_it_say_nothing(document: str) -> None:
    assert about_of(document) == About()
