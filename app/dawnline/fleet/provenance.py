"""Where a preset value comes from: shown in the inspector, kept in the run file."""

from dataclasses import dataclass
from typing import Literal

Confidence = Literal["announced", "measured", "assumed"]
# The source of what a scenario says itself.
SCENARIO_FILE = "the scenario file"


@dataclass(frozen=True)
class Provenance:
    """One preset value with its unit, source, date and confidence.

    ``key`` is the field it explains (``array_area_m2``); ``value`` is in ``unit``, as a person wrote it.
    """

    key: str
    value: float
    unit: str
    source: str
    date: str
    confidence: Confidence
