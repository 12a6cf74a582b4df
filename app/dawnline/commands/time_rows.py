"""Commands of time: play, step, speed, seek, loop, follow the end."""

from collections.abc import Callable

from dawnline.commands.arguments import frames_of, moment_of, speed_of, two_moments_of
from dawnline.commands.command import DESK, Command
from dawnline.commands.complaint import CommandError
from dawnline.commands.protocols import Desk
from dawnline.orbits.epoch import Epoch
from dawnline.timeline.speeds import faster_than, reversed_speed, slower_than

# Digits are speed at the desk: key 1 is real time, 9 is as fast as it goes.
DIGIT_SPEEDS = (1, 10, 60, 120, 300, 600, 1000, 5000, 10_000)
LEAP_FRAMES = 10


def is_open(desk: Desk) -> bool:
    """Return whether there is a run to move in."""
    return desk.files.epoch is not None


def _start(desk: Desk) -> Epoch:
    epoch = desk.files.epoch
    if epoch is None:
        raise CommandError("no run is open; open a scenario or a run first")
    return epoch


def _play_pause(desk: Desk, _: str) -> None:
    if desk.transport.state.playing:
        desk.transport.pause()
    else:
        desk.transport.play()


def _step(sign: int) -> Callable[[Desk, str], None]:
    def run(desk: Desk, argument: str) -> None:
        desk.transport.step_frames(sign * (frames_of(argument) if argument else 1))

    return run


def _leap(frames: int) -> Callable[[Desk, str], None]:
    return lambda desk, _: desk.transport.step_frames(frames)


def _seek(desk: Desk, argument: str) -> None:
    state = desk.transport.state
    t_s = moment_of(argument, _start(desk), state.duration_s)
    if t_s > state.available_s and not state.growing:
        raise CommandError(f"{argument}: the run ends before, at {_start(desk).iso(state.available_s)}")
    desk.transport.seek(t_s)


def _home(desk: Desk, _: str) -> None:
    desk.transport.seek(0.0)


def _end(desk: Desk, _: str) -> None:
    desk.transport.seek(desk.transport.state.available_s)


def _speed_to(speed: float) -> Callable[[Desk, str], None]:
    return lambda desk, _: desk.transport.set_speed(speed)


def _has_speed(speed: float) -> Callable[[Desk], bool]:
    return lambda desk: desk.transport.state.speed == speed


def _loop_start(desk: Desk, _: str) -> None:
    state = desk.transport.state
    end_s = state.loop[1] if state.loop else state.duration_s
    _loop(desk, state.t_s, end_s if end_s > state.t_s else state.duration_s)


def _loop_end(desk: Desk, _: str) -> None:
    state = desk.transport.state
    start_s = state.loop[0] if state.loop else 0.0
    _loop(desk, start_s if start_s < state.t_s else 0.0, state.t_s)


def _loop_range(desk: Desk, argument: str) -> None:
    _loop(desk, *two_moments_of(argument, _start(desk), desk.transport.state.duration_s))


def _loop(desk: Desk, start_s: float, end_s: float) -> None:
    if not start_s < end_s:
        raise CommandError("a loop needs a start before its end; move the playhead first")
    desk.transport.loop_range(start_s, end_s)


def _not_at_end(desk: Desk) -> bool:
    return is_open(desk) and desk.transport.state.t_s < desk.transport.state.duration_s


def _not_at_start(desk: Desk) -> bool:
    return is_open(desk) and desk.transport.state.t_s > 0


def _has_loop(desk: Desk) -> bool:
    return desk.transport.state.loop is not None


def _next_event_s(desk: Desk) -> float | None:
    now_s, end_s = desk.transport.state.t_s, desk.transport.state.available_s
    return min((t_s for t_s in desk.events.moments_s if now_s < t_s <= end_s), default=None)


def _previous_event_s(desk: Desk) -> float | None:
    return max((t_s for t_s in desk.events.moments_s if t_s < desk.transport.state.t_s), default=None)


