"""What a scenario file says about costs: assumptions of its own, each a number or a range."""

from typing import Any

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from dawnline.scenario.schema_values import Section, refusal

_MOST = 1e12
_RIGHT = "a number, or { low = 1500, central = 3000, high = 6000 } in rising order, none negative"


class RangeSection(Section):
    """What nobody knows exactly: low, central and high; or one number for all three."""

    low: float = Field(ge=0.0, le=_MOST, description="lowest")
    central: float = Field(ge=0.0, le=_MOST, description="most likely; tariffs are made of it")
    high: float = Field(ge=0.0, le=_MOST, description="highest")

    @model_validator(mode="before")
    @classmethod
    def _number_alone(cls, value: Any) -> Any:
        if isinstance(value, dict | RangeSection):
            return value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise refusal("is neither a number nor a table", _RIGHT)
        return {"low": value, "central": value, "high": value}

    @model_validator(mode="after")
    def _rises(self) -> "RangeSection":
        if not self.low <= self.central <= self.high:
            raise refusal(f"{self.low:g}, {self.central:g}, {self.high:g} do not rise", _RIGHT)
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return a schema that allows a bare number too."""
        number = {"type": "number", "minimum": 0.0, "maximum": _MOST}
        return {"anyOf": [number, handler.resolve_ref_schema(handler(core))]}


_Span = RangeSection | None


class CostsSection(Section):
    """Count money and carbon; any assumption may be changed. Without this section, neither is counted."""

    accelerator_usd: _Span = Field(None, description="accelerator with its share of the server, $")
    node_kw: _Span = Field(None, description="power of an accelerator with its share of the server, kW")
    accelerator_life_years: _Span = Field(None, description="life of an accelerator, years")
    failures_per_year: _Span = Field(None, description="failures of an accelerator, a year")
    launch_usd_per_kg: _Span = Field(None, description="launch, $/kg")
    mass_kg_per_kw: _Span = Field(None, description="satellite mass for a kW of computing, kg/kW")
    satellite_usd_per_kw: _Span = Field(None, description="satellite without accelerators, $/kW")
    satellite_life_years: _Span = Field(None, description="life of a satellite, years")
    orbit_ops_usd_per_kw_year: _Span = Field(None, description="operations in orbit, $/kW a year")
    orbit_overhead: _Span = Field(None, description="pumps, conversion, avionics over computing power")
    orbit_availability: _Span = Field(None, description="share of the time not faulted, in orbit")
    sunlit_policy_frac: _Span = Field(None, description="share of the time that power allows computing")
    facility_usd_per_kw: _Span = Field(None, description="data centre without servers, $/kW")
    facility_life_years: _Span = Field(None, description="life of a data centre, years")
    energy_usd_per_kwh: _Span = Field(None, description="electricity, $/kWh")
    pue: _Span = Field(None, description="facility power over computing power")
    ground_availability: _Span = Field(None, description="share of the time not faulted, on the ground")
    ground_ops_usd_per_kw_year: _Span = Field(None, description="operations on the ground, $/kW a year")
    grid_kg_per_kwh: _Span = Field(None, description="carbon of the grid, kg/kWh; by its country if left out")
    accelerator_kg: _Span = Field(None, description="making an accelerator with its share of the server, kg")
    facility_kg_per_kw: _Span = Field(None, description="building a data centre, kg/kW")
    launch_kg_per_kg: _Span = Field(None, description="propellant for a kg in orbit, kg of CO2")
    satellite_kg_per_kg: _Span = Field(None, description="making a kg of satellite, kg of CO2")
