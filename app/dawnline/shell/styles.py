"""The look of the satellites, made ahead in a thread so that the window never waits for a million of them."""

from collections.abc import Callable, Hashable
from dataclasses import replace

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.style import style_of
from dawnline.present.view import NOBODY, View
from dawnline.recording.recording import Recording
from dawnline.shell.ahead import PATIENCE_S, Ahead
from dawnline_widgets.globe.scene import Legend, PointStyle

Look = tuple[PointStyle, Legend]


class StyleSource:
    """Gives colours, sizes and legend at a time, and prepares those of the frame that playing meets next.

    ``on_ready`` is called from the thread when a style that was asked for is there.
    """

    def __init__(self, recording: Recording, *, on_ready: Callable[[], None]) -> None:
        self._recording = recording
        self._ahead = Ahead("styles", on_ready=on_ready)

    def at(
        self,
        t_s: float,
        speed: float,
        view: View,
        selection: EntityRef | None,
        *,
        patience_s: float = PATIENCE_S,
    ) -> Look | None:
        """Return the look at ``t_s``; the last one, or None, while the right one is being made."""
        selected = selection.index if selection and selection.kind == "satellite" else None
        with self._ahead.patient(patience_s):
            look = self._ahead.get(
                "style",
                self._key(t_s, view, selected),
                lambda cache: self._make(t_s, view, selected, cache),
            )
        next_s = self._next_s(t_s, speed)
        if next_s is not None:
            self._ahead.prepare(
                "style",
                self._key(next_s, view, selected),
                lambda cache: self._make(next_s, view, selected, cache),
            )
        return look

    def close(self) -> None:
        """End the thread."""
        self._ahead.close()

    def _make(self, t_s: float, view: View, selected: int | None, cache: SceneCache) -> Look:
        look = style_of(self._recording, t_s, view, selected, cache)
        _ = look[0].vertices  # worked out here, not where it is drawn
        return look

    def _key(self, t_s: float, view: View, selected: int | None) -> Hashable:
        """Return what tells looks apart, without touching a value of the run."""
        recording = self._recording
        count = recording.frame_count
        return (
            recording.frame_index_at(t_s) if count else None,
            t_s >= recording.end_s + recording.header.step_s,
            count.bit_length(),  # scales are looked at again when the run has doubled
            # What is drawn by others changes no style.
            replace(
                view,
                hidden=frozenset(),
                marked=NOBODY,
                marked_only=False,
                inertial=False,
                route=None,
                answer="either",
            ),
            selected,
        )

    def _next_s(self, t_s: float, speed: float) -> float | None:
        """Return a time of the frame that playing enters next; None at the end of what there is."""
        recording = self._recording
        frame = recording.frame_index_at(t_s) + (1 if speed >= 0 else -1)
        return frame * recording.header.step_s if 0 <= frame < recording.frame_count else None
