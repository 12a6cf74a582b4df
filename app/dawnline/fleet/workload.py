"""Workloads: what is asked of the fleet, by whom it is counted, and what it may cost in time."""

from dataclasses import dataclass
from typing import Literal

from dawnline.fleet.entity import EntityRef

# Text is 4 to 6 bytes a token (editable default). A node of eight works on about 2,000 tokens a second,
# prompts and answers together, 250 an accelerator: 10 kbit/s. A gigawatt, 700,000 of 1.4 kW, moves 7 Gbit/s.
TEXT_TRAFFIC_BPS = 10e3


@dataclass(frozen=True)
class RequestDemand:
    """Inference counted in requests and tokens.

    Attributes
    ----------
    rate_per_s : mean arrivals a second on a working day, of all regions together; nothing where a trace is
        replayed.
    shape, lengths, model : names of the week's shape, of the tokens of a request, and of the model served.
    ttft_target_s, tpot_target_s : promised time to the first token, and of each further one.
    patience_s : how long a queue may be before people are turned away.
    trace : name of the trace that is replayed, a key of the scenario's traces; "" for none.
    trace_begins_s, trace_pace, trace_repeats : when in the run it begins, how much faster than recorded, and
        how many times every request comes.
    """

    rate_per_s: float
    shape: str = "chat"
    lengths: str = "chat"
    model: str = "70B class"
    ttft_target_s: float = 2.0
    tpot_target_s: float = 0.1
    patience_s: float = 30.0
    trace: str = ""
    trace_begins_s: float = 0.0
    trace_pace: float = 1.0
    trace_repeats: int = 1


@dataclass(frozen=True)
class GangDemand:
    """Synchronous training: a gang of accelerators that works with all of its members or not at all.

    Attributes
    ----------
    at : the site, or the fleet of satellites, that holds the gang.
    accelerators, least_accelerators : that it takes at most, and works with at least; equal if it is rigid.
    parameters : of the model; a step exchanges its gradients of two bytes each.
    compute_s : arithmetic of one step with all members at full clock.
    overlap_frac : share of the arithmetic that hides communication.
    link_bps : of the narrowest cut of an all-reduce, each way.
    checkpoint_s, restart_s, mtbf_h : of saving, of beginning again, and between failures of one accelerator.
    """

    at: EntityRef
    accelerators: float
    least_accelerators: float
    parameters: float
    compute_s: float
    overlap_frac: float
    link_bps: float
    checkpoint_s: float = 60.0
    restart_s: float = 600.0
    mtbf_h: float = 50_700.0


@dataclass(frozen=True)
class JobDemand:
    """Batch work in jobs with deadlines: drawn, or those of a trace.

    Attributes
    ----------
    jobs_per_h : mean submissions an hour; nothing where a trace is replayed.
    job_accelerators, job_h : what a job uses at most, and its mean time at work with them (exponential).
    slack, grace_s : a deadline is so many times the time at work, and so much, after the submission.
    trace : name of the trace whose jobs come, a key of the scenario's traces; "" for none.
    """

    jobs_per_h: float
    job_accelerators: float = 8.0
    job_h: float = 1.0
    slack: float = 3.0
    grace_s: float = 3600.0
    trace: str = ""


@dataclass(frozen=True)
class Workload:
    """Demand over time.

    It is counted in accelerators, unless it has ``requests``, a ``gang`` or ``jobs`` (at most one of them).
    In accelerators, demand of region r at local solar hour h is ``peak_accelerators`` times its share times
    ``(1 + A cos(2 pi (h - h_pk) / 24) + B cos(4 pi (h - h_pk) / 24)) / (1 + A + B)``, never below zero.

    Attributes
    ----------
    orbit_share_frac : share that is offered to satellites under placement ``by-share``.
    traffic_bps : what a busy accelerator exchanges with the region that it serves, each way.
    countries : ISO 3166 alpha-3 codes of where the data may be worked on; everywhere if empty. Satellites
        are in none.
    """

    name: str
    title: str
    kind: Literal["inference", "batch", "training"]
    peak_accelerators: float
    daily_amplitude: float
    half_daily_amplitude: float
    peak_local_hour: float
    orbit_share_frac: float
    traffic_bps: float = TEXT_TRAFFIC_BPS
    countries: tuple[str, ...] = ()
    requests: RequestDemand | None = None
    gang: GangDemand | None = None
    jobs: JobDemand | None = None
