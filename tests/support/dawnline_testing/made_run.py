"""Made-up runs of requests and a gang on two sites, whose every value is known."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.workload import GangDemand, RequestDemand
from dawnline.recording.header import RunHeader
from dawnline.recording.recording import Recording
from dawnline.recording.writer import RunWriter
from dawnline.telemetry.catalogue import LIMITERS, catalogue_of
from dawnline.telemetry.frame import Frame
from dawnline_testing.small_scenario import SITE, WORKLOAD, small_scenario

FRAMES = 80
CODE = {name: code for code, name in enumerate(LIMITERS)}
CHAT = replace(WORKLOAD, name="chat", title="Chat", requests=RequestDemand(rate_per_s=10.0))
GANG = replace(
    WORKLOAD, name="gang", title="Gang", kind="training",
    gang=GangDemand(EntityRef("site", 0), 64.0, 32.0, 1e9, 6.0, 0.5, 1e11),
)  # fmt: skip
# Accelerators whose throughput is known: others answer no requests.
HERE = replace(SITE, accelerator=replace(SITE.accelerator, preset="h100"))
SITES = (HERE, replace(HERE, name="there", title="There"))
HEALTHY = {
    "gpu_util_frac": 0.5, "load_w": 6e4, "cap_frac": 0.3, "limiter": CODE["no_work"], "demand": 50.0,
    "ground": 50.0, "arrived": 600.0, "served": 600.0, "ttft_s": 0.2, "tpot_s": 0.03, "rtt_s": 0.02,
    "tokens_per_s": 1e4, "gang": 64.0, "goodput_frac": 0.98, "radiator_k": 300.0,
}  # fmt: skip

Channels = dict[tuple[str, str], np.ndarray]
MakeRun = Callable[..., Recording]


def made_runs(folder: Path) -> Iterator[MakeRun]:
    """Yield a function that writes a healthy run of two sites, changed by a function, and opens it."""
    opened: list[Recording] = []

    def make(change: Callable[[Channels], None] = lambda _: None, **changes: object) -> Recording:
        ledger = changes.pop("ledger", {"site": {"energy_j": 1.0}})
        rules = changes.pop("rules", None)  # of a network, where there is one
        given = {"n": 0, "sites": SITES, "workloads": (CHAT, GANG), "duration_s": (FRAMES - 1) * 60.0}
        scenario = small_scenario(**{**given, **changes})  # type: ignore[arg-type]
        if rules is not None:
            scenario = replace(scenario, fleet=replace(scenario.fleet, network=rules))  # type: ignore[arg-type]
        catalogue = catalogue_of(scenario.fleet)
        values: Channels = {
            (channel.kind, channel.key): np.full(
                (FRAMES, len(scenario.fleet.tables[channel.kind])), HEALTHY.get(channel.key, 0.0)
            )
            for channel in catalogue.channels
        }
        change(values)
        path = folder / f"engine{len(opened)}.dawn"
        types = {"code": np.uint8, "count": np.int32, "continuous": np.float32}
        with RunWriter(path, RunHeader.of_scenario(scenario, "0", catalogue)) as writer:
            for index in range(FRAMES):
                frame: dict[str, dict[str, np.ndarray]] = {}
                for channel in catalogue.channels:
                    row = values[channel.kind, channel.key][index].astype(types[channel.encoding])
                    frame.setdefault(channel.kind, {})[channel.key] = row
                writer.append(Frame(index, index * 60.0, frame, ledger))  # type: ignore[arg-type]
            writer.finish("complete")
        opened.append(Recording.open(path))
        return opened[-1]

    yield make
    for recording in opened:
        recording.close()
