"""What nobody knows exactly: a value as a range, with unit, source, date and confidence."""

from dataclasses import dataclass

from dawnline.fleet.provenance import Confidence, Provenance


@dataclass(frozen=True)
class Range:
    """A result as low, central and high; never one number alone."""

    low: float
    central: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"{self.low}, {self.central}, {self.high}; expected low <= central <= high")


@dataclass(frozen=True)
class Assumption:
    """One assumption under a result: its range, and where that comes from."""

    key: str
    title: str
    unit: str
    range: Range
    source: str
    date: str
    confidence: Confidence

    @property
    def provenance(self) -> Provenance:
        """Return the central value as a preset value has it, for the inspector."""
        return Provenance(self.key, self.range.central, self.unit, self.source, self.date, self.confidence)
