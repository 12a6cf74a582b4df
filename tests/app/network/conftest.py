"""The small network with everything, and an instant of it."""

import pytest

from dawnline.network.links import LinkState
from dawnline.network.network import Network
from dawnline_testing.network_small import mixed_network


@pytest.fixture(scope="session")
def mixed() -> Network:
    return mixed_network()


@pytest.fixture(scope="session")
def state(mixed: Network) -> LinkState:
    return mixed.links_at(600.0)
