"""Kinds of values in a scenario file: names, lengths of time, numbers; each says what would be right."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from dawnline.orbits.epoch import Epoch
from dawnline.scenario.duration import EXPECTED, parse_duration

NAME_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
_DURATION_SCHEMA = {
    "type": "string",
    "pattern": r"^(\d+(\.\d+)?d)?(\d+(\.\d+)?h)?(\d+(\.\d+)?m)?(\d+(\.\d+)?s)?$",
}
_START_EXPECTED = "an ISO-8601 time with its zone between 1958 and 2100, such as 2026-05-30T00:00:00Z"
# SGP4 counts days from 1949-12-31; the low-precision Sun and the UTC day of 86,400 s hold well within these.
_FIRST, _LAST = Epoch.from_iso("1958-01-01T00:00:00Z"), Epoch.from_iso("2100-01-01T00:00:00Z")


class Section(BaseModel):
    """A table of the scenario file: unknown keys are errors, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False, defer_build=True)


def refusal(message: str, expected: str) -> PydanticCustomError:
    """Return the error of a validator; ``wording`` shows both texts."""
    return PydanticCustomError("dawnline", "{message}", {"message": message, "expected": expected})


def listed_or_preset(value: Any) -> str:
    """Return the tag of a row that is either written out or taken from a preset."""
    given = "preset" in value if isinstance(value, dict) else hasattr(value, "preset")
    return "preset" if given else "listed"


def _duration(value: Any) -> float:
    if not isinstance(value, str):
        raise refusal(f"is {_kind(value)}, which has no unit", EXPECTED)
    try:
        return parse_duration(value)
    except ValueError:
        raise refusal(f"{value[:40]!r} is no length of time", EXPECTED) from None


def _start(value: Any) -> Epoch:
    if isinstance(value, datetime):
        value = value.isoformat()
    elif isinstance(value, date):
        value = f"{value.isoformat()}T00:00:00Z"
    if not isinstance(value, str):
        raise refusal(f"is {_kind(value)}", _START_EXPECTED)
    try:
        epoch = Epoch.from_iso(value)
    except ValueError:
        raise refusal(f"{value[:40]!r} is no such time", _START_EXPECTED) from None
    if not 0.0 <= epoch.seconds_since(_FIRST) <= _LAST.seconds_since(_FIRST):
        raise refusal(f"{value[:40]!r} is too far away", _START_EXPECTED)
    return epoch


def _phasing(value: Any) -> Any:
    if value in ("auto", "half") or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise refusal(
        f"is {_kind(value)}",
        "Walker's F (a whole number from 0 to planes - 1), 'auto' or 'half'",
    )


def _kind(value: Any) -> str:
    names = {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "a date or time")


def _between(low: float, high: float, shown: str) -> AfterValidator:
    def check(value: float) -> float:
        if not low <= value <= high:
            raise refusal(f"{value:g} s is out of range", shown)
        return value

    return AfterValidator(check)


def _country(value: str) -> str:
    if len(value) == 3 and value.isascii() and value.isupper():
        return value
    raise refusal(
        f"{value[:40]!r} is no country", "an ISO 3166 code of three letters, such as 'USA' or 'DEU'"
    )


Name = Annotated[str, Field(pattern=NAME_PATTERN)]
Country = Annotated[
    str, AfterValidator(_country), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})
]
Title = Annotated[str, Field(max_length=200)]
Story = Annotated[str, Field(max_length=20_000)]
FileName = Annotated[str, Field(min_length=1, max_length=500)]
Fraction = Annotated[float, Field(ge=0.0, le=1.0)]
Latitude = Annotated[float, Field(ge=-90.0, le=90.0)]
Longitude = Annotated[float, Field(ge=-180.0, le=180.0)]
AltitudeKm = Annotated[float, Field(ge=160.0, le=50_000.0)]
Hours = Annotated[float, Field(ge=0.0, le=24.0)]
Rate = Annotated[float, Field(ge=0.0, le=1_000.0)]
Count = Annotated[int, Field(ge=0, le=100_000_000)]
Duration = Annotated[float, BeforeValidator(_duration), WithJsonSchema(_DURATION_SCHEMA)]
RunDuration = Annotated[Duration, _between(0.0, 3660.0 * 86400.0, "between '0s' and '3660d'")]
StepDuration = Annotated[Duration, _between(0.1, 86400.0, "between '0.1s' and '24h'")]
Start = Annotated[
    Epoch,
    BeforeValidator(_start),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Phasing = Annotated[
    Any,
    BeforeValidator(_phasing),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0}, {"enum": ["auto", "half"]}]}),
]
