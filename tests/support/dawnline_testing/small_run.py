"""Runs made by hand: a few entities, a channel of every encoding, values that depend on their place only."""

from collections.abc import Container
from dataclasses import replace
from pathlib import Path

import numpy as np

from dawnline.fleet.accelerator import Accelerator
from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.entity import EntityTable
from dawnline.fleet.fleet import Fleet, FleetGroup
from dawnline.fleet.ground import Site
from dawnline.fleet.provenance import Provenance
from dawnline.orbits.element_sets import SGP4_COLUMNS, ElementSets, KeplerElements
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.recording.header import RunHeader
from dawnline.recording.writer import RunWriter
from dawnline.telemetry.catalogue import Catalogue
from dawnline.telemetry.channel import Channel
from dawnline.telemetry.frame import Frame, Values

EPOCH = Epoch.from_iso("2026-05-30T06:00:00Z")
STEP_S = 60.0
SITES = 2
CATALOGUE = Catalogue(
    (
        Channel(
            "satellite", "soc_frac", "Battery", "continuous", "frac", "%", "State of charge", kept_bits=12
        ),
        Channel("site", "load_w", "Facility power", "continuous", "w", "MW", "Power", kept_bits=23),
        Channel(
            "satellite",
            "limiter",
            "Limiter",
            "code",
            "code",
            "",
            "Limiter",
            codes=("none", "eclipse", "heat"),
        ),
        Channel("satellite", "requests", "Requests", "count", "requests", "requests", "Requests"),
    )
)
_ACCELERATOR = Accelerator("test", 100.0, 700.0, 1.2)
_SOURCE = Provenance("array_area_m2", 20.0, "m²", 'a test, of 5 < 6 "quotes"', "2026-05-30", "assumed")
_BUS = SatelliteBus(
    "test bus", _ACCELERATOR, 8, 20.0, 0.3, 0.9, 0.99, 0.02, "sun-tracking", 1e7, 0.95, 0.95, 1.0, 0.3,
    10.0, 2, 0.1, 0.9, 1e5, 330.0, 350.0, 500.0, 0.12, "throttle", 0.5, 1e-4, 3600.0, (_SOURCE,),
)  # fmt: skip


def small_fleet(satellites: int) -> Fleet:
    """Return a fleet ``f`` of generated satellites and two sites of one provider, both called ``east``."""
    names = tuple(f"SAT-{i}" for i in range(satellites))
    sites = tuple(
        Site("east", f"East {i}", f"p{i}", 0.5, -1.5, _ACCELERATOR, 1000, 1e8, 1.2, 0.1, 0.0, 0.0)
        for i in range(SITES)
    )
    return Fleet(
        tables={
            "satellite": EntityTable.of(
                "satellite",
                tuple(f"satellite:f/{name}" for name in names),
                names,
                np.zeros(satellites, np.int32),
            ),
            "site": EntityTable.of("site", tuple(f"site:p{i}/east" for i in range(SITES)), ("east",) * SITES),
            "region": EntityTable.of("region", (), ()),
            "workload": EntityTable.of("workload", (), ()),
            "fleet": EntityTable.of("fleet", ("fleet:f",), ("f",)),
        },
        groups=(FleetGroup("f", "A fleet", "satellite", "elements", "half real, half made — ü"),),
        buses=(_BUS,),
        bus_of=np.zeros(satellites, np.int32),
        plane_of=np.arange(satellites, dtype=np.int32) - 1,
        sites=sites,
        regions=(),
        workloads=(),
    )


def small_header(satellites: int, frames: int) -> RunHeader:
    """Return a header; half of the satellites have element sets, numbered from 44000."""
    real = satellites // 2
    fleet = small_fleet(satellites)
    names = fleet.satellites.names
    spread = np.arange(real) * 1e-3
    columns = {key: np.zeros(real) for key in SGP4_COLUMNS}
    columns |= {
        "jdsatepoch": np.full(real, EPOCH.jd),
        "jdsatepochF": np.full(real, 0.1),
        "ecco": np.full(real, 1e-4),
    }
    columns |= {
        "inclo": np.full(real, 0.9),
        "no_kozai": np.full(real, 0.0655),
        "nodeo": spread,
        "mo": spread / 3.0,
    }
    made = satellites - real
    orbit = KeplerElements(
        names[real:],
        np.full(made, 7e6),
        *(np.full(made, x) for x in (0.0, 0.9, 0.1, 0.2)),
        np.arange(made) / 7.0,
    )
    sets = ElementSets(names[:real], np.arange(44_000, 44_000 + real), columns)
    return RunHeader(
        title="A small run",
        description="for tests",
        epoch=EPOCH,
        step_s=STEP_S,
        duration_s=(frames - 1) * STEP_S,
        frame_count=frames,
        seed=7,
        version="0.0.test",
        document='{"scenario":{"title":"A small run"}}',
        fleet=fleet,
        ephemeris=Ephemeris(EPOCH, (sets, orbit)),
        catalogue=CATALOGUE,
        warnings=("record 3 was skipped",),
    )


def small_frame(satellites: int, index: int) -> Frame:
    """Return a frame whose values depend on entity and frame; a few are NaN."""
    entity = np.arange(satellites, dtype=np.int64)
    soc = (0.5 + 0.5 * np.sin(entity * 0.7 + index * 0.05)).astype(np.float32)
    soc[(entity * 7 + index * 13) % 101 == 0] = np.nan
    values: dict[str, Values] = {
        "soc_frac": soc,
        "limiter": ((entity + index // 7) % 3).astype(np.uint8),
        "requests": ((entity * 1_000_003 + index * 77_777) % 2**31).astype(np.int32),
    }
    load = {"load_w": np.array([index * 1.5, 1e8 / 3.0], np.float32)}
    ledger = {"satellite": {"in_j": index / 3.0, "out_j": 1e15 + index}, "site": {"used_j": -float(index)}}
    return Frame(index, index * STEP_S, {"satellite": values, "site": load}, ledger)  # type: ignore[arg-type]


def write_small_run(
    path: Path,
    satellites: int = 7,
    frames: int = 90,
    *,
    flush_after: Container[int] = (),
    finish: bool = True,
    **changes: object,
) -> Path:
    """Write a run, flushing after the frames in ``flush_after``; ``changes`` are made to its header."""
    header = replace(small_header(satellites, frames), **changes)  # type: ignore[arg-type]
    with RunWriter(path, header) as writer:
        for index in range(frames):
            writer.append(small_frame(satellites, index))
            if index % 40 == 0:
                writer.checkpoint(
                    index, {"soc": np.arange(index, index + 5.0), "n": np.array(3), "b": np.array([True])}
                )
            if index in flush_after:
                writer.flush()
        if finish:
            writer.finish("complete")
    return path
