"""The globe's place: asks for keyframes and scene, hands them to the globe, takes its signals."""

from PySide6.QtCore import QObject, Signal

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.present.cache import SceneCache
from dawnline.present.empty_globe import empty_globe
from dawnline.present.globe import globe_scene
from dawnline.shell.keyframes import KeyframeSource
from dawnline.shell.session import Session
from dawnline_widgets.globe.widget import GlobeImagePlace, GlobeWidget

KINDS: dict[str, Kind] = {"satellite": "satellite", "pin": "site"}


class GlobePlace(QObject):
    """One globe on one session. ``selection_asked`` carries an EntityRef or None."""

    selection_asked = Signal(object)
    _keyframes_ready = Signal()  # from the keyframes' thread to this one

    interval_s = 0.0

    def __init__(self, session: Session, globe: GlobeWidget | GlobeImagePlace, cache: SceneCache) -> None:
        super().__init__(globe)
        self._session = session
        self._cache = cache
        self._source: KeyframeSource | None = None
        self.globe = globe
        globe.picked.connect(self._pick)
        session.opened.connect(self._take_run)
        self._keyframes_ready.connect(session.touch)
        self._take_run()

    @property
    def visible(self) -> bool:
        """Return whether a person can see it."""
        return self.globe.isVisible()

    def refresh(self, *, patience_s: float | None = None) -> None:
        """Ask anew and show; with patience, wait for the right keyframes rather than show the last ones."""
        recording, source = self._session.recording, self._source
        if recording is None or source is None:
            self.globe.show_scene(empty_globe(self._awaited()))
            return
        t_s, speed = self._session.t_s, self._session.playhead.speed
        keyframes = (
            source.around(t_s, speed)
            if patience_s is None
            else source.around(t_s, 1.0, patience_s=patience_s)
        )
        scene = globe_scene(
            recording, t_s, self._session.view, self._session.selection, keyframes, self._cache
        )
        self.globe.show_scene(scene)

    def close(self) -> None:
        """End the keyframes' thread."""
        if self._source is not None:
            self._source.close()
            self._source = None

    def _awaited(self) -> str:
        worker = self._session.worker
        return (
            "Preparing the first frames" if worker.running else "Nothing is open: Ctrl+O, or drop a file here"
        )

    def _take_run(self) -> None:
        self.close()
        recording = self._session.recording
        if recording is not None:
            self._source = KeyframeSource(recording.header.ephemeris, on_ready=self._keyframes_ready.emit)

    def _pick(self, picked: tuple[str, int] | None) -> None:
        self.selection_asked.emit(None if picked is None else EntityRef(KINDS[picked[0]], picked[1]))
