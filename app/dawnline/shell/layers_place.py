"""The layers' place: rows asked anew when the view or the run changes, and what a person presses."""

from PySide6.QtCore import QObject

from dawnline.present.cache import SceneCache
from dawnline.present.layers import layers_scene
from dawnline.shell.invoker import Invoker
from dawnline.shell.session import Session
from dawnline.shell.window import DeskWindow
from dawnline_widgets.layers.panel import LayersPanel


class LayersPlace(QObject):
    """One panel over one globe; ``expanded`` with titles, or as a strip of letters."""

    interval_s = 0.1

    def __init__(self, session: Session, window: DeskWindow, cache: SceneCache) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._cache = cache
        self._expanded = False
        self._fleets_open = False
        self.panel = LayersPanel()
        self.refresh()
        window.place_layers(self.panel)
        self.panel.fleets_asked.connect(self._fold_fleets)

    def serve(self, invoker: Invoker) -> None:
        """Let what a person presses go through the commands."""
        self.panel.layer_asked.connect(lambda name: invoker.run(f"globe.layer_{name}"))
        self.panel.fleet_asked.connect(lambda name: invoker.run("globe.fleet", name))
        self.panel.expand_asked.connect(lambda: invoker.run("view.layers"))

    @property
    def visible(self) -> bool:
        """Return whether a person can see it."""
        return self.panel.isVisible()

    @property
    def expanded(self) -> bool:
        """Return whether it shows titles."""
        return self._expanded

    def expand(self, on: bool) -> None:
        """Show titles, or letters only."""
        self._expanded = on
        self.refresh()

    def refresh(self) -> None:
        """Ask anew and show."""
        session = self._session
        scene = layers_scene(
            session.recording,
            session.view,
            self._cache,
            expanded=self._expanded,
            fleets_open=self._fleets_open,
        )
        if self.panel.show_scene(scene):
            self._window.lay_layers()

    def _fold_fleets(self) -> None:
        self._fleets_open = not self._fleets_open
        self.refresh()
