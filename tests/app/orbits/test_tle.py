"""Two-line element sets as people and catalogues write them, and what is said of wrong ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sgp4.api import Satrec

from dawnline.orbits.elements import SGP4_COLUMNS, ElementsError, parse_elements
from dawnline.orbits.tle_columns import checksum

NAME = "ISS (ZARYA)"
ONE = "1 25544U 98067A   18184.80969102  .00001614  00000-0  31745-4 0  9993"
TWO = "2 25544  51.6414 295.8524 0003435 262.6267 204.2868 15.54005638121106"
OTHER_ONE = "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753"
OTHER_TWO = "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667"


def signed(line: str) -> str:
    """Return the line with the checksum that its digits call for."""
    return line[:68] + str(checksum(line))


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME}\n{ONE}\n{TWO}\n",
        f"{NAME:<24}\r\n{ONE}\r\n{TWO}\r\n",
        f"0 {NAME}\n{ONE}\n{TWO}",
        f"\ufeff\n\n  {NAME}  \n\n{ONE}   \n{TWO}   \n\n",
        f"# a comment\n{NAME}\r{ONE}\r{TWO}\r".replace("# a comment\n", ""),
        f"{NAME}\n{ONE[:68]}\n{TWO[:68]}\n",
        f"{NAME}\n{ONE}\n{TWO}     0.00      4320.0        360.00\n",
    ],
    ids=["plain", "crlf padded", "zero name", "blank lines", "cr", "no checksum", "more after column 69"],
)
def test_ways_to_write_one(text: str) -> None:
    elements, problems = parse_elements(text)
    assert problems == ()
    assert elements.names == (NAME,)
    assert elements.catalogue_numbers.tolist() == [25544]
    record = Satrec.twoline2rv(ONE, TWO)
    assert [elements.columns[key][0] for key in SGP4_COLUMNS] == [
        getattr(record, key) for key in SGP4_COLUMNS
    ]


def test_without_a_name_the_number_is_the_name() -> None:
    elements, _ = parse_elements(f"{ONE}\n{TWO}\n{OTHER_ONE}\n{OTHER_TWO}")
    assert elements.names == ("NORAD 25544", "NORAD 5")


@pytest.mark.parametrize(
    ("written", "number"), [("A0000", 100_000), ("J2931", 182_931), ("P4018", 234_018), ("Z9999", 339_999)]
)
def test_alpha_5_numbers(written: str, number: int) -> None:
    # Examples of space-track.org's page on Alpha-5.
    one, two = (signed(line[:2] + written + line[7:]) for line in (ONE, TWO))
    elements, problems = parse_elements(f"{one}\n{two}")
    assert problems == ()
    assert elements.catalogue_numbers.tolist() == [number]


@pytest.mark.parametrize("written", ["I0000", "O0000", "12 34", "a0000", "A 000", "٢5544", "     "])
def test_what_is_no_catalogue_number(written: str) -> None:
    lines = [line[:2] + written + line[7:] for line in (ONE, TWO)]
    with pytest.raises(ElementsError):
        parse_elements("\n".join(lines))


@pytest.mark.parametrize(
    ("which", "column", "put", "words"),
    [
        (1, 19, "x", "year of the epoch"),
        (1, 20, "x", "day of the epoch"),
        (1, 20, "000", "day of the epoch 0"),
        (1, 20, "367", "day of the epoch 367"),
        (1, 34, " ", "derivative of the mean motion"),
        (1, 55, "x", "drag term"),
        (1, 52, "0", "blank column"),
        (2, 8, "x", "inclination"),
        (2, 8, "181.", "inclination 181"),
        (2, 20, ",", "right ascension of the node"),
        (2, 26, "x", "eccentricity"),
        (2, 52, "00.00000000", "mean motion 0"),
        (2, 52, "19.00000000", "mean motion 19"),
        (2, 52, "-5.54005638", "mean motion"),
        (2, 43, "4 4.", "mean anomaly"),
        (2, 2, "25545", "line 2 is of '25545'"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(which: int, column: int, put: str, words: str) -> None:
    lines = {1: ONE, 2: TWO}
    spoiled = lines[which]
    lines[which] = signed(spoiled[:column] + put + spoiled[column + len(put) :])
    text = f"{OTHER_ONE}\n{OTHER_TWO}\n{NAME}\n{lines[1]}\n{lines[2]}\n"
    elements, problems = parse_elements(text)
    assert elements.catalogue_numbers.tolist() == [5]
    assert len(problems) == 1
    assert problems[0].name == NAME
    assert problems[0].line in ({4} if which == 1 else {4, 5})
    assert words in problems[0].message
    assert problems[0].expected


def test_a_wrong_checksum_is_told_with_the_right_one() -> None:
    with pytest.raises(ElementsError) as caught:
        parse_elements(f"{ONE}\n{TWO[:-1]}7")
    assert caught.value.problem.line == 2
    assert "checksum of line 2 is 7" in caught.value.problem.message
    assert caught.value.problem.expected == "6"


def test_lost_lines_cost_only_their_own_satellite() -> None:
    text = f"FIRST\n{ONE}\nSECOND\n{OTHER_ONE}\n{OTHER_TWO}\n{TWO}\nLAST\n"
    elements, problems = parse_elements(text)
    assert elements.names == ("SECOND",)
    assert [(problem.line, problem.message) for problem in problems] == [
        (2, "line 1 has no line 2 after it"),
        (6, "line 2 has no line 1 before it"),
        (7, "'LAST' is followed by no element set"),
    ]


def test_the_newest_of_two_is_kept() -> None:
    later = signed(ONE[:20] + "185" + ONE[23:])
    for first, second in ((ONE, later), (later, ONE)):
        elements, problems = parse_elements(
            f"A\n{first}\n{TWO}\nA\n{second}\n{TWO}\n{OTHER_ONE}\n{OTHER_TWO}"
        )
        assert elements.catalogue_numbers.tolist() == [25544, 5]
        assert elements.columns["jdsatepoch"][0] == 2_458_303.5
        assert [problem.line for problem in problems] == [5]
        assert "25544 is there twice" in problems[0].message


@given(st.data())
def test_any_spoiled_character_is_noticed_or_harmless(data: st.DataObject) -> None:
    lines = [ONE, TWO]
    which = data.draw(st.integers(0, 1))
    column = data.draw(st.integers(0, 67))
    lines[which] = lines[which][:column] + data.draw(st.characters()) + lines[which][column + 1 :]
    text = f"{OTHER_ONE}\n{OTHER_TWO}\n" + "\n".join(lines)
    elements, problems = parse_elements(text)
    if problems:
        assert elements.catalogue_numbers.tolist() == [5]
        assert all(problem.expected and len(str(problem)) < 300 for problem in problems)
    else:
        # The checksum knows digits and minus signs only: letters elsewhere pass, if a field may hold them.
        assert len(elements) == 2
        assert all(np.isfinite(column).all() for column in elements.columns.values())
