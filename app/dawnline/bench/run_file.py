"""The run file: seeking, series and size, beside the bare decoding of the same tiles."""

import sqlite3
from collections.abc import Callable, Iterator

import numpy as np
from numcodecs import blosc

from dawnline.bench.clock import duel
from dawnline.bench.inputs import Case, Inputs
from dawnline.bench.result import Result
from dawnline.recording.layout import DTYPES, TILE_ENTITIES, TILE_FRAMES, tile_count, tile_id
from dawnline.recording.recording import Recording
from dawnline.telemetry.frame import Values

SEEK_GOAL = SERIES_GOAL = 2.0  # at most twice the raw decoding
MB_PER_FLEET = 200.0  # design: per 10,000 entities x 6 channels x 3,600 frames
FLEET_VALUES = 10_000 * 6 * 3_600


def seek(inputs: Inputs) -> list[Result]:
    """Return reading one frame of every satellite channel over decoding its tiles from memory."""
    return [_seek(inputs, case) for case in inputs.cases]


def series(inputs: Inputs) -> list[Result]:
    """Return reading one satellite's whole series over decoding its tiles from memory."""
    return [_series(inputs, case) for case in inputs.cases]


def _seek(inputs: Inputs, case: Case) -> Result:
    with inputs.recording(case) as made:
        path, channels = made.path, made.header.catalogue.of_kind("satellite")
        n = len(made.header.fleet.satellites)
        raw = [_raw_decoder(made, channel.key, range(tile_count(n))) for channel in channels]
    blocks = _draws(inputs.effort.recorded_frames // TILE_FRAMES)

    def peer() -> None:
        for decode_all in raw:
            decode_all()

    with Recording(path, cache_bytes=1) as recording:

        def ours() -> None:
            frame = next(blocks) * TILE_FRAMES + 31
            for channel in channels:
                recording.values("satellite", channel.key, frame)

        ours_s, peer_s = duel(ours, peer, rounds=inputs.effort.rounds)
    note = f"one frame, {len(channels)} channels x {n:,}; peer: zstd alone, tiles in memory"
    return Result("seek", case.name, "ms", ours_s * 1e3, peer_s * 1e3, SEEK_GOAL, note)


def _series(inputs: Inputs, case: Case) -> Result:
    with inputs.recording(case) as made:
        path, n, frames = made.path, len(made.header.fleet.satellites), made.frame_count
        peer = _raw_series_decoder(made, "load_w", tile_count(n) // 2)
    satellites = _draws(n)
    with Recording(path, cache_bytes=1) as recording:
        ours_s, peer_s = duel(
            lambda: recording.series("satellite", "load_w", next(satellites)),
            peer,
            rounds=inputs.effort.rounds,
        )
    note = f"{frames} frames of one channel; peer: zstd alone, tiles in memory"
    return Result("series", case.name, "ms", ours_s * 1e3, peer_s * 1e3, SERIES_GOAL, note)


def _draws(n: int) -> Iterator[int]:
    """Return places that no cache has seen lately, the same ones each time."""
    return iter(np.random.Generator(np.random.Philox(7)).integers(0, n, 1000).tolist())


def run_file_size(inputs: Inputs) -> list[Result]:
    """Return the size of a run, scaled to design's fleet, over the size that design allows."""
    results = []
    for case in inputs.cases:
        with inputs.recording(case) as recording:
            n = len(recording.header.fleet.satellites)
            channels = len(recording.header.catalogue.of_kind("satellite"))
            megabytes, frames = recording.path.stat().st_size / 1e6, recording.frame_count
        scaled = megabytes * FLEET_VALUES / (n * channels * frames)
        note = (
            f"{megabytes:.1f} MB for {n:,} x {channels} channels x {frames} frames; peer: what design allows"
        )
        results.append(Result("run-file-size", case.name, "MB", scaled, MB_PER_FLEET, 1.0, note))
    return results


def _raw_decoder(recording: Recording, key: str, tiles: range, block: int = 1) -> Callable[[], None]:
    """Return a call that decodes tiles of one block of one channel from memory into one buffer."""
    catalogue = recording.header.catalogue
    channel = catalogue.find("satellite", key)
    number = catalogue.channels.index(channel)
    with sqlite3.connect(f"file:{recording.path}?mode=ro", uri=True) as connection:
        blobs = [
            row[0]
            for tile in tiles
            for row in connection.execute(
                "SELECT data FROM tile WHERE id >= ? AND id < ?",
                (tile_id(block, number, tile), tile_id(block, number, tile + 1)),
            )
        ]
    connection.close()
    n = len(recording.header.fleet.satellites)
    sizes = [min(TILE_ENTITIES, n - tile * TILE_ENTITIES) for tile in tiles]
    buffers: list[Values] = [np.empty((size, TILE_FRAMES), DTYPES[channel.encoding]) for size in sizes]

    def decode_all() -> None:
        for blob, buffer in zip(blobs, buffers, strict=True):
            blosc.decompress(blob, buffer)

    return decode_all


def _raw_series_decoder(recording: Recording, key: str, tile: int) -> Callable[[], None]:
    blocks = recording.frame_count // TILE_FRAMES
    decoders = [_raw_decoder(recording, key, range(tile, tile + 1), block) for block in range(blocks)]

    def decode_all() -> None:
        for decode_block in decoders:
            decode_block()

    return decode_all
