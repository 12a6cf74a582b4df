"""The library: its order, its stories, and names in place of paths."""

from pathlib import Path

import pytest

from dawnline.scenario.library import (
    LIBRARY,
    bundled_names,
    bundled_scenario,
    given_scenario,
    library,
)

OPENS_FIRST_OR_CHECKS = {"welcome", "starlink-elements", "starlink-550-hypatia", "kuiper-630-hypatia"}


def test_each_has_its_place_a_title_and_a_sentence() -> None:
    assert set(bundled_names()) - set(LIBRARY) == OPENS_FIRST_OR_CHECKS
    stories = library()
    assert [story.name for story in stories] == [name for name in LIBRARY if name in bundled_names()]
    assert len({story.title for story in stories}) == len(stories)
    for story in stories:
        assert 10 <= len(story.title) <= 90, story
        assert story.line.endswith("."), story


def test_a_name_is_the_scenario_that_ships_unless_it_is_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert given_scenario("welcome") == bundled_scenario("welcome")
    for text in ("welcome.toml", "nobody", str(tmp_path / "welcome"), "./x/welcome", "run.dawn", ""):
        assert given_scenario(text) == Path(text)
    (tmp_path / "welcome").write_text("a file of a person", encoding="utf-8")
    assert given_scenario("welcome") == Path("welcome")
