"""The fences hold, and they bite: faults planted in a copy of the tree are found by the fence they break."""

import json
import os
import shutil
import subprocess
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from dawnline_testing.patience import PATIENCE_S
from dawnline_testing.tree import ROOT, own_files

SCRIPTS = Path(sysconfig.get_path("scripts"))
SHELVES = ("app", "widgets", "assets")


@dataclass(frozen=True)
class Fault:
    """One line too many in one module, and the contract that it breaks."""

    name: str
    path: str
    text: str
    contract: str


FAULTS = (
    Fault(
        "a lower room names a higher one",
        "app/dawnline/fleet/planted.py",
        "import dawnline.scenario\n",
        "A lower room never names a higher one",
    ),
    Fault(
        "rooms side by side name each other",
        "app/dawnline/timeline/planted.py",
        "import dawnline.recording\n",
        "A lower room never names a higher one",
    ),
    Fault(
        "a room that is not on the list",
        "app/dawnline/planted/__init__.py",
        '"""A room nobody knows."""\n',
        "A lower room never names a higher one",
    ),
    Fault(
        "Qt inside a function of a lower room",
        "app/dawnline/present/planted.py",
        "def late():\n    import PySide6.QtCore\n    return PySide6\n",
        "Below the shell there is no Qt, vispy or pyqtgraph",
    ),
    Fault(
        "Qt by way of a widget",
        "app/dawnline/present/planted.py",
        "import dawnline_widgets.theme.planted\n",
        "Below the shell there is no Qt, vispy or pyqtgraph",
    ),
    Fault(
        "a view names the simulation",
        "app/dawnline/shell/planted.py",
        "import dawnline.sim\n",
        "Only runs and bench name the simulation",
    ),
    Fault(
        "the shell drives the simulation itself",
        "app/dawnline/shell/planted.py",
        "import dawnline.runs\n",
        "The shell imports neither the simulation nor what drives it",
    ),
    Fault(
        "a widget knows the program",
        "widgets/dawnline_widgets/charts/planted.py",
        "import dawnline.fleet\n",
        "Widgets know nothing of the program",
    ),
    Fault(
        "sgp4 outside orbits",
        "app/dawnline/sim/planted.py",
        "import sgp4.api\n",
        "Only orbits imports skyfield and sgp4",
    ),
    Fault(
        "vispy outside the globe",
        "widgets/dawnline_widgets/tables/planted.py",
        "import vispy.gloo\n",
        "vispy only in globe",
    ),
    Fault(
        "pyqtgraph in the globe",
        "widgets/dawnline_widgets/globe/planted.py",
        "import pyqtgraph\n",
        "pyqtgraph only in charts and timeline",
    ),
    Fault(
        "a widget room names its neighbour",
        "widgets/dawnline_widgets/tables/planted.py",
        "import dawnline_widgets.charts\n",
        "Widget rooms know the theme and nothing else of each other",
    ),
)
# In every copy, and no fault by itself: a widget may use Qt. One of the faults reaches Qt by way of it.
QT_WIDGET = ("widgets/dawnline_widgets/theme/planted.py", "import PySide6.QtWidgets\n")


def lint_imports(root: Path) -> tuple[int, dict[str, str]]:
    """Return the exit status of import-linter in a tree, and KEPT or BROKEN for each contract."""
    paths = os.pathsep.join(str(root / shelf) for shelf in SHELVES)
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(
        [SCRIPTS / "lint-imports", "--no-cache"],
        cwd=root, capture_output=True, text=True, check=False, timeout=PATIENCE_S, env=environment,
    )  # fmt: skip
    verdicts = {}
    for line in done.stdout.splitlines():
        for verdict in ("KEPT", "BROKEN"):
            if line.endswith(f" {verdict}"):
                verdicts[line.removesuffix(f" {verdict}")] = verdict
    assert verdicts, done.stdout + done.stderr
    return done.returncode, verdicts


def lint(path: str, text: str) -> list[str]:
    """Return the rules that ruff finds broken in a text, as if it lay at this path."""
    done = subprocess.run(
        [SCRIPTS / "ruff", "check", "--no-cache", "--output-format=json", f"--stdin-filename={path}", "-"],
        input=text, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_S,
    )  # fmt: skip
    return [found["code"] for found in json.loads(done.stdout)]


def copy_tree(target: Path) -> None:
    """Copy what the fences look at: the program and the settings."""
    for shelf in SHELVES:
        for path in own_files():
            if path.suffix == ".py" and path.is_relative_to(ROOT / shelf):
                copy = target / path.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, copy)
    shutil.copy(ROOT / "pyproject.toml", target)


def plant(target: Path, fault: Fault) -> None:
    """Put a fault into a copy of the tree."""
    for path, text in (QT_WIDGET, (fault.path, fault.text)):
        (target / path).parent.mkdir(exist_ok=True)
        (target / path).write_text(text)


def test_every_fence_holds() -> None:
    """import-linter finds nothing in the tree as it is."""
    status, verdicts = lint_imports(ROOT)
    assert status == 0
    assert set(verdicts.values()) == {"KEPT"}


def test_every_fence_bites(tmp_path: Path) -> None:
    """Each planted fault breaks its contract, and every contract is broken by one of them."""

    def bite(numbered: tuple[int, Fault]) -> tuple[Fault, int, dict[str, str]]:
        number, fault = numbered
        target = tmp_path / str(number)
        copy_tree(target)
        plant(target, fault)
        return fault, *lint_imports(target)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        bitten = list(pool.map(bite, enumerate(FAULTS)))
    missed = [fault.name for fault, status, said in bitten if status == 0 or said[fault.contract] != "BROKEN"]
    assert not missed
    _, _, verdicts = bitten[0]
    assert {fault.contract for fault in FAULTS} == set(verdicts)


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        ("app/dawnline/sim/planted.py", "import time\n\nNOW_S = time.time()\n", "TID251"),
        ("app/dawnline/sim/planted.py", "import random\n\nLUCK = random.random()\n", "TID251"),
        ("app/dawnline/sim/planted.py", "import numpy\n\nrng = numpy.random.default_rng()\n", "TID251"),
        ("app/dawnline/recording/planted.py", "import pickle\n\nprint(pickle)\n", "TID251"),
        ("app/dawnline/fleet/planted.py", "def late():\n    import json\n\n    return json\n", "PLC0415"),
        ("app/dawnline/fleet/planted.py", "from . import entity\n\nprint(entity)\n", "TID252"),
        ("app/dawnline/fleet/planted.py", "def public():\n    return 1\n", "D103"),
        ("app/dawnline/scenario/planted.py", "VALUE = eval('1')\n", "S307"),
    ],
)
def test_lint_bites(path: str, text: str, rule: str) -> None:
    """What ruff must refuse: clocks, luck, pickle, late and relative imports, silence, eval."""
    assert rule in lint(path, text)


def test_lint_lets_the_shell_look_at_the_clock() -> None:
    """The same line passes where clocks live, so that the rule above is what refused it."""
    text = '"""A clock."""\n\nimport time\n\nNOW_S = time.monotonic()\n'
    assert lint("app/dawnline/shell/planted.py", text) == []
    assert lint("app/dawnline/sim/planted.py", text) == ["TID251"]
