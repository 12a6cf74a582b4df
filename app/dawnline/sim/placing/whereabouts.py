"""What never changes of the machines that placing puts work on: whose they are, and in which country."""

from dataclasses import dataclass

import numpy as np

from dawnline.fleet.fleet import Fleet
from dawnline.sim.arrays import Bools, Floats, Indices


@dataclass(frozen=True, eq=False)
class Whereabouts:
    """The m machines of a fleet: satellites, then sites.

    Attributes
    ----------
    satellites, regions : how many there are.
    provider : (m,) row in the fleet table.
    country : (m,) index into ``countries``; -1 in orbit and where it is unknown.
    countries : codes of the countries that have sites.
    allowed_in : (w, countries) whether a workload's data may be there.
    bound : (w,) whether a workload's data is bound to countries.
    orbit_share_frac, target_s : (w,) of the workloads.
    satellite_count, site_count : accelerators of each machine.
    """

    satellites: int
    regions: int
    provider: Indices
    country: Indices
    countries: tuple[str, ...]
    allowed_in: Bools
    bound: Bools
    orbit_share_frac: Floats
    target_s: Floats
    satellite_count: Floats
    site_count: Floats

    @classmethod
    def of(cls, fleet: Fleet) -> "Whereabouts":
        """Return the whereabouts of a fleet."""
        n, sites, workloads = len(fleet.satellites), fleet.sites, fleet.workloads
        countries = tuple(sorted({site.country for site in sites} - {""}))
        row_of = {code: row for row, code in enumerate(countries)}
        listed = [[not one.countries or code in one.countries for code in countries] for one in workloads]
        targets_s = [one.requests.ttft_target_s if one.requests else np.inf for one in workloads]
        return cls(
            satellites=n,
            regions=len(fleet.regions),
            provider=np.concatenate((fleet.satellites.parent, fleet.tables["site"].parent)).astype(np.int64),
            country=np.array([-1] * n + [row_of.get(site.country, -1) for site in sites], np.int64),
            countries=countries,
            allowed_in=np.array(listed, np.bool_).reshape(len(workloads), len(countries)),
            bound=np.array([bool(one.countries) for one in workloads], np.bool_),
            orbit_share_frac=np.array([one.orbit_share_frac for one in workloads], np.float64),
            target_s=np.array(targets_s, np.float64),
            satellite_count=fleet.bus_column("accelerators"),
            site_count=np.array([site.accelerators for site in sites], np.float64),
        )

    @property
    def has_requests(self) -> bool:
        """Say whether any workload is counted in requests."""
        return bool(np.isfinite(self.target_s).any())

    def allowed(self, country: Indices) -> Bools:
        """Return (w, p) whether each workload's data may be in pools of these countries (p,)."""
        # The last column is for places in no country: only data that is bound to none may be there.
        column = np.concatenate((self.allowed_in, ~self.bound[:, None]), axis=1)
        return np.asarray(column[:, country], np.bool_)
