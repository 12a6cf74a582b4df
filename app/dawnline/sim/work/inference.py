"""Inference: the services of a scenario, what they ask for in a step, and how their requests are answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.fleet import Fleet
from dawnline.scenario.scenario import Scenario
from dawnline.sim.accelerator import Computers
from dawnline.sim.arrays import Floats
from dawnline.sim.fault import uniforms
from dawnline.sim.latency import Answers, answers
from dawnline.sim.phases import DECODE, PREFILL
from dawnline.sim.placing.choices import FILLS
from dawnline.sim.serving import Served
from dawnline.sim.streams import REQUEST_PLACES, stream_of
from dawnline.sim.tally import Tally
from dawnline.sim.work.capacity import Load, draw_of
from dawnline.sim.work.caps import Capped
from dawnline.sim.work.moment import Moment
from dawnline.sim.work.routing import Sent, Ways, send
from dawnline.sim.work.service import Servers, Service
from dawnline.sim.work.setting import Setting
from dawnline.sim.work.sources import arrived, expected, shares_of, surge_of

# Servers are not filled to the last: at full load queues would grow by chance alone. Assumed; what is kept
# free for that is left to jobs.
FULLEST_FRAC = 0.85


@dataclass(frozen=True, eq=False)
class Need:
    """What services ask for in a step, before it is placed.

    Attributes
    ----------
    came : (r,) requests of each service.
    moved : (k,) of each service, taken out of queues of machines that have no room left.
    asked : (w, r) accelerators for both, of the fleet's mean kind, no fuller than `FULLEST_FRAC`; zero for
        other workloads.
    in_hand : (s, k) accelerators for what servers already have.
    speed : (m,) of a machine's accelerators over the mean kind's, with this mix of tokens.
    """

    came: tuple[Tally, ...]
    moved: tuple[Tally, ...]
    asked: Floats
    in_hand: Floats
    speed: Floats

    @property
    def total_in_hand(self) -> Floats:
        """Return the accelerators (k,) for what all services have in hand."""
        return np.asarray(self.in_hand.sum(axis=0), np.float64)


@dataclass(frozen=True, eq=False)
class Answered:
    """What became of a service's requests in a step; ``served`` and ``answers`` are of the k servers."""

    service: Service
    came: Tally
    moved: Tally
    sent: Sent
    served: Served
    answers: Answers
    used: Floats


