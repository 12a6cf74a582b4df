"""What a person may say of a picture, the same for every verb that draws one."""

import argparse
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dawnline.recording.recording import Recording

CHANGE_PICTURES = ("globe.", "network.", "select.", "watchlist.show")


def add_picture_options(parser: argparse.ArgumentParser) -> None:
    """Add size, selection, colours and commands of a picture to a verb."""
    parser.add_argument("--size", type=size_px, default=(1280, 800), metavar="WxH")
    parser.add_argument("--select", metavar="NAME", help="select an entity in the picture")
    parser.add_argument(
        "--channel", default="gpu_util_frac", metavar="KEY", help="colour the satellites by it"
    )
    parser.add_argument(
        "--do", action="append", default=[], metavar="COMMAND", type=picture_command,
        help="a command of the globe first, such as 'globe.map equal-earth'; may be given again",
    )  # fmt: skip


def check_channel(recording: "Recording", key: str) -> None:
    """Raise UserError, with those that there are, unless satellites of a run have a channel."""
    from dawnline.cli.complaint import UserError

    try:
        recording.header.catalogue.find("satellite", key)
    except KeyError as error:
        raise UserError(f"--channel {key}: {error.args[0]}") from error


def picture_command(text: str) -> tuple[str, str]:
    """Return id and argument of a command that changes a picture (an argparse type)."""
    command_id, _, argument = text.strip().partition(" ")
    if not command_id.startswith(CHANGE_PICTURES):
        kinds = ", ".join(f"{prefix}..." for prefix in CHANGE_PICTURES)
        raise argparse.ArgumentTypeError(f"{text[:60]!r}: only {kinds} commands change a picture")
    return command_id, argument.strip()


def size_px(text: str) -> tuple[int, int]:
    """Return WxH as two numbers between 64 and 8192 (an argparse type)."""
    match = re.fullmatch(r"(\d{2,5})x(\d{2,5})", text, flags=re.ASCII)
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(64 <= side <= 8192 for side in size):
        raise argparse.ArgumentTypeError(f"{text}: write a size like 1280x800, from 64x64 to 8192x8192")
    return size
