"""What a scenario file says about satellite designs and accelerators: a preset, and what differs."""

from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from dawnline.fleet.accelerator import Capping
from dawnline.fleet.bus import EclipsePolicy, Tracking
from dawnline.scenario.schema_values import Duration, Fraction, Name, Rate, Section, Title

RadiatorReading = Literal["two-sided", "per-face"]

_Positive = Annotated[float, Field(gt=0.0, le=1e9)]
_NotNegative = Annotated[float, Field(ge=0.0, le=1e9)]
_Celsius = Annotated[float, Field(ge=-100.0, le=300.0)]


class PresetSection(Section):
    """A table that may also be written as the bare name of a preset."""

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: Any) -> Any:
        return {"preset": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return a schema that allows the bare name too."""
        return {"anyOf": [{"type": "string"}, handler.resolve_ref_schema(handler(core))]}


class AcceleratorSection(PresetSection):
    """An accelerator: `preset`, and any value that differs from it; without a preset all values."""

    preset: Name | None = Field(None, description="name of an accelerator preset, such as 'h100'")
    name: Title | None = Field(None, description="what to call it")
    idle_w: _NotNegative | None = Field(None, description="power drawn when idle, W")
    max_w: _Positive | None = Field(None, description="power drawn when fully busy, W")
    gamma: Annotated[float, Field(gt=0.0, le=3.0)] | None = Field(
        None, description="exponent of the power curve P = idle + (max - idle) u^gamma"
    )


class BusSection(PresetSection):
    """A satellite design: `preset`, and any value that differs from it."""

    preset: Name = Field(description="name of a bus preset, such as 'spacex-ai1'")
    name: Title | None = Field(None, description="what to call this design")
    accelerator: AcceleratorSection | None = Field(None, description="which accelerator it carries")
    accelerators: Annotated[int, Field(ge=0, le=100_000)] | None = Field(None, description="how many of them")
    array_area_m2: _NotNegative | None = Field(None, description="area of the solar array, m²")
    array_efficiency_frac: Fraction | None = Field(None, description="efficiency of the cells, 0 to 1")
    array_packing_frac: Fraction | None = Field(None, description="share of the array that is cells, 0 to 1")
    array_pointing_frac: Fraction | None = Field(None, description="share left after pointing errors, 0 to 1")
    array_degradation_frac: Fraction | None = Field(None, description="share lost to ageing so far, 0 to 1")
    array_tracking: Tracking | None = Field(None, description="how the array follows the Sun")
    battery_kwh: _NotNegative | None = Field(None, description="capacity of the battery, kWh")
    charge_efficiency_frac: Annotated[float, Field(gt=0.0, le=1.0)] | None = Field(None, description="0 to 1")
    discharge_efficiency_frac: Annotated[float, Field(gt=0.0, le=1.0)] | None = Field(
        None, description="0 to 1"
    )
    max_c_rate_per_h: _NotNegative | None = Field(
        None, description="largest power of the battery over its capacity, 1/h"
    )
    depth_of_discharge_frac: Fraction | None = Field(
        None, description="share of the battery in daily use, 0 to 1"
    )
    radiator_area_m2: _Positive | None = Field(None, description="area of the radiator panel, one face, m²")
    radiator_faces: Annotated[int, Field(ge=1, le=2)] | None = Field(
        None, description="faces that radiate, 1 or 2"
    )
    radiator_absorptivity_frac: Fraction | None = Field(None, description="solar absorptivity, 0 to 1")
    radiator_emissivity_frac: Annotated[float, Field(gt=0.0, le=1.0)] | None = Field(
        None, description="infrared emissivity, 0 to 1"
    )
    heat_capacity_kj_per_k: _Positive | None = Field(
        None, description="heat capacity of the cooling loop, kJ/K"
    )
    throttle_c: _Celsius | None = Field(
        None, description="loop temperature at which load is first reduced, °C"
    )
    trip_c: _Celsius | None = Field(None, description="loop temperature at which load is zero, °C")
    housekeeping_kw: _NotNegative | None = Field(None, description="power drawn always, kW")
    overhead_frac: Annotated[float, Field(ge=0.0, le=10.0)] | None = Field(
        None, description="power of pumps and conversion over accelerator power, 0.12 means 12 % more"
    )
    eclipse_policy: EclipsePolicy | None = Field(None, description="what it does in the Earth's shadow")
    throttle_frac: Fraction | None = Field(None, description="share of full load in eclipse under 'throttle'")
    fault_rate_per_h: Rate | None = Field(None, description="mean faults per satellite and hour")
    fault_repair: Duration | None = Field(None, description="how long a fault lasts, such as '2h'")
    capping: Capping | None = Field(
        None,
        description="how it keeps within its power: accelerators 'park' (default), or lower their 'clock'",
    )
    upsets_per_h: Rate | None = Field(
        None, description="mean radiation upsets per satellite and hour at 550 km, away from the anomaly (0)"
    )
    upset_repair: Duration | None = Field(None, description="how long an upset lasts ('10m')")
    battery_fade_frac: Fraction | None = Field(
        None, description="share of the battery's energy that ageing has taken away, 0 to 1 (0)"
    )
    battery_age_years: Annotated[float, Field(ge=0.0, le=50.0)] | None = Field(
        None, description="instead of battery_fade_frac: age of the battery, which loses 2.5 % a year, years"
    )
    radiator_reading: RadiatorReading | None = Field(
        None,
        description="what an announced W/m² is of: 'two-sided' (of the panel, both faces; default) or "
        "'per-face' (of each face: the panel is half as large)",
    )
    usd_per_gpu_hour: _NotNegative | None = Field(
        None, description="what an accelerator-hour costs, launch and bus included, $ (by [costs])"
    )
    kg_per_gpu_hour: _NotNegative | None = Field(
        None, description="what an accelerator-hour emits, launch and bus included, kg of CO2 (by [costs])"
    )
