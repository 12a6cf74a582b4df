"""Why a link is there or not: one code for each reason, the same in arrays, in words and in files."""

from enum import IntEnum


class Reason(IntEnum):
    """State of a pair of places at one instant.

    Append, never renumber: kernels and run files hold the numbers, and of two losses the higher one is told.
    """

    UP = 0
    RANGE = 1
    HORIZON = 2
    LATITUDE = 3
    MASK = 4
    TERMINALS = 5
    ANTENNAS = 6
    BEAMS = 7
    WEATHER = 8
    ACQUIRING = 9
    FAILED_LINK = 10
    FAILED_SATELLITE = 11
    FAILED_PLANE = 12
    FAILED_GROUND = 13
    NOT_FLYING = 14
    NOT_NEIGHBOURS = 15
    NOT_SERVED = 16
    NO_FIBRE = 17
    SAFE_MODE = 18


WORDS: dict[Reason, str] = {
    Reason.UP: "up",
    Reason.RANGE: "out of range",
    Reason.HORIZON: "the Earth is in the way",
    Reason.LATITUDE: "beyond the latitude of links across planes",
    Reason.MASK: "below the elevation mask",
    Reason.TERMINALS: "terminals busy",
    Reason.ANTENNAS: "antennas of the gateway busy",
    Reason.BEAMS: "beams of the satellite busy",
    Reason.WEATHER: "clouds",
    Reason.ACQUIRING: "acquiring",
    Reason.FAILED_LINK: "the link has failed",
    Reason.FAILED_SATELLITE: "a satellite has failed",
    Reason.FAILED_PLANE: "a plane has failed",
    Reason.FAILED_GROUND: "the place on the ground has failed",
    Reason.NOT_FLYING: "not flying",
    Reason.NOT_NEIGHBOURS: "not neighbours in this topology",
    Reason.NOT_SERVED: "has no link of this kind",
    Reason.NO_FIBRE: "no fibre between them",
    Reason.SAFE_MODE: "a satellite is in safe mode",
}
