"""What colours the satellites (the ``Colours`` of the commands), kept in the session's view."""

from dataclasses import replace

from dawnline.present.coloured import coloured_channel, colouring_channels
from dawnline.present.view import View
from dawnline.shell.session import Session
from dawnline_widgets.theme.colour_maps import CHOICES

Range = tuple[float, float] | None


class Colours:
    """The channel, its range of colours, the range that is shown, the colour map."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def channel(self) -> str:
        """Return the key of the channel that colours the satellites."""
        return self._session.view.channel

    @property
    def channels(self) -> tuple[str, ...]:
        """Return the keys of the channels that can."""
        recording = self._session.recording
        if recording is None:
            return ()
        return tuple(channel.key for channel in colouring_channels(recording))

    def set_channel(self, key: str) -> None:
        """Colour the satellites by a channel, over its own range, all of them shown."""
        if key != self.channel:
            self._change(channel=key, colour_range=None, shown_range=None)

    @property
    def ranges(self) -> tuple[Range, Range]:
        """Return the values at the ends of the colours and those that are shown, as people read them."""
        view = self._session.view
        return self._shown(view.colour_range), self._shown(view.shown_range)

    def set_ranges(self, colours: Range, shown: Range) -> None:
        """Set both ranges, in the unit in which people read the channel; None is the channel's own."""
        self._change(colour_range=self._stored(colours), shown_range=self._stored(shown))

    @property
    def maps(self) -> tuple[str, ...]:
        """Return the names of the colour maps that a person may choose."""
        return tuple(CHOICES)

    @property
    def map(self) -> str:
        """Return the name of the colour map."""
        used = self._session.view.colour_map
        return next(name for name, table in CHOICES.items() if table == used)

    def set_map(self, name: str) -> None:
        """Colour what is continuous by another map."""
        self._change(colour_map=CHOICES[name])

    def _change(self, **changes: object) -> None:
        view: View = replace(self._session.view, **changes)  # type: ignore[arg-type]
        self._session.view = view

    def _shown(self, stored: Range) -> Range:
        scale, offset = self._unit()
        return None if stored is None else (stored[0] * scale + offset, stored[1] * scale + offset)

    def _stored(self, shown: Range) -> Range:
        scale, offset = self._unit()
        return None if shown is None else ((shown[0] - offset) / scale, (shown[1] - offset) / scale)

    def _unit(self) -> tuple[float, float]:
        recording = self._session.recording
        if recording is None:
            return 1.0, 0.0
        channel = coloured_channel(recording, self.channel)
        return channel.shown_scale, channel.shown_offset
