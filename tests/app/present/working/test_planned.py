"""The counts of the whole run tell machines that answer what is planned from those without work."""

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.overview import totals_of
from dawnline.present.working.planned import at_plan
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_testing.made_run import CHAT, GANG
from dawnline_testing.working import KNOWN_BUS

CODE = {name: code for code, name in enumerate(LIMITERS)}
FRAME = 40
ORBIT = {"n": 5, "buses": (KNOWN_BUS,), "workloads": (CHAT,)}


def mixed(values) -> None:
    """Leave two satellites at their plan, one below it, one full of requests, one at full load."""
    values["satellite", "limiter"][:] = [*[CODE["no_work"]] * 4, CODE["none"]]
    values["satellite", "gpu_util_frac"][:] = [0.85, 0.84, 0.8, 0.99, 1.0]
    values["satellite", "served"][:] = [40, 40, 40, 40, 40]
    values["satellite", "queued"][:] = [9, 9, 9, 9, 0]


def test_who_is_at_its_plan_is_not_without_work(engine_run) -> None:
    run = engine_run(mixed, **ORBIT)
    np.testing.assert_array_equal(at_plan(run, "satellite", FRAME), [True, True, False, True, False])
    counts = "Satellites: as busy as planned 2, held back by nothing 1, too little work 1, full 1."
    assert totals_of(run, FRAME * 60.0, SceneCache()).limiters[0] == counts


def test_who_answers_nothing_is_at_no_plan(engine_run) -> None:
    def change(values) -> None:
        mixed(values)
        values["satellite", "served"][:] = 0

    assert not at_plan(engine_run(change, **ORBIT), "satellite", FRAME).any()


@pytest.mark.parametrize("index", [0, 1])
def test_who_holds_a_gang_is_in_no_plan_of_requests(engine_run, index: int) -> None:
    def change(values) -> None:
        values["site", "limiter"][:] = CODE["no_work"]
        values["site", "gpu_util_frac"][:] = 0.85
        values["site", "served"][:] = 40

    held = at_plan(engine_run(change, workloads=(CHAT, GANG)), "site", FRAME)
    free = at_plan(engine_run(change, workloads=(CHAT,)), "site", FRAME)
    assert free[index]
    assert held[index] == (EntityRef("site", index) != GANG.gang.at)
