"""Takes folders out of texts, so that a report names files and nobody's home."""

import re

# In quotes a folder may have spaces; elsewhere a path ends at a space.
_QUOTED = re.compile(r"""(?P<quote>['"])[^'"\n]*[\\/](?P<name>[^'"\\/\n]*)(?P=quote)""")
_BARE = re.compile(r"""[^\s'"()<>,;=]*[\\/](?P<name>[^\s'"()<>,;=\\/]*)""")
_CODE = re.compile(r'File "(?P<file>[^"\n]*)", line (?P<line>\d+) in (?P<name>.*)')
_OWN = {"dawnline", "dawnline_widgets", "dawnline_assets"}
LONGEST = 300


def without_folders(text: str, home: str = "") -> str:
    """Return the text with every path cut to the name at its end; ``home`` may have spaces in it."""
    if home:
        text = text.replace(home, "~")
    return _BARE.sub(r"\g<name>", _QUOTED.sub(r"\g<quote>\g<name>\g<quote>", text))


def message_of(text: str, home: str = "") -> str:
    """Return the first line of an exception's words, without folders, and not long."""
    line = text.strip().partition("\n")[0]
    shown = without_folders(line, home)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}..."


def code_place(file: str) -> str:
    """Return where a file of code is: from its package on, or its name alone."""
    parts = re.split(r"[\\/]", file)
    if "site-packages" in parts:
        return "/".join(parts[_last(parts, "site-packages") + 1 :])
    own = [number for number, part in enumerate(parts[:-1]) if part in _OWN]
    return "/".join(parts[own[-1] :]) if own else parts[-1]


def hard_trace(text: str, home: str = "") -> tuple[str, ...]:
    """Return the lines that Python's faulthandler wrote, with code by its place and no other folder."""
    lines = []
    for line in text.splitlines():
        code = _CODE.search(line)
        if code:
            lines.append(f"  {code_place(code['file'])}:{code['line']} in {code['name']}")
        else:
            lines.append(without_folders(line, home))
    return tuple(lines)


def _last(parts: list[str], wanted: str) -> int:
    return len(parts) - 1 - parts[::-1].index(wanted)
