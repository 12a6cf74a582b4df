"""A notice over the globe's foot: what went wrong, in words, and how to dismiss it."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from dawnline_widgets.theme import tokens

SHOWN_LINES = 8
WIDTH_PX = 620


class NoticeBar(QFrame):
    """A title and a few lines; stays until dismissed or replaced, and never takes the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAccessibleName("Notice")
        self.setStyleSheet(
            f"#notice {{ background: {tokens.RAISED}; border: 1px solid {tokens.LINE};"
            f" border-left: 3px solid {tokens.ACCENT}; border-radius: 4px; }}"
        )
        self._title = QLabel()
        self._title.setStyleSheet(f"color: {tokens.TEXT}; font-weight: 600;")
        self._lines = QLabel()
        self._lines.setWordWrap(True)
        self._lines.setTextFormat(Qt.TextFormat.PlainText)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines.setStyleSheet(f"color: {tokens.SECONDARY};")
        dismiss = QToolButton()
        dismiss.setText("Dismiss")
        dismiss.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        dismiss.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._lines)
        self._offer = QToolButton()
        self._offer.setObjectName("notice-offer")
        self._offer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._offer.clicked.connect(self._take_offer)
        self._do: Callable[[], None] = self.hide
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 10, 10)
        layout.addLayout(words, 1)
        layout.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(dismiss, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """Return all that it says."""
        return f"{self._title.text()}\n{self._lines.text()}"

    def tell(
        self, title: str, lines: tuple[str, ...], offer: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Show a title and its lines; long lists are cut, with a count. ``offer``: a button and its deed."""
        self._offer.setVisible(offer is not None)
        if offer is not None:
            self._offer.setText(offer[0])
            self._do = offer[1]
        shown = list(lines[:SHOWN_LINES])
        if len(lines) > SHOWN_LINES:
            shown.append(f"and {len(lines) - SHOWN_LINES} more; `dawnline validate` lists them all")
        self._title.setText(title)
        self._lines.setText("\n".join(shown))
        self.show()
        self.raise_()

    def _take_offer(self) -> None:
        self._do()

    def fit_into(self, room: QRect) -> None:
        """Lay itself at the foot of ``room``."""
        width = min(WIDTH_PX, room.width() - 2 * tokens.MARGIN_PX)
        height = max(self.heightForWidth(width), self.sizeHint().height())
        left = room.left() + (room.width() - width) // 2
        self.setGeometry(left, room.bottom() - height - 2 * tokens.MARGIN_PX, width, height)
