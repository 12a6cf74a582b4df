"""The chain of a machine, be it a satellite or a site."""

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import Causes
from dawnline.present.causes.satellite import satellite_causes
from dawnline.present.causes.site import site_causes
from dawnline.present.causes.witness import Witness


def machine_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a satellite or a site is as busy as it is, the first cause first."""
    return satellite_causes(witness, ref) if ref.kind == "satellite" else site_causes(witness, ref)
