"""What accelerators can compute and hold: arithmetic, memory, bandwidth, by the name of their preset."""

from dataclasses import dataclass

from dawnline.fleet.provenance import Confidence, Provenance


@dataclass(frozen=True)
class Throughput:
    """One accelerator: dense BF16 arithmetic (operations/s), memory (bytes), its bandwidth (bytes/s)."""

    name: str
    bf16_flops: float
    memory_bytes: float
    memory_bytes_per_s: float
    provenance: tuple[Provenance, ...]


def _row(
    name: str, tflops: float, memory_gb: float, bandwidth_tb_s: float, source: str, confidence: Confidence
) -> Throughput:
    told = (
        Provenance("bf16_flops", tflops, "Tflop/s", source, "2026", confidence),
        Provenance("memory_bytes", memory_gb, "GB", source, "2026", confidence),
        Provenance("memory_bytes_per_s", bandwidth_tb_s, "TB/s", source, "2026", confidence),
    )
    return Throughput(name, tflops * 1e12, memory_gb * 1e9, bandwidth_tb_s * 1e12, told)


_SHEET = "maker's data sheet"
_RECALLED = "recalled from the maker's data sheet; editable default"
# The bandwidths of TPUs are recalled from their data sheets, like those of the rest that are `assumed`.
THROUGHPUTS = {
    row.name: row
    for row in (
        _row("a100", 312, 80, 2.0, _RECALLED, "assumed"),
        _row("h100", 989, 80, 3.35, _SHEET, "announced"),
        _row("h200", 989, 141, 4.8, _SHEET, "announced"),
        _row("b200", 2250, 180, 8.0, _RECALLED, "assumed"),
        _row("gb300", 2500, 288, 8.0, _RECALLED, "assumed"),
        _row("mi300x", 1300, 192, 5.3, _SHEET, "announced"),
        _row("tpu-v5e", 197, 16, 0.82, _SHEET, "announced"),
        _row("tpu-v6e", 918, 32, 1.64, _RECALLED, "assumed"),
        _row("tpu-v7", 2307, 192, 7.4, _RECALLED, "assumed"),
        _row("trainium2", 667, 96, 2.9, _RECALLED, "assumed"),
    )
}
