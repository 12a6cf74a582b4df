"""What holds for every test: a home of its own, a real screen, no stray logs, nothing left running.

The home and the renderer are set here, at import, before any test module can load Qt.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from dawnline_testing import environment
from dawnline_testing.patient_bot import PatientBot

pytest_plugins = [
    "dawnline_testing.kernels",
    "dawnline_testing.log_guard",
    "dawnline_testing.leftover_guard",
]

_HOME = environment.isolate()

# The same examples on every machine and every day; two busy cores turn no slow example into a failure.
settings.register_profile(
    "dawnline",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
# `--hypothesis-profile explore` looks further than CI does.
settings.register_profile("explore", deadline=None, database=None, max_examples=2000, phases=tuple(Phase))
settings.load_profile("dawnline")


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Stop in words where Qt would abort the whole run."""
    problem = environment.missing_screen()
    if problem:
        raise pytest.UsageError(problem)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the journeys last: what they find broken is better told by a smaller test before them."""
    items.sort(key=lambda item: "journeys" in Path(item.path).parts)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> PatientBot:
    """Return what drives widgets, in place of pytest-qt's own."""
    assert qapp
    return PatientBot(request)


def pytest_unconfigure() -> None:
    """Remove the home of this session."""
    environment.remove(_HOME)
