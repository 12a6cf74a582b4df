"""All that is worked out of the network, behind one import: the shell loads it in a thread, on first need."""

from dawnline.present.network.answer import answer_look
from dawnline.present.network.gateways import gateways_look
from dawnline.present.network.lasers import lasers_look
from dawnline.present.network.matrix import matrix_scene
from dawnline.present.network.no_way import asking, no_way_because
from dawnline.present.network.reach import reach_look
from dawnline.present.network.reasons import reasons_scene
from dawnline.present.network.route_globe import route_look
from dawnline.present.network.route_scene import route_scene
from dawnline.present.network.routes import ways_of

__all__ = [
    "answer_look",
    "asking",
    "gateways_look",
    "lasers_look",
    "matrix_scene",
    "no_way_because",
    "reach_look",
    "reasons_scene",
    "route_look",
    "route_scene",
    "ways_of",
]
