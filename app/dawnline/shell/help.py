"""Help over the window: the command palette, and the table of keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from dawnline.commands.keys_table import keys_markdown
from dawnline.shell.invoker import Invoker
from dawnline.shell.menus import palette_rows
from dawnline_widgets.command_palette.palette import CommandPalette


class HelpBox:
    """Opens palette and keys over one window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._invoker: Invoker | None = None
        self._palette: CommandPalette | None = None

    def serve(self, invoker: Invoker) -> None:
        """Run what is chosen with this invoker."""
        self._invoker = invoker

    def open_palette(self) -> None:
        """Open the command palette."""
        if self._invoker is None:
            return
        if self._palette is None:
            self._palette = CommandPalette(self._window)
            self._palette.chosen.connect(self._run)
        self._palette.open_with(palette_rows(self._invoker))

    def _run(self, chosen: str) -> None:
        command, _, argument = chosen.partition(" ")
        if self._invoker is not None:
            self._invoker.run(command, argument)

    def open_keys(self) -> None:
        """Show the table of keys."""
        dialog = QDialog(self._window)
        dialog.setWindowTitle("Keys")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.resize(560, 640)
        text = QTextBrowser()
        text.setMarkdown(keys_markdown())
        QVBoxLayout(dialog).addWidget(text)
        dialog.open()
