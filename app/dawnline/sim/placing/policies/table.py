"""All policies by name. A new one: a file here, a line below, and its name in ``scenario/policy.py``."""

from collections.abc import Mapping

from dawnline.sim.placing.policies.by_share import ByShare
from dawnline.sim.placing.policies.carbon_least import CarbonLeast
from dawnline.sim.placing.policies.cheapest import Cheapest
from dawnline.sim.placing.policies.eclipse_ahead import EclipseAhead
from dawnline.sim.placing.policies.ground_first import GroundFirst
from dawnline.sim.placing.policies.nearest import Nearest
from dawnline.sim.placing.policies.orbit_first import OrbitFirst
from dawnline.sim.placing.policies.policy import Policy
from dawnline.sim.placing.policies.provider_diversified import ProviderDiversified
from dawnline.sim.placing.policies.slo_first import SloFirst
from dawnline.sim.placing.policies.sovereign import Sovereign
from dawnline.sim.placing.policies.sunlit_first import SunlitFirst

_ALL: tuple[Policy, ...] = (
    ByShare(),
    OrbitFirst(),
    GroundFirst(),
    Nearest(),
    SloFirst(),
    Cheapest(),
    SunlitFirst(),
    CarbonLeast(),
    ProviderDiversified(),
    Sovereign(),
    EclipseAhead(),
)
POLICIES: Mapping[str, Policy] = {policy.name: policy for policy in _ALL}
