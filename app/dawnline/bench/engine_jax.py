"""The other peer of the engine bench: a tick of satellites that jax compiles whole, on this processor.

All inputs lie in jax's own memory before the clock starts, and nothing is brought back from it: a tick is
what a program would pay that had all its state there. It takes the threads that it likes.
"""

from functools import partial
from typing import Any

import numpy as np

from dawnline.bench.engine_inputs import EMISSION_W_K4, SPAN_W, TickInputs, widened
from dawnline.sim.designs import Designs
from dawnline.sim.kernels import assumed
from dawnline.sim.kernels import columns as at
from dawnline.sim.phases import CLOCK_EXPONENT

DT_S = 60.0
# What only some designs do.
FLAGS = (at.SINGLE_AXIS, at.BODY_FIXED, at.HIBERNATES, at.CLOCKED)


class JaxTick:
    """Offer and work of n satellites for 60 s; ``outputs`` and ``joules`` as those of the other peer."""

    MOVED = ("in_j", "load_j", "loss_j", "stored_j")

    def __init__(self, designs: Designs) -> None:
        import jax

        jax.config.update("jax_enable_x64", True)
        self._jax = jax
        columns = _columns(designs)
        # What no design does is left out of what is compiled, as in the other peer.
        self._does = frozenset(flag for flag in FLAGS if np.any(columns[flag] > 0.0))
        self._designs = jax.device_put(columns)
        self._tick = jax.jit(partial(tick, jax.numpy, self._does))
        self.outputs: dict[str, Any] = {}
        self.joules: dict[str, float] = {}

    def prepared(self, given: TickInputs) -> Any:
        """Return the inputs where jax reads them."""
        return self._jax.device_put(vars(given))

    def run(self, given: Any) -> Any:
        """Do a whole tick, and wait until it is done."""
        return self._jax.block_until_ready(self._tick(self._designs, given))

    def tell(self, given: Any) -> None:
        """Do a tick and keep what it wrote."""
        told = {name: np.asarray(values) for name, values in self.run(given).items()}
        self.joules = {name: float(told.pop(name)) for name in self.MOVED}
        self.outputs = told


def _columns(designs: Designs) -> list[Any]:
    """Return the numbers of the designs: one where all have the same, else a column (n,)."""
    table = widened(designs.table)
    used = table[:, np.unique(designs.row_of)]
    return [
        np.float64(values[0]) if (values == values[0]).all() else column[designs.row_of]
        for values, column in zip(used, table, strict=True)
    ]


