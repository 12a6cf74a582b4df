"""Hostile and hopeless element files: a clear answer, soon, in little memory."""

import signal
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dawnline.orbits.elements import ElementsError, parse_elements
from dawnline_testing.data import shared_data

TLE = """ISS (ZARYA)
1 25544U 98067A   18184.80969102  .00001614  00000-0  31745-4 0  9993
2 25544  51.6414 295.8524 0003435 262.6267 204.2868 15.54005638121106
"""
MEGABYTE = 1_000_000


@pytest.fixture
def _soon() -> Iterator[None]:
    """Fail what hangs: thirty seconds are many times what the largest of these files needs."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def too_long(*_: object) -> None:
        raise TimeoutError("still parsing after 30 s")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("_soon")
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\x00" * 1000,
        "hello",
        "a,b,c\n1,2,3",
        "[]",
        "{}",
        "[{}]",
        "null",
        "<omm></omm>",
        "CCSDS_OMM_VERS = 2.0",
        "[" * MEGABYTE,
        "{" * MEGABYTE,
        '{"a":' * MEGABYTE,
        "[" + "[]," * MEGABYTE,
        "[" + "{}," * MEGABYTE,
        "[" + "1," * MEGABYTE,
        "[" + "}" + " " * 10 * MEGABYTE,
        "[x" + "} ," * MEGABYTE + "{",
        '["' + "}{" * MEGABYTE,
        '["}{"' + ',":1,"' * MEGABYTE,
        "[" + "9" * MEGABYTE,
        '{"NORAD_CAT_ID": ' + "9" * 5000 + "}",
        '[{"EPOCH": "' + "x" * 10 * MEGABYTE + '"}]',
        "\n" * 60 * MEGABYTE,
        "\r" * MEGABYTE,
        "a\n" * MEGABYTE,
        "1 25544U " + "x" * 10 * MEGABYTE,
        "1 25544U 98067A\n" * MEGABYTE,
        "x" * 60 * MEGABYTE,
        "NORAD_CAT_ID," * MEGABYTE,
        "NORAD_CAT_ID,EPOCH,ECCENTRICITY,ARG_OF_PERICENTER,INCLINATION,MEAN_ANOMALY,MEAN_MOTION,RA_OF_ASC_NODE\n"
        + '"' * MEGABYTE
        + "\n,,,\n" * MEGABYTE,
        "\ud800" * 1000,
        "é" * MEGABYTE,
    ],
    ids=lambda text: f"{text[:12]!r}x{len(text)}".encode("ascii", "replace").decode(),
)
def test_nothing_usable_is_said_so(text: str) -> None:
    with pytest.raises(ElementsError) as caught:
        parse_elements(text)
    assert 1 <= len(caught.value.problems) <= 1001
    assert all(len(str(problem)) < 500 and problem.expected for problem in caught.value.problems)


def test_a_file_of_a_gigabyte_is_refused_unread() -> None:
    with pytest.raises(ElementsError, match="at most 67 million"):
        parse_elements("x" * 68 * MEGABYTE)


def test_many_problems_are_counted_not_listed() -> None:
    elements, problems = parse_elements(TLE + "lost\n" * 5000)
    assert len(elements) == 1
    assert len(problems) == 1001
    assert "4000 more records" in problems[-1].message


def test_a_hopeless_file_is_left_early() -> None:
    with pytest.raises(ElementsError) as caught:
        parse_elements("lost\n" * 500_000)
    assert "the rest of the file was not read" in caught.value.problems[-1].message


@given(st.text(max_size=400))
@example('[{"a"' + ":")
@example("1 25544U\n2 25544 \n")
def test_any_text_gives_elements_or_an_explanation(text: str) -> None:
    with pytest.raises(ElementsError, match="expected"):
        parse_elements(text)


@given(st.binary(max_size=300), st.integers(0, 200))
def test_bytes_in_the_middle_of_a_file(noise: bytes, at: int) -> None:
    text = (
        TLE[:at]
        + noise.decode("latin-1")
        + TLE[at:]
        + "\n"
        + TLE.replace("25544", "25545").replace("9993", "9994").replace("121106", "121107")
    )
    # Noise may spoil both or name another satellite, but it never passes unexplained and unread at once.
    try:
        elements, problems = parse_elements(text)
    except ElementsError as error:
        found, problems = set[int](), error.problems
    else:
        found = set(elements.catalogue_numbers.tolist())
    assert found & {25544, 25545} or problems


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("starlink_2026-05-30", 10_395),
        ("oneweb_2026-05-30", 651),
        ("stations_2026-05-30", 25),
        ("active_2026-06", 15_699),
    ],
)
def test_real_catalogues_have_no_problems(name: str, count: int) -> None:
    elements, problems = parse_elements(shared_data(f"tle/{name}.tle").read_bytes().decode("ascii"))
    assert problems == ()
    assert len(elements) == count
    assert not any(name != name.strip() for name in elements.names)
