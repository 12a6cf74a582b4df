"""The menu of channels that can colour the globe: under Globe in the menu bar, and on the legend."""

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from dawnline.shell.invoker import Invoker
from dawnline.shell.session import Session


class ChannelMenu(QMenu):
    """Lists the channels of the open run each time it opens; choosing one is a command."""

    def __init__(self, window: QMainWindow, session: Session, invoker: Invoker) -> None:
        super().__init__("Colour by", window)
        self._session = session
        self._invoker = invoker
        self._group = QActionGroup(self)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        recording = self._session.recording
        for channel in recording.header.catalogue.of_kind("satellite") if recording else ():
            action = self.addAction(channel.name)
            action.setCheckable(True)
            action.setChecked(channel.key == self._session.view.channel)
            action.setToolTip(channel.description)
            action.setActionGroup(self._group)
            action.triggered.connect(lambda _checked=False, key=channel.key: self._choose(key))
        if self.isEmpty():
            self.addAction("Open a scenario or a run first").setEnabled(False)

    def _choose(self, key: str) -> None:
        self._invoker.run("globe.channel", key)