def tick(jnp: Any, does: frozenset[int], d: list[Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return what a tick writes, by name: the offer, then work at ``busy_frac``."""
    energy_j, lit, still = given["energy_j"], given["sunlit_frac"], given["still"]
    array_w = jnp.where(still, 0.0, _array_w(jnp, does, d, given))
    caps = _caps_w(jnp, does, d, given, array_w)
    allowed_w = jnp.clip(
        jnp.minimum(jnp.minimum(caps["supply"], caps["heat"]), caps["eclipse"]), 0.0, d[at.FULL_W]
    )
    allowed_w = jnp.where(given["unfit"], 0.0, allowed_w)
    held_by, lowest = jnp.full(lit.shape, assumed.HEAT, jnp.uint8), caps["heat"]
    for code, cap in (
        (assumed.BATTERY, "battery"),
        (assumed.ECLIPSE, "eclipse"),
        (assumed.POWER_CAP, "array"),
    ):
        held_by = jnp.where(caps[cap] < lowest, jnp.uint8(code), held_by)
        lowest = jnp.minimum(lowest, caps[cap])
    held = allowed_w < d[at.FULL_W] * (1.0 - assumed.HELD_BACK_FRAC)
    held_by = jnp.where(held, held_by, jnp.uint8(assumed.NONE))
    busy_limit, clock = _reach(jnp, does, d, allowed_w)

    wanted_w = d[SPAN_W] * given["busy_frac"] ** d[at.GAMMA] * given["draw_frac"]
    wanted_w = wanted_w * clock**CLOCK_EXPONENT if at.CLOCKED in does else wanted_w
    wanted_w = jnp.minimum(wanted_w + d[at.IDLE_W], allowed_w) + d[at.HOUSEKEEPING_W]
    wanted_w = jnp.where(still, 0.0, wanted_w)
    after_j = _settled_j(jnp, d, energy_j, array_w, wanted_w)
    moved_j = after_j - energy_j
    charged_j, drained_j = jnp.maximum(moved_j, 0.0), jnp.maximum(-moved_j, 0.0)
    taken_j, given_j = charged_j * d[at.PER_CHARGE], drained_j * d[at.DISCHARGE_FRAC]
    met_j = jnp.minimum(array_w, wanted_w) * DT_S
    load_j, loss_j = met_j + given_j, (taken_j - charged_j) + (drained_j - given_j)
    after_k = _loop_k(jnp, d, given, (load_j + loss_j) / DT_S)
    limiter = jnp.where(
        given["busy_frac"] < busy_limit - assumed.HELD_BACK_FRAC, jnp.uint8(assumed.NO_WORK), held_by
    )
    after_k = jnp.where(still, given["loop_k"], after_k)
    limiter = jnp.where(given["unfit"], jnp.uint8(assumed.FAULT), limiter)
    clocks = {"clock": clock} if at.CLOCKED in does else {}
    return clocks | {
        "busy_limit": busy_limit, "energy_j": after_j, "loop_k": after_k, "limiter": limiter,
        "gpu_util_frac": (given["busy_frac"] * d[at.COMPUTES]).astype(jnp.float32),
        "load_w": (load_j / DT_S).astype(jnp.float32), "array_w": array_w.astype(jnp.float32),
        "soc_frac": (after_j * d[at.PER_CAPACITY]).astype(jnp.float32),
        "radiator_k": after_k.astype(jnp.float32), "sunlit_frac": lit.astype(jnp.float32),
        "in_j": (met_j + taken_j).sum(), "load_j": load_j.sum(), "loss_j": loss_j.sum(),
        "stored_j": moved_j.sum(),
    }  # fmt: skip


def _array_w(jnp: Any, does: frozenset[int], d: list[Any], given: dict[str, Any]) -> Any:
    array_w = given["sunlit_frac"] * d[at.RATED_ARRAY_W] * (given["sun_w_m2"] / 1361.0)
    array_w = array_w if given["array_share"] is None else array_w * given["array_share"]
    if at.SINGLE_AXIS in does:
        wing = jnp.sqrt(jnp.maximum(1.0 - given["beta_sine"] ** 2, 0.0))
        array_w = array_w * jnp.where(d[at.SINGLE_AXIS] > 0.0, wing, 1.0)
    if at.BODY_FIXED in does:
        panel = jnp.maximum(given["zenith_cosine"], 0.0)
        array_w = array_w * jnp.where(d[at.BODY_FIXED] > 0.0, panel, 1.0)
    return array_w


def _caps_w(
    jnp: Any, does: frozenset[int], d: list[Any], given: dict[str, Any], array_w: Any
) -> dict[str, Any]:
    energy_j, lit = given["energy_j"], given["sunlit_frac"]
    dark, spare_w = lit < 1.0, array_w - d[at.HOUSEKEEPING_W]
    given_w = (
        jnp.minimum(jnp.maximum(energy_j - d[at.FLOOR_J], 0.0) / DT_S, d[at.RATE_W]) * d[at.DISCHARGE_FRAC]
    )
    taken_w = jnp.minimum((d[at.CAPACITY_J] - energy_j) / assumed.RECHARGE_S, d[at.RATE_W]) * d[at.PER_CHARGE]
    supply_w = spare_w + jnp.where(dark, given_w, -taken_w)
    kept_w = d[at.FULL_W] - jnp.maximum(taken_w - jnp.maximum(spare_w - d[at.FULL_W], 0.0), 0.0)
    eclipse = d[at.ECLIPSE_FLOOR] + (1.0 - d[at.ECLIPSE_FLOOR]) * lit
    if at.HIBERNATES in does:
        awake = jnp.where(lit < 0.5, 0.0, 1.0)
        eclipse = jnp.where(d[at.HIBERNATES] > 0.0, awake, eclipse)
    return {
        "supply": supply_w,
        "battery": jnp.where(dark, supply_w, kept_w),
        "heat": d[at.FULL_W] * jnp.clip((d[at.TRIP_K] - given["loop_k"]) * d[at.PER_RANGE], 0.0, 1.0),
        "eclipse": d[at.FULL_W] * eclipse,
        "array": jnp.where(dark, jnp.inf, spare_w),
    }


def _reach(jnp: Any, does: frozenset[int], d: list[Any], allowed_w: Any) -> tuple[Any, Any]:
    busy = jnp.clip((allowed_w - d[at.IDLE_W]) * d[at.PER_SPAN], 0.0, 1.0) ** d[at.EXPONENT]
    if at.CLOCKED not in does:
        return busy, jnp.ones_like(busy)
    busy = jnp.where(busy < d[at.LOWEST_CLOCK], 0.0, busy)
    clocked = d[at.CLOCKED] > 0.0
    return jnp.where(clocked, (busy > 0.0) * 1.0, busy), jnp.where(clocked, busy, 1.0)


def _settled_j(jnp: Any, d: list[Any], energy_j: Any, array_w: Any, wanted_w: Any) -> Any:
    spare_j, rate_j = (array_w - wanted_w) * DT_S, d[at.RATE_W] * DT_S
    moved_j = jnp.where(spare_j >= 0.0, spare_j * d[at.CHARGE_FRAC], spare_j * d[at.PER_DISCHARGE])
    moved_j = jnp.maximum(moved_j, -jnp.minimum(rate_j, energy_j))
    return energy_j + jnp.minimum(moved_j, jnp.minimum(rate_j, d[at.CAPACITY_J] - energy_j))


def _loop_k(jnp: Any, d: list[Any], given: dict[str, Any], electric_w: Any) -> Any:
    sun_w_m2, view = given["sun_w_m2"], given["earth_view"]
    reflected = assumed.ALBEDO_FRAC * sun_w_m2 * view * jnp.maximum(given["zenith_cosine"], 0.0)
    direct = given["sunlit_frac"] * (sun_w_m2 * assumed.SUN_INCIDENCE) * d[at.EDGE_FRAC]
    absorbed = d[at.ABSORPTIVITY] * (direct + reflected)
    absorbed = absorbed + d[at.EMISSIVITY] * assumed.EARTH_INFRARED_W_M2 * view
    pace = DT_S * d[at.PER_HEAT_CAPACITY]
    gain_k, loss_k3 = pace * (electric_w + d[at.FACES_M2] * absorbed), pace * d[EMISSION_W_K4]
    now_k = after_k = given["loop_k"]
    for _ in range(2):
        cube = loss_k3 * after_k**3
        after_k = (now_k + gain_k + 3.0 * cube * after_k) / (1.0 + 4.0 * cube)
    return jnp.maximum(after_k, jnp.minimum(now_k + gain_k, assumed.COLDEST_LOOP_K))
