"""What events do to machines, as :mod:`dawnline.scenario.effects` tells it."""

from dawnline.scenario.effects import Effects

__all__ = ["Effects"]
