"""Numbers in words."""

import math

import pytest

from dawnline.present.numbers import count, duration, of_model, percent, power, show
from dawnline.telemetry.catalogue import CATALOGUE


@pytest.mark.parametrize(
    ("value_w", "text"),
    [
        (0.0, "0 W"),
        (0.3, "0 W"),
        (12.0, "12 W"),
        (999.4, "999 W"),
        (999.6, "1.00 kW"),
        (44_812.0, "44.8 kW"),
        (999_600.0, "1.00 MW"),
        (318e6, "318 MW"),
        (1.14e9, "1.14 GW"),
        (-5200.0, "-5.20 kW"),
        (math.nan, "unknown"),
    ],
)
def test_power_has_three_digits_and_a_unit_that_fits(value_w: float, text: str) -> None:
    assert power(value_w) == text


@pytest.mark.parametrize(
    ("kind", "key", "value", "text"),
    [
        ("satellite", "gpu_util_frac", 0.784, "78.4 %"),
        ("satellite", "gpu_util_frac", -0.0, "0.0 %"),
        ("satellite", "radiator_k", 329.15, "56.0 °C"),
        ("satellite", "load_w", 51_600.0, "51.6 kW"),
        ("site", "load_w", 2.963e8, "296 MW"),
        ("satellite", "limiter", 4, "power cap"),
        ("satellite", "limiter", 255, "unknown"),
        ("satellite", "soc_frac", math.nan, "unknown"),
        ("region", "demand", 12_345.6, "12,346 GPUs"),
    ],
)
def test_channels_are_shown_in_their_unit(kind, key: str, value: float, text: str) -> None:
    assert show(CATALOGUE.find(kind, key), value) == text


def test_the_rest() -> None:
    assert percent(1.0) == "100.0 %"
    assert count(10_395) == "10,395"
    assert of_model(72, "GB300") == "72 \N{MULTIPLICATION SIGN} GB300"
    assert [duration(s) for s in (0, 12, 95, 86_400, 100_000)] == [
        "0 s",
        "12 s",
        "1 min 35 s",
        "1 d",
        "1 d 3 h",
    ]
