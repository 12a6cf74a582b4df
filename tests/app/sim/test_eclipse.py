"""Eclipse policies: what shadow allows."""

import numpy as np
import pytest

from dawnline.sim.eclipse import allowed_frac

LIT = np.array([1.0, 0.75, 0.25, 0.0])
SHARE = np.full(4, 0.3)
ALL = np.ones(4, np.bool_)


def test_ride_through_allows_everything() -> None:
    assert allowed_frac({"ride-through": ALL}, LIT, SHARE) == pytest.approx([1, 1, 1, 1])


def test_throttle_falls_to_its_share_with_the_light() -> None:
    assert allowed_frac({"throttle": ALL}, LIT, SHARE) == pytest.approx([1, 0.825, 0.475, 0.3])


def test_hibernate_is_off_once_half_the_sun_is_hidden() -> None:
    assert allowed_frac({"hibernate": ALL}, LIT, SHARE) == pytest.approx([1, 1, 0, 0])


def test_each_satellite_has_its_own_policy() -> None:
    who = {"throttle": np.array([True, False]), "hibernate": np.array([False, True])}
    assert allowed_frac(who, np.zeros(2), np.full(2, 0.4)) == pytest.approx([0.4, 0.0])
