"""Small recordings whose every value is known, and one that was really simulated."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dawnline.recording.header import RunHeader
from dawnline.recording.recording import Recording
from dawnline.recording.writer import RunWriter
from dawnline.sim.simulation import Simulation
from dawnline.telemetry.catalogue import CATALOGUE, LIMITERS
from dawnline.telemetry.frame import Frame
from dawnline_testing.small_scenario import BUS, biting_scenario, small_scenario

FRAMES = 130
N = 6
CODE = {name: code for code, name in enumerate(LIMITERS)}
# Satellite 0 is in umbra in these frames, a frame of penumbra before and after.
DARK = slice(20, 54)

Channels = dict[tuple[str, str], np.ndarray]
MakeRun = Callable[..., Recording]


def known_values() -> Channels:
    """Return (FRAMES, n) of every channel: all sunny and at full load, but satellite 0, which eclipses."""
    full_w = BUS.accelerators * BUS.accelerator.max_w * (1 + BUS.overhead_frac) + BUS.housekeeping_w
    values: Channels = {
        ("satellite", "gpu_util_frac"): np.ones((FRAMES, N)),
        ("satellite", "load_w"): np.full((FRAMES, N), full_w),
        ("satellite", "array_w"): np.full((FRAMES, N), 20_000.0),
        ("satellite", "soc_frac"): np.full((FRAMES, N), 0.9),
        ("satellite", "radiator_k"): np.full((FRAMES, N), 300.0),
        ("satellite", "sunlit_frac"): np.ones((FRAMES, N)),
        ("satellite", "limiter"): np.full((FRAMES, N), CODE["none"]),
        ("satellite", "state"): np.zeros((FRAMES, N)),
        ("site", "gpu_util_frac"): np.full((FRAMES, 1), 0.75),
        ("site", "load_w"): np.full((FRAMES, 1), 100_000.0),
        ("site", "cap_frac"): np.full((FRAMES, 1), 0.5),
        ("site", "limiter"): np.full((FRAMES, 1), CODE["no_work"]),
        ("region", "demand"): np.full((FRAMES, 2), 50.0),
    }
    for key in ("demand", "orbit", "ground", "unserved"):
        values["workload", key] = np.full((FRAMES, 1), 40.0)
    values["satellite", "sunlit_frac"][DARK, 0] = 0.0
    values["satellite", "sunlit_frac"][[19, 54], 0] = 0.25
    values["satellite", "array_w"][DARK, 0] = 0.0
    values["satellite", "gpu_util_frac"][DARK, 0] = 0.3
    values["satellite", "limiter"][DARK, 0] = CODE["eclipse"]
    values["satellite", "soc_frac"][DARK, 0] = np.linspace(0.9, 0.5, 34)
    return values


def write(writer: RunWriter, values: Channels, frames: range) -> None:
    """Append frames of known values."""
    for index in frames:
        by_kind: dict[str, dict[str, np.ndarray]] = {}
        for (kind, key), series in values.items():
            code = CATALOGUE.find(kind, key).encoding == "code"
            by_kind.setdefault(kind, {})[key] = series[index].astype(np.uint8 if code else np.float32)
        ledger = {"satellite": {"load_j": 60.0 * 1e6 * index}, "site": {"energy_j": 6e6}}
        writer.append(Frame(index, index * 60.0, by_kind, ledger))


def header(**changes: object) -> RunHeader:
    """Return the header of a run of N satellites and one site."""
    buses = (replace(BUS, eclipse_policy="throttle"),)
    scenario = small_scenario(**{"n": N, "buses": buses, "duration_s": (FRAMES - 1) * 60.0, **changes})
    return RunHeader.of_scenario(scenario, "0", CATALOGUE)


@pytest.fixture
def make_run(tmp_path: Path) -> Iterator[MakeRun]:
    """Return a function that writes a run of known values, changed by a function, and opens it."""
    opened: list[Recording] = []

    def make(
        change: Callable[[Channels], None] | None = None, frames: int = FRAMES, **changes: object
    ) -> Recording:
        values = known_values()
        if change:
            change(values)
        path = tmp_path / f"known{len(opened)}.dawn"
        with RunWriter(path, header(**changes)) as writer:
            write(writer, values, range(frames))
            writer.finish("complete" if frames == FRAMES else "cancelled")
        opened.append(Recording.open(path))
        return opened[-1]

    yield make
    for recording in opened:
        recording.close()


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recording]:
    """Return a simulated run in which every limiter holds somebody back."""
    scenario = biting_scenario()
    simulation = Simulation(scenario)
    path = tmp_path_factory.mktemp("lived") / "lived.dawn"
    with RunWriter(path, RunHeader.of_scenario(scenario, "0", CATALOGUE)) as writer:
        writer.append(simulation.start())
        for _ in range(scenario.frame_count - 1):
            writer.append(simulation.step(scenario.step_s))
        writer.finish("complete")
    with Recording.open(path) as recording:
        yield recording
