"""The panels round the globe and what opens over it (the ``Panels`` of the commands)."""

from collections.abc import Callable

from PySide6.QtWidgets import QDockWidget

from dawnline.shell.layers_place import LayersPlace
from dawnline.shell.window import DeskWindow


class Panels:
    """Shows and hides docks, fills the screen, opens palette and keys."""

    def __init__(
        self,
        window: DeskWindow,
        layers: LayersPlace,
        *,
        open_palette: Callable[[], None],
        open_keys: Callable[[], None],
    ) -> None:
        self._window = window
        self._layers = layers
        self.open_palette = open_palette
        self.open_keys = open_keys

    @property
    def full_screen(self) -> bool:
        """Return whether the window fills the screen."""
        return self._window.isFullScreen()

    def set_full_screen(self, on: bool) -> None:
        """Fill the screen, or no more."""
        if on:
            self._window.showFullScreen()
        else:
            self._window.showNormal()

    def shown(self, panel: str) -> bool:
        """Return whether a panel is visible; the layers are when they have their names."""
        if panel == "layers":
            return self._layers.expanded
        dock = self._window.docks[panel]
        return not dock.isHidden() and not is_behind(dock)

    def show(self, panel: str, on: bool) -> None:
        """Show or hide a panel; the layers fold into letters."""
        if panel == "layers":
            self._layers.expand(on)
            return
        self._window.docks[panel].setVisible(on)
        if on:
            self._window.docks[panel].raise_()


def is_behind(dock: QDockWidget) -> bool:
    """Return whether another dock is in front of one that shares its place."""
    return dock.isVisible() and dock.visibleRegion().isEmpty()
