"""Workloads of a scenario file: what each kind says, what is read of traces, and what is wrong."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.workload import GangDemand, JobDemand, RequestDemand
from dawnline.scenario.scenario import Scenario
from dawnline.scenario.schema_workload import LengthsName, ModelName, ShapeName
from dawnline.scenario.trace_source import MAX_RECORDS
from dawnline.scenario.traces.columns import JobTrace, RateTrace, RequestTrace
from dawnline.sim.arrivals import LENGTHS
from dawnline.sim.serving_rates import MODELS
from dawnline.sim.week import SHAPES
from dawnline_testing.scenario_texts import HEAD, SHELL, SITE

Load = Callable[..., Scenario]
Complain = Callable[..., list[str]]
REGION = '[[region]]\npreset = "metros"\nonly = ["tokyo", "delhi"]\n'
WORLD = HEAD + SHELL + SITE + REGION
AZURE = (
    "TIMESTAMP,ContextTokens,GeneratedTokens\n"
    "2023-11-16 18:17:03.9799600,4808,10\n2023-11-16 18:17:04.0319600,3180,8\n"
)
SERVEGEN = "0,1.5,2.0,Gamma,0.25,2.6\n600,0.5,1.0,Exponential,1.0,2.0\n"
PHILLY = "runtime\n120\n3600\n"


def workload(kind: str, rest: str, name: str = "w") -> str:
    return f'[[workload]]\nname = "{name}"\nkind = "{kind}"\n{rest}'


TRAIN = 'at = "site:here"\naccelerators = 512\nparameters = 70e9\nstep_compute = "6s"\n'


def test_names_are_those_that_the_simulation_knows() -> None:
    assert set(ShapeName.__args__) == set(SHAPES)  # type: ignore[attr-defined]
    assert set(LengthsName.__args__) == set(LENGTHS)  # type: ignore[attr-defined]
    assert set(ModelName.__args__) == set(MODELS)  # type: ignore[attr-defined]


def test_requests_are_in_si_units(load: Load) -> None:
    text = (
        'requests_per_s = 12\nshape = "interactive coding"\nlengths = "code"\nttft_target_ms = 400\n'
        'tpot_target_ms = 50\npatience = "5s"\ncountries = ["DEU", "USA", "DEU"]\norbit_share = 0.25\n'
    )
    scenario = load(WORLD + workload("inference", text))
    (one,) = scenario.fleet.workloads
    assert one.requests == RequestDemand(12.0, "interactive coding", "code", "70B class", 0.4, 0.05, 5.0)
    assert (one.countries, one.peak_accelerators, one.orbit_share_frac) == (("DEU", "USA"), 0.0, 0.25)
    assert one.gang is one.jobs is None
    (told,) = json.loads(scenario.document)["workload"]
    assert told["requests"]["ttft_target_s"] == 0.4
    assert "gang" not in told
    assert [str(item) for item in scenario.warnings if "no site" in str(item)]


def test_jobs_and_gangs_come_from_no_region(load: Load) -> None:
    jobs = 'jobs_per_h = 6\njob_accelerators = 16\njob_hours = 2.5\nslack = 2\ngrace = "30m"\n'
    least = 'least_accelerators = 256\ncheckpoint = "90s"\nrestart = "5m"\nmtbf_h = 4e4\noverlap = 0.25\n'
    text = HEAD + SITE + workload("batch", jobs) + workload("training", TRAIN + least, "t")
    scenario = load(text)
    batch, gang = scenario.fleet.workloads
    assert batch.jobs == JobDemand(6.0, 16.0, 2.5, 2.0, 1800.0)
    at = EntityRef("site", 0)
    assert gang.gang == GangDemand(at, 512.0, 256.0, 7e10, 6.0, 0.25, 4e11, 90.0, 300.0, 4e4)
    told = json.loads(scenario.document)["workload"]
    assert told[1]["gang"]["at"] == "site:here"
    assert scenario.fleet.tables["workload"].ids == ("workload:w", "workload:t")


def test_a_gang_of_a_cluster_has_its_links(load: Load) -> None:
    cluster = WORLD + workload("training", TRAIN.replace("site:here", "fleet:a").replace("512", "64"))
    cluster = cluster.replace('bus = "spacex-ai1"\n', 'bus = "spacex-ai1"\nlinks = "suncatcher-cluster"\n')
    scenario = load(cluster)
    (one,) = scenario.fleet.workloads
    links = scenario.fleet.groups[0].links
    assert one.gang is not None
    assert links is not None
    assert one.gang.at == EntityRef("fleet", 0)
    assert one.gang.link_bps == links.rate_bps
    (one,) = load(cluster + "link_gbps = 10\n").fleet.workloads
    assert one.gang is not None
    assert one.gang.link_bps == 10e9


def test_traces_are_read_beside_the_scenario(load: Load, tmp_path: Path) -> None:
    (tmp_path / "traces").mkdir()
    (tmp_path / "traces" / "azure.csv").write_text(AZURE, newline="\n")
    (tmp_path / "client.csv").write_text(SERVEGEN, newline="\n")
    (tmp_path / "philly.csv").write_text(PHILLY, newline="\n")
    replay = 'trace = "traces/azure.csv"\nbegins = "10m"\npace = 2\nrepeats = 3\n'
    text = (
        WORLD
        + workload("inference", replay, "azure")
        + workload("inference", 'trace = "client.csv"\nlengths = "long chat"\n', "client")
        + workload("batch", 'trace = "philly.csv"\nslack = 4\n', "night")
        + workload("inference", 'trace = "traces/azure.csv"\n', "again")
    )
    scenario = load(text)
    azure, client, night, _ = scenario.fleet.workloads
    assert list(scenario.traces) == ["azure", "client", "night", "again"]
    assert azure.requests is not None
    assert azure.requests.trace == "azure"
    requests = azure.requests
    assert (requests.trace_begins_s, requests.trace_pace, requests.trace_repeats) == (600.0, 2.0, 3)
    trace = scenario.traces["azure"]
    assert isinstance(trace, RequestTrace)
    np.testing.assert_allclose(trace.arrival_s, [0.0, 0.052])
    assert trace.prompt_tokens.tolist() == [4808, 3180]
    assert isinstance(scenario.traces["client"], RateTrace)
    assert client.requests is not None
    assert client.requests.lengths == "long chat"
    assert isinstance(scenario.traces["night"], JobTrace)
    assert night.jobs == JobDemand(0.0, slack=4.0, trace="night")
    assert scenario.traces["again"] is trace
    told = json.loads(scenario.document)["workload"]
    assert told[0]["trace_sha256"] == hashlib.sha256(AZURE.encode()).hexdigest()
    assert str(tmp_path) not in scenario.document
    (tmp_path / "philly.csv").write_text(PHILLY + "60\n")
    assert load(text).document != scenario.document


def test_bad_records_are_warned_of(load: Load, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(AZURE + "yesterday,1,2\n" * 30)
    scenario = load(WORLD + workload("inference", 'trace = "a.csv"\n'))
    warnings = [str(item) for item in scenario.warnings]
    assert any("a.csv:4: TIMESTAMP: record skipped" in text for text in warnings)
    assert any("and 10 more records skipped" in text for text in warnings)
    assert len(scenario.traces["w"]) == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("../out.csv", AZURE, "'../out.csv' leaves the scenario's folder; expected a path inside"),
        ("/etc/passwd", AZURE, "'/etc/passwd' is absolute"),
        ("no.csv", None, "there is no file 'no.csv' beside the scenario; expected an existing file"),
        ("a.csv", "hello\n", "a.csv:1: begins with"),
        ("a.csv", "", "the file is empty"),
        ("a.csv", "TIMESTAMP,ContextTokens,GeneratedTokens\n", "no record in the file"),
        ("a.csv", PHILLY, "trace: holds jobs (Philly run times); expected a trace of requests, or kind"),
        (".", None, "'.' leaves the scenario's folder"),
        ("folder", "", "is a folder"),
    ],
)
def test_hostile_traces_are_refused(
    complaints: Complain, tmp_path: Path, name: str, content: str | None, said: str
) -> None:
    (tmp_path / "folder").mkdir()
    if content is not None and name == "a.csv":
        (tmp_path / name).write_text(content)
    problems = complaints(WORLD + workload("inference", f'trace = "{name}"\n'))
    assert any(said in problem for problem in problems), problems


def test_a_huge_trace_is_refused_before_it_is_read(complaints: Complain, tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(2**31)
    (problem,) = complaints(WORLD + workload("inference", 'trace = "a.csv"\n'))
    assert "is 2,147,483,648 bytes long; expected at most 134,217,728 bytes" in problem


def test_a_trace_that_is_no_text_is_refused(complaints: Complain, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"TIMESTAMP,\xff\xfe\n" * 10)
    (problem,) = complaints(WORLD + workload("inference", 'trace = "a.csv"\n'))
    assert "a.csv:1: byte 0xff is not UTF-8" in problem


def test_too_many_records_are_refused(
    complaints: Complain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_RECORDS == 5_000_000
    monkeypatch.setattr("dawnline.scenario.trace_source.MAX_RECORDS", 3)
    (tmp_path / "a.csv").write_text(AZURE, newline="\n")
    one, two = (workload("inference", 'trace = "a.csv"\n', name) for name in "vw")
    (problem,) = complaints(WORLD + one + two)
    assert "workload[1].trace: 4 records in all traces are too many; expected at most 3 in a" in problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            workload("inference", ""),
            "peak_accelerators: is missing; expected peak_accelerators, requests",
        ),
        (
            workload("batch", ""),
            "peak_accelerators: is missing; expected peak_accelerators, jobs_per_h",
        ),
        (
            workload("inference", "peak_accelerators = 4\nrequests_per_s = 1\n"),
            "requests_per_s: stands beside peak_accelerators, which says how much is asked for too",
        ),
        (
            workload("inference", "requests_per_s = 1\nslack = 2\n"),
            "slack: means nothing for requests that are drawn; expected no such key beside",
        ),
        (
            workload("inference", "requests_per_s = 1\npace = 2\n"),
            "pace: means nothing for requests that are drawn",
        ),
        (
            workload("batch", "peak_accelerators = 1\njob_hours = 2\n"),
            "job_hours: means nothing for a workload that is counted in accelerators",
        ),
        (workload("inference", "jobs_per_h = 1\n"), "peak_accelerators: is missing"),
        (workload("training", TRAIN + "requests_per_s = 1\n"), "requests_per_s: means nothing for training"),
        (workload("training", ""), "at: is missing; expected where its accelerators are"),
        (
            workload("training", TRAIN.replace("here", "gone")),
            "there is no site or fleet 'site:gone'",
        ),
        (
            workload("training", TRAIN.replace("site:here", "fleet:a")),
            "'fleet:a' has links of topology 'none': training needs links within a cluster; such fleets "
            'are for inference and batch work; expected a fleet in formation (links = "suncatcher-cluster"',
        ),
        (
            workload("training", TRAIN + "least_accelerators = 600\n"),
            "least_accelerators: 600 is more than the gang has; expected at most 512 (accelerators)",
        ),
        (
            workload("training", TRAIN.replace("512", "2e4")),
            "accelerators: 20,000 are more than the 1,000 of site:here; expected at most 1,000",
        ),
        (workload("training", TRAIN.replace("6s", "0s")), "step_compute: takes no time"),
        (
            workload("inference", 'requests_per_s = 1\ncountries = ["USB"]\n'),
            "countries[0]: 'USB' is no country; expected 'U",
        ),
        (
            workload("inference", 'requests_per_s = 1\ncountries = ["us"]\n'),
            "countries[0]: 'us' is no country",
        ),
        (
            workload("inference", 'requests_per_s = 1\nshape = "nights"\n'),
            "shape: 'nights' is unknown",
        ),
        (
            workload("inference", "requests_per_s = 1\nttft_target_ms = 0\n"),
            "ms: 0 is out of range",
        ),
        (
            workload("inference", "requests_per_s = 1\npatience = 3\n"),
            "patience: is a whole number",
        ),
    ],
)
def test_wrong_workloads_say_what_would_be_right(complaints: Complain, text: str, said: str) -> None:
    problems = complaints(WORLD + text)
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith("s.toml:") and "workload[0]" in problem for problem in problems)


def test_workloads_of_people_still_need_a_region(complaints: Complain) -> None:
    (problem,) = complaints(HEAD + SITE + workload("inference", "requests_per_s = 1\n"))
    assert "there are workloads, but no region that asks for them" in problem


def test_a_grid_is_no_place_for_a_gang(complaints: Complain) -> None:
    text = WORLD + workload("training", TRAIN.replace("site:here", "fleet:a") + "link_gbps = 9\n")
    text = text.replace('bus = "spacex-ai1"\n', 'bus = "spacex-ai1"\nlinks = "starlink-laser"\n')
    (problem,) = complaints(text)
    assert "workload[0].at: 'fleet:a' has links of topology 'grid'" in problem
