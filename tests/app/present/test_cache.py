"""The memory of scenes."""

from dawnline.present.cache import LIMIT, SceneCache


def test_it_makes_a_thing_once_for_a_key_and_an_owner() -> None:
    cache, owner, made = SceneCache(), object(), []
    for key in (1, 1, 2, 1):
        cache.get(owner, key, lambda key=key: made.append(key))
    assert made == [1, 2]
    cache.get(object(), 1, lambda: made.append("other"))
    assert made == [1, 2, "other"]


def test_it_stays_small() -> None:
    cache, owner, made = SceneCache(), object(), []
    for key in range(LIMIT + 1):
        cache.get(owner, key, lambda: None)
    cache.get(owner, LIMIT, lambda: made.append("kept"))
    cache.get(owner, 0, lambda: made.append("forgotten"))
    assert made == ["forgotten"]


def test_a_slot_holds_one() -> None:
    cache, owner, made = SceneCache(), object(), []
    for key in (1, 1, 2, 1):
        cache.latest(owner, "slot", key, lambda key=key: made.append(key))
    assert made == [1, 2, 1]
