"""Events of the run that is shown: the line that tells of them, and the moments that commands go to."""

from dawnline.present.event_line import event_line, event_moments_s
from dawnline.shell.ahead import Ahead
from dawnline.shell.session import Session
from dawnline_widgets.timeline.event_line import EventLine
from dawnline_widgets.timeline.scene import EventLineScene


class RunEvents:
    """The moments at which something happens (the ``Events`` of the commands)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def moments_s(self) -> tuple[float, ...]:
        """Return when something happens, ascending; nothing while nothing is open."""
        recording = self._session.recording
        return () if recording is None else event_moments_s(recording)


class EventsPlace:
    """Keeps the line true; ``visible`` also while it is hidden, since it shows itself."""

    interval_s = 0.25

    def __init__(self, session: Session, line: EventLine, ahead: Ahead) -> None:
        self._session = session
        self._line = line
        self._ahead = ahead

    @property
    def visible(self) -> bool:
        """Return whether a person can see it, or would if there were something to see."""
        parent = self._line.parentWidget()
        return parent is not None and parent.isVisible()

    def refresh(self) -> None:
        """Ask anew and show."""
        recording, t_s = self._session.recording, self._session.t_s
        if recording is None or not recording.header.events or not recording.frame_count:
            self._line.show_scene(EventLineScene())
            return
        frame = recording.frame_index_at(t_s)
        scene = self._ahead.get(
            "events",
            (recording, frame, recording.frame_count),
            lambda cache: event_line(recording, t_s, cache),
        )
        if scene is not None:
            self._line.show_scene(scene)
