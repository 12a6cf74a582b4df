"""Accelerators of a scenario: presets, and what differs from them."""

from dawnline.fleet.accelerator import Accelerator
from dawnline.fleet.provenance import Provenance
from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.presets import preset_names, read_preset
from dawnline.scenario.schema_bus import AcceleratorSection

_KEYS = ("idle_w", "max_w", "gamma")


def accelerator_of(
    section: AcceleratorSection, path: KeyPath, findings: Findings
) -> tuple[Accelerator, tuple[Provenance, ...]] | None:
    """Return an accelerator and where its values come from; None if it is wrong, which is then noted."""
    own = {key: value for key in _KEYS if (value := getattr(section, key)) is not None}
    if section.preset is None:
        missing = [key for key in _KEYS if key not in own]
        if missing:
            findings.error(path, f"{', '.join(missing)} missing", "these keys, or a preset to start from")
            return None
        return _checked(Accelerator(section.name or "own design", **own), (), path, findings)
    preset = read_preset("accelerators", section.preset)
    if preset is None:
        expected = one_of(preset_names("accelerators"), section.preset)
        findings.error((*path, "preset"), f"{section.preset!r} is unknown", expected)
        return None
    kept = tuple(item for item in preset.common.provenance if item.key not in own)
    return _checked(
        Accelerator(section.name or preset.title, **{**preset.common.values, **own}, preset=section.preset),
        kept,
        path,
        findings,
    )


def known_accelerator(name: str) -> tuple[Accelerator, tuple[Provenance, ...]]:
    """Return a preset accelerator that another preset names."""
    preset = read_preset("accelerators", name)
    if preset is None:
        raise ValueError(f"a preset names the accelerator {name!r}, which does not exist")
    return Accelerator(preset.title, **preset.common.values, preset=name), preset.common.provenance


def _checked(
    accelerator: Accelerator, provenance: tuple[Provenance, ...], path: KeyPath, findings: Findings
) -> tuple[Accelerator, tuple[Provenance, ...]] | None:
    if accelerator.idle_w > accelerator.max_w:
        message = f"idle_w {accelerator.idle_w:g} W is above max_w {accelerator.max_w:g} W"
        findings.error((*path, "idle_w"), message, "idle power of at most the full power")
        return None
    return accelerator, provenance
