"""Installs the .deb on a Debian that has nothing else, tries it there, removes it, and looks what is left.

A minimal Debian is made by debootstrap from the mirror that this machine's own apt is set up with. Into it
goes the package with what it depends on and no recommendations: a library that it forgot to name is missing.
The screen is an Xvfb outside, for one inside would bring libraries along.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from places import LINUX, PackagingError, call, say
from trial import self_test, unpack

STEPS = "wait 8\nshot {shot}\nquit\n"
USER_DATA = (
    "root/",
    "home/",
    "tmp/",
    "proc/",
    "sys/",
    "dev/",
    "run/",
    "var/log/",
    "var/cache/apt/",
    "var/lib/apt/",
)


class NoChrootError(Exception):
    """A minimal Debian cannot be made here; the text says why."""


def check_on_debian(deb: Path, shot: Path, older: Path) -> None:
    """Try a .deb on a bare Debian where that can be had, else unpacked; raise PackagingError if it fails.

    ``shot`` is where the picture of its window goes; ``older`` is a package that it upgrades there.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dawnline-debian-")))
        try:
            root = stack.enter_context(bare_debian(folder / "debian"))
        except NoChrootError as reason:
            say(f"NOT installed on a bare Debian: {reason}.\nUnpacked instead, which proves no dependency:")
            say(self_test(unpack(deb, folder), shot))
            return
        display = stack.enter_context(screen())
        before = names_in(root)
        install(root, older)
        use(root, display)
        mine = of_the_person(root)
        install(root, deb)
        if of_the_person(root) != mine:
            raise PackagingError("the upgrade has changed what is the user's")
        say(f"the upgrade has kept what the user had: {', '.join(sorted(mine))}")
        try_there(root, display, shot)
        inside(root, ["apt-get", "purge", "--yes", "--auto-remove", "dawnline"])
        left = [name for name in sorted(names_in(root) - before) if "dawnline" in name.lower()]
        if left:
            raise PackagingError(f"removing the package left {', '.join(left[:20])}")
        kept = sorted(path.name for path in (root / "root").rglob("*.dawn"))
        if not kept:
            raise PackagingError("removing the package took the runs of the user with it")
        say(f"removed: nothing is left but what is the user's ({', '.join(kept)})")


def install(root: Path, deb: Path) -> None:
    """Install the package with what it depends on, as a person does: by apt, from the file."""
    shutil.copyfile(deb, root / "root" / deb.name)
    began_s = time.monotonic()
    inside(root, ["apt-get", "update", "-qq"])
    said = inside(root, ["apt-get", "install", "--yes", "--no-install-recommends", f"/root/{deb.name}"])
    new = next((line for line in said.splitlines() if " newly installed" in line), "").strip()
    say(f"installed by apt in {time.monotonic() - began_s:.0f} s: {new}")


def try_there(root: Path, display: str, shot: Path) -> None:
    """Run the self-test with a screen and without one, then the window itself with its worker."""
    # What the first one compiles is kept where the window looks for it, as on a person's machine.
    kernels = {"NUMBA_CACHE_DIR": "/root/.cache/dawnline/kernels"}
    say(inside(root, ["dawnline", "--self-test", "--shot", "/root/shot.png"], DISPLAY=display, **kernels))
    shutil.copyfile(root / "root" / "shot.png", shot)
    blind = inside(root, ["dawnline", "--self-test"], **kernels)
    if "(EGL, no screen)" not in blind:
        raise PackagingError(f"without a screen it was not EGL that drew:\n{blind}")
    say(f"without a screen: {blind.splitlines()[-1]}")
    (root / "root" / "steps").write_text(STEPS.format(shot="/root/desk.png"), encoding="utf-8")
    inside(root, ["dawnline-desk", "--script", "/root/steps"], DISPLAY=display)
    runs = list((root / "root" / ".cache" / "dawnline").rglob("*.dawn"))
    if len(runs) != 1 or not (root / "root" / "desk.png").is_file():
        raise PackagingError(f"the window left {len(runs)} runs; expected one, and a picture")
    info = inside(root, ["dawnline", "info", str(Path("/") / runs[0].relative_to(root))])
    say(f"the window opened the welcome scenario; its worker wrote {runs[0].name}, {_frames(info)}")


def use(root: Path, display: str) -> None:
    """Open the window once, so that there is something of a person's: a run, and a setting of theirs."""
    (root / "root" / "steps").write_text(STEPS.format(shot="/root/first.png"), encoding="utf-8")
    inside(root, ["dawnline-desk", "--script", "/root/steps"], DISPLAY=display)
    setting = root / "root" / ".config" / "dawnline" / "mine.toml"
    setting.parent.mkdir(parents=True, exist_ok=True)
    setting.write_text("mine = true\n", encoding="utf-8")


