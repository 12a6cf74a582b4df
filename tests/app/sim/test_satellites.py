"""The compiled passes over satellites against plain numpy, for every kind of design and state."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.accelerator import Accelerator
from dawnline.fleet.bus import SatelliteBus
from dawnline.sim import compiled
from dawnline.sim.arrays import Floats
from dawnline.sim.designs import designs_of
from dawnline.sim.satellites import DECAYED, FLYING, GONE, STALE, TOLD, WAITING, Flows, Offer, Satellites
from dawnline.sim.surroundings import Surroundings
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_testing.small_scenario import BUS, SITE, WORKLOAD, small_fleet
from dawnline_testing.tick_referee import Moment, Referee

# Sums and products in another order, and a power function of our own.
ROUNDING = 1e-11
# What frames tell is float32.
SINGLE = 2.0**-23

TRAINING = Accelerator("trains", idle_w=70.0, max_w=700.0, gamma=1.0)
STEEP = Accelerator("steep", idle_w=10.0, max_w=900.0, gamma=1.6)
FLAT = Accelerator("draws always the same", idle_w=300.0, max_w=300.0, gamma=0.75)


def all_buses() -> list[SatelliteBus]:
    """Return every tracking with every policy, both ways of capping, and the odd ones."""
    buses = [
        replace(BUS, array_tracking=tracking, eclipse_policy=policy, capping=capping)
        for tracking in ("sun-tracking", "single-axis", "body-fixed")
        for policy in ("ride-through", "throttle", "hibernate")
        for capping in ("park", "clock")
    ]
    buses += [
        replace(BUS, battery_j=0.0),
        replace(BUS, battery_j=BUS.battery_j / 4, battery_fade_frac=0.2, capping="clock"),
        replace(BUS, accelerators=0),
        replace(BUS, accelerators=0, capping="clock"),
        replace(BUS, radiator_area_m2=0.0),
        replace(BUS, accelerator=TRAINING),
        replace(BUS, accelerator=STEEP, capping="clock"),
        replace(BUS, accelerator=FLAT),
        replace(BUS, radiator_faces=1, heat_capacity_j_per_k=1e4),
        replace(BUS, charge_efficiency_frac=1.0, discharge_efficiency_frac=1.0, max_c_rate_per_h=0.2),
    ]
    return buses


class Case:
    """n satellites of random designs in random states, and what is around them."""

    def __init__(self, n: int, seed: int, sorted_by_bus: bool = False) -> None:
        rng, buses = np.random.default_rng(seed), all_buses()
        bus_of = rng.integers(0, len(buses), n)
        bus_of = np.sort(bus_of) if sorted_by_bus else bus_of
        fleet = small_fleet(n, buses, (SITE,), (WORKLOAD,))
        self.satellites = Satellites(designs_of(replace(fleet, bus_of=bus_of.astype(np.int32))))
        self.referee = Referee([buses[row] for row in bus_of])
        capacity_j = self.referee.capacity_j
        self.satellites.energy_j = (
            capacity_j * rng.choice([0.0, 0.5, 0.7, 0.9, 1.0], n) * rng.uniform(0.9, 1, n)
        )
        self.satellites.loop_k = rng.uniform(270.0, 360.0, n)
        self.satellites.decayed = rng.random(n) < 0.05
        self.around = Surroundings(
            flying=rng.random(n) < 0.97,
            stale=rng.random(n) < 0.1,
            sunlit_frac=rng.choice([0.0, 0.3, 0.7, 1.0], n, p=[0.3, 0.1, 0.1, 0.5]),
            zenith_cosine=rng.uniform(-1.0, 1.0, n),
            beta_sine=rng.uniform(-1.0, 1.0, n),
            earth_view=rng.uniform(0.1, 0.3, n),
            sun_w_m2=1330.0,
        )
        self.faulted = rng.random(n) < 0.05
        self.absent = rng.random(n) < 0.05
        self.share = rng.choice([0.0, 0.4, 1.0], n, p=[0.1, 0.2, 0.7])
        self.some = rng.choice([0.0, 0.6, 1.0], n)
        self.draw = rng.uniform(0.4, 1.0, n)

    def offer(self, horizon_s: float = 60.0) -> Offer:
        return self.satellites.offer(self.around, self.faulted, self.share, horizon_s, self.absent)

    def work(self, offer: Offer, dt_s: float = 60.0) -> Flows:
        return self.satellites.work(offer, offer.busy_limit * self.some, dt_s, self.draw)

    def moment(self) -> Moment:
        """Return what the referee needs, after an offer has said who is still."""
        satellites, around = self.satellites, self.around
        return Moment(
            around.sunlit_frac, around.zenith_cosine, around.beta_sine, around.earth_view, around.sun_w_m2,
            self.share, satellites.energy_j.copy(), satellites.loop_k.copy(),
            satellites.decayed | self.absent, self.faulted,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("dt_s", "seed", "part"), [(60.0, 1, 9999), (1.0, 2, 9999), (600.0, 3, 9999), (90.0, 4, 700)]
)
def test_both_passes_are_the_referees(
    dt_s: float, seed: int, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "PART", part)
    case = Case(3000, seed)
    offer = case.offer(dt_s)
    now, referee = case.moment(), case.referee
    caps = referee.caps_w(now, dt_s)
    busy_limit, clock = referee.reach(caps["allowed"])
    scale_w = referee.full_w + referee.of("housekeeping_w")
    # Powers of nearly nothing magnify what was rounded away in watts: compare in watts, or from 1e-6 on.
    assert offer.busy_limit == pytest.approx(busy_limit, abs=1e-6, rel=1e-9)
    assert offer.clock == pytest.approx(clock, rel=1e-9)

    flows = case.work(offer, dt_s)
    busy = offer.busy_limit * case.some
    wanted_w = np.where(now.still, 0.0, referee.drawn_w(caps["allowed"], clock, busy, case.draw))
    told = referee.settled(now, referee.array_w(now), wanted_w, dt_s)
    scale_j = scale_w * dt_s + referee.capacity_j
    assert (np.abs(case.satellites.energy_j - told["energy_j"]) <= ROUNDING * scale_j).all()
    for name in ("in_j", "load_j", "loss_j", "stored_j"):
        sums = added_up(told[name])
        assert getattr(flows.balance, name) == pytest.approx(sums, abs=ROUNDING * scale_j.sum()), name
    heat_w = referee.heat_w(now, (told["load_j"] + told["loss_j"]) / dt_s)
    assert case.satellites.loop_k == pytest.approx(referee.loop_k(now, heat_w, dt_s), rel=ROUNDING)
    computes = (referee.of("accelerators") > 0) & ~case.absent
    soc = np.divide(
        told["energy_j"], referee.capacity_j, where=referee.capacity_j > 0, out=np.full(3000, np.nan)
    )
    in_frames = {
        "gpu_util_frac": np.where(computes, busy, np.nan),
        "load_w": told["load_j"] / dt_s,
        "array_w": referee.array_w(now),
        "soc_frac": soc,
        "radiator_k": case.satellites.loop_k,
        "sunlit_frac": now.sunlit,
    }
    for name, values in in_frames.items():
        mine = getattr(flows, name)
        assert mine.dtype == np.float32
        assert mine == pytest.approx(values, rel=SINGLE, abs=1e-9, nan_ok=True), name
    codes, decided = referee.limiter(caps, now, busy, offer.busy_limit)
    codes[case.absent] = LIMITERS.index("none")
    assert decided.mean() > 0.97
    assert (flows.limiter[decided] == codes[decided]).all()
    assert set(codes) == set(range(len(LIMITERS)))


def added_up(values: Floats) -> Floats:
    """Return the sums over the parts that joules are told in."""
    starts = np.arange(0, len(values), compiled.PART)
    return np.add.reduceat(values, starts)


def test_energy_adds_up_and_stays_within_its_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "PART", 1)  # so that each tells its own
    case = Case(5000, 5)
    for _ in range(20):
        offer, before_j = case.offer(), case.satellites.energy_j.copy()
        flows = case.work(offer)
        balance, energy_j = flows.balance, case.satellites.energy_j
        residual_j = np.abs(balance.in_j - balance.out_j - balance.stored_j)
        assert (residual_j <= 1e-9 * balance.throughput_j).all()
        assert (balance.stored_j == energy_j - before_j).all()
        assert flows.load_w == pytest.approx(balance.load_j / 60.0, rel=SINGLE)
        assert (energy_j >= 0.0).all()
        assert (energy_j <= case.satellites.designs.capacity_j).all()


@pytest.mark.parametrize("sorted_by_bus", [True, False])
def test_any_number_of_threads_gives_the_same_bits(
    sorted_by_bus: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for few in (10**9, 0):
        monkeypatch.setattr(compiled, "FEW", few)
        monkeypatch.setattr(compiled, "PART", 1000)
        monkeypatch.setattr(compiled, "SHARE", 1)
        case = Case(7777, 6, sorted_by_bus)
        offer = case.offer()
        flows = case.work(offer)
        state = case.satellites.energy_j, case.satellites.loop_k
        frames = (getattr(flows, name) for name in TOLD)
        told.append((offer.busy_limit, offer.clock, *frames, *vars(flows.balance).values(), *state))
    for one, many in zip(*told, strict=True):
        assert one.tobytes() == many.tobytes()


def test_what_the_step_before_wrote_is_still_there() -> None:
    case = Case(100, 7)
    first = case.offer()
    busy_limit, flows = first.busy_limit.copy(), case.work(first)
    load_w = flows.load_w.copy()
    second = case.offer()
    case.work(second)
    assert np.array_equal(first.busy_limit, busy_limit)
    assert np.array_equal(flows.load_w, load_w), "a frame stays as it is"
    assert second.busy_limit is not first.busy_limit


def test_a_run_begins_with_warm_loops_and_no_energy_moved() -> None:
    case = Case(300, 9)
    before_j, before_k = case.satellites.energy_j.copy(), case.satellites.loop_k.copy()
    offer = case.offer()
    decayed = case.satellites.decayed
    flows = case.satellites.begin(offer, offer.busy_limit * case.some, 60.0, case.draw)
    assert np.array_equal(case.satellites.energy_j, before_j)
    assert np.array_equal(case.satellites.loop_k[decayed], before_k[decayed])
    assert (case.satellites.loop_k <= np.maximum(case.satellites.designs.throttle_k, 278.15))[~decayed].all()
    assert np.array_equal(flows.radiator_k, case.satellites.loop_k.astype(np.float32))
    has_pack = case.referee.capacity_j > 0
    shares = before_j[has_pack] / case.referee.capacity_j[has_pack]
    assert flows.soc_frac[has_pack] == pytest.approx(shares, rel=SINGLE)


def test_who_is_absent_is_as_it_was_and_says_what_it_is() -> None:
    case = Case(400, 8)
    case.absent[:] = np.arange(400) < 40
    gone = np.arange(400) < 10
    before_j, before_k = case.satellites.energy_j.copy(), case.satellites.loop_k.copy()
    was = case.satellites.decayed.copy()
    offer = case.offer()
    flows = case.work(offer)
    assert np.array_equal(case.satellites.decayed[:40], was[:40]), "not judged by orbits it does not fly yet"
    assert np.array_equal(case.satellites.energy_j[:40], before_j[:40])
    assert np.array_equal(case.satellites.loop_k[:40], before_k[:40])
    assert (flows.array_w[:40] == 0.0).all()
    assert (flows.load_w[:40] == 0.0).all()
    values = case.satellites.channels(offer, flows, gone)
    assert np.isnan(values["gpu_util_frac"][:40]).all()
    assert (values["limiter"][:40] == LIMITERS.index("none")).all()
    assert (values["state"][:10] == GONE).all()
    assert (values["state"][10:40] == WAITING).all()
    assert set(values["state"][40:]) == {FLYING, STALE, DECAYED}


def test_a_lower_clock_does_more_than_parking_for_the_same_watts() -> None:
    # Half the power above idling: parked with gamma 1 half of them work, clocked all at 75 %.
    parks = replace(BUS, accelerator=TRAINING, eclipse_policy="throttle")
    half = (0.5 * (700 - 70) + 70) / 700
    buses = (replace(parks, throttle_frac=half), replace(parks, throttle_frac=half, capping="clock"))
    satellites = Satellites(designs_of(small_fleet(2, buses, (SITE,), (WORKLOAD,))))
    dark = Surroundings(
        np.ones(2, np.bool_),
        np.zeros(2, np.bool_),
        np.zeros(2),
        np.zeros(2),
        np.zeros(2),
        np.zeros(2),
        1361.0,
    )
    offer = satellites.offer(dark, np.zeros(2, np.bool_), np.ones(2), 60.0)
    assert offer.busy_limit * offer.clock == pytest.approx([0.5, 0.5 ** (1 / 2.4)], rel=1e-12)
    assert offer.busy_limit == pytest.approx([0.5, 1.0], rel=1e-12)
    flows = satellites.work(offer, offer.busy_limit, 60.0)
    assert flows.load_w[0] == pytest.approx(flows.load_w[1], rel=SINGLE)
    assert [LIMITERS[code] for code in flows.limiter] == ["eclipse", "eclipse"]
    # Decoding draws less than full load does.
    light = satellites.work(offer, offer.busy_limit, 60.0, np.full(2, 0.65))
    idle_w = 16 * 70 * 1.12 + 800
    assert light.load_w - idle_w == pytest.approx(0.65 * (flows.load_w - idle_w), rel=1e-6)


def test_a_clock_too_low_to_work_at_parks_all() -> None:
    # 3 % of the power above idling is a clock of 0.23, below the lowest.
    bus = replace(BUS, eclipse_policy="throttle", capping="clock", throttle_frac=(0.03 * 630 + 70) / 700)
    satellites = Satellites(designs_of(small_fleet(1, (bus,), (SITE,), (WORKLOAD,))))
    dark = Surroundings(
        np.ones(1, np.bool_),
        np.zeros(1, np.bool_),
        np.zeros(1),
        np.zeros(1),
        np.zeros(1),
        np.zeros(1),
        1361.0,
    )
    offer = satellites.offer(dark, np.zeros(1, np.bool_), np.ones(1), 60.0)
    assert (offer.clock[0], offer.busy_limit[0]) == (0.0, 0.0)
    flows = satellites.work(offer, np.zeros(1), 60.0)
    assert flows.load_w[0] == pytest.approx(16 * 70 * 1.12 + 800)
    assert LIMITERS[flows.limiter[0]] == "eclipse"
