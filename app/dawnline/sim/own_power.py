"""Sites' own power: a grid contract, gas generators that ramp, and a battery behind the meter.

Dispatch within a step, in this order:

1. the grid carries what the contract, curtailed or not, allows;
2. gas takes what the grid cannot: at most its rating, and at most its ramp above what it gave before (it
   falls at once); the battery bridges what gas does not reach yet, within its rate and its energy;
3. the battery recharges from what is spare of the contract, or of the gas while the gas has to run anyway.

Power is constant within a step, so that gas gives what it reaches by the step's end for all of it. The
battery's round-trip efficiency is parted evenly: its root counts on the way in, and on the way out. Per site
and step, to rounding: load + stored + loss = grid + gas.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.ground import OnSitePower
from dawnline.sim.arrays import Bools, Floats


@dataclass(frozen=True, eq=False)
class Supply:
    """What n sites may draw in a step, each (n,), W: the grid's part, the gas's, the battery's."""

    grid_w: Floats
    gas_w: Floats
    battery_w: Floats

    @property
    def total_w(self) -> Floats:
        """Return all of it."""
        return self.grid_w + self.gas_w + self.battery_w


@dataclass(frozen=True, eq=False)
class Dispatch:
    """What n sites drew in a step, each (n,); ``stored_j`` is negative where the battery gave.

    ``battery_j`` is what the batteries hold after it.
    """

    grid_w: Floats
    gas_w: Floats
    stored_j: Floats
    loss_j: Floats
    battery_j: Floats


class OwnPower:
    """The generators and batteries of n sites: their ratings, what the gas gives and the batteries hold.

    A run begins with full batteries, and with gas that may be anywhere.
    """

    def __init__(self, plants: Sequence[OnSitePower]) -> None:
        self.rating_w = _column(plants, "gas_w")
        self._ramp_w_s = self.rating_w * _column(plants, "gas_ramp_frac_per_min") / 60.0
        self.capacity_j = _column(plants, "battery_j")
        self._rate_w = _column(plants, "battery_w")
        self._one_way = np.sqrt(_column(plants, "battery_efficiency_frac"))
        self.gas_w = self.rating_w.copy()
        self.battery_j = self.capacity_j.copy()
        self.are_any = bool((self.rating_w + self.capacity_j).any())

    def supply(self, grid_w: Floats, off: Bools, dt_s: float) -> Supply:
        """Return what there is for a step while the contract allows ``grid_w``; nothing where it is off."""
        on = ~off
        gas_w = np.minimum(self.rating_w, self.gas_w + self._ramp_w_s * dt_s)
        battery_w = np.minimum(self._rate_w, self.battery_j * self._one_way / dt_s)
        return Supply(grid_w * on, gas_w * on, battery_w * on)

    def settle(self, supply: Supply, load_w: Floats, dt_s: float) -> Dispatch:
        """Return who carried a load that the supply allows; nothing is kept until `keep`."""
        carried_w = np.minimum(load_w, supply.grid_w)
        short_w = load_w - carried_w
        gas_w = np.minimum(short_w, supply.gas_w)
        # What the supply said is there is there: rounding is not drawn from a battery that a site has not.
        out_w = np.minimum(short_w - gas_w, supply.battery_w)
        gas_w = short_w - out_w
        room_w = np.minimum(self._rate_w, (self.capacity_j - self.battery_j) / (self._one_way * dt_s))
        room_w = np.where(out_w > 0.0, 0.0, np.maximum(room_w, 0.0))
        from_grid_w = np.minimum(room_w, supply.grid_w - carried_w)
        runs = gas_w > 0.0
        from_gas_w = np.where(runs, np.clip(supply.gas_w - gas_w, 0.0, room_w - from_grid_w), 0.0)
        in_j, out_j = (from_grid_w + from_gas_w) * dt_s, out_w * dt_s
        drained_j = np.minimum(out_j / self._one_way, self.battery_j)
        stored_j = in_j * self._one_way - drained_j
        battery_j = np.clip(self.battery_j + stored_j, 0.0, self.capacity_j)
        return Dispatch(
            grid_w=carried_w + from_grid_w,
            gas_w=gas_w + from_gas_w,
            stored_j=stored_j,
            loss_j=in_j - out_j - stored_j,
            battery_j=battery_j,
        )

    def keep(self, dispatch: Dispatch, *, moves_energy: bool = True) -> None:
        """Let a step have happened; at the start of a run only the gas is where it is."""
        self.gas_w = dispatch.gas_w
        if moves_energy:
            self.battery_j = dispatch.battery_j

    @property
    def battery_frac(self) -> Floats:
        """Return the state of charge (n,); NaN where there is no battery."""
        nothing = np.full(len(self.capacity_j), np.nan)
        return np.asarray(
            np.divide(self.battery_j, self.capacity_j, out=nothing, where=self.capacity_j > 0.0)
        )


def _column(plants: Sequence[OnSitePower], field: str) -> Floats:
    return np.array([getattr(plant, field) for plant in plants], np.float64)
