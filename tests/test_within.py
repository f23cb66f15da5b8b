"""Files are written below their folder and nowhere else, whatever their path says."""

import ast
import pickle
from pathlib import Path
from types import SimpleNamespace

import pytest
from helpers import small_catalogue

import generator
from generator.cli import main
from generator.editing.files import write_all
from generator.outputs.prints.writing import write_prints
from generator.reading.names import is_forbidden_name
from generator.site.assemble import NO_LINKS, _write_files, _write_pages
from generator.within import OutsideError, inside, write

PACKAGE = Path(generator.__file__).parent
WRITING = {"write_bytes", "write_text", "copytree", "copyfile", "copy", "move", "mkstemp"}
OUTSIDE = [
    "/etc/x",
    "//server/x",
    "..",
    "../x",
    "x/../../y/index.html",
    "x/../x",
    "x/..",
    "./x",
    "x//y",
    "x/",
    "",
    "C:/x",
    "c:x",
    "..\\x",
    "x\\y",
    "x\0y",
    "x\ny",
    "\ud800",
]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "site"
    made.mkdir()
    return made


def everything(folder):
    return sorted(folder.rglob("*"))


@pytest.mark.parametrize("path", OUTSIDE, ids=ascii)
def test_a_path_that_leads_out_is_refused(folder, path):
    before = everything(folder.parent)

    with pytest.raises(OutsideError) as told:
        write(folder, path, b"x")

    assert told.value.strerror == "会写到文件夹外面去"
    assert everything(folder.parent) == before


@pytest.mark.parametrize("path", ["x", "zm-001/index.html", "资料/图 1.png", "a..b/...", "xy:z"])
def test_a_path_that_stays_inside_is_written(folder, path):
    write(folder, path, b"x")

    assert (folder / path).read_bytes() == b"x"


def test_no_link_leads_out(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (folder / "above").symlink_to("../elsewhere")
    (folder / "file").symlink_to(tmp_path / "elsewhere/file")
    (folder / "round").symlink_to("round")

    for path in ("above/x", "above/deeper/x", "file"):
        with pytest.raises(OutsideError):
            write(folder, path, b"x")
    with pytest.raises(OSError, match="round"):
        write(folder, "round/x", b"x")

    assert everything(tmp_path / "elsewhere") == []


def test_a_link_to_the_folder_and_one_inside_it_lead_nowhere_else(folder, tmp_path):
    (folder / "real").mkdir()
    (folder / "other").symlink_to("real")
    (tmp_path / "link").symlink_to("site")

    write(tmp_path / "link", "other/x", b"x")

    assert (folder / "real/x").read_bytes() == b"x"


def test_a_refusal_comes_back_whole_from_another_process():
    with pytest.raises(OutsideError) as told:
        inside(Path(), "../x")

    again = pickle.loads(pickle.dumps(told.value))  # noqa: S301 - our own bytes

    assert (type(again), again.strerror, again.filename) == (
        OutsideError,
        told.value.strerror,
        "../x",
    )


def forged(path):
    """Return a print, without its content, that wants to lie at ``path``."""
    return SimpleNamespace(
        path=path, render=lambda: b"x", check=lambda _: 1, imprint=None, source="", group=""
    )


WRITERS = {
    "a file of the site": lambda folder, path: _write_files([lambda: iter([(path, b"x")])], folder),
    "a page": lambda folder, path: _write_pages(
        SimpleNamespace(copies=lambda page: [page]),
        [SimpleNamespace(path=path, prefix="", address="x/", source="")],
        folder,
        {"": (None, SimpleNamespace(fill=lambda *_: "x"))},
        NO_LINKS,
    ),
    "a print": lambda folder, path: write_prints([forged(path)], folder, lambda _: None),
    "several files": lambda folder, path: write_all(folder, {"x.yml": "x", path: "x"}),
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("path", ["x/../../../y/index.html", "/x", "link/x"])
def test_whoever_writes_stays_inside(folder, tmp_path, name, path):
    (tmp_path / "elsewhere").mkdir()
    (folder / "link").symlink_to("../elsewhere")
    before = everything(tmp_path)

    with pytest.raises(OutsideError):
        WRITERS[name](folder, path)

    assert everything(tmp_path) == before


def test_what_cannot_be_written_is_said(tmp_path, capsys):
    place = small_catalogue(tmp_path)
    (tmp_path / "file").write_bytes(b"")

    assert main(["print", "--catalogue", str(place), "--to", str(tmp_path / "file")]) == 1
    assert "写不了" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["aux", "CON.yml", "nul.json", "com1", "LPT9.x.yml", "prn."])
def test_names_that_windows_takes_for_devices(name):
    assert is_forbidden_name(name)


@pytest.mark.parametrize("name", ["auxiliary.yml", "con-1.json", "common", "com", "com10", "x.aux"])
def test_names_that_are_files_everywhere(name):
    assert not is_forbidden_name(name)


ALONE = {
    "within.py": {"write_bytes"},
    "editing/files.py": {"mkstemp", "write_bytes"},  # beside a place `inside` gave, and back
    "editions/store.py": {"mkstemp"},  # as above
    "cli/init.py": {"copytree"},  # our own starter, to where the user said
    "editing/trial.py": {"copytree"},  # a copy to try a change on
    "editing/base_copies.py": {"copytree"},  # to and beside a place `inside` gave
}
"""Where else files are made, and why no path of a catalogue is in it."""


def test_only_one_function_writes():
    found = {
        file.relative_to(PACKAGE).as_posix(): {
            name
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and (name := node.attr) in WRITING
            if name != "copy" or ast.unparse(node.value) == "shutil"  # else a field
        }
        for file in sorted(PACKAGE.rglob("*.py"))
    }

    assert {file: names for file, names in found.items() if names} == ALONE
