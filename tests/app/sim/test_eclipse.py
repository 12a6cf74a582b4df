"""Eclipse policies: what shadow allows."""

import pytest

from dawnline.fleet.bus import EclipsePolicy
from dawnline.sim.eclipse import in_shadow
from dawnline.sim.kernels.formulas import eclipse_frac


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        ("ride-through", [1, 1, 1, 1]),
        ("throttle", [1, 0.825, 0.475, 0.3]),
        ("hibernate", [1, 1, 0, 0]),
    ],
)
def test_what_is_allowed_as_the_sun_goes(policy: EclipsePolicy, allowed: list[float]) -> None:
    floor_frac, hibernates = in_shadow(policy, 0.3)
    told = [eclipse_frac(lit, floor_frac, hibernates) for lit in (1.0, 0.75, 0.25, 0.0)]
    assert told == pytest.approx(allowed)
