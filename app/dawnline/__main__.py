"""The program's two doors: ``dawnline`` (console, all verbs) and ``dawnline-desk`` (the window)."""

import io
import sys


def main() -> int:
    """Run the command line with this process's arguments; return its exit status."""
    from dawnline.cli.main import main as run_command_line

    _speak_any_name()
    return run_command_line(sys.argv[1:])


def desk() -> int:
    """Open the window: what the desktop entry and file associations start."""
    from dawnline.cli.main import main as run_command_line

    _speak_any_name()
    return run_command_line(["open", *sys.argv[1:]])


def _speak_any_name() -> None:
    """Let a name that the terminal's encoding lacks be spelled out, where Python would end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
