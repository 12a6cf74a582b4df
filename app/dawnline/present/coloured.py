"""Who is coloured, and by what: satellites by the view's channel, or the sites of a run that has none."""

from dawnline.fleet.entity import Kind
from dawnline.present.recorded import channel_of, is_recorded
from dawnline.recording.recording import Recording
from dawnline.telemetry.channel import Channel

USUAL = "gpu_util_frac"


def coloured_kind(recording: Recording) -> Kind:
    """Return who a run's colours and legend tell of."""
    return "satellite" if len(recording.header.fleet.satellites) else "site"


def colouring_channels(recording: Recording) -> tuple[Channel, ...]:
    """Return the channels that can colour them."""
    return recording.header.catalogue.of_kind(coloured_kind(recording))


def coloured_channel(recording: Recording, key: str) -> Channel:
    """Return the channel that colours them: the usual one for sites that have no such channel."""
    kind = coloured_kind(recording)
    known = kind == "satellite" or is_recorded(recording, kind, key)
    return channel_of(recording, kind, key if known else USUAL)
