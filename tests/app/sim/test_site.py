"""Sites: PUE, contract, curtailment."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.sim.phases import CLOCK_EXPONENT, LOWEST_CLOCK
from dawnline.sim.site import Sites
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_testing.small_scenario import SITE

NO = np.zeros(1, np.bool_)


def test_facility_power_is_computing_times_pue() -> None:
    sites = Sites([SITE])
    offer = sites.offer(NO, np.ones(1), 60.0)
    assert sites.load_w(offer, np.ones(1))[0] == pytest.approx(100 * 700 * 1.45 * 1.2)


def test_a_colossus_gpu_takes_1200_to_1600_w_of_facility() -> None:
    # As announced, 300 MW over 220,000 GPUs is 1.36 kW each.
    colossus = replace(SITE, accelerators=220_000, power_cap_w=400e6, pue=1.25, overhead_frac=0.5)
    sites = Sites([colossus])
    each_w = sites.load_w(sites.offer(NO, np.ones(1), 60.0), np.ones(1))[0] / 220_000
    assert 1200 < each_w < 1600
    assert each_w == pytest.approx(1360, rel=0.05)


def test_the_contract_bounds_the_facility_and_is_named() -> None:
    sites = Sites([replace(SITE, power_cap_w=60_000.0)])
    offer = sites.offer(NO, np.ones(1), 60.0)
    load_w = sites.load_w(offer, offer.busy_limit)
    assert load_w[0] == pytest.approx(60_000.0)
    assert LIMITERS[sites.limiter_codes(offer, offer.busy_limit)[0]] == "power_cap"
    assert sites.channels(offer, sites.work(offer, offer.busy_limit, 60.0))["cap_frac"][0] == pytest.approx(
        1.0
    )


def test_curtailment_leaves_a_share_of_the_contract() -> None:
    sites = Sites([SITE])
    offer = sites.offer(NO, np.array([0.3]), 60.0)
    assert sites.load_w(offer, offer.busy_limit)[0] == pytest.approx(60_000.0)


def test_a_faulted_site_draws_nothing() -> None:
    sites = Sites([SITE])
    offer = sites.offer(~NO, np.ones(1), 60.0)
    assert offer.busy_limit[0] == 0.0
    assert sites.load_w(offer, np.zeros(1))[0] == 0.0
    assert LIMITERS[sites.limiter_codes(offer, np.zeros(1))[0]] == "fault"


def test_without_accelerators_utilisation_is_no_number() -> None:
    sites = Sites([replace(SITE, accelerators=0)])
    offer = sites.offer(NO, np.ones(1), 60.0)
    channels = sites.channels(offer, sites.work(offer, offer.busy_limit, 60.0))
    assert np.isnan(channels["gpu_util_frac"][0])
    assert LIMITERS[channels["limiter"][0]] == "none"


def test_a_clocked_site_slows_all_of_its_accelerators_instead_of_parking_some() -> None:
    full_w = 100 * 700 * 1.45 * 1.2
    parked, clocked = (
        Sites([replace(SITE, power_cap_w=0.6 * full_w, capping=capping)]) for capping in ("park", "clock")
    )
    offer = clocked.offer(NO, np.ones(1), 60.0)
    assert offer.busy_limit[0] == 1.0
    # 0.6 of full power is 0.5556 of what is above idling, a tenth of full: the clock is its root.
    assert offer.clock[0] == pytest.approx(((0.6 - 0.1) / 0.9) ** (1.0 / CLOCK_EXPONENT))
    assert clocked.load_w(offer, np.ones(1))[0] == pytest.approx(0.6 * full_w)
    other = parked.offer(NO, np.ones(1), 60.0)
    assert other.clock[0] == 1.0
    assert other.busy_limit[0] < offer.clock[0]  # a lower clock gets more work out of the same power
    flows = clocked.work(offer, offer.busy_limit, 60.0)
    assert clocked.channels(offer, flows)["clock_frac"][0] == pytest.approx(offer.clock[0])
    assert LIMITERS[clocked.limiter_codes(offer, np.ones(1))[0]] == "power_cap"


def test_below_the_lowest_clock_nothing_works() -> None:
    sites = Sites([replace(SITE, capping="clock")])
    idle_w, full_w = 100 * 70 * 1.45 * 1.2, 100 * 700 * 1.45 * 1.2
    least_w = idle_w + (full_w - idle_w) * LOWEST_CLOCK**CLOCK_EXPONENT
    for share, works in ((least_w * 1.001 / 200e3, 1.0), (least_w * 0.999 / 200e3, 0.0)):
        offer = sites.offer(NO, np.array([share]), 60.0)
        assert offer.busy_limit[0] == works
        assert (offer.clock[0] > 0.0) == bool(works)


def test_a_mix_of_work_draws_its_share_above_idling() -> None:
    sites = Sites([SITE])
    offer = sites.offer(NO, np.ones(1), 60.0)
    idle_w, full_w = 100 * 70 * 1.45 * 1.2, 100 * 700 * 1.45 * 1.2
    load_w = sites.load_w(offer, np.ones(1), np.array([0.65]))
    assert load_w[0] == pytest.approx(idle_w + 0.65 * (full_w - idle_w))


def test_who_is_not_there_is_held_back_by_nothing() -> None:
    sites = Sites([SITE])
    offer = sites.offer(~NO, np.ones(1), 60.0, ~NO)
    flows = sites.work(offer, offer.busy_limit, 60.0)
    assert flows.load_w[0] == 0.0
    assert LIMITERS[sites.limiter_codes(offer, offer.busy_limit)[0]] == "none"
    assert np.isnan(sites.channels(offer, flows)["gpu_util_frac"][0])
