"""Who stands still, and who is not there: random faults and upsets, events, safe mode, launches, leavings."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import Kind
from dawnline.orbits.ephemeris import TemeState
from dawnline.scenario.effects import Effects
from dawnline.scenario.presence import Presence
from dawnline.scenario.safe_mode import safe_modes
from dawnline.scenario.scenario import Scenario
from dawnline.sim.arrays import Bools
from dawnline.sim.fault import Faults
from dawnline.sim.streams import SATELLITE_FAULTS, SITE_FAULTS
from dawnline.sim.upsets import Upsets
from dawnline.sim.work.moment import Moment


@dataclass(frozen=True, eq=False)
class Stopped:
    """Who cannot work now, each (n,): faulted, not there (None: everybody is), and of those gone for good."""

    faulted: Bools
    absent: Bools | None
    gone: Bools | None


class Stoppages:
    """The chance of a run: until when each satellite and site stands still."""

    def __init__(self, scenario: Scenario, effects: Effects) -> None:
        fleet, seed = scenario.fleet, scenario.seed
        self._epoch = scenario.epoch
        self._effects = effects
        self._satellites = Faults(
            fleet.bus_column("fault_rate_per_h"), fleet.bus_column("fault_repair_s"), seed, SATELLITE_FAULTS
        )
        self._sites = Faults(
            np.array([site.fault_rate_per_h for site in fleet.sites], np.float64),
            np.array([site.fault_repair_s for site in fleet.sites], np.float64),
            seed,
            SITE_FAULTS,
        )
        self._upsets = Upsets.of(fleet, seed)
        self._safe_modes = safe_modes(fleet, scenario.ephemeris, scenario.events)
        kinds: tuple[Kind, ...] = ("satellite", "site")
        self._presence = {kind: Presence.of(fleet, kind, scenario.events) for kind in kinds}

    def draw(self, now: Moment, state: TemeState) -> None:
        """Let faults and upsets begin; ``state`` is where satellites are."""
        t_s, dt_s, index = now.t1_s, now.dt_s, now.index
        self._satellites.draw(t_s, dt_s, index)
        self._sites.draw(t_s, dt_s, index)
        self._upsets.draw(t_s, dt_s, index, state, self._epoch, self._effects.storm(t_s))

    def satellites(self, t_s: float) -> Stopped:
        """Return which satellites cannot work."""
        faulted = self._satellites.at(t_s) | self._effects.faulted("satellite", t_s) | self._upsets.at(t_s)
        for storm, rows in self._safe_modes:
            if storm.is_on(t_s):
                faulted[rows] = True
        return self._stopped("satellite", faulted, t_s)

    def sites(self, t_s: float) -> Stopped:
        """Return which sites cannot work."""
        return self._stopped("site", self._sites.at(t_s) | self._effects.faulted("site", t_s), t_s)

    def state(self) -> dict[str, NDArray[np.generic]]:
        """Return copies of everything that the next step depends on."""
        return {
            "satellite_fault_until_s": self._satellites.until_s.copy(),
            "satellite_upset_until_s": self._upsets.until_s.copy(),
            "site_fault_until_s": self._sites.until_s.copy(),
        }

    def restore(self, state: Mapping[str, NDArray[np.generic]]) -> None:
        """Continue from a state."""
        self._satellites.until_s = state["satellite_fault_until_s"].astype(np.float64)
        self._upsets.until_s = state["satellite_upset_until_s"].astype(np.float64)
        self._sites.until_s = state["site_fault_until_s"].astype(np.float64)

    def _stopped(self, kind: Kind, faulted: Bools, t_s: float) -> Stopped:
        presence = self._presence[kind]
        if presence.is_lasting:
            return Stopped(faulted, None, None)
        return Stopped(faulted, presence.absent(t_s), presence.gone(t_s))
