"""Menu entry, file types and description agree with each other and with the program."""

import ast
import configparser
import plistlib
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from dawnline.recording.layout import APPLICATION_ID
from dawnline.shell.system_names import DESKTOP_FILE
from dawnline_testing.tree import ROOT

LINUX = ROOT / "packaging" / "linux"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what goes to /usr/share."""
    from installers_linux import share_tree

    tree: Path = share_tree(tmp_path_factory.mktemp("share") / "share")
    return tree


def entry(share: Path) -> configparser.SectionProxy:
    """Return the menu entry."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(share / "applications" / "dawnline.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_same_file_types_are_told_everywhere(share: Path) -> None:
    told = entry(share)["MimeType"].strip(";").split(";")
    known = ET.parse(share / "mime" / "packages" / "dawnline.xml").getroot()
    assert sorted(told) == sorted(each.attrib["type"] for each in known.iter(f"{MIME}mime-type"))
    (described,) = (share / "metainfo").iterdir()
    assert sorted(each.text or "" for each in ET.parse(described).getroot().iter("mediatype")) == sorted(told)
    assert "@" not in re.sub(r"@media", "", described.read_text(encoding="utf-8"))


def test_a_run_is_known_by_its_application_id(share: Path) -> None:
    known = ET.parse(share / "mime" / "packages" / "dawnline.xml").getroot()
    inner = [each.attrib for each in known.iter(f"{MIME}match") if each.attrib["offset"] == "68"]
    assert [int(each["value"], 16) for each in inner] == [APPLICATION_ID]


def test_the_window_is_the_one_of_the_menu_entry(share: Path) -> None:
    """A window whose desktop file name is another one has no icon in the task bar."""
    assert (share / "applications" / f"{DESKTOP_FILE}.desktop").is_file()
    assert entry(share)["Exec"] == "dawnline-desk %f"


def test_icons_are_there_in_every_size(share: Path) -> None:
    sides = {folder.name for folder in (share / "icons" / "hicolor").iterdir()}
    assert sides == {"scalable", *(f"{side}x{side}" for side in (16, 32, 48, 64, 128, 256, 512))}


def test_the_package_names_what_a_bare_debian_lacks() -> None:
    """What `./dev` installs for the window, the .deb depends on."""
    depends = (LINUX / "nfpm.yaml").read_text(encoding="utf-8").partition("rpm:")[0]
    named = set(re.findall(r"[a-z][\w.+-]*\d?", depends.partition("depends:")[2]))
    packages = next(
        ast.literal_eval(node.value)
        for node in ast.parse((ROOT / "dev").read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "WINDOW_PACKAGES"
    )
    assert [names for names in packages if not named.intersection(names)] == []


@pytest.mark.parametrize(
    ("program", "arguments"),
    [
        ("desktop-file-validate", ["applications/dawnline.desktop"]),
        ("appstreamcli", ["validate", "--no-net", "--pedantic", "metainfo/{id}.metainfo.xml"]),
    ],
)
def test_the_desktops_own_checkers_agree(share: Path, program: str, arguments: list[str]) -> None:
    if not shutil.which(program):
        pytest.skip(f"there is no {program} here")
    from identity import APP_ID

    command = [program, *(word.format(id=APP_ID) for word in arguments)]
    done = subprocess.run(command, cwd=share, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_macos_knows_the_same_files() -> None:
    from identity import APP_ID, RUN_TYPE_ID, filled

    text = filled((ROOT / "packaging" / "macos" / "Info.plist").read_text(encoding="utf-8"))
    assert "@" not in text
    told = plistlib.loads(text.encode())
    assert told["CFBundleIdentifier"] == APP_ID
    assert told["CFBundleDocumentTypes"][0]["LSItemContentTypes"] == [RUN_TYPE_ID]
    (run,) = told["UTExportedTypeDeclarations"]
    assert run["UTTypeTagSpecification"]["public.filename-extension"] == ["dawn"]
    assert run["UTTypeIdentifier"] == RUN_TYPE_ID
    ranks = {each["CFBundleTypeName"]: each["LSHandlerRank"] for each in told["CFBundleDocumentTypes"]}
    assert ranks == {"Dawnline run": "Owner", "Dawnline scenario": "Alternate"}


def test_the_makers_are_named_in_one_place() -> None:
    """A fork, or the day there is a domain: one file is changed."""
    from identity import APP_ID, MAKERS, filled

    told = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "packaging").rglob("*"))
        if path.is_file()
        and path.suffix in {".py", ".xml", ".yaml", ".plist", ".nsi", ".sh", ".desktop", ".spec"}
        and (APP_ID in (text := path.read_text(encoding="utf-8")) or MAKERS in text)
    ]
    assert told == ["packaging/identity.py"]
    assert filled("@MAKERS@ x @HOMEPAGE_TAG@ @VERSION@", VERSION="1") == f"{MAKERS} x  1"
