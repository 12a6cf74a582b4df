"""Training gangs of a scenario: where they are, and what links their accelerators."""

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.fleet import Fleet
from dawnline.fleet.workload import GangDemand
from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.schema_workload import WorkloadSection

# NDR InfiniBand: one port for each accelerator of a cluster on the ground. Editable default.
GROUND_LINK_BPS = 400e9
_NEEDED = {
    "at": "where its accelerators are, such as 'site:xai/colossus-1' or 'fleet:suncatcher'",
    "accelerators": "how many accelerators the gang has",
    "parameters": "parameters of the model, such as 405e9",
    "step_compute": "the arithmetic of one step with the whole gang, such as '6s'",
}


def gang_of(given: WorkloadSection, fleet: Fleet, path: KeyPath, findings: Findings) -> GangDemand | None:
    """Return the gang of a training workload; None if it is wrong, which is then noted."""
    for key, expected in _NEEDED.items():
        if getattr(given, key) is None:
            findings.error((*path, key), "is missing", expected)
    at, wanted, parameters, compute_s = given.at, given.accelerators, given.parameters, given.step_compute
    if at is None or wanted is None or parameters is None or compute_s is None:
        return None
    if compute_s <= 0.0:
        findings.error((*path, "step_compute"), "takes no time", "a length of time above zero")
        return None
    least = wanted if given.least_accelerators is None else given.least_accelerators
    if least > wanted:
        message = f"{least:,.0f} is more than the gang has"
        findings.error((*path, "least_accelerators"), message, f"at most {wanted:,.0f} (accelerators)")
        return None
    ref = _place(at, fleet, (*path, "at"), findings)
    if ref is None:
        return None
    link_bps = (
        GROUND_LINK_BPS if ref.kind == "site" else _cluster_bps(ref, at, fleet, (*path, "at"), findings)
    )
    there = _accelerators(ref, fleet)
    if least > there:
        key = "accelerators" if given.least_accelerators is None else "least_accelerators"
        message = f"{least:,.0f} are more than the {there:,} of {at}"
        findings.error((*path, key), message, f"at most {there:,}")
    if link_bps is None or least > there:
        return None
    said = {"checkpoint_s": given.checkpoint, "restart_s": given.restart, "mtbf_h": given.mtbf_h}
    return GangDemand(
        at=ref,
        accelerators=wanted,
        least_accelerators=least,
        parameters=parameters,
        compute_s=compute_s,
        overlap_frac=0.5 if given.overlap is None else given.overlap,
        link_bps=link_bps if given.link_gbps is None else given.link_gbps * 1e9,
        **{key: value for key, value in said.items() if value is not None},
    )


def _place(at: str, fleet: Fleet, path: KeyPath, findings: Findings) -> EntityRef | None:
    sites, groups = fleet.tables["site"].ids, fleet.tables["fleet"].ids
    if at in sites:
        return EntityRef("site", sites.index(at))
    if at in groups:
        row = groups.index(at)
        if fleet.groups[row].holds == "satellite":
            return EntityRef("fleet", row)
        own = [id_ for id_, parent in zip(sites, fleet.tables["site"].parent, strict=True) if parent == row]
        findings.error(path, f"{at!r} is no fleet of satellites: a gang is at one site", one_of(own))
        return None
    satellites = [id_ for id_, group in zip(groups, fleet.groups, strict=True) if group.holds == "satellite"]
    findings.error(path, f"there is no site or fleet {at[:80]!r}", one_of([*sites, *satellites], at))
    return None


def _cluster_bps(ref: EntityRef, at: str, fleet: Fleet, path: KeyPath, findings: Findings) -> float | None:
    """Return the rate of a link of a fleet in formation; None where it flies no cluster, which is noted."""
    links = fleet.groups[ref.index].links
    topology = "none" if links is None else links.topology
    if links is not None and topology == "cluster" and links.rate_bps > 0.0:
        return links.rate_bps
    findings.error(
        path,
        f"{at!r} has links of topology {topology!r}: training needs links within a cluster; "
        "such fleets are for inference and batch work",
        "a fleet in formation (links = \"suncatcher-cluster\", or topology = 'cluster'), or a site",
    )
    return None


def _accelerators(ref: EntityRef, fleet: Fleet) -> int:
    if ref.kind == "site":
        return fleet.sites[ref.index].accelerators
    mine = fleet.bus_of[fleet.satellites.parent == ref.index]
    return sum(fleet.buses[bus].accelerators for bus in mine.tolist())
