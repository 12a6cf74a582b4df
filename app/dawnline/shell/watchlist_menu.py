"""The menu of watchlists, under Select: mark one, keep what is marked as one, delete one."""

from collections.abc import Callable

from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from dawnline.shell.invoker import Invoker

Ask = Callable[[], str]


class WatchlistMenu(QMenu):
    """Lists the watchlists each time it opens; ``ask`` gives a name for a new one, "" for none."""

    def __init__(self, window: QWidget, invoker: Invoker, ask: Ask | None = None) -> None:
        super().__init__("Watchlists", window)
        self._invoker = invoker
        self._ask = ask or self._ask_name
        self._delete = QMenu("Delete", self)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        self._delete.clear()
        names = self._invoker.desk.marks.watchlists
        for name in names:
            shown = name.replace("&", "&&")  # no letter of a person's name is a key
            self.addAction(shown).triggered.connect(
                lambda _on=False, name=name: self._invoker.run("watchlist.show", name)
            )
            self._delete.addAction(shown).triggered.connect(
                lambda _on=False, name=name: self._invoker.run("watchlist.delete", name)
            )
        if names:
            self.addSeparator()
        keep = self.addAction("Keep the marked as…")
        keep.triggered.connect(self._keep)
        keep.setEnabled(bool(len(self._invoker.desk.marks.marked)))
        if names:
            self.addMenu(self._delete)

    def _keep(self) -> None:
        name = self._ask().strip()
        if name:
            self._invoker.run("watchlist.save", name)

    def _ask_name(self) -> str:
        name, given = QInputDialog.getText(self.parentWidget(), "Watchlist", "Name of the watchlist:")
        return name if given else ""
