"""Help, About Dawnline: what runs here, under which licences, and whose data and textures it shows."""

from collections.abc import Callable
from importlib.resources import files

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPixmap,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
    QTextTable,
)
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from dawnline.present.about.build import Build, this_build
from dawnline.present.about.credits import asset_credits, own_licence
from dawnline.present.about.qt_notice import qt_notice
from dawnline.present.about.works import text_of, works
from dawnline.shell.driver import opengl_words, qt_folder, qt_version, qt_words
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import sans
from dawnline_widgets.theme.parts import TextLabel

SIZE_PX = (880, 580)  # fits a screen of 1280x720
ICON_PX = 48
LIST_PX, LIST_ROW_PX = 240, 26
HEADING_PX = 15
PLEDGE = "Everything works offline. Dawnline sends nothing anywhere, crash reports neither."


class AboutBox(QDialog):
    """Facts, licences and credits over one window; goes when it is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle("About Dawnline")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build = this_build()
        self._facts = facts_of(self._build, self._screen_words())
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self._program(), "Program")
        tabs.addTab(_licences(), "Licences")
        tabs.addTab(_credits(), "Credits")
        copy = QPushButton("Copy for a bug report")
        copy.setToolTip("What the first page says, without names of folders or people")
        copy.clicked.connect(self._copy)
        self._copied = TextLabel("", tokens.SECONDARY)
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addWidget(self._copied, 1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.MARGIN_PX, tokens.MARGIN_PX, tokens.MARGIN_PX, tokens.MARGIN_PX)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(tabs, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(SIZE_PX[0], room.width() - 40), min(SIZE_PX[1], room.height() - 80))
        tabs.setFocus()  # the arrows go from page to page

    @property
    def report(self) -> str:
        """Return what is copied for a bug report."""
        return "".join(f"{name}: {value}\n" for name, value in self._facts)

    def _head(self) -> QHBoxLayout:
        icon = QLabel()
        picture = QPixmap()
        picture.loadFromData(files("dawnline_assets").joinpath("icons/dawnline-256.png").read_bytes())
        sharp = picture.scaled(
            round(ICON_PX * self.devicePixelRatioF()), round(ICON_PX * self.devicePixelRatioF()),
            Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        sharp.setDevicePixelRatio(self.devicePixelRatioF())
        icon.setPixmap(sharp)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(TextLabel("Dawnline", px=tokens.KPI_PX, weight=QFont.Weight.DemiBold))
        mission = "Mission control for AI compute fleets in orbit and on the ground"
        words.addWidget(TextLabel(mission, tokens.SECONDARY))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(icon)
        row.addLayout(words, 1)
        return row

    def _program(self) -> QWidget:
        page = QWidget()
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(8)
        for name, value in self._facts:
            words = TextLabel(value)
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setAccessibleName(f"{name}: {value}")
            form.addRow(TextLabel(name, tokens.MUTED), words)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 14, 0, 0)
        column.addLayout(form)
        column.addSpacing(10)
        pledge = TextLabel(PLEDGE, tokens.SECONDARY)
        pledge.setWordWrap(True)
        column.addWidget(pledge)
        column.addStretch(1)
        return page

    def _screen_words(self) -> str:
        size, ratio = self.screen().size(), self.devicePixelRatioF()
        return f"{round(size.width() * ratio)}x{round(size.height() * ratio)} pixels, scale {ratio:g}"

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
        self._copied.setText("Copied.")


def facts_of(build: Build, screen: str) -> tuple[tuple[str, str], ...]:
    """Return what a report of a bug needs, name and value; no folder, no person."""
    return (
        ("Version", build.version),
        ("Build", build.origin),
        ("Licence", "MIT"),
        ("System", build.system),
        ("Python", build.python.removeprefix("Python ")),
        ("Qt", qt_words()),
        ("OpenGL", opengl_words().removeprefix("OpenGL ")),
        ("Screen", screen),
    )


def _licences() -> QWidget:
    """Return a list of works and the text of the chosen one, which is read when it is chosen."""
    found = works()
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setWordWrapMode(QTextOption.WrapMode.WordWrap)
    text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
    names = [
        "Dawnline: MIT",
        "Qt and PySide6: LGPL-3.0",
        *(f"{work.title}: {work.licence}" for work in found),
    ]

    def show(row: int) -> None:
        if row == 0:
            text.setPlainText(own_licence())
        elif row == 1:
            text.setPlainText(qt_notice(qt_version(), qt_folder()))
        elif row > 1:
            text.setPlainText(text_of(found[row - 2]))

    return _beside(names, "Works and their licences", text, "Text of the licence", show)


def _credits() -> QWidget:
    """Return a list of what the assets hold, and where the chosen part comes from."""
    found = asset_credits()
    text = QTextBrowser()
    text.setOpenExternalLinks(True)
    text.setFrameShape(QTextBrowser.Shape.NoFrame)
    text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show(row: int) -> None:
        if row >= 0:
            show_markdown(text.document(), found[row].markdown)
            text.moveCursor(QTextCursor.MoveOperation.Start)

    names = [credit.folder.capitalize() for credit in found]
    return _beside(names, "Parts of the assets", text, "Where they come from", show)


def _beside(
    rows: list[str],
    rows_name: str,
    text: QPlainTextEdit | QTextBrowser,
    text_name: str,
    show: Callable[[int], None],
) -> QSplitter:
    """Return a list beside the text of its chosen row."""
    names = QListWidget()
    names.setAccessibleName(rows_name)
    names.addItems(rows)
    names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for number in range(names.count()):
        names.item(number).setToolTip(rows[number])
        names.item(number).setSizeHint(QSize(0, LIST_ROW_PX))
    text.setAccessibleName(text_name)
    names.currentRowChanged.connect(show)
    names.setCurrentRow(0)
    page = QSplitter(Qt.Orientation.Horizontal)
    page.setChildrenCollapsible(False)
    page.addWidget(names)
    page.addWidget(text)
    page.setStretchFactor(1, 1)
    page.setSizes([LIST_PX, SIZE_PX[0] - LIST_PX])
    return page


def show_markdown(document: QTextDocument, markdown: str) -> None:
    """Fill a document, with headings and tables in the look: Qt's are large and ruled in white."""
    document.setMarkdown(markdown)
    document.setDocumentMargin(10)
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        apart = QTextBlockFormat()
        apart.setBottomMargin(0 if cursor.currentTable() else 8)
        cursor.mergeBlockFormat(apart)
        if block.blockFormat().headingLevel():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setFont(sans(HEADING_PX, QFont.Weight.DemiBold))
            look.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
            cursor.mergeCharFormat(look)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            form = frame.format()
            form.setBorderBrush(colour(tokens.LINE))
            form.setBorderCollapse(True)
            form.setCellPadding(6)
            form.setBottomMargin(10)
            frame.setFormat(form)
