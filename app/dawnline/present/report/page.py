"""The page of a run: story, picture, what happened, the numbers, sources, what is not modelled."""

from collections.abc import Iterator

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.causes.chain import chain_of
from dawnline.present.causes.witness import NoWay, nobody_knows
from dawnline.present.costs.report import costs_of
from dawnline.present.numbers import count, duration
from dawnline.present.report.books import Balance, Books
from dawnline.present.report.course import course_explained, course_of
from dawnline.present.report.happened import happened
from dawnline.present.report.hours import accelerators_of
from dawnline.present.report.markdown import paragraphs, points, table
from dawnline.present.report.places import place_lines
from dawnline.present.report.sizes import moment
from dawnline.present.report.work import work_lines
from dawnline.present.report.worst import Worst, worst_of_each
from dawnline.recording.recording import Recording
from dawnline.scenario.effects import Machine

_MOST_CHAINS = 3


def page_of(
    recording: Recording, *, picture: str = "", pictured_s: float = 0.0, no_way: NoWay = nobody_knows
) -> str:
    """Return a page in Markdown; ``picture`` is the address of the picture at ``pictured_s``, if any.

    ``no_way`` asks the network why there is none.
    """
    return "\n".join(_lines(recording, picture, pictured_s, no_way)).rstrip() + "\n"


def _lines(recording: Recording, picture: str, pictured_s: float, no_way: NoWay) -> Iterator[str]:
    header, books = recording.header, Books(recording)
    yield f"# {header.title}"
    yield ""
    if header.description.strip():
        yield from (*paragraphs(header.description), "")
    if picture:
        yield f"![The window at {moment(header.epoch, pictured_s, header.duration_s)} UTC]({picture})"
        yield ""
    yield from paragraphs(_how_it_ran(recording))
    yield from ("", "## What happens", "")
    yield from points(happened(recording)) or [
        "Nothing is made to happen: people ask, and the Sun rises and sets."
    ]
    yield ""
    yield from (*paragraphs(course_explained(books)), "")
    yield from table(*course_of(recording, books))
    yield from ("", "## Why, when it is worst", "")
    yield from _why(recording, worst_of_each(recording), no_way)
    yield from ("", "## The numbers", "")
    yield from work_lines(recording, books)
    yield from place_lines(recording, costs_of(recording), books)
    yield ""
    yield from paragraphs(_balances(tuple(books.balances())))
    about = header.about
    if about.sources:
        yield from ("", "## Sources", "")
        yield from points(f"{source.text} *({source.confidence})*" for source in about.sources)
    if about.not_modelled:
        yield from ("", "## What it does not model", "")
        yield from points(about.not_modelled)


def _how_it_ran(recording: Recording) -> str:
    header = recording.header
    sizes = []
    kinds: tuple[tuple[Machine, str], ...] = (("satellite", "satellites"), ("site", "sites"))
    for kind, things in kinds:
        number, gpus = len(header.fleet.tables[kind]), float(accelerators_of(recording, kind).sum())
        if number:
            thing = things if number > 1 else things.removesuffix("s")
            sizes.append(f"{count(number)} {thing} with {count(gpus)} GPUs")
    steps = count(max(recording.frame_count - 1, 0))
    starts = header.epoch.iso()[:16].replace("T", " ")
    text = (
        f"{' and '.join(sizes)}; {duration(recording.end_s)} from {starts} UTC in {steps} steps "
        f"of {duration(header.step_s)}, seed {header.seed}, Dawnline {header.version}. "
        "Every number below is from this run; times are UTC."
    )
    if recording.gaps:
        text += f" {len(recording.gaps)} parts of it could not be read and count as nothing."
    return text


def _why(recording: Recording, worst: tuple[Worst, ...], no_way: NoWay) -> Iterator[str]:
    """Yield the chains of causes of the workloads that are worst off, each at its worst moment."""
    if not worst:
        yield "Nothing of note is unserved, turned away or late at any time."
    header = recording.header
    for number, moment_of in enumerate(worst[:_MOST_CHAINS]):
        name = header.fleet.tables["workload"].names[moment_of.workload.index]
        when = moment(header.epoch, moment_of.t_s, header.duration_s)
        yield from ("",) if number else ()
        yield from paragraphs(f"`dawnline why` of {name} at {when}, the first cause first:")
        yield ""
        chain = chain_of(recording, moment_of.workload, moment_of.t_s, SceneCache(), no_way)
        yield from points(
            f"{moment(header.epoch, max(cause.begins_s, 0.0), header.duration_s)} "
            f"{_name(recording, cause.entity)}: {cause.text}."
            for cause in chain.causes
        )
        if chain.would_help:
            yield from points([f"Would have helped: {chain.would_help}."])


def _name(recording: Recording, ref: EntityRef) -> str:
    return recording.header.fleet.tables[ref.kind].names[ref.index]


def _balances(balances: tuple[Balance, ...]) -> str:
    names = ", ".join(balance.name for balance in balances)
    wrong = [balance.name for balance in balances if not balance.holds]
    if wrong:
        return f"**Out of balance: {', '.join(wrong)}**; checked: {names}."
    return f"In every step of the run these balance: {names}."
