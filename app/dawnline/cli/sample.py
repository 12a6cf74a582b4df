"""``dawnline sample``: numbers out of a run."""

import argparse
import json
import math
from pathlib import Path
from typing import Any

from dawnline.cli.complaint import UserError

NAME = "sample"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="numbers out of a run: one value, or a series as CSV")
    parser.add_argument("run_file", type=Path, metavar="RUN")
    parser.add_argument("--entity", required=True, metavar="NAME", help="an id, a unique name, or #NORAD")
    parser.add_argument("--channel", required=True, metavar="KEY")
    parser.add_argument("--at", metavar="T", help="one instant: ISO-8601 or an offset like +6h30m")
    parser.add_argument("--from", dest="from_", metavar="T")
    parser.add_argument("--to", metavar="T")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the value at T, or every value from T to T (the whole run if neither is given)."""
    from dawnline.cli.needed_run import recording_up_to, t_of

    at, start, end = arguments.at, arguments.from_, arguments.to
    if at is not None and (start is not None or end is not None):
        raise UserError("--at gives one instant, --from and --to a span: give one of the two")
    with recording_up_to(arguments.run_file, end if at is None else at) as (recording, t_s):
        ref = recording.find_entity(arguments.entity)
        try:
            channel = recording.header.catalogue.find(ref.kind, arguments.channel)
        except KeyError as error:
            raise UserError(f"--channel {arguments.channel}: {error.args[0]}") from error
        if at is not None:
            first_s = last_s = recording.frame_index_at(t_s) * recording.header.step_s
        else:
            first_s = 0.0 if start is None else t_of(recording, start)
            last_s = t_s
        if first_s > last_s:
            raise UserError(f"--from {start} is after --to {end}; swap them")
        times_s, values = recording.series(ref.kind, channel.key, ref.index, first_s, last_s)
        epoch = recording.header.epoch
        if not arguments.json:
            from dawnline.export.csv import series_csv

            entity = recording.header.fleet.entity_id(ref)
            print(series_csv(epoch, entity, [channel], times_s.tolist(), [values]), end="")
            return 0
        rows = [{"t": epoch.iso(float(t)), "value": _json_value(value, channel.codes)} for t, value in
                zip(times_s, values, strict=True)]  # fmt: skip
        print(
            json.dumps(
                {
                    "entity": recording.header.fleet.entity_id(ref),
                    "channel": channel.key,
                    "unit": channel.unit,
                    "samples": rows,
                },
                indent=2,
            )
        )
    return 0


def _json_value(value: Any, codes: tuple[str, ...]) -> float | str | None:
    """Return a number, a code's word, or None where there is no value."""
    if codes:
        return codes[int(value)] if int(value) < len(codes) else None
    number = float(value)
    return number if math.isfinite(number) else None