class Inference:
    """The services of a scenario, in the order of their workloads."""

    def __init__(self, scenario: Scenario, *computers: Computers) -> None:
        fleet = scenario.fleet
        found = [(row, one.requests) for row, one in enumerate(fleet.workloads) if one.requests is not None]
        self.servers = servers_of(fleet, np.concatenate([one.count for one in computers]))
        self.services = tuple(
            Service(scenario, row, demand, self.servers) for row, demand in found
        )  # fmt: skip
        self.rows = np.array([row for row, _ in found], np.int64)
        self._seed = scenario.seed
        self._events = scenario.events
        self._workloads = len(fleet.workloads)
        self._shares = shares_of(fleet.regions)
        self._draws = tuple(draw_of(phase, *computers) for phase in (PREFILL, DECODE)) if found else ()

    def ask(self, now: Moment, free: Floats, plain: float) -> Need:
        """Return what is asked for; ``free`` (m,) accelerators have room, ``plain`` are asked for elsewhere.

        What waits at a machine without room is taken back if any other has some.
        """
        places, services = self.servers.places, self.services
        regions = len(self._shares)
        asked = np.zeros((self._workloads, regions))
        room = free[places]
        stuck = (room <= 0.0) & bool((room > 0.0).any())
        came, moved, mix = [], [], np.zeros((len(services), 2))
        for j, own in enumerate(services):
            surge = surge_of(self._events, own.row, now.t1_s, regions)
            if now.passes:
                tally = arrived(own.source, now.t0_s, now.t1_s, now.index, surge)
                prompt, output = (
                    some.astype(np.float64) for some in (tally.prompt_tokens, tally.output_tokens)
                )
            else:
                tally = Tally.nothing(regions)
                prompt, output = expected(own.source, now.t1_s, now.t1_s + now.horizon_s, surge)
            back = own.queues.withdraw(stuck)
            asked[own.row] = own.work_s(prompt, output) / (now.horizon_s * FULLEST_FRAC)
            if back.requests.any():
                again = own.work_s(*np.array(back.sums[1:], np.float64)) / (now.horizon_s * FULLEST_FRAC)
                asked[own.row] += again * self._shares
            mix[j] = prompt.sum(), output.sum()
            came.append(tally)
            moved.append(back)
        in_hand = np.array([own.in_hand_s() / now.horizon_s for own in services]).reshape(
            len(services), len(places)
        )
        speed = self._speed(mix, float(asked.sum()), plain)
        return Need(tuple(came), tuple(moved), asked, in_hand, speed)

    def wait_s(self, room: Floats, kept: Floats, need: Need) -> Floats:
        """Return how long a first token would wait at machines (f, w, m), by how far new work fills them.

        Queue, chance and prefill; nothing for other work. Services share a machine as they ask.

        Parameters
        ----------
        room, kept : (m,) accelerators that may work, and those of them for what is in hand.
        """
        waits = np.zeros((len(FILLS), self._workloads, len(room)))
        places = self.servers.places
        has, busy = room[places], np.minimum(kept, room)[places]
        asked = need.asked[self.rows].sum(axis=1)
        parts = asked / asked.sum() if asked.sum() > 0.0 else np.full(len(asked), 1.0 / len(asked))
        for own, part in zip(self.services, parts.tolist(), strict=True):
            sure_s = own.wait_s(has)
            for place, fill in enumerate(FILLS):
                will = busy + FULLEST_FRAC * fill * (has - busy)
                load = np.divide(will, has, out=np.zeros(len(has)), where=has > 0.0)
                waits[place, own.row, places] = sure_s + own.chance_s(load, has * part)
        return waits

    def serve(
        self,
        setting: Setting,
        need: Need,
        ways: Ways,
        plans: Sequence[Capped],
        weight: Floats,
    ) -> list[Answered]:
        """Send requests to machines and let a step pass there, with what is left of them.

        Parameters
        ----------
        plans : for each service, in what proportion its requests go where (r, columns), and what is refused.
        weight : (m,) of machines within their pools.
        """
        now, capacity, places = setting.now, setting.capacity, self.servers.places
        sent = [
            send(ways, plan, came, moved.together, weight, self._luck(now, own, len(came), ways))
            for own, plan, came, moved in zip(self.services, plans, need.came, need.moved, strict=True)
        ]
        arrivals = [one.at_machines.take(places) for one in sent]
        parts = self._parts(now, need, arrivals)
        free = setting.free[places]
        done = []
        for j, own in enumerate(self.services):
            share = free * parts[j]
            served = own.step(
                arrivals[j],
                share * capacity.count[places],
                now.dt_s,
                capacity.clock[places],
                capacity.lost[places],
            )
            used = self._use(setting.load, share, served)
            told = answers(served, sent[j].rtt_s[places], own.target, own.arrival_cv)
            done.append(Answered(own, need.came[j], need.moved[j], sent[j], served, told, used))
        return done

    def warm(self, load: Load, share: Floats) -> None:
        """Let a share (m,) of machines do what services do on average: at the start, when no time passes."""
        half = 0.5 * share
        for draw in self._draws:
            load.add(half, draw)
        load.hold(share)

    def state(self) -> dict[str, NDArray[np.generic]]:
        """Return copies of everything that the next step depends on."""
        return {key: value for own in self.services for key, value in own.state().items()}

    def restore(self, state: Mapping[str, NDArray[np.generic]]) -> None:
        """Continue from a state."""
        for own in self.services:
            own.restore(state)

    def _speed(self, mix: Floats, asked: float, plain: float) -> Floats:
        """Return how fast machines are with a mix (s, 2) of prompt and output tokens; 1 for plain work."""
        servers = self.servers
        speed = np.ones(len(servers.serves))
        kind_s, mean_s = np.zeros(len(servers.kinds)), 0.0
        for own, (prompt, output) in zip(self.services, mix, strict=True):
            mean_s += float(own.work_s(prompt, output))
            kind_s = kind_s + prompt * own.prompt_cost_s + output * own.output_cost_s
        if mean_s > 0.0:
            speed[servers.places] = ((plain + asked) / (plain + asked * kind_s / mean_s))[servers.kind_of]
        return speed

    def _parts(self, now: Moment, need: Need, arrivals: Sequence[Tally]) -> Floats:
        """Return how the services share each server (s, k): by what they have to do there."""
        work = need.in_hand + np.array([
            own.work_at(tally) / now.horizon_s
            for own, tally in zip(self.services, arrivals, strict=True)
        ])  # fmt: skip
        total = work.sum(axis=0)
        even = np.full_like(work, 1.0 / max(len(work), 1))
        return np.asarray(np.divide(work, total, out=even, where=total > 0.0))

    def _use(self, load: Load, share: Floats, served: Served) -> Floats:
        """Note what of a share (k,) the machines worked; return it (k,)."""
        used = np.zeros(len(share))
        for frac, draw in zip((served.prefill_frac, served.decode_frac), self._draws, strict=True):
            part = self.servers.on_machines(share * frac)
            load.add(part, draw)
            load.hold(part)
            used += share * frac
        return used

    def _luck(self, now: Moment, own: Service, regions: int, ways: Ways) -> Floats:
        # Who is refused draws after all others, so that these draw what they do where nobody is.
        n = 2 * (regions + 1) + len(ways.pools)
        return uniforms(self._seed, stream_of(REQUEST_PLACES, own.row), now.index, n)


def servers_of(fleet: Fleet, count: Floats) -> Servers:
    """Return the machines of a fleet that can serve a model."""
    buses, sites = fleet.buses, fleet.sites
    names = [bus.accelerator.preset for bus in buses] + [site.accelerator.preset for site in sites]
    presets = sorted(set(names))
    rows = np.array([presets.index(name) for name in names], np.int64)
    satellites = rows[: len(buses)][fleet.bus_of] if len(buses) else np.zeros(0, np.int64)
    return Servers(presets, np.concatenate((satellites, rows[len(buses) :])), count)
