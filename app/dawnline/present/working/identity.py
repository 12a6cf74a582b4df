"""What is known of a workload besides its channels: how it is counted, what it was promised."""

from dawnline.fleet.fleet import Fleet
from dawnline.fleet.workload import Workload
from dawnline.present.causes.times import short
from dawnline.present.numbers import count, duration

Facts = tuple[tuple[str, str], ...]


def workload_subtitle(work: Workload) -> str:
    """Return how a workload is counted: ``Inference, in requests``."""
    if work.gang is not None:
        return "Training, by a gang that works together"
    unit = "requests" if work.requests is not None else "jobs" if work.jobs is not None else "GPUs"
    return f"{work.kind.capitalize()}, in {unit}"


def workload_facts(fleet: Fleet, work: Workload) -> Facts:
    """Return what was promised of requests, what a gang takes, what a job takes, and where data stays."""
    facts: list[tuple[str, str]] = []
    if work.requests is not None:
        asked = work.requests
        facts += [
            ("Model", asked.model),
            (
                "Comes from",
                f"trace {asked.trace}" if asked.trace else f"{asked.rate_per_s:,.6g} /s, {asked.shape}",
            ),
            ("First token within", short(asked.ttft_target_s)),
            ("Then a token within", short(asked.tpot_target_s)),
            ("Waits at most", duration(asked.patience_s)),
        ]
    elif work.gang is not None:
        facts += [
            ("At", fleet.entity_id(work.gang.at).partition(":")[2]),
            ("Takes at most", f"{count(work.gang.accelerators)} GPUs"),
            ("Parameters", f"{work.gang.parameters / 1e9:,.4g} billion"),
            ("Restart takes", duration(work.gang.restart_s)),
        ]
    elif work.jobs is not None:
        jobs = work.jobs
        come = f"trace {jobs.trace}" if jobs.trace else f"{jobs.jobs_per_h:,.6g} an hour"
        facts += [
            ("Jobs come", come),
            ("A job takes", f"up to {count(jobs.job_accelerators)} GPUs, {jobs.job_h:,.3g} h in the mean"),
            ("Deadline", f"{jobs.slack:g} times its time at work, and {duration(jobs.grace_s)}"),
        ]
    if work.countries:
        facts.append(("Data stays in", ", ".join(work.countries)))
    return tuple(facts)
