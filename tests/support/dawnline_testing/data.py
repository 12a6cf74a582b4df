"""The reference data that is too large for the repository: element sets, traces, published results.

It lies beside the repository in `../shared/data`, or wherever the environment variable `DAWNLINE_DATA`
points. A test that needs what is not there is skipped, and says so.
"""

import os
from pathlib import Path

import pytest

from dawnline_testing.tree import ROOT


def data_folder() -> Path:
    """Return the folder that should hold the reference data; it may be missing."""
    named = os.environ.get("DAWNLINE_DATA")
    return Path(named) if named else ROOT.parent / "shared" / "data"


def shared_data(relative: str) -> Path:
    """Return a file or folder of the reference data, such as ``tle/starlink_2026-05-30.tle``.

    The calling test is skipped, with the missing path as the reason, where it is not there.
    """
    path = data_folder() / relative
    if not path.exists():
        pytest.skip(f"no reference data at {path} (DAWNLINE_DATA names another folder)")
    return path
