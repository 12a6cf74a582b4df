"""How fast machines answer: prefill and decode rates of one instance of a model, by accelerator and batch.

A decoding pass reads the weights once for the whole batch and each stream's own keys and values, so the time
of a token is a line in the batch: ``TPOT(b) = base + per_stream * b`` (Pope et al., "Efficiently Scaling
Transformer Inference", MLSys 2023, section 2). Prefill scales with arithmetic, decode with the bandwidth of
memory, the largest batch with the memory beside the weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.provenance import Provenance
from dawnline.fleet.throughput import THROUGHPUTS, Throughput
from dawnline.sim.arrays import Floats, Indices


@dataclass(frozen=True)
class ModelServing:
    """How one model is served on a reference machine; everything else is scaled from it.

    ``accelerators`` of the reference form an instance; it prefills ``prefill_per_s`` tokens a second, and a
    stream gets ``alone_per_s`` tokens a second alone and ``full_per_s`` in a batch of ``batch``.
    """

    name: str
    weights_bytes: float
    accelerators: int
    prefill_per_s: float
    alone_per_s: float
    full_per_s: float
    batch: int
    reference: Throughput
    provenance: tuple[Provenance, ...] = ()


_SOURCE = "assumed of eight H100, editable default"
MODEL_70B = ModelServing(
    "70B class",
    140e9,
    8,
    9000.0,
    60.0,
    30.0,
    128,
    THROUGHPUTS["h100"],
    (
        Provenance("prefill_per_s", 9000.0, "tokens/s", _SOURCE + " (8,000 to 10,000)", "2026", "assumed"),
        Provenance("alone_per_s", 60.0, "tokens/s", _SOURCE + " (30 to 60 a stream)", "2026", "assumed"),
        Provenance("full_per_s", 30.0, "tokens/s", _SOURCE + " (30 to 60 a stream)", "2026", "assumed"),
        Provenance("batch", 128.0, "", _SOURCE + " (64 to 128)", "2026", "assumed"),
        Provenance("weights_bytes", 140.0, "GB", "70 billion parameters of two bytes", "2026", "assumed"),
    ),
)
MODELS = {model.name: model for model in (MODEL_70B,)}


@dataclass(frozen=True, eq=False)
class ServingRates:
    """The rates of one instance at n places, each (n,).

    Attributes
    ----------
    accelerators : that form an instance.
    prefill_per_s : prompt tokens a second of an instance that does nothing else.
    base_s, per_stream_s : time of an output token, and what each stream of the batch adds.
    batch : the largest batch.
    """

    accelerators: Floats
    prefill_per_s: Floats
    base_s: Floats
    per_stream_s: Floats
    batch: Floats

    def take(self, index: Indices) -> "ServingRates":
        """Return the rates of other places: one row for each entry of ``index``."""
        columns = (self.accelerators, self.prefill_per_s, self.base_s, self.per_stream_s, self.batch)
        return ServingRates(*(column[index] for column in columns))

    @property
    def decode_per_s(self) -> Floats:
        """Return output tokens a second of an instance with a full batch that does nothing else."""
        return np.asarray(self.batch / self.tpot_s(self.batch))

    def tpot_s(self, batch: Floats) -> Floats:
        """Return the time of an output token in a batch (n,)."""
        return np.asarray(self.base_s + self.per_stream_s * batch)

    def batch_at(self, tokens_per_s: Floats) -> Floats:
        """Return the batch (n,) that an instance settles at when it makes so many output tokens a second.

        Little's law: streams = tokens a second times the time of a token.
        """
        slack = 1.0 - self.per_stream_s * tokens_per_s
        settled = np.divide(
            self.base_s * tokens_per_s, slack, out=np.full_like(slack, np.inf), where=slack > 0.0
        )
        return np.clip(settled, 1.0, self.batch)


def serving_rates(machines: Sequence[Throughput], model: ModelServing) -> ServingRates:
    """Return the rates of a model on n machines.

    An instance has as many accelerators as the reference's, doubled until the weights fill at most 80 % of
    their memory.
    """
    reference = model.reference
    room_bytes = model.accelerators * reference.memory_bytes - model.weights_bytes
    per_stream_s = (1.0 / model.full_per_s - 1.0 / model.alone_per_s) / (model.batch - 1)
    base_s = 1.0 / model.alone_per_s - per_stream_s
    columns = []
    for machine in machines:
        size = model.accelerators
        while model.weights_bytes > 0.8 * size * machine.memory_bytes:
            size *= 2
        scale = size / model.accelerators
        arithmetic = scale * machine.bf16_flops / reference.bf16_flops
        bandwidth = scale * machine.memory_bytes_per_s / reference.memory_bytes_per_s
        room = (size * machine.memory_bytes - model.weights_bytes) / room_bytes
        batch = max(1.0, np.floor(model.batch * room))
        columns.append(
            (size, model.prefill_per_s * arithmetic, base_s / bandwidth, per_stream_s / bandwidth, batch)
        )
    table = np.array(columns, np.float64).reshape(-1, 5)
    return ServingRates(*(np.ascontiguousarray(column) for column in table.T))
