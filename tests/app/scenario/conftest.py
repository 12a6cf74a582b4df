"""Scenario files written for one test."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dawnline.scenario.loading import Overrides, load_scenario
from dawnline.scenario.problem import ScenarioError
from dawnline.scenario.scenario import Scenario


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "s.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def load(written: Callable[[str], Path]) -> Callable[..., Scenario]:
    def loaded(text: str, **overrides: object) -> Scenario:
        return load_scenario(written(text), Overrides(**overrides))

    return loaded


@pytest.fixture
def complaints(written: Callable[[str], Path]) -> Callable[..., list[str]]:
    """Return what a wrong scenario's problems say, without the folder of the file."""

    def complain(text: str, **overrides: object) -> list[str]:
        path = written(text)
        with pytest.raises(ScenarioError) as caught:
            load_scenario(path, Overrides(**overrides))
        return [str(problem).replace(f"{path.parent}{os.sep}", "") for problem in caught.value.problems]

    return complain
