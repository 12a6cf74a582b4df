"""What tests of the shown network share: a small run that was really simulated, opened once."""

from collections.abc import Iterator

import pytest

from dawnline.present.cache import SceneCache
from dawnline.recording.recording import Recording
from dawnline_testing.network_run import simulated_network


@pytest.fixture(scope="session")
def net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recording]:
    """Return the run."""
    with Recording.open(simulated_network(tmp_path_factory)) as recording:
        yield recording


@pytest.fixture(scope="session")
def cache() -> SceneCache:
    """Return a memory of what was asked, as a window has one."""
    return SceneCache()
