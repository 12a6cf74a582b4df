"""What tests of the command line share: a small scenario and its run."""

from pathlib import Path

import pytest

from dawnline.cli.main import main
from dawnline_testing.small_scenario import write_small_scenario


@pytest.fixture(scope="session")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a scenario of 164 satellites, 29 sites and 11 frames."""
    return write_small_scenario(tmp_path_factory.mktemp("scenario"), duration="10m")


@pytest.fixture(scope="session")
def run_file(scenario: Path) -> Path:
    """Return its run; to be read only."""
    path = scenario.with_name("small.dawn")
    assert main(["simulate", str(scenario), "-o", str(path)]) == 0
    return path
