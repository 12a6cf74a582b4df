"""Traces of others: the totals that their files hold, each published format, and files that are none."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.scenario.problem import ScenarioError
from dawnline.scenario.traces.columns import FAMILIES, JobTrace, RateTrace, RequestTrace
from dawnline.scenario.traces.reading import parse_trace, read_trace
from dawnline.scenario.traces.rows import MAX_PROBLEMS
from dawnline_testing.data import shared_data

AZURE = """TIMESTAMP,ContextTokens,GeneratedTokens
2023-11-16 18:15:46.6805900,374,44
2023-11-16 18:15:50.9951690,396,109
"""
AZURE_2024 = AZURE.replace("0,3", "0+00:00,3").replace(".995169", ".9951").replace("2023-11", "2024-05")
AZURE_IMAGES = """TIMESTAMP,NumImages,ContextTokens,GeneratedTokens
2025-01-01 00:00:00.000000,2,374,44
2025-01-01 00:00:01.500000,0,396,109
"""
BURST = """Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type
5,a,1.5,ChatGPT,472,18,490,Conversation log
45.5,b,0.1,"GPT-4, new",1087,230,1317,API log
118,c,0,GPT-4,417,0,417,API log
"""
HELIOS = """job_id,user,vc,gpu_num,cpu_num,node_num,state,submit_time,start_time,end_time,duration,queue
2,u1,vc1,8,32,1,COMPLETED,2020-04-01 00:10:00,2020-04-01 00:11:00,2020-04-01 00:21:00,600,60
1,u0,vc0,0,8,1,FAILED,2020-04-01 00:00:00,None,None,,0
"""
ALIBABA = """name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,\
creation_time,deletion_time,scheduled_time
openb-pod-0000,12000,16384,1,1000,,LS,Running,0,12537496,0
openb-pod-0001,6000,12288,1,460,V100M16|V100M32,LS,Running,427061,12902960,427061
openb-pod-0002,6000,12288,8,1000,,BE,Pending,427062,12902960,
"""
PHILLY = [
    {
        "status": "Pass", "vc": "ee9e8c", "jobid": "application_1", "user": "ce2f4c",
        "submitted_time": "2017-10-09 07:01:57",
        "attempts": [
            {"start_time": "2017-10-09 07:02:45", "end_time": "2017-10-09 08:02:45",
             "detail": [{"ip": "m1", "gpus": ["gpu0", "gpu1"]}, {"ip": "m2", "gpus": ["gpu3"]}]},
            {"start_time": "2017-10-09 09:00:00", "end_time": "2017-10-09 09:00:30", "detail": []},
            {"start_time": "2017-10-09 10:00:00", "end_time": None, "detail": []},
        ],
    },
    {"status": "Killed", "jobid": "application_0", "submitted_time": "2017-10-09 07:00:00", "attempts": []},
]  # fmt: skip


def requests(text: str) -> RequestTrace:
    trace, problems = parse_trace(text, "t")
    assert not problems
    assert isinstance(trace, RequestTrace)
    return trace


def jobs(text: str) -> JobTrace:
    trace, problems = parse_trace(text, "t")
    assert not problems
    assert isinstance(trace, JobTrace)
    return trace


# Counted in the files themselves: requests, prompt tokens, output tokens, seconds.
@pytest.mark.parametrize(
    ("name", "n", "prompt", "output", "span_s"),
    [
        ("azure/AzureLLMInferenceTrace_conv.csv", 19_366, 22_361_870, 4_088_665, 3501.72),
        ("azure/AzureLLMInferenceTrace_code.csv", 8_819, 18_059_974, 245_896, 3435.95),
    ],
)
def test_azure_totals(name: str, n: int, prompt: int, output: int, span_s: float) -> None:
    trace, problems = read_trace(shared_data(f"traces/{name}"))
    assert isinstance(trace, RequestTrace)
    assert problems == ()
    assert (len(trace), trace.prompt_tokens.sum(), trace.output_tokens.sum()) == (n, prompt, output)
    assert trace.span_s == pytest.approx(span_s, abs=0.005)
    assert trace.arrival_s[0] == 0.0
    assert trace.start is not None
    assert trace.start.iso().startswith("2023-11-16T18:1")


def test_mooncake_counts() -> None:
    trace, problems = read_trace(shared_data("traces/mooncake/conversation_trace.jsonl"))
    assert isinstance(trace, RequestTrace)
    assert problems == ()
    assert len(trace) == 12_031
    assert trace.prompt_tokens.mean() == pytest.approx(12_035, abs=1)
    assert trace.output_tokens.mean() == pytest.approx(343, abs=1)
    assert 3500.0 < trace.span_s < 3600.0


@pytest.mark.parametrize(
    "chunk", ["m-large_chunk-66", "m-large_chunk-8", "m-mid_chunk-60", "m-small_chunk-14"]
)
def test_servegen_is_two_weeks_of_ten_minutes(chunk: str) -> None:
    trace, problems = read_trace(shared_data(f"traces/servegen/{chunk}-trace.csv"))
    assert isinstance(trace, RateTrace)
    assert problems == ()
    assert (len(trace), trace.bin_s) == (2016, 600.0)
    assert len(trace) * trace.bin_s == 14 * 86_400.0
    gamma = (trace.family == FAMILIES.index("Gamma")) & (trace.rate_per_s > 1.0)
    if gamma.any():
        # What the names of the columns were inferred from: the mean gap is shape times scale.
        mean_gap_s = trace.shape[gamma] * trace.scale[gamma]
        assert np.median(mean_gap_s * trace.rate_per_s[gamma]) == pytest.approx(1.0, abs=0.05)


def test_philly_run_times() -> None:
    trace, problems = read_trace(shared_data("traces/philly/philly_runtime.csv"))
    assert isinstance(trace, JobTrace)
    assert problems == ()
    assert len(trace) == 83_154
    assert np.isfinite(trace.run_s).all()
    assert np.isnan(trace.submit_s).all()


def test_azure_to_a_ten_millionth_of_a_second() -> None:
    trace = requests(AZURE)
    assert trace.arrival_s.tolist() == pytest.approx([0.0, 4.314579], abs=1e-9)
    assert trace.prompt_tokens.tolist() == [374, 396]
    assert trace.output_tokens.tolist() == [44, 109]
    assert trace.images is None


def test_azure_2024_has_a_zone() -> None:
    trace = requests(AZURE_2024)
    assert trace.arrival_s[1] == pytest.approx(4.31451, abs=1e-9)
    assert trace.start is not None
    assert trace.start.iso() == "2024-05-16T18:15:46.681Z"


def test_azure_with_images() -> None:
    trace = requests(AZURE_IMAGES)
    assert trace.images is not None
    assert trace.images.tolist() == [2, 0]
    assert trace.arrival_s.tolist() == [0.0, 1.5]


def test_burst_gpt_keeps_its_zero_and_its_failures() -> None:
    trace = requests(BURST)
    assert trace.arrival_s.tolist() == [5.0, 45.5, 118.0]
    assert trace.output_tokens.tolist() == [18, 230, 0]
    assert requests(BURST.replace("Session ID,Elapsed time,", "").replace(",a,1.5", "").replace(
        ",b,0.1", "").replace(",c,0,", ",")).prompt_tokens.sum() == 472 + 1087 + 417  # fmt: skip


def test_mooncake() -> None:
    lines = [{"timestamp": 1500, "input_length": 7, "output_length": 2, "hash_ids": [0, 1]},
             {"timestamp": 0, "input_length": 6758, "output_length": 500, "hash_ids": []}]  # fmt: skip
    trace = requests("\n".join(json.dumps(line) for line in lines))
    assert trace.arrival_s.tolist() == [0.0, 1.5]
    assert trace.prompt_tokens.tolist() == [6758, 7]


def test_helios_is_sorted_by_submission() -> None:
    trace = jobs(HELIOS)
    assert trace.submit_s.tolist() == [0.0, 600.0]
    assert trace.gpus.tolist() == [0.0, 8.0]
    assert np.isnan(trace.run_s[0])
    assert trace.run_s[1] == 600.0


def test_alibaba_shares_accelerators() -> None:
    trace = jobs(ALIBABA)
    assert trace.gpus.tolist() == [1.0, 0.46, 8.0]
    assert trace.run_s[:2].tolist() == [12_537_496.0, 12_902_960.0 - 427_061.0]
    assert np.isnan(trace.run_s[2])


@pytest.mark.parametrize("indent", [None, 2])
def test_philly_log_adds_up_attempts(indent: int | None) -> None:
    trace = jobs(json.dumps(PHILLY, indent=indent))
    assert trace.submit_s.tolist() == [0.0, 117.0]
    assert trace.run_s[1] == 3630.0
    assert trace.gpus[1] == 3.0
    assert np.isnan(trace.run_s[0])


def test_the_name_of_a_file_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "servegen.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + AZURE.replace("\n", "\r\n").encode())
    trace, problems = read_trace(path)
    assert (trace.format, len(trace), problems) == ("Azure LLM inference", 2, ())


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        (AZURE + "2023-11-16 18:15:51,-1,4\n", 4, "ContextTokens"),
        (AZURE + "2023-11-16 18:15:51,nan,4\n", 4, "ContextTokens"),
        (AZURE + "2023-11-16 18:15:51,99999999999999999999,4\n", 4, "ContextTokens"),
        (AZURE + "\n2023-11-16 18:15:51,1,4.5\n", 5, "GeneratedTokens"),
        (AZURE + "2023-02-30 18:15:51,1,4\n", 4, "TIMESTAMP"),
        (AZURE + "now,1,4\n", 4, "TIMESTAMP"),
        (AZURE + "2023-11-16 18:15:51,1\n", 4, ""),
        (AZURE + 'x"y,1,2\n', 4, "TIMESTAMP"),
        (BURST + "1e400,c,0,GPT-4,417,0,417,API log\n", 5, "Timestamp"),
        (BURST + "-3,c,0,GPT-4,417,0,417,API log\n", 5, "Timestamp"),
        (BURST + "1700000000,c,0,GPT-4,417,0,417,API log\n", 5, "Timestamp"),
        (ALIBABA + "p,1,1,1,1000,,LS,Running,9,10,11\n", 5, "deletion_time"),
        ('{"timestamp": 0, "input_length": 1, "output_length": 2}\n{"timestamp": NaN}\n', 2, "timestamp"),
        ('{"timestamp": 0, "input_length": 1, "output_length": 2}\n[[[[[', 2, ""),
        ('{"timestamp": 0, "input_length": 1, "output_length": 2}\n{"timestamp": 1, "input_length": true}',
         2, "input_length"),
        (json.dumps(PHILLY)[:-1] + ',\n{"submitted_time": "2017-10-09 07:01:57", "attempts": [1]}]',
         2, "attempts"),
        ("0,1.5,1.2,Gamma,0.5,1.0\n600,2,1,Weibull,1,0.5\n1100,1,1,Gamma,1,1", 3, "start_s"),
        ("0,1.5,1.2,Gamma,0.5,1.0\n600,2,1,Cauchy,1,0.5", 2, "family"),
        ("0,1.5,1.2,Gamma,0.5,1.0\n600,inf,1,Gamma,1,0.5", 2, "rate"),
    ],
)  # fmt: skip
def test_a_bad_record_is_told_and_passed_over(text: str, line: int, key: str) -> None:
    trace, problems = parse_trace(text, "some.csv")
    assert len(trace) >= 1
    assert len(problems) == 1
    assert (problems[0].file, problems[0].line, problems[0].key) == ("some.csv", line, key)
    assert problems[0].expected


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "hello", "a,b,c\n1,2,3", AZURE.splitlines()[0], "[", "[" * 100_000, '{"a": ' * 5_000,
     "\0" * 99, "runtime\nx\n", "0,1,2,3,4,5", '"', "9" * 500_000, '{"timestamp": ' + "9" * 5000 + "}"],
)  # fmt: skip
def test_no_trace_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_trace(text, "t")
    assert caught.value.problems[0].expected


def test_a_hopeless_file_is_given_up() -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_trace("runtime\n" + "x\n" * 300_000, "t")
    assert len(caught.value.problems) == MAX_PROBLEMS + 1
    assert "was not read" in caught.value.problems[-1].message


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from([AZURE, BURST, HELIOS, ALIBABA, "0,1,1,Gamma,1,1\n", "[", "{"]))
def test_any_text_gives_columns_or_problems(text: str, head: str) -> None:
    try:
        trace, _ = parse_trace(head + text, "t")
    except ScenarioError:
        return  # refused, with its reasons: what a refusal holds is tested above
    if isinstance(trace, RequestTrace):
        assert (np.diff(trace.arrival_s) >= 0.0).all()
        assert (trace.prompt_tokens >= 0).all()
    elif isinstance(trace, JobTrace):
        assert not (trace.run_s < 0.0).any()
    else:
        assert np.isfinite(trace.rate_per_s).all()
