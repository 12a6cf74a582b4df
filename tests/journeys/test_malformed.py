"""Two hundred malformed files: a clear error and exit code 2, or a marked gap; no traceback, no hang."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dawnline.cli.main import main
from dawnline.scenario.library import bundled_scenario
from dawnline_testing.malformed import Malformed, malformed_files
from dawnline_testing.patience import PATIENCE_S
from dawnline_testing.small_scenario import TEXT, write_small_scenario

CHILD = Path(__file__).with_name("malformed_child.py")
AS_PROCESSES = 20


@pytest.fixture(scope="module")
def bad_files(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Malformed, list[str]]]:
    """Every bad file with the command line that meets it."""
    folder = tmp_path_factory.mktemp("malformed")
    run = folder / "good.dawn"
    assert main(["simulate", str(write_small_scenario(folder)), "-o", str(run)]) == 0
    files = []
    for number, bad in enumerate(malformed_files(TEXT.format(duration="2h"), run.read_bytes())):
        place = folder / str(number)
        place.mkdir()
        path = place / bad.name
        path.write_bytes(bad.content)
        names = {"{}": str(path), "starlink-elements": str(bundled_scenario("starlink-elements"))}
        files.append((bad, [names.get(word, word) for word in bad.argv]))
    return files


def test_there_are_two_hundred(bad_files: list[tuple[Malformed, list[str]]]) -> None:
    assert len(bad_files) >= 200


def test_each_is_refused_in_words(bad_files: list[tuple[Malformed, list[str]]]) -> None:
    done = subprocess.run(
        [sys.executable, str(CHILD)],
        input="\n".join(json.dumps(argv) for _, argv in bad_files),
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(bad_files), f"the process ended early: {done.stderr[-3000:]}"
    wrong = [
        f"{bad.name}: status {result['status']} in {result['seconds']:.1f} s: {result['said'][-300:]}"
        for (bad, _), result in zip(bad_files, told, strict=True)
        if not _refused(bad, result["status"], result["said"], result["out"])
    ]
    assert not wrong, "\n".join(wrong)


def test_some_as_real_processes(bad_files: list[tuple[Malformed, list[str]]]) -> None:
    for bad, argv in bad_files[:: len(bad_files) // AS_PROCESSES][:AS_PROCESSES]:
        done = subprocess.run(
            [sys.executable, "-m", "dawnline", *argv],
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert _refused(bad, done.returncode, done.stderr, done.stdout), f"{bad.name}: {done}"


def _refused(bad: Malformed, status: object, said: str, out: str) -> bool:
    """Say whether an answer is good: exit 2 with words that name the file, or gaps marked one by one."""
    if status != 2 or "Traceback" in said:
        return False
    return bad.name in said or ("gaps" in out and "gaps               0" not in out)
