"""The stylesheet: hairlines instead of boxes, a visible focus, one accent. Written from the tokens; no Qt.

Fonts are not set here: a stylesheet's font would lose the tabular figures. ``theme.fonts`` gives them.
"""

from string import Template

from dawnline_widgets.theme import tokens

_SHEET = Template("""
QMainWindow, QDialog { background: $panel; }
QMainWindow::separator { background: $line; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QDockWidget { color: $muted; titlebar-close-icon: none; titlebar-normal-icon: none; }
QDockWidget::title { background: $panel; padding: 6px 14px; border-bottom: 1px solid $line; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 8px; }
QStatusBar { background: $panel; color: $secondary; border-top: 1px solid $line; }
QStatusBar::item { border: none; }

QMenuBar { background: $panel; color: $secondary; border-bottom: 1px solid $line; padding: 2px 8px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $selected; color: $text; }
QMenu { background: $raised; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 24px; border-radius: 4px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QPlainTextEdit {
  background: $background; color: $text; border: 1px solid $line; border-radius: 6px; padding: 4px 8px;
  min-height: 20px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:hover, QComboBox:hover { border-color: $unknown; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QPlainTextEdit:focus {
  border: 1px solid $accent; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; outline: 0; }

QPushButton, QToolButton { background: $raised; color: $text; border: 1px solid $line; border-radius: 6px;
  padding: 4px 12px; min-height: 20px; }
QToolButton { padding: 4px 6px; }
QPushButton:hover, QToolButton:hover { background: $selected; border-color: $unknown; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 1px solid $accent; }
QPushButton:default { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:default:focus { border: 1px solid $text; }
QToolButton:checked { background: $accent; color: $on_accent; border-color: $accent; }
QToolButton:checked:focus { border: 1px solid $text; }
QPushButton:disabled, QToolButton:disabled { background: transparent; color: $muted; border-color: $line; }
QToolButton[quiet="true"] { background: transparent; border-color: transparent; padding: 1px 4px;
  color: $secondary; }
QToolButton[quiet="true"]:hover { background: $selected; color: $text; }
QToolButton[quiet="true"]:checked { background: $selected; border-color: $accent; color: $text; }
QToolButton[quiet="true"]:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; }

QAbstractItemView { background: $panel; color: $text; border: none; outline: 0;
  selection-background-color: $selected; selection-color: $text; }
CommandPalette QListWidget { background: transparent; }
QHeaderView { background: $panel; border: none; }
QHeaderView::section { background: $panel; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 4px 8px; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $panel; border: none; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab { background: transparent; color: $secondary; padding: 6px 10px;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $text; }

QScrollArea { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; margin: 0; }
QScrollBar:horizontal { height: 10px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $unknown; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

QProgressBar { background: $track; border: none; border-radius: 3px; height: 6px; max-height: 6px;
  color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $line; }
""")


def stylesheet() -> str:
    """Return the stylesheet of the whole application."""
    return _SHEET.substitute(
        background=tokens.BACKGROUND,
        panel=tokens.PANEL,
        raised=tokens.RAISED,
        line=tokens.LINE,
        text=tokens.TEXT,
        secondary=tokens.SECONDARY,
        muted=tokens.MUTED,
        accent=tokens.ACCENT,
        on_accent=tokens.ON_ACCENT,
        unknown=tokens.UNKNOWN,
        selected=tokens.SELECTED,
        track=tokens.TRACK,
    )
