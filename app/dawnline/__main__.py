"""The program's two doors: ``dawnline`` (console, all verbs) and ``dawnline-desk`` (the window)."""

import sys


def main() -> int:
    """Run the command line with this process's arguments; return its exit status."""
    from dawnline.cli.main import main as run_command_line

    return run_command_line(sys.argv[1:])


def desk() -> int:
    """Open the window: what the desktop entry and file associations start."""
    from dawnline.cli.main import main as run_command_line

    return run_command_line(["open", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
