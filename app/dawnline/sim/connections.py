"""The network in the simulation: what a frame asks and tells. No state: links are a function of time."""

from collections.abc import Sequence
from typing import Self

import numpy as np

from dawnline.fleet.entity import Kind
from dawnline.fleet.fleet import Fleet
from dawnline.network.carried import queues
from dawnline.network.link_table import link_rows, with_links
from dawnline.network.network import Network
from dawnline.network.routes import find_routes
from dawnline.orbits.ephemeris import TemeState
from dawnline.scenario.scenario import Scenario
from dawnline.sim.arrays import Floats
from dawnline.sim.placing.placement import Placement
from dawnline.sim.reach import Reach, recorded_rtt_s
from dawnline.sim.traffic import (
    carried_traffic,
    gateway_load_frac,
    link_load_frac,
    links_of_gateways,
    links_of_satellites,
    satellite_link_load_frac,
)
from dawnline.telemetry.frame import Values


class Connections:
    """The network of a scenario, and its fleet with an entity for each fixed laser."""

    def __init__(self, scenario: Scenario) -> None:
        self._network = Network.of(scenario)
        self.fleet: Fleet = with_links(scenario.fleet, self._network.candidates)
        self._link_rows = link_rows(self._network.candidates)
        self._nodes = self._network.nodes
        self._regions = np.array(self._nodes.range_of("region"), np.int32)
        self._traffic_bps = np.array([one.traffic_bps for one in scenario.fleet.workloads], np.float64)

    @classmethod
    def of(cls, scenario: Scenario) -> Self | None:
        """Return the connections of a scenario; None where it has no network."""
        return None if scenario.fleet.network is None else cls(scenario)

    def reach_at(self, t_s: float, state: TemeState) -> Reach:
        """Return what regions reach at a time; ``state`` is where the satellites are then.

        One thread does it: others look ahead to other times.
        """
        links = self._network.links_at(t_s, state)
        reach = Reach.of(links, find_routes(links, self._regions, alone=True))
        reach.prepare()
        return reach

    def channels(
        self,
        reach: Reach,
        limits: tuple[Floats, Floats],
        work: tuple[Floats, Floats],
        placements: Sequence[Placement],
    ) -> dict[Kind, dict[str, Values]]:
        """Return the network's values of a frame.

        Parameters
        ----------
        limits : busy shares that satellites and sites may have.
        work : accelerators at work on each satellite and at each site.
        placements : whose work it is.
        """
        load = carried_traffic(reach, placements, work, self._traffic_bps)
        delay = queues(reach.links, load)
        if delay is not None:
            # Once more: paths avoid what is full, and what they then find there is what is recorded.
            reach = Reach.of(reach.links, find_routes(reach.links, self._regions, delay))
            load = carried_traffic(reach, placements, work, self._traffic_bps)
        links = reach.links
        unreached = np.array([one.unreached.sum(axis=0) for one in placements]).sum(axis=0)
        values: dict[Kind, dict[str, Values]] = {
            "pair": reach.pair_channels,
            "region": {
                "rtt_s": recorded_rtt_s(reach.nearest_site_s(limits[1] > 0.0)),
                "orbit_rtt_s": recorded_rtt_s(reach.nearest_satellite_s(limits[0] > 0.0)),
                "unreached": unreached.astype(np.float32),
            },
            "gateway": {"links": links_of_gateways(links), "load_frac": gateway_load_frac(links, load)},
            "satellite": {
                "links": links_of_satellites(links),
                "link_load_frac": satellite_link_load_frac(links, load),
            },
            "link": {"load_frac": link_load_frac(links, load, self._link_rows)},
        }
        return {kind: channels for kind, channels in values.items() if kind in self.fleet.tables}
