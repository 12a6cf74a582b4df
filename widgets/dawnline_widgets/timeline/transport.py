"""The timeline dock's inside: buttons, speed, mode in colour and word, clock, and the time bar under them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.icons import icon
from dawnline_widgets.theme.parts import MonoLabel, Pill, TextLabel
from dawnline_widgets.timeline.bar_paint import mode_token
from dawnline_widgets.timeline.scene import TransportScene
from dawnline_widgets.timeline.speed_button import SpeedButton
from dawnline_widgets.timeline.time_bar import TimeBar

EMPTY_TEXT = "Nothing to play yet: open a scenario to simulate it, or a .dawn file to replay it."
_MINIMUM_PX = 520
_SPACES_PX = 44  # between the groups of the row


class TransportWidget(QWidget):
    """Plays, steps, scrubs and says LIVE or REPLAY.

    Signals
    -------
    play_toggled(), seek_requested(t_s), speed_requested(speed), step_requested(frames), follow_requested(),
    loop_requested((start_s, end_s) or None), jump_requested("start" or "end").
    """

    play_toggled = Signal()
    seek_requested = Signal(float)
    speed_requested = Signal(float)
    step_requested = Signal(int)
    follow_requested = Signal()
    loop_requested = Signal(object)
    jump_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: TransportScene | None = None
        self._start = _button("jump-start", "Jump to the start")
        self._back = _button("step-back", "One frame back")
        self._play = _button("play", "Play")
        self._forward = _button("step-forward", "One frame forward")
        self._end = _button("jump-end", "Jump to the end of what is simulated")
        self._follow = _button("follow", "Follow the end as it is simulated", checkable=True)
        self._loop = _button("loop", "Loop", checkable=True)
        self._speed = SpeedButton()
        self._loop_state = TextLabel("loop off", tokens.MUTED, 12)
        self._pill = Pill()
        self._chip = Pill(dot=False)
        self._frame = MonoLabel("", tokens.MUTED, 12)
        self._span = MonoLabel("", tokens.MUTED, 12)
        self._date = MonoLabel("", tokens.SECONDARY, 12)
        self._clock = MonoLabel("", tokens.TEXT, 15, QFont.Weight.DemiBold)
        self._bar = TimeBar(EMPTY_TEXT)
        self.setAccessibleName("Timeline")
        self._lay_out()
        self._connect()
        self._show_empty()

    def show_scene(self, scene: TransportScene) -> None:
        """Show a scene; what did not change is not touched."""
        if scene == self._scene:
            return
        old, self._scene = self._scene, scene
        self._bar.show_scene(scene)
        if not scene.enabled:
            self._show_empty()
            return
        for button in self._buttons():
            button.setEnabled(True)
        self._show_play(playing=scene.playing)
        self._follow.setChecked(scene.following)
        self._loop.setChecked(scene.loop is not None)
        self._speed.show_speed(scene.speed)
        _say(self._loop_state, "loop off" if scene.loop is None else "loop on")
        self._pill.show_word(scene.mode, mode_token(scene))
        self._chip.show_word(scene.chip, tokens.REPLAY if scene.chip == "BUFFERING" else tokens.SKY)
        _say(self._frame, f"frame {scene.frame + 1:,} of {scene.frame_count:,}")
        _say(self._span, scene.span_text)
        _say(self._date, scene.date_text)
        _say(self._clock, scene.clock_text)
        if old is None or (old.enabled, old.chip, old.mode) != (True, scene.chip, scene.mode):
            self._make_room()

    def minimumSizeHint(self) -> QSize:
        """Return what play, speed, mode and chip need; the rest makes room."""
        return QSize(_MINIMUM_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the less needed words when there is no room for them."""
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        """Show what fits: play, speed, mode and chip always, then the rest in the order of its use."""
        always = (self._play, self._follow, self._speed, self._pill, self._chip)
        needed = 2 * tokens.MARGIN_PX + _SPACES_PX + sum(child.sizeHint().width() + 6 for child in always)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self._back, self._forward),
            (self._clock,),
            (self._start, self._end),
            (self._loop,),
            (self._date,),
            (self._frame,),
            (self._loop_state,),
            (self._span,),
        )
        for group in groups:
            wanted = sum(child.sizeHint().width() + 10 for child in group)
            fits = needed + wanted <= self.width()
            needed += wanted if fits else 0
            for child in group:
                child.setVisible(fits)

    def _buttons(self) -> tuple[QToolButton, ...]:
        moves = (self._start, self._back, self._play, self._forward, self._end, self._follow)
        return (*moves, self._speed, self._loop)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(tokens.MARGIN_PX, 10, tokens.MARGIN_PX, 0)
        row.setSpacing(6)
        for button in self._buttons()[:6]:
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self._speed)
        row.addWidget(self._loop)
        row.addWidget(self._loop_state)
        row.addSpacing(8)
        row.addWidget(self._pill)
        row.addWidget(self._chip)
        row.addStretch(1)
        for label in (self._span, self._frame, self._date, self._clock):
            row.addWidget(label)
            if label is not self._clock:
                row.addSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addStretch(1)

    def _connect(self) -> None:
        self._start.clicked.connect(lambda: self.jump_requested.emit("start"))
        self._back.clicked.connect(lambda: self.step_requested.emit(-1))
        self._play.clicked.connect(self.play_toggled)
        self._forward.clicked.connect(lambda: self.step_requested.emit(1))
        self._end.clicked.connect(lambda: self.jump_requested.emit("end"))
        self._follow.clicked.connect(self._ask_to_follow)
        self._loop.clicked.connect(self._ask_to_loop)
        self._speed.speed_requested.connect(self.speed_requested)
        self._bar.seek_requested.connect(self.seek_requested)
        self._bar.step_requested.connect(self.step_requested)
        self._bar.loop_requested.connect(self.loop_requested)

    def _ask_to_follow(self) -> None:
        """Ask; the button shows what is, so it goes back until the next scene says otherwise."""
        self._follow.setChecked(self._scene is not None and self._scene.following)
        self.follow_requested.emit()

    def _ask_to_loop(self) -> None:
        """Ask for no loop where there is one, else to loop what is simulated."""
        loop = self._scene.loop if self._scene else None
        self._loop.setChecked(loop is not None)
        if self._scene is not None:
            self.loop_requested.emit(None if loop is not None else (0.0, self._scene.buffered_s))

    def _show_play(self, *, playing: bool) -> None:
        name = "Pause" if playing else "Play"
        if self._play.accessibleName() != name or self._play.isChecked() != playing:
            self._play.setIcon(icon("pause" if playing else "play"))
            self._play.setAccessibleName(name)
            self._play.setToolTip(name)
            self._play.setProperty("playing", playing)
            self._play.setCheckable(playing)
            self._play.setChecked(playing)

    def _show_empty(self) -> None:
        for button in self._buttons():
            button.setEnabled(False)
        self._show_play(playing=False)
        self._pill.show_word("", tokens.MUTED)
        self._chip.show_word("", tokens.MUTED)
        for label in (self._frame, self._span, self._date, self._clock):
            _say(label, "")


def _button(name: str, words: str, *, checkable: bool = False) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name))
    button.setAccessibleName(words)
    button.setToolTip(words)
    button.setCheckable(checkable)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _say(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)
