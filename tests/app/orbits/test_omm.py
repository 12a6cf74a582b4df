"""Orbit mean-elements messages in JSON and CSV, and what is said of wrong ones."""

import json
from typing import Any

import numpy as np
import pytest

from dawnline.orbits.elements import SGP4_COLUMNS, ElementsError, parse_elements

# The same element set as a TLE (Skyfield's ISS of 2018-07-03) and as CelesTrak writes an OMM.
TLE = """ISS (ZARYA)
1 25544U 98067A   18184.80969102  .00001614  00000-0  31745-4 0  9993
2 25544  51.6414 295.8524 0003435 262.6267 204.2868 15.54005638121106
"""
OMM: dict[str, Any] = {
    "OBJECT_NAME": "ISS (ZARYA)",
    "OBJECT_ID": "1998-067A",
    "EPOCH": "2018-07-03T19:25:57.304128",
    "MEAN_MOTION": 15.54005638,
    "ECCENTRICITY": 0.0003435,
    "INCLINATION": 51.6414,
    "RA_OF_ASC_NODE": 295.8524,
    "ARG_OF_PERICENTER": 262.6267,
    "MEAN_ANOMALY": 204.2868,
    "EPHEMERIS_TYPE": 0,
    "CLASSIFICATION_TYPE": "U",
    "NORAD_CAT_ID": 25544,
    "ELEMENT_SET_NO": 999,
    "REV_AT_EPOCH": 12110,
    "BSTAR": 3.1745e-5,
    "MEAN_MOTION_DOT": 1.614e-5,
    "MEAN_MOTION_DDOT": 0,
}


def as_csv(*records: dict[str, Any]) -> str:
    lines = [",".join(records[0])]
    lines += [",".join(str(value) for value in record.values()) for record in records]
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(OMM),
        json.dumps([OMM]),
        json.dumps([OMM], indent=2),
        json.dumps([{key: str(value) for key, value in OMM.items()}]),
        json.dumps([OMM | {"CENTER_NAME": "EARTH", "TIME_SYSTEM": "UTC", "MEAN_ELEMENT_THEORY": "SGP4"}]),
        json.dumps(OMM) + "\n" + "",
        as_csv(OMM),
        as_csv(OMM).replace("\r\n", "\n"),
        "\ufeff" + as_csv(OMM),
        json.dumps(OMM | {"EPOCH": OMM["EPOCH"] + "Z"}),
    ],
)
def test_every_form_gives_the_columns_of_the_tle(text: str) -> None:
    elements, problems = parse_elements(text)
    tle, _ = parse_elements(TLE)
    assert problems == ()
    assert elements.names == tle.names
    assert elements.catalogue_numbers.tolist() == [25544]
    for key in SGP4_COLUMNS:
        # To the last bit; only the drag term is a product in a TLE (0.31745 * 10^-4) and a literal here.
        want = tle.columns[key][0]
        assert elements.columns[key][0] == (pytest.approx(want, rel=3e-16) if key == "bstar" else want)


@pytest.mark.parametrize("number", [5, 99_999, 100_000, 339_999, 340_000, 700_001, 999_999_999])
def test_numbers_of_any_length(number: int) -> None:
    elements, problems = parse_elements(json.dumps([OMM | {"NORAD_CAT_ID": number}]))
    assert problems == ()
    assert elements.catalogue_numbers.tolist() == [number]


