"""The modules of `packaging/`, which are scripts beside each other and no package."""

import sys

import pytest

from dawnline_testing.tree import ROOT


@pytest.fixture(autouse=True, scope="session")
def _packaging_is_on_the_path() -> None:
    sys.path.append(str(ROOT / "packaging"))
