"""Writing a run while it is simulated."""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import Kind
from dawnline.recording.checkpoints import pack
from dawnline.recording.connection import BUSY_TIMEOUT_S, read_head
from dawnline.recording.errors import RunFileError
from dawnline.recording.header import RunHeader
from dawnline.recording.header_store import write_header
from dawnline.recording.layout import (
    APPLICATION_ID,
    FORMAT,
    MAX_ENTITIES,
    MAX_FRAMES,
    SCHEMA,
    TILE_FRAMES,
    tile_id,
)
from dawnline.recording.ledger import split_key
from dawnline.recording.nouns import to_json
from dawnline.recording.single_file import fold
from dawnline.recording.stage import STAGE_BYTES, Stage
from dawnline.recording.store import Store
from dawnline.recording.tile_codec import crc_of
from dawnline.recording.whole_block import WholeBlock
from dawnline.recording.writer_lock import WriterLock
from dawnline.telemetry.frame import Frame

PAGE_BYTES = 16_384


class RunWriter:
    """Writes one run file, frame after frame; raises RunFileError where the file cannot be written.

    What is appended is safe from the next flush on, or once its 60 frames are complete. A writer that dies
    leaves a run that reads as interrupted.

    Parameters
    ----------
    path : the file; it must not exist, unless ``overwrite`` is given and it is a run file.
    header : what the run is.
    stage_bytes : how much may wait in memory, about.
    """

    def __init__(
        self, path: Path, header: RunHeader, *, overwrite: bool = False, stage_bytes: int = STAGE_BYTES
    ) -> None:
        self.path = path
        self._header = header
        _check_header(path, header)
        self._stage = Stage(header.catalogue, header.fleet, stage_bytes)
        self._appended = 0
        self._flushed = 0
        self._ledger_keys: list[tuple[Kind, str]] = []
        self._ledger: list[tuple[int, int, bytes]] = []
        self._checkpoints: list[tuple[int, int, str, bytes]] = []
        _clear_way(path, overwrite=overwrite)
        self._lock = WriterLock(path)
        try:
            _remove_old(path)
            self._connection = self._create()
        except sqlite3.Error as error:
            self._lock.release()
            raise self._failed(error) from None
        except BaseException:
            self._lock.release()
            raise
        self._open = True

    def __enter__(self) -> "RunWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def frames(self) -> int:
        """How many frames were appended."""
        return self._appended

    @property
    def flushed_frames(self) -> int:
        """How many frames a reader sees, and a death of this process spares."""
        return self._flushed

    def append(self, frame: Frame) -> None:
        """Take the next frame; raise ValueError if it is not the next one or not what the catalogue says."""
        if frame.index != self._appended or frame.index >= self._header.frame_count:
            raise ValueError(
                f"frame {frame.index}; expected frame {self._appended} of {self._header.frame_count}"
            )
        row = frame.index % TILE_FRAMES % self._stage.frames
        if row == 0:
            self.flush()  # nothing to do, but where the flush at the end of the block failed
        self._stage.put(row, frame)
        self._append_ledger(frame)
        self._appended += 1
        if self._appended % TILE_FRAMES % self._stage.frames == 0:
            self.flush()

    def append_block(self, block: WholeBlock) -> None:
        """Take the next 60 frames as they lie in another file, and make them safe and visible at once.

        Raise ValueError if they are not the next ones, Damaged where the other file has lost some; then
        nothing of the block is kept.
        """
        stop = (block.number + 1) * TILE_FRAMES
        if self._appended != block.number * TILE_FRAMES or stop > self._header.frame_count:
            raise ValueError(f"block {block.number} behind {self._appended} frames; expected the next one")
        self.flush()
        with self._transaction():
            self._connection.executemany("INSERT INTO tile VALUES (?, ?, ?, ?)", block.tiles)
            if block.number == 0:
                self._ledger_keys = [split_key(text) for text in block.ledger_keys]
                Store(self._connection).put_text("ledger", to_json(block.ledger_keys))
            self._connection.executemany("INSERT INTO ledger VALUES (?, ?, ?)", block.ledger)
            self._connection.execute("UPDATE progress SET frames = ?", (stop,))
        self._appended = self._flushed = stop

    def flush(self) -> None:
        """Make everything that was appended safe and visible; cheap: only what is new is written."""
        if self._appended == self._flushed and not self._checkpoints:
            return
        with self._transaction():
            self._write_new()
        self._flushed = self._appended
        self._ledger.clear()
        self._checkpoints.clear()

    def checkpoint(self, frame_index: int, state: Mapping[str, NDArray[Any]]) -> None:
        """Keep a state of the simulation as it was after a frame; written with the next flush."""
        arrays, data = pack(state)
        self._checkpoints.append((frame_index, crc_of(data, frame_index), arrays, data))

    def finish(self, state: Literal["complete", "cancelled"]) -> None:
        """Flush, say how the run ended, and close."""
        self.flush()
        try:
            self._connection.execute("UPDATE progress SET state = ?", (state,))
        except sqlite3.Error as error:
            raise self._failed(error) from None
        self.close()

    def close(self) -> None:
        """Flush and let go of the file; without ``finish`` the run reads as interrupted from now on."""
        if not self._open:
            return
        self._open = False
        try:
            self.flush()
        finally:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._connection.close()
            fold(self.path)  # not while somebody reads: then the last reader does it
            self._lock.release()

    def _create(self) -> sqlite3.Connection:
        # Header and tables are written before the -wal begins: the file itself always says what it is.
        connection = sqlite3.connect(
            self.path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute(f"PRAGMA page_size={PAGE_BYTES}")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={FORMAT}")
            for statement in SCHEMA:
                connection.execute(statement)
            write_header(Store(connection), self._header)
            connection.execute("INSERT INTO progress VALUES (1, 0, 'running')")
            connection.execute("COMMIT")
            connection.execute("PRAGMA journal_mode=WAL").fetchone()
            connection.execute("PRAGMA synchronous=NORMAL")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # a full disk has rolled back already
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._failed(error) from None

    def _write_new(self) -> None:
        connection = self._connection
        if self._flushed < self._appended:
            block = (self._appended - 1) // TILE_FRAMES
            filled = self._appended - block * TILE_FRAMES
            rows_end = (filled - 1) % self._stage.frames + 1
            start = max(self._flushed - block * TILE_FRAMES, filled - rows_end)
            if filled == rows_end == TILE_FRAMES:
                start = 0  # everything is still here: one tile instead of its parts
                span = (tile_id(block, 0, 0), tile_id(block + 1, 0, 0))
                connection.execute("DELETE FROM tile WHERE id >= ? AND id < ?", span)
            rows = slice(rows_end - (filled - start), rows_end)
            tiles = self._stage.tiles(block, start, rows)
            connection.executemany("INSERT INTO tile VALUES (?, ?, ?, ?)", tiles)
            if self._flushed == 0:
                keys = [f"{kind}.{key}" for kind, key in self._ledger_keys]
                Store(connection).put_text("ledger", to_json(keys))
            connection.executemany("INSERT INTO ledger VALUES (?, ?, ?)", self._ledger)
            connection.execute("UPDATE progress SET frames = ?", (self._appended,))
        connection.executemany("INSERT OR REPLACE INTO checkpoint VALUES (?, ?, ?, ?)", self._checkpoints)

    def _append_ledger(self, frame: Frame) -> None:
        totals = {
            (kind, key): value for kind, of_kind in frame.ledger.items() for key, value in of_kind.items()
        }
        if frame.index == 0:
            self._ledger_keys = list(totals)
        if set(totals) != set(self._ledger_keys):
            raise ValueError(f"frame {frame.index}: ledger of {list(totals)}; expected {self._ledger_keys}")
        data = np.array([totals[key] for key in self._ledger_keys], "<f8").tobytes()
        self._ledger.append((frame.index, crc_of(data, frame.index), data))

    def _failed(self, error: sqlite3.Error) -> RunFileError:
        return RunFileError(self.path, f"cannot be written ({error})", "a writable folder with room")


def _check_header(path: Path, header: RunHeader) -> None:
    largest = max((len(table) for table in header.fleet.tables.values()), default=0)
    if header.frame_count > MAX_FRAMES or largest > MAX_ENTITIES:
        raise RunFileError(
            path,
            f"would hold {header.frame_count} frames of {largest} entities",
            f"at most {MAX_FRAMES} frames of {MAX_ENTITIES} entities",
        )


def _clear_way(path: Path, *, overwrite: bool) -> None:
    if not path.exists():
        return
    if not overwrite:
        raise RunFileError(path, "exists already", "a new name, or permission to overwrite it")
    if path.is_file() and path.stat().st_size == 0:
        return
    read_head(path)  # nothing but a run file is ever overwritten


def _remove_old(path: Path) -> None:
    try:
        for suffix in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        problem = f"cannot be replaced ({error.strerror})"
        raise RunFileError(path, problem, "a file that nobody holds open") from None