NAN, INF = float("nan"), float("inf")
BAD = [
    ("NORAD_CAT_ID", -1),
    ("NORAD_CAT_ID", 25544.5),
    ("NORAD_CAT_ID", True),
    ("NORAD_CAT_ID", 10**4000),
    ("NORAD_CAT_ID", [1]),
    ("NORAD_CAT_ID", "٢٥٥٤٤"),
    ("EPOCH", "yesterday"),
    ("EPOCH", 5),
    ("EPOCH", "0001-01-01T00:00:00"),
    ("EPOCH", "9999-12-31T00:00:00"),
    ("ECCENTRICITY", 1.0),
    ("ECCENTRICITY", -0.1),
    ("ECCENTRICITY", NAN),
    ("ECCENTRICITY", None),
    ("MEAN_MOTION", 0),
    ("MEAN_MOTION", -15.5),
    ("MEAN_MOTION", INF),
    ("MEAN_MOTION", 1e300),
    ("MEAN_MOTION", "fifteen"),
    ("MEAN_MOTION", "1_5.5"),
    ("MEAN_MOTION", {"value": 15}),
    ("INCLINATION", 180.1),
    ("MEAN_ANOMALY", 1e9),
    ("RA_OF_ASC_NODE", -INF),
    ("ARG_OF_PERICENTER", 10**400),
    ("BSTAR", NAN),
    ("BSTAR", 1e200),
    ("MEAN_MOTION_DOT", INF),
    ("OBJECT_NAME", "a\nb"),
    ("OBJECT_NAME", "x" * 5000),
    ("CENTER_NAME", "MARS"),
    ("TIME_SYSTEM", "TAI"),
    ("MEAN_ELEMENT_THEORY", "DSST"),
]


@pytest.mark.parametrize(("key", "value"), BAD, ids=[f"{key}-{str(value)[:12]}" for key, value in BAD])
def test_a_wrong_value_costs_only_its_record(key: str, value: object) -> None:
    good = OMM | {"NORAD_CAT_ID": 7}
    text = "[\n" + ",\n".join(json.dumps(record) for record in (good, OMM | {key: value})) + "\n]"
    elements, problems = parse_elements(text)
    assert elements.catalogue_numbers.tolist() == [7]
    assert [problem.line for problem in problems] == [3]
    assert problems[0].expected
    assert len(str(problems[0])) < 400


@pytest.mark.parametrize("key", ["NORAD_CAT_ID", "EPOCH", "MEAN_MOTION", "RA_OF_ASC_NODE"])
def test_a_missing_key_is_named(key: str) -> None:
    with pytest.raises(ElementsError, match=key):
        parse_elements(json.dumps({k: v for k, v in OMM.items() if k != key}))
    with pytest.raises(ElementsError, match=key):
        parse_elements(as_csv({k: v for k, v in OMM.items() if k != key}))


def test_drag_may_be_left_out() -> None:
    lean = {k: v for k, v in OMM.items() if k not in {"BSTAR", "MEAN_MOTION_DOT", "MEAN_MOTION_DDOT"}}
    elements, problems = parse_elements(json.dumps(lean))
    assert problems == ()
    assert elements.columns["bstar"].tolist() == [0.0]


def test_a_csv_line_of_another_length_and_an_open_quote() -> None:
    lines = as_csv(OMM, OMM | {"NORAD_CAT_ID": 8}).splitlines()
    text = "\n".join([lines[0], lines[1], "a,b", '"open' + lines[2][3:], lines[2]])
    elements, problems = parse_elements(text)
    assert elements.catalogue_numbers.tolist() == [25544, 8]
    assert [problem.line for problem in problems] == [3, 4]
    assert "2 fields" in problems[0].message


def test_broken_json_between_good_records() -> None:
    good = [json.dumps(OMM | {"NORAD_CAT_ID": k}) for k in (1, 2, 3)]
    text = "[" + f'{good[0]},\n{{"OBJECT_NAME": oops}},\n{good[1]},\n17,\n[{{}}],\n{good[2]}'
    elements, problems = parse_elements(text)
    assert elements.catalogue_numbers.tolist() == [1, 2, 3]
    assert [problem.line for problem in problems] == [2, 4, 5]


def test_a_file_cut_off_in_the_middle_keeps_what_came_before() -> None:
    text = json.dumps([OMM | {"NORAD_CAT_ID": k} for k in range(50)])
    elements, problems = parse_elements(text[: len(text) // 2])
    assert 20 <= len(elements) <= 25
    assert len(problems) == 1
    assert np.array_equal(elements.catalogue_numbers, np.arange(len(elements)))
