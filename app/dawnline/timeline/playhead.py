"""The playhead: where in a run the window stands, and how it moves. Pure: the caller has the clock."""

import math
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from dawnline.timeline.grid import frame_at, frame_from
from dawnline.timeline.motion import moved_on
from dawnline.timeline.speeds import checked_speed, faster_than, reversed_speed, slower_than

Mode = Literal["LIVE", "REPLAY"]


class Moved(Enum):
    """What an advance did: nothing, moved on (views append), or jumped (views ask anew)."""

    NOT = "not"
    TICK = "tick"
    SEEK = "seek"


@dataclass(frozen=True)
class PlayheadState:
    """A snapshot of the playhead; ``growing`` is true while the run is still simulated."""

    t_s: float
    duration_s: float
    step_s: float
    available_s: float
    growing: bool
    speed: float
    playing: bool
    following: bool
    loop: tuple[float, float] | None
    mode: Mode
    buffering: bool


class Playhead:
    """A position in ``[0, available_s]`` of a run of ``duration_s`` with frames every ``step_s``.

    Attributes (to be read; change them through the methods)
    --------------------------------------------------------
    t_s : position, seconds since the start of the run.
    speed : run seconds per wall second, -1000 to 10,000, never 0.
    playing : whether time moves.
    following : whether the position is the end of a run that still grows. Seek, pause, step and reverse
        end it, and so does the run when it stops growing.
    loop : the range (start_s, end_s) that playing stays in, or None.
    available_s : how far data reaches.
    growing : whether more data is to come.
    """

    def __init__(self, duration_s: float, step_s: float) -> None:
        if not (math.isfinite(duration_s) and duration_s >= 0 and math.isfinite(step_s) and step_s > 0):
            raise ValueError(f"duration {duration_s} s, step {step_s} s: expected finite, step above 0")
        self.duration_s = float(duration_s)
        self.step_s = float(step_s)
        self.t_s = 0.0
        self.speed = 1.0
        self.playing = False
        self.following = False
        self.loop: tuple[float, float] | None = None
        self.available_s = 0.0
        self.growing = True
        self._jumped = False

    @property
    def mode(self) -> Mode:
        """Return LIVE while the playhead follows the end, else REPLAY."""
        return "LIVE" if self.following else "REPLAY"

    @property
    def buffering(self) -> bool:
        """Return whether playing waits for the simulation."""
        waits = self.playing and not self.following and self.growing and self.speed > 0
        return waits and self.t_s >= self.available_s

    @property
    def state(self) -> PlayheadState:
        """Return a snapshot."""
        return PlayheadState(
            t_s=self.t_s,
            duration_s=self.duration_s,
            step_s=self.step_s,
            available_s=self.available_s,
            growing=self.growing,
            speed=self.speed,
            playing=self.playing,
            following=self.following,
            loop=self.loop,
            mode=self.mode,
            buffering=self.buffering,
        )

    def extend(self, available_s: float, *, growing: bool = True) -> None:
        """Say how far data reaches, and with ``growing=False`` that no more will come (cancelled, failed).

        A run whose last frame is there does not grow, whatever is said.
        """
        if not math.isfinite(available_s):
            raise ValueError(f"data reaches to {available_s} s: expected a finite number")
        self.available_s = min(max(float(available_s), 0.0), self.duration_s)
        last_frame_s = frame_at(self.duration_s, self.step_s) * self.step_s
        self.growing = growing and self.available_s < last_frame_s
        if self.t_s > self.available_s:
            self._jump(self.available_s)

    def advance(self, dt_wall_s: float) -> Moved:
        """Move on by ``dt_wall_s`` seconds of the wall clock; say how the position changed."""
        if not (math.isfinite(dt_wall_s) and dt_wall_s >= 0):
            raise ValueError(f"wall time moved by {dt_wall_s} s: expected a finite number, not below 0")
        before_s = self.t_s
        if self.following:
            self.t_s = self.available_s
            if not self.growing:
                self.following = self.playing = False
        elif self.playing:
            motion = moved_on(self.t_s, dt_wall_s * self.speed, self.available_s, self.growing, self.loop)
            self._jumped = self._jumped or (motion.wrapped and motion.t_s != self.t_s)
            self.t_s = motion.t_s
            self.playing = not motion.ended
        jumped, self._jumped = self._jumped, False
        if jumped:
            return Moved.SEEK
        return Moved.TICK if self.t_s != before_s else Moved.NOT

    def seek(self, t_s: float) -> None:
        """Go to a time, or as near to it as there is data; leaves LIVE."""
        if not math.isfinite(t_s):
            raise ValueError(f"time {t_s} s: expected a finite number")
        self.following = False
        self._jump(float(t_s))

    def play(self) -> None:
        """Let time move; from the end of a finished run it begins again."""
        if self.speed > 0 and not self.growing and self.t_s >= self.available_s and self.loop is None:
            self._jump(0.0)
        elif self.speed < 0 and self.t_s <= 0.0 and self.loop is None:
            self._jump(self.available_s)
        self.playing = True

    def pause(self) -> None:
        """Hold time; leaves LIVE."""
        self.playing = self.following = False

    def toggle(self) -> None:
        """Play if held, hold if playing."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def set_speed(self, speed: float) -> None:
        """Set the speed, -1000 to 10,000, not 0 (else ValueError); backwards leaves LIVE."""
        self.speed = checked_speed(speed)
        self.following = self.following and self.speed > 0

    def faster(self) -> None:
        """Climb the ladder of speeds, in the same direction."""
        self.set_speed(faster_than(self.speed))

    def slower(self) -> None:
        """Descend the ladder of speeds, in the same direction."""
        self.set_speed(slower_than(self.speed))

    def reverse(self) -> None:
        """Turn the direction of time; leaves LIVE."""
        self.set_speed(reversed_speed(self.speed))
        self.following = False

    def step_frames(self, n: int) -> None:
        """Hold, and go ``n`` frames on (back if negative); lands on a frame exactly; leaves LIVE."""
        self.pause()
        here = frame_at(self.t_s, self.step_s) if n >= 0 else frame_from(self.t_s, self.step_s)
        last = frame_at(self.available_s, self.step_s)
        self._jump(min(max(here + n, 0), last) * self.step_s)

    def loop_range(self, start_s: float | None = None, end_s: float | None = None) -> None:
        """Play within a range only; without arguments, no more. ValueError if the range is empty."""
        if start_s is None or end_s is None:
            self.loop = None
            return
        low_s, high_s = max(float(start_s), 0.0), min(float(end_s), self.duration_s)
        if not low_s < high_s:
            raise ValueError(f"loop from {start_s:g} s to {end_s:g} s: expected a start before its end")
        self.loop = (low_s, high_s)

    def follow(self) -> None:
        """Go to the end and stay there while the run grows: LIVE. A finished run just shows its end."""
        self._jump(self.available_s)
        self.following = self.playing = self.growing
        self.speed = abs(self.speed)

    def jump_start(self) -> None:
        """Go to the start, or to the start of the loop when it is past it."""
        loop_s = self.loop[0] if self.loop else 0.0
        self.seek(loop_s if self.t_s > loop_s else 0.0)

    def jump_end(self) -> None:
        """Go to the end of the data, or to the end of the loop when it is before it."""
        loop_s = self.loop[1] if self.loop else self.available_s
        self.seek(loop_s if self.t_s < loop_s else self.available_s)

    def _jump(self, t_s: float) -> None:
        t_s = min(max(t_s, 0.0), self.available_s)
        self._jumped = self._jumped or t_s != self.t_s
        self.t_s = t_s
