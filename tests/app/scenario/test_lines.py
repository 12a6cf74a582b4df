"""The key-to-line index: every way to write a key in TOML."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.scenario.lines import MAX_DEPTH, HostileError, LineIndex, show_path

TEXT = '''# a comment = [
title = "a # no comment"
[scenario]
"quoted key" = 1
a.b.c = """
two
[[lines]] = 1 ""
"""  # end
list = [
  1, # one
  { x = 1, y = [2,
    3] },
]

[[site]]
name = 'x'
[site.grid]
mw = 2026-05-30 00:00:00Z
[[site]]
name = "y"
[[site.unit]]
k = 1
[[site.unit]]
k = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("scenario",), 3),
        (("scenario", "quoted key"), 4),
        (("scenario", "a", "b", "c"), 5),
        (("scenario", "list"), 9),
        (("scenario", "list", 0), 10),
        (("scenario", "list", 1), 11),
        (("scenario", "list", 1, "y", 1), 12),
        (("site", 0), 15),
        (("site", 0, "name"), 16),
        (("site", 0, "grid"), 17),
        (("site", 0, "grid", "mw"), 18),
        (("site", 1, "name"), 20),
        (("site", 1, "unit", 1, "k"), 24),
        (("site", 1, "missing"), 19),
        (("nothing",), None),
    ],
)
def test_every_key_has_its_line(path: tuple[str | int, ...], line: int | None) -> None:
    tomllib.loads(TEXT)
    assert LineIndex(TEXT).line(path) == line


def test_paths_are_shown_as_people_write_them() -> None:
    assert show_path(("site", 1, "lat")) == "site[1].lat"


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a" + ".a" * 1_000_000 + " = 1",
        "[" + "a." * 1_000_000 + "a]",
        "x = " + "{a = " * 100_000,
    ],
)
def test_nesting_has_an_end(text: str) -> None:
    with pytest.raises(HostileError, match=f"deeper than {MAX_DEPTH}"):
        LineIndex(text)


@pytest.mark.parametrize("text", ["a = [" + "1," * 300_000 + "]", "[[x]]\n" * 250_000])
def test_more_keys_than_a_person_reads_are_refused(text: str) -> None:
    with pytest.raises(HostileError, match="more than"):
        LineIndex(text)


def test_endless_numbers_are_refused_with_their_line() -> None:
    with pytest.raises(HostileError) as caught:
        LineIndex("a = 1\nb = " + "9" * 5000)
    assert caught.value.line == 2


_KEYS = st.text("abcXYZ_-019 .\"\\'#[]{}=,é", min_size=1, max_size=6)
_VALUES = st.recursive(
    st.one_of(
        st.integers(-99, 99).map(str),
        st.sampled_from(['"x # y"', "'a]'", "true", "1.5", '"""\n\\""\n"""', "'''\n''\n'''"]),
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: "[" + ",\n".join(items) + "]"),
    max_leaves=6,
)


@given(st.dictionaries(_KEYS, _VALUES, max_size=6))
def test_generated_tables_have_the_lines_they_were_written_on(table: dict[str, str]) -> None:
    text, wanted = "", {}
    for key, value in table.items():
        quoted = '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
        wanted[key] = text.count("\n") + 1
        text += f"{quoted} = {value}\n"
    assert set(tomllib.loads(text)) == set(table)
    index = LineIndex(text)
    assert {key: index.line((key,)) for key in table} == wanted


@given(st.text(max_size=200) | st.text("[]{}=.,\"'\\# \nab1", max_size=200))
def test_any_text_ends_well(text: str) -> None:
    try:
        LineIndex(text)
    except HostileError as error:
        line = error.line
    else:
        return
    assert line >= 1
