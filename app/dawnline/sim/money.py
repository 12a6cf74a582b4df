"""What a step costs and emits: joules, accelerator-seconds and prices in, dollars and kilograms out."""

from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Floats

_KWH_J = 3.6e6


@dataclass(frozen=True, eq=False)
class Spent:
    """What n places spent in a step, each (n,): ``total_usd`` is the sum of the two."""

    energy_usd: Floats
    machine_usd: Floats
    carbon_kg: Floats

    @property
    def total_usd(self) -> Floats:
        """Return all dollars."""
        return self.energy_usd + self.machine_usd

    def plus(self, other: "Spent") -> "Spent":
        """Return what was spent on both."""
        return Spent(
            self.energy_usd + other.energy_usd,
            self.machine_usd + other.machine_usd,
            self.carbon_kg + other.carbon_kg,
        )

    def totals(self) -> dict[str, float]:
        """Return the sums over all places, by the keys of a ledger."""
        return {
            "energy_usd": float(self.energy_usd.sum()),
            "machine_usd": float(self.machine_usd.sum()),
            "carbon_kg": float(self.carbon_kg.sum()),
        }


def spent(
    energy_j: Floats,
    accelerator_s: Floats,
    *,
    usd_per_kwh: Floats,
    usd_per_accelerator_hour: Floats,
    kg_per_kwh: Floats,
    kg_per_accelerator_hour: Floats | float = 0.0,
) -> Spent:
    """Return the dollars and the carbon of a step.

    Parameters
    ----------
    energy_j : (n,) taken from the grid; nothing in orbit, where it is paid with the satellite.
    accelerator_s : (n,) accelerator-seconds that exist, at work or not: they are paid all the same.
    usd_per_kwh, usd_per_accelerator_hour, kg_per_kwh, kg_per_accelerator_hour : (n,) prices and carbon at
        that time.
    """
    kwh, hours = energy_j / _KWH_J, accelerator_s / 3600.0
    return Spent(
        kwh * usd_per_kwh,
        hours * usd_per_accelerator_hour,
        kwh * kg_per_kwh + hours * kg_per_accelerator_hour,
    )


def usd_per_million_tokens(total_usd: Floats, tokens: Floats) -> Floats:
    """Return what a million tokens cost at places (n,); unknown where there were none."""
    nothing = np.full_like(total_usd, np.nan)
    return np.divide(total_usd * 1e6, tokens, out=nothing, where=tokens > 0)
