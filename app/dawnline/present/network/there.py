"""Whether a run has a network, and what a scenario needs for one. Loads nothing of the network itself."""

import math

from dawnline.recording.recording import Recording

# Links that are up change slowly: they are worked out at every frame, and between far frames once a minute.
_LONGEST_STEP_S = 60.0
ADD_LINKS = 'give a [[fleet]] its links, such as links = { preset = "starlink-laser" }'
ADD_GATEWAYS = 'add [[gateway]] with preset = "starlink"'
ADD_PAIRS = "add [[region]] and [[site]]"


def has_links(recording: Recording) -> bool:
    """Return whether satellites of a run have links."""
    return any(group.links is not None for group in recording.header.fleet.groups)


def has_network(recording: Recording) -> bool:
    """Return whether signals find ways in a run."""
    return recording.header.fleet.network is not None and has_links(recording)


def what_is_missing(recording: Recording | None) -> str:
    """Return what this run lacks of a network, and what to write into its scenario; "" if it has one."""
    if recording is None:
        return "Nothing is open. Latencies, routes and links stand here once a run is."
    if not has_links(recording):
        return f"This run has no links. To see a network, {ADD_LINKS}, {ADD_GATEWAYS}, and simulate again."
    if not has_network(recording):
        return "This run has links, but no [network]. Add [network] to its scenario and simulate again."
    return ""


def network_time_s(recording: Recording, t_s: float) -> float:
    """Return the moment whose links are shown at a time: its frame, or a whole minute after that."""
    step_s = recording.header.step_s
    part_s = step_s / math.ceil(step_s / _LONGEST_STEP_S)
    return math.floor(t_s / part_s + 1e-9) * part_s
