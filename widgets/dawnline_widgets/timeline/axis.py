"""The axis of the time bar: time to pixels and back, and times and speeds in words. No Qt."""

from dataclasses import dataclass

DAY_S = 86_400
MINUS = "\N{MINUS SIGN}"
TIMES = "\N{MULTIPLICATION SIGN}"


@dataclass(frozen=True)
class Axis:
    """``duration_s`` seconds laid over pixels from ``left`` to ``right``."""

    duration_s: float
    left: float
    right: float

    def x(self, t_s: float) -> float:
        """Return the pixel of a time, kept inside the bar."""
        if self.duration_s <= 0:
            return self.left
        share = min(max(t_s / self.duration_s, 0.0), 1.0)
        return self.left + share * (self.right - self.left)

    def t_s(self, x: float) -> float:
        """Return the time of a pixel, kept inside the run."""
        if self.right <= self.left:
            return 0.0
        share = (x - self.left) / (self.right - self.left)
        return min(max(share, 0.0), 1.0) * self.duration_s


def speed_text(speed: float) -> str:
    """Return a speed as people read it: ``600×``, ``−60×``, ``0.5×``."""
    size = abs(speed)
    number = f"{size:,.0f}" if size >= 1 and size == round(size) else f"{size:g}"
    return f"{MINUS if speed < 0 else ''}{number}{TIMES}"


def offset_text(t_s: float) -> str:
    """Return a time since the start: ``+6h14m38s``."""
    seconds = round(abs(t_s))
    sign = MINUS if t_s < 0 else "+"
    return f"{sign}{seconds // 3600}h{seconds // 60 % 60:02d}m{seconds % 60:02d}s"


def clock_at(clock_text: str, shown_s: float, t_s: float) -> str:
    """Return the clock at ``t_s``, when it reads ``clock_text`` (``HH:MM:SS``) at ``shown_s``; else empty."""
    parts = clock_text.split(" ", maxsplit=1)[0].split(":")
    if len(parts) != 3 or not all(part[:2].isdigit() for part in parts):
        return ""
    shown = 3600 * int(parts[0]) + 60 * int(parts[1]) + int(parts[2][:2])
    seconds = round(shown + t_s - shown_s) % DAY_S
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
