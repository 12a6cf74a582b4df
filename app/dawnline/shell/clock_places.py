"""The places of the clock: transport with its time bar, and the top bar."""

from dawnline.present.injected import branch_words
from dawnline.present.transport import transport_scene
from dawnline.shell.ahead import Ahead
from dawnline.shell.session import Session
from dawnline.shell.topbar import TopBar
from dawnline.shell.totals import totals_now
from dawnline_widgets.timeline.transport import TransportWidget


class TransportPlace:
    """Keeps the timeline dock true."""

    interval_s = 0.0

    def __init__(self, session: Session, widget: TransportWidget) -> None:
        self._session = session
        self._widget = widget

    @property
    def visible(self) -> bool:
        """Return whether a person can see it."""
        return self._widget.isVisible()

    def refresh(self) -> None:
        """Ask anew and show."""
        session = self._session
        self._widget.show_scene(
            transport_scene(session.recording, session.playhead, session.worker, session.opening)
        )


class TopBarPlace:
    """Keeps title, mode, headline and clock of the top bar true."""

    interval_s = 0.1

    def __init__(self, session: Session, bar: TopBar, ahead: Ahead) -> None:
        self._session = session
        self._bar = bar
        self._ahead = ahead

    @property
    def visible(self) -> bool:
        """Return whether a person can see it."""
        return self._bar.isVisible()

    def refresh(self) -> None:
        """Ask anew and show."""
        session = self._session
        scene = transport_scene(session.recording, session.playhead, session.worker, session.opening)
        self._bar.show_mode(
            scene.mode if scene.enabled else "",
            scene.chip,
            can_cancel="opening" if session.opening else "simulating" if session.worker.running else "",
        )
        self._bar.show_clock(scene.date_text, scene.clock_text)
        if session.recording is None:
            self._bar.show_headline(())
        else:
            header = session.recording.header
            self._bar.show_title(
                "  \N{MIDDLE DOT}  ".join(filter(None, (header.title, branch_words(header))))
            )
            totals = totals_now(session.recording, session.t_s, self._ahead)
            self._bar.show_headline(
                ()
                if totals is None
                else [(figure.label, figure.value, figure.status) for figure in totals.figures]
            )
