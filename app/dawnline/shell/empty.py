"""Empty states: what a place will show, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dawnline_widgets.theme import tokens


class EmptyPlace(QWidget):
    """A quiet title and a sentence in the middle of an empty place."""

    def __init__(self, title: str, promise: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.MARGIN_PX, tokens.MARGIN_PX, tokens.MARGIN_PX, tokens.MARGIN_PX)
        layout.addStretch(2)
        for text, colour in ((title, tokens.SECONDARY), (promise, tokens.MUTED)):
            label = QLabel(text)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setStyleSheet(f"color: {colour};")
            layout.addWidget(label)
        layout.addStretch(3)
