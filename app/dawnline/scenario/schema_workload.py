"""What a scenario file says about workloads: who asks, in what it is counted, and what it may take."""

from typing import Annotated, Literal

from pydantic import Field

from dawnline.fleet.workload import TEXT_TRAFFIC_BPS
from dawnline.scenario.schema_values import Country, Duration, FileName, Fraction, Hours, Name, Section, Title

# What is known by name of requests; the simulation has a row for each.
ShapeName = Literal["chat", "interactive coding", "steady"]
LengthsName = Literal["chat", "code", "long chat"]
ModelName = Literal["70B class"]
_Accelerators = Annotated[float, Field(gt=0.0, le=1e9)]
_Milliseconds = Annotated[float, Field(gt=0.0, le=1e7)]
Countries = Annotated[list[Country], Field(min_length=1, max_length=250)]


class WorkloadSection(Section):
    """What is asked for: accelerators by a daily curve, requests, a training gang, or batch jobs."""

    name: Name = Field(description="short name, part of its id")
    title: Title = Field("", description="what people call it")
    kind: Literal["inference", "batch", "training"] = Field(
        description="'inference' (cannot wait), 'batch' (can wait) or 'training' (a gang that works as one)"
    )
    orbit_share: Fraction = Field(
        0.5, description="share offered to satellites under placement 'by-share', 0 to 1"
    )
    traffic_kbps: Annotated[float, Field(ge=0.0, le=1e9)] = Field(
        TEXT_TRAFFIC_BPS / 1e3,
        description="what a busy accelerator exchanges with whom it serves, each way, kbit/s (text)",
    )
    countries: Countries | None = Field(
        None,
        description="countries that its data may be worked on in, such as ['USA', 'DEU']; all if left out",
    )
    # Counted in accelerators.
    peak_accelerators: Annotated[float, Field(ge=0.0, le=1e9)] | None = Field(
        None, description="accelerators asked for if every region were at its peak"
    )
    daily_amplitude: Fraction | None = Field(None, description="strength of the daily wave, 0 to 1 (0.5)")
    half_daily_amplitude: Fraction | None = Field(
        None, description="strength of the twelve-hourly wave, 0 to 1 (0)"
    )
    peak_local_hour: Hours | None = Field(None, description="local solar hour of the peak, hours (15)")
    # Counted in requests.
    requests_per_s: Annotated[float, Field(ge=0.0, le=1e9)] | None = Field(
        None, description="of inference: mean requests a second on a working day, of all regions together"
    )
    shape: ShapeName | None = Field(None, description="how busy people are over a week ('chat')")
    lengths: LengthsName | None = Field(None, description="tokens of a request: prompt and output ('chat')")
    model: ModelName | None = Field(None, description="the model that answers ('70B class')")
    ttft_target_ms: _Milliseconds | None = Field(
        None, description="promised time to the first token, ms (2000)"
    )
    tpot_target_ms: _Milliseconds | None = Field(
        None, description="promised time of each further token, ms (100)"
    )
    patience: Duration | None = Field(None, description="longest queue before people are turned away ('30s')")
    # Replayed: requests, their rates, or jobs.
    trace: FileName | None = Field(
        None,
        description="file of requests or jobs that are replayed, its path relative to this file (Azure, "
        "BurstGPT, Mooncake, ServeGen; Philly, Helios, Alibaba)",
    )
    begins: Duration | None = Field(
        None, description="of a trace of requests: when in the run it begins ('0s')"
    )
    pace: Annotated[float, Field(gt=0.0, le=1e4)] | None = Field(
        None, description="of a trace of requests: how much faster than recorded (1)"
    )
    repeats: Annotated[int, Field(ge=1, le=1_000_000)] | None = Field(
        None, description="of a trace of requests: how many times each comes (1)"
    )
    # Training.
    at: Annotated[str, Field(min_length=1, max_length=400)] | None = Field(
        None,
        description="of training: where its accelerators are, such as 'site:xai/colossus-1' or 'fleet:a'",
    )
    accelerators: _Accelerators | None = Field(None, description="of training: accelerators of the gang")
    least_accelerators: _Accelerators | None = Field(
        None, description="of training: with how many it goes on at least (all of them)"
    )
    parameters: Annotated[float, Field(gt=0.0, le=1e16)] | None = Field(
        None, description="of training: parameters of the model, such as 405e9"
    )
    step_compute: Duration | None = Field(
        None, description="of training: arithmetic of one step with the whole gang, such as '6s'"
    )
    overlap: Fraction | None = Field(
        None, description="of training: share of the arithmetic that hides communication, 0 to 1 (0.5)"
    )
    link_gbps: Annotated[float, Field(gt=0.0, le=1e6)] | None = Field(
        None, description="of training: narrowest cut of an all-reduce, each way, Gbit/s (a laser's, or 400)"
    )
    checkpoint: Duration | None = Field(None, description="of training: time to save ('60s')")
    restart: Duration | None = Field(None, description="of training: time to begin again ('10m')")
    mtbf_h: Annotated[float, Field(gt=0.0, le=1e9)] | None = Field(
        None, description="of training: hours between failures of one accelerator (50,700)"
    )
    # Batch jobs.
    jobs_per_h: Annotated[float, Field(ge=0.0, le=1e9)] | None = Field(
        None, description="of batch: mean jobs an hour"
    )
    job_accelerators: _Accelerators | None = Field(
        None, description="of batch: accelerators that a job uses at most (8)"
    )
    job_hours: Annotated[float, Field(gt=0.0, le=1e6)] | None = Field(
        None, description="of batch: mean time of a job at work with them, hours (1)"
    )
    slack: Annotated[float, Field(ge=1.0, le=1e6)] | None = Field(
        None, description="of batch: a deadline is so many times the time at work, and `grace`, ahead (3)"
    )
    grace: Duration | None = Field(None, description="of batch: the other part of a deadline ('1h')")
