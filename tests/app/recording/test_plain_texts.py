"""Names read fast: what comes out is what the parser says, or nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.recording import plain_texts as module
from dawnline.recording.distinct import all_distinct
from dawnline.recording.nouns import TEXTS, from_json, to_json
from dawnline.recording.plain_texts import plain_texts

# Texts made of what could mislead a cut: quotes, commas, brackets, escapes, what is not ASCII.
MISLEADING = st.text(st.sampled_from('",[]\\ a\u00e9\U0001f6f0\x00\x1f\x7f'), max_size=6)


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PIECE", 5)  # so that cuts meet every place


@given(st.lists(MISLEADING, max_size=12))
def test_what_was_written_is_read(texts: list[str]) -> None:
    text = to_json(texts)
    assert plain_texts(text) in (tuple(texts), None)
    if texts and not any(char in "".join(texts) for char in '"\\\x00\x1f'):
        assert plain_texts(text) == tuple(texts)


@given(st.text(st.sampled_from('",[]\\ a\n'), max_size=20))
def test_any_text_is_read_as_the_parser_reads_it_or_not_at_all(text: str) -> None:
    for whole in (text, f'["{text}"]'):
        found = plain_texts(whole)
        if found is not None:
            assert found == tuple(json.loads(whole)) == from_json(TEXTS, whole)


@pytest.mark.parametrize(
    "text", ["", "[]", '["', '["]', '["a" ,"b"]', ' ["a"]', '["a","b"', '["a\nb"]', "[1]"]
)
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    assert plain_texts(text) is None


@given(st.lists(st.text(max_size=2), max_size=30))
def test_texts_that_are_there_twice_are_found(texts: list[str]) -> None:
    assert all_distinct(texts) == (len(set(texts)) == len(texts))


def test_equal_hashes_of_different_texts_are_no_mistake() -> None:
    class Colliding(str):
        __slots__ = ()

        def __hash__(self) -> int:
            return 7

    assert all_distinct([Colliding("a"), Colliding("b")])
    assert not all_distinct([Colliding("a"), Colliding("a")])
