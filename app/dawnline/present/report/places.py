"""Tables of a page on places: what each fleet and provider did and drew, and what it cost and emitted."""

from collections.abc import Iterator

from dawnline.present.costs.places import Place, sum_of
from dawnline.present.costs.report import Costs
from dawnline.present.costs.text import compact, launch, ranged
from dawnline.present.report.books import Books
from dawnline.present.report.markdown import points, table
from dawnline.present.report.sizes import energy, share, whole
from dawnline.recording.recording import Recording

_MOST = 16


def place_lines(recording: Recording, costs: Costs, books: Books) -> Iterator[str]:
    """Yield who did what, energy, then money and carbon where the run counted them."""
    groups = sorted(_groups(recording, costs), key=lambda place: -place.busy_h)[:_MOST]
    rows = [
        (
            place.name,
            whole(place.accelerator_h),
            share(place.busy_h, place.accelerator_h),
            energy(place.kwh * 3.6e6),
        )
        for place in groups
    ]
    if rows:
        yield from table(("fleet or provider", "GPU h there", "at work", "energy drawn"), rows)
        yield ""
    yield from points(_energy(books))
    yield ""
    yield from _money(costs, groups)


def _groups(recording: Recording, costs: Costs) -> Iterator[Place]:
    """Yield the sum over each fleet and each provider's sites; sites of no provider stand alone."""
    fleet = recording.header.fleet
    titles = fleet.tables["fleet"].names
    sites = {id_: row for row, id_ in enumerate(fleet.tables["site"].ids)}
    mine: dict[str, list[Place]] = {}
    for place in costs.places:
        name = place.name
        if place.in_orbit:
            name = titles[fleet.tables["fleet"].ids.index(place.entity)]
        elif (parent := int(fleet.tables["site"].parent[sites[place.entity]])) >= 0:
            name = titles[parent]
        mine.setdefault(name, []).append(place)
    for name, places in mine.items():
        whole_of_it = sum_of(tuple(places), name)
        if whole_of_it is not None:
            yield whole_of_it


def _energy(books: Books) -> Iterator[str]:
    drawn = books.total("satellite", "load_j")
    if drawn > 0.0:
        stored = books.total("satellite", "stored_j")
        yield (
            f"In orbit: {energy(books.total('satellite', 'array_j'))} from arrays, {energy(drawn)} drawn, "
            f"{energy(abs(stored))} {'less' if stored < 0.0 else 'more'} in batteries than at the start, "
            f"{energy(books.total('satellite', 'loss_j'))} lost in them."
        )
    drawn = books.total("site", "energy_j")
    if drawn > 0.0:
        text = f"On the ground: {energy(drawn)} drawn by sites"
        if books.has("site", "grid_j"):
            text += (
                f", {energy(books.total('site', 'grid_j'))} from grids and "
                f"{energy(books.total('site', 'gas_j'))} from gas on the sites, "
                f"{energy(books.total('site', 'battery_loss_j'))} lost in their batteries"
            )
        yield f"{text}."


def _money(costs: Costs, groups: list[Place]) -> Iterator[str]:
    if not costs.has_prices:
        yield "The scenario has no prices: the run counted no money and no carbon."
        return
    rows = [
        (place.name, ranged(place.usd), ranged(place.usd_per_busy_h), ranged(place.carbon_kg))
        for place in groups
    ]
    rows += [
        (f"all {word}", ranged(side.usd), ranged(side.usd_per_busy_h), ranged(side.carbon_kg))
        for side, word in ((costs.orbit, "in orbit"), (costs.ground, "on the ground"))
        if side is not None
    ]
    yield from table(("money and carbon", "$", "$ / GPU h at work", "kg CO2"), rows)
    yield ""
    yield "Ranges read: central (low to high); `dawnline costs` prints the assumptions with their sources."
    yield ""
    yield from points(
        f"A million output tokens of {price.workload}: $ {ranged(price.usd_per_million)}."
        for price in costs.tokens
    )
    if costs.orbit is not None and costs.ground is not None:
        yield from _crossing(costs)


def _crossing(costs: Costs) -> Iterator[str]:
    """Yield what an hour in orbit costs by the price of launch, beside the ground; by assumptions alone."""
    yield from points([
        f"By assumptions alone an hour of a GPU costs $ {ranged(costs.orbit_usd.range)} in orbit and "
        f"$ {ranged(costs.ground_usd.range)} on the ground. "
        f"Launch at which both cost the same: {launch(costs.crossing_usd_per_kg.range)}."
    ])  # fmt: skip
    yield ""
    rows = [
        (
            f"${compact(price) if price else '0'}",
            ranged(span),
            f"{span.central / costs.ground_usd.range.central:.2f}",
        )
        for price, span in costs.by_launch
    ]
    yield from table(("launch, a kg", "$ / GPU h in orbit", "over the ground's"), rows)
