"""The battery: what it may give and take, and what a step moves.

Energy is accounted at the cells. Charging takes ``e / eta_c`` from the bus for ``e`` stored, discharging
stores ``e / eta_d`` less for ``e`` delivered; the difference is loss. The depth of discharge is a rule for
computing: housekeeping may go below it, down to empty.
"""

from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Floats

# How soon a battery that has recharging first would be full again, at its present pace. The sunlit part of
# an orbit at 550 km is 60 minutes (period 95.65 min less 35.61 min of shadow).
RECHARGE_S = 3600.0


@dataclass(frozen=True, eq=False)
class BatteryPack:
    """The batteries of a fleet, each (n,): joules, efficiencies, the floor for computing and the rate."""

    capacity_j: Floats
    charge_frac: Floats
    discharge_frac: Floats
    floor_j: Floats
    rate_w: Floats

    @classmethod
    def of(
        cls, capacity_j: Floats, charge: Floats, discharge: Floats, depth: Floats, c_rate: Floats
    ) -> "BatteryPack":
        """Return packs of a capacity; ``depth`` of discharge (0..1), ``c_rate`` capacities per hour."""
        return cls(capacity_j, charge, discharge, capacity_j * (1.0 - depth), capacity_j * c_rate / 3600.0)


@dataclass(frozen=True, eq=False)
class EnergyBalance:
    """Joules of one step, per satellite (n,) float64; ``in_j - out_j - stored_j`` is zero but for rounding.

    ``in_j`` is drawn from the array (what the array could give and nobody took is not in it), ``load_j`` is
    used, ``loss_j`` is lost in the battery, ``stored_j`` is the change of the battery's energy.
    """

    in_j: Floats
    load_j: Floats
    loss_j: Floats
    stored_j: Floats

    @property
    def out_j(self) -> Floats:
        """Return what left the power system: load and losses."""
        return self.load_j + self.loss_j

    @property
    def throughput_j(self) -> Floats:
        """Return what was handled: energy from the array and from the cells."""
        return self.in_j + np.maximum(0.0, -self.stored_j)

    @classmethod
    def nothing(cls, n: int) -> "EnergyBalance":
        """Return a step in which nothing moved."""
        return cls(np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n))


def discharge_limit_w(
    pack: BatteryPack, energy_j: Floats, floor_j: Floats | float, horizon_s: float
) -> Floats:
    """Return what packs can deliver for ``horizon_s`` without passing their rate or a floor, in W (n,)."""
    cells_w = np.minimum(pack.rate_w, np.maximum(0.0, energy_j - floor_j) / horizon_s)
    return np.asarray(pack.discharge_frac * cells_w)


def recharge_w(pack: BatteryPack, energy_j: Floats) -> Floats:
    """Return the power that recharging has first, in W at the bus (n,): full again within RECHARGE_S."""
    cells_w = np.minimum(pack.rate_w, (pack.capacity_j - energy_j) / RECHARGE_S)
    return np.asarray(cells_w / pack.charge_frac)


def settle(
    pack: BatteryPack, energy_j: Floats, array_w: Floats, load_w: Floats, dt_s: float
) -> tuple[Floats, EnergyBalance]:
    """Return the packs' energy after a step, and what the step moved.

    Loads within the array's power are met by it and the rest charges the packs, within their rate and room;
    what is still left is not drawn. Loads beyond it are met by the packs, within their rate and what they
    hold: ``load_j`` tells what was really delivered.

    Parameters
    ----------
    energy_j : (n,) before the step, between zero and capacity.
    array_w, load_w : (n,) constant over the step.
    """
    spare_j = (array_w - load_w) * dt_s
    rate_j = pack.rate_w * dt_s
    room_j = np.minimum(rate_j, pack.capacity_j - energy_j)
    held_j = np.minimum(rate_j, energy_j)
    wanted_j = np.where(spare_j >= 0.0, spare_j * pack.charge_frac, spare_j / pack.discharge_frac)
    after_j = energy_j + np.minimum(np.maximum(wanted_j, -held_j), room_j)
    # The change as it was really kept: all that follows is exact to the rounding of these few joules.
    stored_j = after_j - energy_j
    taken_j = np.maximum(stored_j, 0.0) / pack.charge_frac
    given_j = np.maximum(-stored_j, 0.0) * pack.discharge_frac
    met_by_array_j = np.minimum(array_w, load_w) * dt_s
    balance = EnergyBalance(
        in_j=met_by_array_j + taken_j,
        load_j=met_by_array_j + given_j,
        loss_j=(taken_j - np.maximum(stored_j, 0.0)) + (np.maximum(-stored_j, 0.0) - given_j),
        stored_j=stored_j,
    )
    return after_j, balance
