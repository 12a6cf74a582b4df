"""Streams of random numbers: one for each thing that is drawn, so that no two draw the same. Append only.

The low byte says what is drawn; where there is one of it for each workload, the workload's row is above it
(:func:`stream_of`).
"""

SATELLITE_FAULTS = 1
SITE_FAULTS = 2
ARRIVAL_COUNTS = 16
ARRIVAL_PROMPTS = 17
ARRIVAL_OUTPUTS = 18
REPLAY_REGIONS = 19
REPLAY_COUNTS = 20
GANG_FAILURES = 21
JOB_SUBMISSIONS = 22
REPLAY_PROMPTS = 23
REPLAY_OUTPUTS = 24
JOB_GAPS = 25
JOB_SIZES = 26
REQUEST_PLACES = 27
SATELLITE_UPSETS = 28
JOB_SURGES = 29


def stream_of(what: int, row: int) -> int:
    """Return the stream of a workload's own draws of one kind."""
    return what + (row << 8)
