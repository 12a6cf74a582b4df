"""What is marked, in words."""

from dataclasses import replace

import numpy as np

from dawnline.present.cache import SceneCache
from dawnline.present.marked import marked_words
from dawnline.present.table import table_scene
from dawnline.present.view import Marked, View

MARKED = View(marked=Marked(np.array([0, 2, 4])))


def words(run, view, t_s=0.0) -> str:
    return marked_words(run, t_s, view, SceneCache())


def test_count_and_mean_of_those_whose_value_is_known(make_run) -> None:
    def spread(values):
        values["satellite", "gpu_util_frac"][:] = [0.25, 0.9, 0.5, 0.9, np.nan, 0.9]

    assert words(make_run(spread), MARKED) == "3 marked · GPU utilisation 37.5 %"
    assert words(make_run(spread), View()) == ""


def test_of_a_code_the_most_frequent(make_run) -> None:
    def mixed(values):
        values["satellite", "limiter"][:] = [2, 0, 2, 0, 0, 0]

    assert words(make_run(mixed), replace(MARKED, channel="limiter")) == "3 marked · Limiter eclipse 2"


def test_with_nothing_known_only_the_count(make_run) -> None:
    run = make_run(frames=0)
    assert words(run, MARKED) == "3 marked"
    assert words(run, replace(MARKED, channel="limiter")) == "3 marked"


def test_the_table_has_them(make_run) -> None:
    run, cache = make_run(), SceneCache()
    scene = table_scene(run, 0.0, "satellite", None, cache, replace(MARKED, marked_only=True))
    assert scene.marked is not None
    assert scene.marked.nonzero()[0].tolist() == [0, 2, 4]
    assert scene.only_marked
    assert scene.note == "3 marked · GPU utilisation 100.0 %"
    again = table_scene(run, 60.0, "satellite", None, cache, replace(MARKED, marked_only=True))
    assert again.marked is scene.marked
    sites = table_scene(run, 0.0, "site", None, cache, MARKED)
    assert (sites.marked, sites.only_marked) == (None, False)
