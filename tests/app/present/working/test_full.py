"""Full machines read the same everywhere: legend, table, inspector, counts and the hours of a page."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.inspector import inspector_scene
from dawnline.present.report.hours import hours_of
from dawnline.present.report.page import page_of
from dawnline.present.style import style_of
from dawnline.present.table import table_scene
from dawnline.present.view import View
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_testing.made_run import CHAT
from dawnline_testing.working import KNOWN_BUS

CODE = {name: code for code, name in enumerate(LIMITERS)}
T_S = 40 * 60.0
VIEW = View(channel="limiter")
ORBIT = {"n": 5, "buses": (KNOWN_BUS,), "workloads": (CHAT,)}


def mixed(values) -> None:
    """Leave one satellite at full load, two full of requests, one with little work, one faulted."""
    values["satellite", "limiter"][:] = [CODE["none"], *[CODE["no_work"]] * 3, CODE["fault"]]
    values["satellite", "gpu_util_frac"][:] = [1.0, 0.99, 0.985, 0.5, 0.0]
    values["satellite", "queued"][:] = [0, 40, 40, 40, 0]


def test_the_legend_counts_full_machines_with_those_that_nothing_holds_back(engine_run) -> None:
    run = engine_run(mixed, **ORBIT)
    style, legend = style_of(run, T_S, VIEW, None, SceneCache())
    counts = {word: count for _, word, count in legend.entries if count}
    assert counts == {"none or full": 3, "no work": 1, "fault": 1}
    assert style.level[0] == style.level[1] == style.level[2] != style.level[3]
    # Shown alone, they are shown together.
    alone, legend = style_of(run, T_S, replace(VIEW, shown_range=(0.0, 0.0)), None, SceneCache())
    np.testing.assert_array_equal(alone.size_px > 0, [True, True, True, False, False])
    assert (legend.shown_entry, legend.shown_count) == (0, 3)


def test_the_legend_of_a_run_without_requests_has_no_such_word(engine_run) -> None:
    plain = replace(CHAT, requests=None)
    legend = style_of(engine_run(**{**ORBIT, "workloads": (plain,)}), T_S, VIEW, None, SceneCache())[1]
    assert legend.entries[0][1] == "none"


def test_table_counts_and_inspector_agree_with_it(engine_run) -> None:
    run = engine_run(mixed, **ORBIT)
    column = next(c for c in table_scene(run, T_S, "satellite", None).columns if c.title == "Limiter")
    assert [column.codes[code] for code in column.values] == ["none", "full", "full", "no work", "fault"]
    counts = "Satellites: full 2, held back by nothing 1, too little work 1, fault 1."
    assert inspector_scene(run, T_S, None).why[0] == counts
    assert inspector_scene(run, T_S, EntityRef("satellite", 1)).why_title == "Why is it full?"


def test_hours_between_two_requests_are_no_hours_without_work(engine_run) -> None:
    run = engine_run(mixed, **ORBIT)
    standing = dict(hours_of(run, "satellite").standing_h)
    step_h, gpus = 60.0 / 3600.0, KNOWN_BUS.accelerators
    # 79 steps: what is left of the full ones at 99 and 98.5 %, and half of the one with little work.
    assert standing["full"] == pytest.approx(79 * step_h * gpus * (0.01 + 0.015), rel=0.01)
    assert standing["no_work"] == pytest.approx(79 * step_h * gpus * 0.5, rel=0.01)
    page = page_of(run)
    assert "| standing, full: between two requests |" in page
    assert "| standing: no work " in page
