"""CSV of a run: exact numbers, ISO times, units, and nothing that a spreadsheet would run."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.export.csv import frame_csv, series_csv
from dawnline.orbits.epoch import Epoch
from dawnline.telemetry.channel import Channel

EPOCH = Epoch.from_iso("2026-05-30T06:00:00Z")
LOAD = Channel("site", "load_w", "Power", "continuous", "w", "MW", "")
DEMAND = Channel("region", "demand", "Demand", "continuous", "accelerators", "GPUs", "")
LIMITER = Channel("site", "limiter", "Limiter", "code", "code", "", "", codes=("none", "heat"))
COUNT = Channel("site", "requests", "Requests", "count", "requests", "", "")


def test_a_series():
    text = series_csv(
        EPOCH,
        "site:aws/us-east-1",
        (LOAD, DEMAND, LIMITER, COUNT),
        np.array([0.0, 60.5]),
        (
            np.array([1.5e8, np.nan], np.float32),
            np.array([0.1, 3.0], np.float32),
            np.array([1, 255], np.uint8),
            np.array([7, -1], np.int32),
        ),
    )
    assert text == (
        "time,entity,load_w,demand [accelerators],limiter,requests\n"
        "2026-05-30T06:00:00Z,site:aws/us-east-1,150000000.0,0.1,heat,7\n"
        "2026-05-30T06:01:00.500Z,site:aws/us-east-1,,3.0,,\n"
    )


def test_a_frame():
    text = frame_csv(EPOCH, 3600.0, ("site:a", 'site:b,"x"'), (LIMITER,), (np.array([0, 1], np.uint8),))
    assert text == (
        'time,entity,limiter\n2026-05-30T07:00:00Z,site:a,none\n2026-05-30T07:00:00Z,"site:b,""x""",heat\n'
    )


@given(st.lists(st.floats(width=32, allow_nan=False), min_size=1, max_size=50))
def test_numbers_read_back_as_they_were(numbers):
    values = np.array(numbers, np.float32)
    text = series_csv(EPOCH, "site:a", (LOAD,), np.arange(len(values)) * 60.0, (values,))
    read = np.array([float(row["load_w"]) for row in csv.DictReader(io.StringIO(text))], np.float32)
    assert read.tobytes() == values.tobytes()


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\tx"])
def test_names_of_strangers_are_no_formulas(name):
    text = frame_csv(EPOCH, 0.0, (name,), (LOAD,), (np.array([-1.0], np.float32),))
    row = next(csv.DictReader(io.StringIO(text)))
    assert row["entity"] == "'" + name
    assert row["load_w"] == "-1.0"


def test_columns_of_another_length_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        frame_csv(EPOCH, 0.0, ("a", "b"), (LOAD,), (np.array([1.0], np.float32),))