def _to_event(which: Callable[[Desk], float | None]) -> Callable[[Desk, str], None]:
    def run(desk: Desk, _: str) -> None:
        t_s = which(desk)
        if t_s is not None:
            desk.transport.seek(t_s)

    return run


TIME_ROWS = (
    Command("timeline.play_pause", "Play or pause", "Time", _play_pause, ("Space",),
            enabled=is_open, checked=lambda desk: desk.transport.state.playing),
    Command("timeline.play", "Play", "Time", lambda desk, _: desk.transport.play(), enabled=is_open),
    Command("timeline.pause", "Pause", "Time", lambda desk, _: desk.transport.pause(), enabled=is_open),
    Command("timeline.step_forward", "Step one frame on", "Time", _step(1), ("Right",),
            enabled=is_open, argument="frames", optional=True),
    Command("timeline.step_back", "Step one frame back", "Time", _step(-1), ("Left",),
            enabled=is_open, argument="frames", optional=True),
    Command("timeline.leap_forward", "Step ten frames on", "Time", _leap(LEAP_FRAMES), ("Shift+Right",),
            enabled=is_open),
    Command("timeline.leap_back", "Step ten frames back", "Time", _leap(-LEAP_FRAMES), ("Shift+Left",),
            enabled=is_open),
    Command("timeline.home", "Go to the start", "Time", _home, ("Home",), enabled=is_open, jumps=True),
    Command("timeline.end", "Go to the end", "Time", _end, ("End",), enabled=is_open, jumps=True),
    Command("timeline.next_event", "Go to the next event", "Time", _to_event(_next_event_s), ("Ctrl+E",),
            enabled=lambda desk: _next_event_s(desk) is not None, jumps=True,
            why_not=lambda _: "nothing happens after this moment, as far as the run is simulated"),
    Command("timeline.previous_event", "Go to the event before", "Time", _to_event(_previous_event_s),
            ("Ctrl+Shift+E",), enabled=lambda desk: _previous_event_s(desk) is not None, jumps=True,
            why_not=lambda _: "nothing happened before this moment"),
    Command("timeline.seek", "Go to a time", "Time", _seek, enabled=is_open, argument="moment", jumps=True),
    Command("timeline.follow", "Follow the end (live)", "Time",
            lambda desk, _: desk.transport.follow(), ("L",),
            enabled=is_open, checked=lambda desk: desk.transport.state.following, jumps=True),
    Command("timeline.faster", "Faster", "Time",
            lambda desk, _: desk.transport.set_speed(faster_than(desk.transport.state.speed)), (".",),
            enabled=is_open),
    Command("timeline.slower", "Slower", "Time",
            lambda desk, _: desk.transport.set_speed(slower_than(desk.transport.state.speed)), (",",),
            enabled=is_open),
    Command("timeline.reverse", "Reverse time", "Time",
            lambda desk, _: desk.transport.set_speed(reversed_speed(desk.transport.state.speed)), ("R",),
            enabled=is_open, checked=lambda desk: desk.transport.state.speed < 0),
    Command("timeline.speed", "Set the speed", "Time",
            lambda desk, argument: desk.transport.set_speed(speed_of(argument)),
            enabled=is_open, argument="speed"),
    *(Command(f"timeline.speed_{speed}", f"Speed {speed:,}\N{MULTIPLICATION SIGN}", "Time",
              _speed_to(speed), (str(digit),), DESK, enabled=is_open, checked=_has_speed(speed))
      for digit, speed in enumerate(DIGIT_SPEEDS, 1)),
    Command("timeline.loop_start", "Loop from here", "Time", _loop_start, ("[",),
            enabled=_not_at_end),
    Command("timeline.loop_end", "Loop to here", "Time", _loop_end, ("]",),
            enabled=_not_at_start),
    Command("timeline.loop_range", "Loop a range", "Time", _loop_range,
            enabled=is_open, argument="two moments"),
    Command("timeline.loop_clear", "Loop no more", "Time",
            lambda desk, _: desk.transport.loop_range(), ("\\",), enabled=_has_loop),
)  # fmt: skip
