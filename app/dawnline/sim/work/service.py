"""One workload counted in requests: where they come from, and the queues of the machines that answer them."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.throughput import THROUGHPUTS
from dawnline.fleet.workload import RequestDemand
from dawnline.scenario.scenario import Scenario
from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.sim.arrivals import Arrivals
from dawnline.sim.latency import Target, chance_wait
from dawnline.sim.serving import Served, ServingQueues
from dawnline.sim.serving_rates import MODELS, serving_rates
from dawnline.sim.tally import Tally
from dawnline.sim.week import SHAPES
from dawnline.sim.work.sources import mean_prompt, named, source_of
from dawnline.sim.work.state import part_of

# Gaps between the requests of a trace: those of its steps are as they are, within a step they are random.
_RANDOM_CV = 1.0


class Servers:
    """The k machines that can serve a model: those with accelerators whose throughput is known.

    Attributes
    ----------
    places : (k,) their rows among all machines (satellites, then sites).
    kinds, kind_of : names of the accelerators in use, and which one each of them has (k,).
    """

    def __init__(self, presets: Sequence[str], preset_of: Indices, count: Floats) -> None:
        known = np.array([name in THROUGHPUTS for name in presets], np.bool_)
        self.serves = (known[preset_of] if len(presets) else np.zeros(0, np.bool_)) & (count > 0.0)
        self.places = np.flatnonzero(self.serves)
        used = np.unique(preset_of[self.places])
        self.kinds = tuple(presets[kind] for kind in used)
        self.kind_of = np.searchsorted(used, preset_of[self.places])
        self.count = count[self.places]

    def on_machines(self, values: Floats) -> Floats:
        """Return values of the k servers (k,) on all machines (m,), zero on the others."""
        every = np.zeros(len(self.serves))
        every[self.places] = values
        return every


class Service:
    """The state of one workload's requests.

    Attributes
    ----------
    row : in the table of workloads.
    queues : of the k servers.
    prompt_cost_s, output_cost_s : (kinds,) accelerator-seconds that a prompt and an output token take.
    mean_prompt_cost_s, mean_output_cost_s : of the whole fleet, by which demand is counted in accelerators.
    """

    def __init__(self, scenario: Scenario, row: int, demand: RequestDemand, servers: Servers) -> None:
        self.row = row
        self.source = source_of(scenario, row, demand)
        self.target = Target(demand.ttft_target_s, demand.tpot_target_s)
        drawn = isinstance(self.source, Arrivals)
        self.arrival_cv = named("shape", demand.shape, SHAPES).cv if drawn else _RANDOM_CV
        model = named("model", demand.model, MODELS)
        rates = serving_rates([THROUGHPUTS[kind] for kind in servers.kinds], model)
        self.prompt_cost_s = rates.accelerators / rates.prefill_per_s
        self.output_cost_s = rates.accelerators / rates.decode_per_s
        count = np.bincount(servers.kind_of, servers.count, len(servers.kinds)).astype(np.float64)
        self.mean_prompt_cost_s = _mean_cost(count, self.prompt_cost_s)
        self.mean_output_cost_s = _mean_cost(count, self.output_cost_s)
        self._prefill_s = mean_prompt(self.source) / rates.prefill_per_s[servers.kind_of]
        self._per_instance = rates.accelerators[servers.kind_of]
        self._prompt_at, self._output_at = (
            cost[servers.kind_of] for cost in (self.prompt_cost_s, self.output_cost_s)
        )
        self.queues = ServingQueues(rates.take(servers.kind_of), demand.patience_s)

    def work_s(self, prompt_tokens: Floats, output_tokens: Floats) -> Floats:
        """Return the accelerator-seconds that tokens take on the fleet's mean accelerator."""
        return prompt_tokens * self.mean_prompt_cost_s + output_tokens * self.mean_output_cost_s

    def work_at(self, tally: Tally) -> Floats:
        """Return the accelerator-seconds (k,) that tokens take at each server."""
        return tally.prompt_tokens * self._prompt_at + tally.output_tokens * self._output_at

    def in_hand_s(self) -> Floats:
        """Return the accelerator-seconds (k,) that what has arrived still takes at each server."""
        return self.work_at(self.queues.queued)

    def wait_s(self, accelerators: Floats) -> Floats:
        """Return how long a prompt that comes now waits in the queue and is prefilled (k,).

        ``accelerators`` (k,) are those that work.
        """
        work_s = self.queues.waiting.prompt_tokens * self._prompt_at
        queue_s = np.divide(work_s, accelerators, out=np.zeros(len(work_s)), where=accelerators > 0.0)
        return queue_s + self._prefill_s

    def chance_s(self, load: Floats, accelerators: Floats) -> Floats:
        """Return how long chance lets a prompt wait on average (k,) at a load (k,) of so many accelerators.

        As answers are told (`dawnline.sim.latency`).
        """
        waits = chance_wait(load, accelerators / self._per_instance, self._prefill_s, self.arrival_cv)
        return waits.probability * waits.mean_s

    def step(self, arrived: Tally, accelerators: Floats, dt_s: float, clock: Floats, lost: Bools) -> Served:
        """Let a step pass at the k servers."""
        return self.queues.step(arrived, accelerators, dt_s, clock=clock, lost=lost)

    def state(self) -> dict[str, NDArray[np.generic]]:
        """Return copies of everything that the next step depends on."""
        state: dict[str, NDArray[np.generic]] = {
            f"service_{self.row}_{key}": value for key, value in self.queues.state().items()
        }
        if isinstance(self.source, Arrivals):
            state[f"service_{self.row}_owed"] = self.source.owed.copy()
        return state

    def restore(self, state: Mapping[str, NDArray[np.generic]]) -> None:
        """Continue from a state."""
        prefix = f"service_{self.row}_"
        self.queues.restore(part_of(state, prefix, self.queues.state()))
        if isinstance(self.source, Arrivals):
            self.source.owed = state[f"{prefix}owed"].astype(np.float64)


def _mean_cost(count: Floats, cost_s: Floats) -> float:
    """Return the accelerator-seconds of a token on a fleet: all of its accelerators over all that they do."""
    total = float(count.sum())
    return total / float((count / cost_s).sum()) if total > 0.0 else 0.0
