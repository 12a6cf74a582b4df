"""Generated documents: right ones load, wrong ones end in ScenarioError and in nothing else."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import load_scenario
from dawnline.scenario.problem import ScenarioError
from dawnline_testing.engine_file import ENGINE_EXTRA, TEXT, TRACE

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WELCOME = bundled_scenario("welcome").read_text(encoding="utf-8")
# The welcome scenario with a small Starlink, so that a mutation that still loads is quick.
BASE = WELCOME.replace('preset = "starlink-2026-05-30"', 'preset = "starlink-2026-05-30"\nshells = ["355"]')


# The sections of the engine, every one of them right: what is mutated is theirs.
ENGINE = TEXT.format(duration="2h").replace("\n[network]", ENGINE_EXTRA + "\n[network]")


def number(low: float, high: float) -> st.SearchStrategy[str]:
    return st.floats(low, high, allow_nan=False).map(repr)


@st.composite
def shells(draw: st.DrawFn) -> str:
    planes = draw(st.integers(1, 12))
    lines = [f"altitude_km = {draw(number(160, 50_000))}", f"inclination_deg = {draw(number(0, 180))}"]
    lines += [f"planes = {planes}", f"satellites_per_plane = {draw(st.integers(1, 12))}"]
    phasing = draw(st.one_of(st.integers(0, planes - 1).map(str), st.sampled_from(['"half"', '"auto"'])))
    return "\n".join([*lines, f"phasing = {phasing}", f"raan_deg = {draw(number(-360, 360))}"])


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, int, int]:
    text = '[scenario]\nstart = 2026-05-30T00:00:00Z\nduration = "2h"\n'
    fleets = draw(st.lists(shells(), min_size=1, max_size=3))
    buses = st.sampled_from(["spacex-ai1", "starcloud-like", "starlink-v2-mini-edge"])
    sources = st.sampled_from(["walker-delta", "walker-star"])
    count = 0
    for index, shell in enumerate(fleets):
        text += f'[[fleet]]\nname = "f{index}"\nsource = "{draw(sources)}"\nbus = "{draw(buses)}"\n{shell}\n'
        sizes = dict(line.split(" = ") for line in shell.splitlines())
        count += int(sizes["planes"]) * int(sizes["satellites_per_plane"])
    sites = draw(st.integers(0, 3))
    for index in range(sites):
        text += (
            f'[[site]]\nname = "s{index}"\nlat = {draw(number(-90, 90))}\nlon = {draw(number(-180, 180))}\n'
        )
        text += f'accelerator = "h100"\naccelerators = {draw(st.integers(0, 10**8))}\npower_cap_mw = 5\n'
    return text, count, sites


def test_every_section_of_the_engine_is_right_at_first(tmp_path: Path) -> None:
    (tmp_path / "trace.csv").write_text(TRACE)
    (tmp_path / "s.toml").write_text(ENGINE)
    scenario = load_scenario(tmp_path / "s.toml")
    assert {event.kind for event in scenario.events} >= {"storm", "price", "deorbit", "lease_end", "fault"}
    assert scenario.traces
    assert scenario.assumptions


@QUICK
@given(documents())
def test_right_documents_load(tmp_path: Path, document: tuple[str, int, int]) -> None:
    text, satellites, sites = document
    path = tmp_path / "s.toml"
    path.write_text(text)
    scenario = load_scenario(path)
    assert len(scenario.fleet.satellites) == scenario.ephemeris.n == satellites
    assert len(scenario.fleet.sites) == sites


def ends_well(path: Path, content: bytes) -> bool:
    """Load what may be wrong: it is right, or every problem has words. Anything else is raised."""
    path.write_bytes(content)
    try:
        load_scenario(path)
    except ScenarioError as error:
        return bool(error.problems) and all(problem.message for problem in error.problems)
    return True


@QUICK
@given(st.data())
def test_mutated_documents_end_in_words(tmp_path: Path, data: Any) -> None:
    lines = data.draw(st.sampled_from([BASE, ENGINE])).splitlines()
    junk = st.sampled_from(
        [
            "nan",
            "-inf",
            "1e400",
            "-1",
            "0",
            '""',
            "[]",
            "{}",
            "true",
            "9" * 150,
            "[[1]]",
            '"x"',
            "2026-05-30",
            "1e18",
        ]
    )
    (tmp_path / "trace.csv").write_text(TRACE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["value", "drop", "twice", "key", "cut"])):
            case "value" if " = " in lines[at]:
                lines[at] = lines[at].split(" = ")[0] + " = " + data.draw(junk)
            case "drop":
                lines[at] = ""
            case "twice":
                lines.insert(at, lines[at])
            case "key":
                lines[at] = "q" + lines[at]
            case _:
                lines[at] = lines[at][: len(lines[at]) // 2]
    assert ends_well(tmp_path / "s.toml", "\n".join(lines).encode())


@QUICK
@given(st.binary(max_size=300), st.integers(0, len(BASE)))
def test_truncated_and_random_bytes_end_in_words(tmp_path: Path, noise: bytes, cut: int) -> None:
    assert ends_well(tmp_path / "s.toml", BASE.encode()[:cut] + noise)


_LEAVES = st.one_of(
    st.integers(-(10**20), 10**20).map(str), st.sampled_from(['"a"', "true", "nan", "1979-05-27", "07:32:00"])
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=2).map(lambda items: "[" + ",".join(items) + "]"),
    max_leaves=4,
)


@pytest.mark.parametrize(
    "section",
    ["scenario", "fleet", "site", "region", "workload", "event", "policy", "gateway", "network", "costs"],
)
@QUICK
@given(_VALUES)
def test_any_value_in_any_section_ends_in_words(tmp_path: Path, section: str, value: str) -> None:
    for text in (
        f"{section} = {value}\n",
        f"{section} = [{value}]\n",
        f"[[{section}]]\nname = {value}\nsource = {value}\n",
    ):
        assert ends_well(tmp_path / "s.toml", text.encode())
