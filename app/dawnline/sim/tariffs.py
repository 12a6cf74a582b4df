"""What machines cost and emit in a step: tariffs of sites and buses, own gas, and prices that events move."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.fleet import Fleet
from dawnline.fleet.ground import FREE, Tariff
from dawnline.sim.arrays import Bools, Floats
from dawnline.sim.money import Spent, spent, usd_per_million_tokens
from dawnline.sim.site import SiteFlows, SiteOffer, Sites


@dataclass(frozen=True, eq=False)
class Prices:
    """The tariffs of n machines, each (n,), and how many accelerators each has."""

    count: Floats
    usd_per_kwh: Floats
    usd_per_accelerator_h: Floats
    kg_per_kwh: Floats
    kg_per_accelerator_h: Floats

    @classmethod
    def of(cls, tariffs: Sequence[Tariff], counts: Sequence[int]) -> "Prices":
        """Return tariffs as columns."""
        return cls(
            np.array(counts, np.float64),
            *(
                np.array([getattr(tariff, field) for tariff in tariffs], np.float64)
                for field in ("usd_per_kwh", "usd_per_accelerator_h", "kg_per_kwh", "kg_per_accelerator_h")
            ),
        )


class Tariffs:
    """The prices of a fleet's satellites and sites; ``are_any`` says whether anything costs anything."""

    def __init__(self, fleet: Fleet) -> None:
        buses, bus_of, sites = fleet.buses, fleet.bus_of, fleet.sites
        by_bus = Prices.of([bus.tariff for bus in buses], [bus.accelerators for bus in buses])
        self._orbit = Prices(
            *(
                getattr(by_bus, field)[bus_of]
                for field in (
                    "count", "usd_per_kwh", "usd_per_accelerator_h", "kg_per_kwh", "kg_per_accelerator_h",
                )
            )
        )  # fmt: skip
        self._ground = Prices.of([site.tariff for site in sites], [site.accelerators for site in sites])
        self._gas_usd_per_kwh = np.array([site.on_site.gas_usd_per_kwh for site in sites], np.float64)
        self._gas_kg_per_kwh = np.array([site.on_site.gas_kg_per_kwh for site in sites], np.float64)
        tariffs = [bus.tariff for bus in buses] + [site.tariff for site in sites]
        self.are_any = any(tariff != FREE for tariff in tariffs)

    def satellites(self, dt_s: float, price: Floats, absent: Bools) -> Spent:
        """Return what satellites (n,) cost in a step while events multiply prices; who is absent, nothing.

        Their energy is free: it is paid with the machine.
        """
        if not self.are_any:
            nothing = np.zeros(len(price))
            return Spent(nothing, nothing, nothing)
        return _machines(self._orbit, dt_s, price, absent)

    def sites(self, flows: SiteFlows, dt_s: float, price: Floats, absent: Bools) -> Spent:
        """Return what sites (n,) cost in a step: machines at work or not, energy of the grid, and gas."""
        grid = spent(
            flows.power.grid_w * dt_s,
            np.zeros_like(price),
            usd_per_kwh=self._ground.usd_per_kwh * price,
            usd_per_accelerator_hour=np.zeros_like(price),
            kg_per_kwh=self._ground.kg_per_kwh,
        )
        gas = spent(
            flows.power.gas_w * dt_s,
            np.zeros_like(price),
            usd_per_kwh=self._gas_usd_per_kwh * price,
            usd_per_accelerator_hour=np.zeros_like(price),
            kg_per_kwh=self._gas_kg_per_kwh,
        )
        return _machines(self._ground, dt_s, price, absent).plus(grid).plus(gas)

    def usd_per_accelerator_h(self, orbit: Spent, ground: Spent, dt_s: float) -> tuple[Floats, Floats]:
        """Return what an accelerator-hour costs at satellites and at sites, at their present load.

        NaN where there are no accelerators, or where nothing is spent because nobody is there.
        """
        return (
            _each(orbit.total_usd, self._orbit.count * dt_s / 3600.0),
            _each(ground.total_usd, self._ground.count * dt_s / 3600.0),
        )

    def asking(
        self, sites: Sites, offer: SiteOffer, orbit_price: Floats, ground_price: Floats
    ) -> tuple[Floats, Floats]:
        """Return dollars and kilograms of an accelerator-hour at full load, satellites then sites, (m,).

        What the contract, as it is now, cannot carry of a site's full load is taken from its gas.
        """
        full_w = sites.pue * sites.computers.full_w
        each_kwh = np.divide(full_w, sites.computers.count, out=np.zeros(sites.n), where=full_w > 0.0) / 1e3
        grid = np.divide(offer.supply.grid_w, full_w, out=np.ones(sites.n), where=full_w > 0.0)
        grid = np.where(sites.own.rating_w > 0.0, np.minimum(grid, 1.0), 1.0)
        usd_per_kwh = grid * self._ground.usd_per_kwh + (1.0 - grid) * self._gas_usd_per_kwh
        kg_per_kwh = grid * self._ground.kg_per_kwh + (1.0 - grid) * self._gas_kg_per_kwh
        usd = (each_kwh * usd_per_kwh + self._ground.usd_per_accelerator_h) * ground_price
        kg = each_kwh * kg_per_kwh + self._ground.kg_per_accelerator_h
        return (
            np.concatenate((self._orbit.usd_per_accelerator_h * orbit_price, usd)),
            np.concatenate((self._orbit.kg_per_accelerator_h, kg)),
        )


def workload_usd_per_million_tokens(
    work: Floats, usd_per_accelerator_h: Floats, tokens_per_s: Floats
) -> Floats:
    """Return what a million tokens of each workload cost (w,); NaN where none are made.

    ``work`` (w, m) is how many accelerators of each machine are at work on each workload: it pays for those,
    at the hourly cost (m,) of the machine, and not for what stands idle beside them.
    """
    # A sum written out: a product of matrices has the order of addition that its library likes.
    usd_per_s = (work * np.nan_to_num(usd_per_accelerator_h)).sum(axis=1) / 3600.0
    return usd_per_million_tokens(usd_per_s, tokens_per_s)


def _machines(prices: Prices, dt_s: float, price: Floats, absent: Bools) -> Spent:
    there = np.where(absent, 0.0, prices.count)
    return spent(
        np.zeros_like(there),
        there * dt_s,
        usd_per_kwh=prices.usd_per_kwh,
        usd_per_accelerator_hour=prices.usd_per_accelerator_h * price,
        kg_per_kwh=prices.kg_per_kwh,
        kg_per_accelerator_hour=prices.kg_per_accelerator_h,
    )


def _each(total: Floats, hours: Floats) -> Floats:
    there = (hours > 0.0) & (total > 0.0)
    return np.asarray(np.divide(total, hours, out=np.full_like(total, np.nan), where=there))
