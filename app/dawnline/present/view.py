"""What a person chose to look at."""

from dataclasses import dataclass

from dawnline.fleet.entity import Kind


@dataclass(frozen=True)
class View:
    """``channel`` colours the satellites on the globe; ``table_kind`` is what the table lists."""

    channel: str = "gpu_util_frac"
    table_kind: Kind = "satellite"
