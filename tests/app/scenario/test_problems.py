"""What a person reads who got a scenario wrong: file, line, key, what is wrong, what would be right."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dawnline import __version__
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import Overrides, check_scenario, load_scenario
from dawnline.scenario.problem import ScenarioError
from dawnline_testing.patience import PATIENCE_S
from dawnline_testing.scenario_texts import HEAD, SHELL, SITE

Complain = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            HEAD + SITE.replace("48.1", "98.1"),
            "5: site[0].lat: 98.1 is out of range; expected at most 90",
        ),
        (
            HEAD + SITE.replace("48.1", "nan"),
            "5: site[0].lat: nan is wrong here; expected a finite number",
        ),
        (
            HEAD + SITE.replace("48.1", '"48"'),
            "5: site[0].lat: '48' is wrong here; expected a number",
        ),
        (
            HEAD + SITE.replace("1000", "1.5"),
            "8: site[0].accelerators: 1.5 is wrong here; expected a whole number",
        ),
        (
            HEAD + SITE.replace("1000", "true"),
            "8: site[0].accelerators: true is wrong here; expected a whole number",
        ),
        (
            HEAD + SITE.replace("lon = 11.6\n", ""),
            "3: site[0].lon: is missing; expected longitude, degrees east",
        ),
        (
            HEAD + SITE + "lenght = 1\n",
            "10: site[0].lenght: unknown key; expected one of 'accelerator', ",
        ),
        (
            HEAD + SHELL + "plane = 1\n",
            "11: fleet[0].plane: unknown key; expected 'planes' (did you mean that?)",
        ),
        (
            HEAD + SHELL.replace("walker-delta", "walker-dleta"),
            "5: fleet[0].source: 'walker-dleta' is unknown; expected 'walker-delta' (did you mean that?)",
        ),
        (
            HEAD + SHELL.replace('source = "walker-delta"\n', ""),
            "3: fleet[0].source: is missing; expected one of 'cluster', 'elements', 'preset',",
        ),
        (
            HEAD + SHELL.replace("spacex-ai1", "spacex-a1"),
            "10: fleet[0].bus.preset: bus 'spacex-a1' is unknown; expected 'spacex-ai1' (did you mean that?)",
        ),
        (
            HEAD + SHELL.replace('"spacex-ai1"', '{ preset = "spacex-ai1", batery_kwh = 1 }'),
            "10: fleet[0].bus.batery_kwh: unknown key; expected 'battery_kwh' (did you mean that?)",
        ),
        (
            HEAD + SHELL.replace('"spacex-ai1"', '{ preset = "spacex-ai1", throttle_c = 120 }'),
            "10: fleet[0].bus.throttle_c: throttle_c 120 is not below trip_c 95; expected a "
            "temperature below",
        ),
        (
            HEAD + SHELL + "phasing = 6\n",
            "11: fleet[0].phasing: 6 is out of range; expected 0 to 5, 'auto' or 'half'",
        ),
        (
            HEAD + SITE.replace("h100", "h1000"),
            "7: site[0].accelerator.preset: 'h1000' is unknown; expected 'h100' (did you mean that?)",
        ),
        (
            HEAD + '[[site]]\npreset = "awz"\n',
            "4: site[0].preset: sites 'awz' are unknown; expected 'aws' (did",
        ),
        (
            HEAD + '[[site]]\npreset = "aws"\nonly = ["us-east-1", "us-eastt-2"]\n',
            "5: site[0].only[1]: 'us-eastt-2' is unknown in 'aws'; expected 'us-east-2' (did you mean that?)",
        ),
        (
            HEAD + SITE + SITE,
            "11: site[1].name: site 'here' is there twice; expected another name",
        ),
        (
            HEAD + SHELL + SHELL,
            "12: fleet[1].name: fleet 'a' is there twice; expected another name",
        ),
        (
            HEAD + SITE + "[polcy]\n",
            "10: polcy: unknown section; expected 'policy' (did you mean that?)",
        ),
        (
            HEAD + SITE + '[[chapter]]\nname = "g"\n',
            "10: chapter: this section is reserved: nothing in this",
        ),
        (
            HEAD + "step = 60\n" + SITE,
            "3: scenario.step: is a whole number, which has no unit; expected a length",
        ),
        (
            HEAD + 'step = "0s"\n' + SITE,
            "3: scenario.step: 0 s is out of range; expected between '0.1s' and '24h'",
        ),
        (
            HEAD + 'duration = "366d"\nstep = "1s"\n' + SITE,
            "4: scenario.step: 31,622,401 frames are too many",
        ),
        (
            HEAD + "seed = -1\n" + SITE,
            "3: scenario.seed: -1 is out of range; expected at least 0",
        ),
        (
            HEAD + "format = 2\n" + SITE,
            "3: scenario.format: this scenario has format 2, for a newer Dawnline; "
            f"this Dawnline {__version__} reads format 1; expected a newer Dawnline, or format = 1 "
            "and what `dawnline schema` describes",
        ),
        (
            "[scenario]\n" + SITE,
            "1: scenario.start: is missing, and there are no element sets to take it from",
        ),
        (
            "[scenario]\nstart = 2026-05-30T00:00:00\n" + SITE,
            "2: scenario.start: '2026-05-30T00:00:00' is no such",
        ),
        (
            "[scenario]\nstart = 1700-01-01T00:00:00Z\n" + SITE,
            "2: scenario.start: '1700-01-01T00:00:00+00:00' is too",
        ),
        (
            SITE,
            " scenario: the section [scenario] is missing; expected [scenario] with title, start, duration",
        ),
        (
            HEAD,
            " there is neither a fleet nor a site; expected at least one [[fleet]] or [[site]]",
        ),
        (
            HEAD + "seed = \n",
            "3: TOML syntax: Invalid value (column 8); expected valid TOML",
        ),
        (
            HEAD + SHELL.replace("planes = 6", "planes = 20_000").replace("plane = 5", "plane = 100"),
            "3: fleet[0]: 2,000,000 satellites are too many; expected at most 1,500,000 more",
        ),
        (
            HEAD
            + 'step = "1s"\n'
            + SHELL.replace("planes = 6", "planes = 500").replace("plane = 5", "plane = 100"),
            "1: scenario.duration: 86,401 frames of 50,000 satellites are too many; expected a step "
            "of at least 2 s",
        ),
        (
            HEAD + SITE + '[[event]]\nkind = "fault"\ntarget = "site:her"\nstart = "1h"\nduration = "1h"\n',
            "12: event[0].target: there is no site 'site:her'; expected 'site:here' (did you mean that?)",
        ),
        (
            HEAD
            + SITE
            + '[[event]]\nkind = "power_cap"\ntarget = "site:here"\nstart = "1h"\nduration = "1h"\n',
            "10: event[0].share: is missing; expected the share of the power that is left, 0 to 1",
        ),
        (
            HEAD
            + SITE
            + '[[event]]\nkind = "fault"\ntarget = "site:here"\nstart = "soon"\nduration = "1h"\n',
            "13: event[0].start: is no time; expected a length of time",
        ),
        (
            HEAD + SITE + '[[workload]]\nname = "w"\nkind = "batch"\npeak_accelerators = 1\n',
            "10: workload[0]: there are workloads, but no region that asks for them",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_would_be_right(
    complaints: Complain, text: str, said: str
) -> None:
    problems = complaints(text)
    assert any(problem.startswith(f"s.toml:{said}") for problem in problems), problems


def test_all_problems_come_at_once_in_the_order_of_the_file(complaints: Complain) -> None:
    text = (
        HEAD
        + "sede = 3\n"
        + SITE.replace("48.1", "98")
        + SITE.replace("11.6", "inf")
        + "[[workload]]\nname = 1\n"
    )
    lines = [int(problem.split(":")[1]) for problem in complaints(text)]
    assert lines == sorted(lines)
    assert {3, 6, 14} <= set(lines)
    assert len(lines) >= 5


def test_very_many_problems_are_cut_short(complaints: Complain) -> None:
    problems = complaints(HEAD + SITE + "".join(f"k{index} = 1\n" for index in range(5000)))
    assert len(problems) == 201
    assert "and 4,800 more problems" in problems[-1]


def test_files_that_are_none(tmp_path: Path) -> None:
    tmp_path.joinpath("latin.toml").write_bytes(b"[scenario]\ntitle = '\xe9'\n")
    tmp_path.joinpath("big.toml").write_bytes(b"#" * 4_000_001)
    os.mkfifo(tmp_path / "pipe.toml") if hasattr(os, "mkfifo") else tmp_path.joinpath("pipe.toml").mkdir()
    said = {
        "missing.toml": "there is no such file",
        "": "is a folder",
        "latin.toml": "byte 0xe9 is not UTF-8",
        "big.toml": "is 4,000,001 bytes long",
        "pipe.toml": "is ",
        "a\0b": "cannot be read",
    }
    for name, message in said.items():
        (problem,) = check_scenario(tmp_path / name)
        assert message in problem.message, name
    (problem,) = check_scenario(tmp_path / "latin.toml")
    assert problem.line == 2


@pytest.mark.parametrize(
    "name", ["../x.tle", "/etc/passwd", "C:/x.tle", "a/../../x.tle", "..\\x.tle", "\\\\host\\x", ""]
)
def test_paths_stay_in_the_scenarios_folder(complaints: Complain, name: str) -> None:
    text = HEAD + f"[[fleet]]\nname = 'a'\nsource = 'elements'\nbus = 'spacex-ai1'\nfile = '{name}'\n"
    (problem,) = complaints(text)
    assert problem.startswith("s.toml:7: fleet[0].file: ")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
def test_links_do_not_lead_out(
    complaints: Complain, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.tle"
    outside.write_text("secret")
    (tmp_path / "x.tle").symlink_to(outside)
    text = HEAD + "[[fleet]]\nname = 'a'\nsource = 'elements'\nbus = 'spacex-ai1'\nfile = 'x.tle'\n"
    (problem,) = complaints(text)
    assert "leads out of the scenario's folder through a link" in problem
    assert "secret" not in problem


def test_without_element_sets_it_says_what_to_give_and_where_to_get_it() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(bundled_scenario("starlink-elements"))
    (problem,) = caught.value.problems
    assert "--elements FILE" in str(problem)
    assert "celestrak.org" in str(problem)
    assert problem.line is not None


def test_overrides_are_checked(complaints: Complain, tmp_path: Path) -> None:
    given = {
        "elements": {"b": tmp_path / "x.tle", None: tmp_path / "y.tle"},
        "step_s": 0.0,
        "duration_s": float("nan"),
    }
    problems = "\n".join(complaints(HEAD + SHELL + SHELL.replace('"a"', '"c"'), **given))
    assert "--elements: there is no fleet 'b'" in problems
    assert "--elements: fits 2 fleets" in problems
    assert "--step: 0 is out of range" in problems
    assert "--duration: nan is out of range" in problems


def test_phasing_that_collides_is_warned_of(written: Callable[[str], Path]) -> None:
    scenario = load_scenario(
        written(HEAD + SHELL.replace("= 6", "= 20").replace("= 5\n", "= 20\n") + "phasing = 0\n"), Overrides()
    )
    (warning,) = scenario.warnings
    assert (warning.line, warning.key) == (11, "fleet[0].phasing")
    assert "within 0 m of each other" in warning.message
    assert warning.expected.startswith("phasing = ")


def test_loading_neither_runs_code_nor_touches_the_network(written: Callable[[str], Path]) -> None:
    path = written(HEAD + SHELL + SITE + "title = \"{__import__('os').abort()}\"\n")
    program = f"""
import sys
def watch(event, arguments):
    if event.split(".")[0] in ("socket", "subprocess") or event in ("os.system", "os.exec", "os.fork"):
        print("FORBIDDEN", event)
from pathlib import Path
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import load_scenario
sys.addaudithook(watch)
load_scenario(Path({str(path)!r})); load_scenario(bundled_scenario("welcome"))
print(sorted(name for name in ("scipy", "numba", "skyfield", "PySide6", "vispy") if name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=PATIENCE_S
    )
    assert done.stdout == "[]\n"