def of_the_person(root: Path) -> dict[str, str]:
    """Return the digests of a person's files by name; compiled kernels, which come again, are none.

    Nor is what drivers keep for themselves.
    """
    home = root / "root"
    files = [path for folder in (".config", ".cache", ".local") for path in (home / folder).rglob("*")]
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file() and "dawnline" in path.parts and "kernels" not in path.parts
    }


def _frames(info: str) -> str:
    return next((" ".join(line.split()) for line in info.splitlines() if line.startswith("frames ")), "?")


@contextmanager
def bare_debian(root: Path) -> Iterator[Path]:
    """Yield a minimal Debian of this machine's release; raise NoChrootError where none can be made."""
    suite = own_suite()
    began_s = time.monotonic()
    try:
        call(["debootstrap", "--variant=minbase", suite, root, mirror(suite)], timeout_s=240)
    except PackagingError as problem:
        raise NoChrootError(f"debootstrap failed ({str(problem)[-400:]})") from None
    for path in ("etc/resolv.conf", "etc/hosts"):
        if Path("/", path).is_file():
            shutil.copyfile(Path("/", path), root / path)
    settings = call(["apt-config", "dump", "--format", '%F "%v";%n', "Acquire"])
    told = [line for line in settings.splitlines() if "proxy" in line.lower()]
    (root / "etc" / "apt" / "apt.conf.d" / "90dawnline").write_text("\n".join(told) + "\n")
    with mounted("proc", root / "proc"), mounted("sysfs", root / "sys"):
        say(f"a minimal Debian ({suite}) was made in {time.monotonic() - began_s:.0f} s")
        yield root


def own_suite() -> str:
    """Return the name of this machine's release of Debian; raise NoChrootError if there is none to make."""
    if not LINUX or os.geteuid() != 0:
        raise NoChrootError("only root of a Linux may make one")
    if not shutil.which("debootstrap"):
        raise NoChrootError("there is no program debootstrap here")
    lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    release = dict(line.replace('"', "").split("=", 1) for line in lines if "=" in line)
    if release.get("ID") != "debian" or "VERSION_CODENAME" not in release:
        raise NoChrootError("this machine is no Debian")
    return release["VERSION_CODENAME"]


@contextmanager
def mounted(kind: str, place: Path) -> Iterator[None]:
    """Mount a file system of the kernel's, unless something is there; raise NoChrootError if refused."""
    if any(place.iterdir()):
        yield
        return
    try:
        call(["mount", "-t", kind, kind, place])
    except PackagingError as problem:
        raise NoChrootError(f"nothing can be mounted here ({problem})") from None
    try:
        yield
    finally:
        call(["umount", "--lazy", place])


def mirror(suite: str) -> str:
    """Return the address of the mirror that apt takes this suite from; raise NoChrootError if it has none."""
    said = call(["apt-get", "indextargets", "--format", "$(CREATED_BY) $(ORIGIN) $(CODENAME) $(REPO_URI)"])
    for line in said.splitlines():
        made_by, _, rest = line.partition(" ")
        origin, _, rest = rest.partition(" ")
        codename, _, address = rest.partition(" ")
        if (made_by, origin, codename) == ("Packages", "Debian", suite):
            return address
    raise NoChrootError(f"apt has no source of Debian's {suite}")


def inside(root: Path, command: list[str], **variables: str) -> str:
    """Run a command in the small Debian and return what it said; its environment is nearly empty."""
    environment = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8",
        "LIBGL_ALWAYS_SOFTWARE": "1", "DEBIAN_FRONTEND": "noninteractive", **variables,
    }  # fmt: skip
    words = ["env", "-i", *(f"{name}={value}" for name, value in environment.items()), *command]
    return call(["chroot", root, *words], timeout_s=500)


@contextmanager
def screen() -> Iterator[str]:
    """Yield the name of a virtual screen that everybody on this machine may draw on."""
    receive, send = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(send), "-screen", "0", "1920x1200x24", "-ac", "-nolisten", "tcp"],
        pass_fds=[send], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(send)
    try:
        with os.fdopen(receive) as told:
            number = told.readline().strip()  # ends empty where the server has died
        if not number:
            raise PackagingError("Xvfb does not start")
        yield f":{number}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def names_in(root: Path) -> set[str]:
    """Return the names of all files of a system, but for what is a person's, or apt's notes."""
    names: set[str] = set()
    for folder, folders, files in os.walk(root):
        here = Path(folder).relative_to(root).as_posix() + "/"
        here = "" if here == "./" else here
        folders[:] = [name for name in folders if not f"{here}{name}/".startswith(USER_DATA)]
        names.update(f"{here}{name}" for name in [*folders, *files])
    return names
