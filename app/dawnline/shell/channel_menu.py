"""The menu of what can colour the globe, channels and maps: under Globe in the menu, and on the legend."""

from PySide6.QtGui import QActionGroup, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QMainWindow, QMenu

from dawnline.present.coloured import colouring_channels
from dawnline.shell.invoker import Invoker
from dawnline.shell.session import Session
from dawnline_widgets.theme import colour_maps


class ChannelMenu(QMenu):
    """Lists the channels of the open run each time it opens; choosing one is a command."""

    def __init__(self, window: QMainWindow, session: Session, invoker: Invoker) -> None:
        super().__init__("Colour by", window)
        self._session = session
        self._invoker = invoker
        self._group = QActionGroup(self)
        self._maps = QActionGroup(self)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        recording = self._session.recording
        for channel in colouring_channels(recording) if recording else ():
            action = self.addAction(channel.name)
            action.setCheckable(True)
            action.setChecked(channel.key == self._session.view.channel)
            action.setToolTip(channel.description)
            action.setActionGroup(self._group)
            action.triggered.connect(lambda _checked=False, key=channel.key: self._choose(key))
        if recording is not None:
            self._add_maps()
        if self.isEmpty():
            self.addAction("Open a scenario or a run first").setEnabled(False)

    def _add_maps(self) -> None:
        """Offer the colour maps below the channels."""
        colours = self._invoker.desk.colours
        self.addSection("Colours")
        for name in colours.maps:
            action = self.addAction(QIcon(_strip(name)), name.capitalize())
            action.setCheckable(True)
            action.setChecked(name == colours.map)
            action.setActionGroup(self._maps)
            action.triggered.connect(lambda _on=False, name=name: self._invoker.run("globe.colour_map", name))

    def _choose(self, key: str) -> None:
        self._invoker.run("globe.channel", key)


def _strip(name: str) -> QPixmap:
    """Return a colour map as a small picture."""
    table = colour_maps.lut(colour_maps.CHOICES[name])
    row = QImage(table.tobytes(), len(table), 1, 4 * len(table), QImage.Format.Format_RGBA8888)
    return QPixmap.fromImage(row.scaled(32, 16))
