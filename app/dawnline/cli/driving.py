"""Driving a simulation for a verb: cancelled by Ctrl+C or a window, flushed by the clock, told of."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from dawnline.cli.complaint import UserError
from dawnline.cli.terminal import is_watched

if TYPE_CHECKING:
    from dawnline.runs.drive import Outcome, Progress

FIRST_FLUSH_S = 0.25  # a person waits for the first picture
FLUSH_EVERY_S = 3.0
SPEAK_EVERY_S = 0.2
INTERRUPTED = 130  # what shells call a program that Ctrl+C ended


class Calls(TypedDict):
    """What `dawnline.runs` asks while it drives."""

    should_flush: Callable[[], bool]
    on_progress: Callable[["Progress"], None]
    cancelled: Callable[[], bool]
    overwrite: bool


def add_driving_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a verb that makes a run."""
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="RUN.dawn")
    parser.add_argument("--overwrite", action="store_true", help="replace an existing run file")
    parser.add_argument("--progress", choices=["jsonl"], help="JSON lines on stdout, `cancel` on stdin")
    parser.add_argument("--json", action="store_true", help="the result as JSON on stdout")


def check_output(arguments: argparse.Namespace) -> None:
    """Raise UserError if the run may not be written there."""
    if arguments.output.exists() and not arguments.overwrite:
        raise UserError(f"{arguments.output}: exists already; choose another name, or give --overwrite")


def driven(arguments: argparse.Namespace, drive: Callable[[Calls], "Outcome"]) -> int:
    """Let ``drive`` make the run and tell of it.

    Return 0 also when the window cancels, since the run so far is good; 130 after Ctrl+C.
    """
    from dawnline.cli.cancel import CancelOnInterrupt, CancelOnStdin

    parent = CancelOnStdin() if arguments.progress else None
    speaker = Speaker(jsonl=bool(arguments.progress))
    with CancelOnInterrupt() as person:
        outcome = drive(
            {
                "should_flush": FlushClock(),
                "on_progress": speaker,
                "cancelled": lambda: person.requested or (parent is not None and parent.requested),
                "overwrite": arguments.overwrite,
            }
        )
    speaker.finish(outcome.state)
    result = {"event": "done", "run": str(arguments.output), "state": outcome.state, "frames": outcome.frames}
    if arguments.progress:
        say(result)
    elif arguments.json:
        from dawnline.cli.info import description_of

        print(json.dumps(description_of(arguments.output), indent=2))
    else:
        print(f"{arguments.output}: {outcome.frames:,} frames, {outcome.state}")
    return INTERRUPTED if person.requested else 0


class FlushClock:
    """Says when to flush: soon after the start, then every few seconds."""

    def __init__(self) -> None:
        self._next_s = time.monotonic() + FIRST_FLUSH_S

    def __call__(self) -> bool:
        """Return True when a flush is due."""
        now_s = time.monotonic()
        if now_s < self._next_s:
            return False
        self._next_s = now_s + FLUSH_EVERY_S
        return True


class Speaker:
    """Tells the progress: JSON lines on stdout for a window, one rewritten line on stderr for a person."""

    def __init__(self, *, jsonl: bool) -> None:
        self._jsonl = jsonl
        self._tty = is_watched()
        self._spoken_s = 0.0
        self._flushed = -1

    def __call__(self, progress: "Progress") -> None:
        """Tell of a frame, at most a few times a second; a flush is always told."""
        now_s = time.monotonic()
        if now_s - self._spoken_s < SPEAK_EVERY_S and progress.flushed_frames == self._flushed:
            return
        self._spoken_s, self._flushed = now_s, progress.flushed_frames
        if self._jsonl:
            say(
                {
                    "event": "progress",
                    "t_s": progress.t_s,
                    "frames": progress.frames,
                    "flushed_frames": progress.flushed_frames,
                    "frame_count": progress.frame_count,
                }
            )
        elif self._tty:
            share = progress.frames / max(progress.frame_count, 1)
            print(
                f"\rsimulating {share:4.0%}  {progress.frames:,} frames", end="", file=sys.stderr, flush=True
            )

    def finish(self, state: str) -> None:
        """End the rewritten line."""
        if self._tty and not self._jsonl:
            print(f"\r{state}{' ' * 40}", file=sys.stderr)


def say(message: dict[str, object]) -> None:
    """Tell the window something, in one line."""
    print(json.dumps(message), flush=True)
