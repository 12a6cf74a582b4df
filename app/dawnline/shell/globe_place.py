"""The globe's place: asks for keyframes and scene, hands them to the globe, takes its signals."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from PySide6.QtCore import QObject, Signal

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.present.cache import SceneCache
from dawnline.present.empty_globe import empty_globe
from dawnline.present.globe import globe_scene
from dawnline.shell.ahead import PATIENCE_S
from dawnline.shell.keyframes import KeyframeSource
from dawnline.shell.network_source import NetworkSource
from dawnline.shell.session import Session
from dawnline.shell.styles import StyleSource
from dawnline_widgets.globe.widget import GlobeImagePlace, GlobeWidget

KINDS: dict[str, Kind] = {"satellite": "satellite", "pin": "site", "gateway": "gateway"}
MARKS_A_SECOND = 1.1  # how fast what moves along a route moves while time plays


class GlobePlace(QObject):
    """One globe on one session. ``selection_asked`` carries an EntityRef or None."""

    selection_asked = Signal(object)
    _ready = Signal()  # from the threads of the sources to this one

    interval_s = 0.0

    def __init__(
        self,
        session: Session,
        globe: GlobeWidget | GlobeImagePlace,
        cache: SceneCache,
        network: NetworkSource,
    ) -> None:
        super().__init__(globe)
        self._session = session
        self._network = network
        self._phase, self._phase_at_s = 0.0, monotonic()
        self._cache = cache
        self._source: KeyframeSource | None = None
        self._styles: StyleSource | None = None
        self._patience_s: float | None = None
        self.globe = globe
        globe.picked.connect(self._pick)
        session.opened.connect(self._take_run)
        session.switched.connect(self._take_run)
        self._ready.connect(session.touch)
        self._take_run()

    @property
    def visible(self) -> bool:
        """Return whether a person can see it."""
        return self.globe.isVisible()

    @contextmanager
    def patient(self, patience_s: float) -> Iterator[None]:
        """Wait for what is right rather than show what was last: for pictures."""
        self._patience_s = patience_s
        try:
            yield
        finally:
            self._patience_s = None

    def refresh(self) -> None:
        """Ask anew and show."""
        session, patience_s = self._session, self._patience_s
        recording, source, styles = session.recording, self._source, self._styles
        if recording is None or source is None or styles is None:
            self.globe.show_scene(empty_globe(self._awaited()))
            return
        # A picture is taken as if the clock stood still: what a snapshot shows is what the window shows.
        speed = session.playhead.speed if patience_s is None else 1.0
        patience = PATIENCE_S if patience_s is None else patience_s
        t_s = session.t_s
        keyframes = source.around(t_s, speed, metres_per_pixel=self._metres_per_pixel(), patience_s=patience)
        look = styles.at(t_s, speed, session.view, session.selection, patience_s=patience)
        if keyframes is None or look is None:  # the first of a large run take a while
            self.globe.show_scene(empty_globe("Preparing the satellites"))
            return
        with self._network.patient(patience_s or 0.0):
            network = self._network.globe(recording, t_s, session.view, session.selection)
        scene = globe_scene(
            recording, t_s, session.view, session.selection, keyframes, self._cache, look,
            network=network, phase=0.0 if patience_s else self._next_phase(),
        )  # fmt: skip
        self.globe.show_scene(scene)

    def close(self) -> None:
        """End the threads."""
        if self._source is not None:
            self._source.close()
            self._source = None
        if self._styles is not None:
            self._styles.close()
            self._styles = None

    def _next_phase(self) -> float:
        """Return how far marks on routes have come: they move while time does, and stand while it stands."""
        now_s = monotonic()
        if self._session.playhead.state.playing:
            ahead = 1.0 if self._session.playhead.speed >= 0 else -1.0
            self._phase += ahead * MARKS_A_SECOND * (now_s - self._phase_at_s)
        self._phase_at_s = now_s
        return self._phase % 1.0

    def _metres_per_pixel(self) -> float:
        size = (max(self.globe.width(), 1), max(self.globe.height(), 1))
        return self.globe.pose.radians_per_pixel(size) * EARTH_RADIUS_M / self.globe.devicePixelRatioF()

    def _awaited(self) -> str:
        worker = self._session.worker
        if self._session.opening:
            return f"Opening {self._session.opening}"
        return (
            "Preparing the first frames" if worker.running else "Nothing is open: Ctrl+O, or drop a file here"
        )

    def _take_run(self) -> None:
        self.close()
        recording = self._session.recording
        if recording is not None:
            self._source = KeyframeSource(recording.header.ephemeris, on_ready=self._ready.emit)
            self._styles = StyleSource(recording, on_ready=self._ready.emit)

    def _pick(self, picked: tuple[str, int] | None) -> None:
        self.selection_asked.emit(None if picked is None else EntityRef(KINDS[picked[0]], picked[1]))
