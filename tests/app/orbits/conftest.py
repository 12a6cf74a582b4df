"""What tests of orbits share: Skyfield as the referee."""

from collections.abc import Iterator

import pytest

from dawnline_testing.sky import Sky, open_sky


@pytest.fixture(scope="session")
def sky() -> Iterator[Sky]:
    """Return Skyfield's timescale and DE421."""
    with open_sky() as opened:
        yield opened
