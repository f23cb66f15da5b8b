"""Prints that are not made again: only what would come out the same is taken from the old site."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from conftest import build
from helpers import DAY, examples, small_catalogue, write
from hypothesis import given
from hypothesis import strategies as st

from generator.checking import check, local_day
from generator.cli import build as building
from generator.cli import main
from generator.model.catalogue import published
from generator.outputs.prints import print_jobs
from generator.outputs.prints.print_jobs import Print, all_prints
from generator.site import made_with, reusing
from generator.site.compose import BuildOptions, check_and_compose
from generator.site.engine import EngineError
from generator.site.folder import digests, files_of
from generator.site.made_with import libraries, program
from generator.site.manifest import MANIFEST, write_manifest
from generator.site.reusing import MADE_FROM, made_from, take_over

SLIP = "slips/zm-001.pdf"
SOME = frozenset({"lists/catalogue.csv", "lists/catalogue.xlsx", "forms/task-notice.docx", SLIP})
CERTIFICATE, SETTINGS = "certificates/zm-001-qinshu-guanxi.yml", "catalogue.yml"
WORDS = st.text(alphabet="居委会不出证明到派出所问一问，", min_size=1, max_size=8)
EDITS = st.one_of(
    st.tuples(st.just(CERTIFICATE), st.just("summary"), WORDS),
    st.tuples(st.just(CERTIFICATE), st.just("name"), WORDS),
    st.tuples(st.just(SETTINGS), st.just("publisher"), WORDS),
)


@pytest.fixture(scope="module")
def jobs(starter_site: Path) -> tuple[Print, ...]:
    """What the prints of the small site were made from."""
    folder = starter_site.parent / "catalogue"
    day = local_day(folder, datetime.now(UTC))
    catalogue = published(check(folder, on=day).catalogue)
    return tuple(all_prints(catalogue, day, None))


@pytest.fixture
def site(starter_site: Path, tmp_path: Path) -> Path:
    """The prints of the small site with all that says what they are."""
    copy = tmp_path / "site"
    shutil.copytree(starter_site / "prints", copy / "prints")
    shutil.copy(starter_site / MANIFEST, copy)
    return copy


def seal(site: Path) -> None:
    """List the files as they are now."""
    write_manifest(site, digests(site, (path for path in files_of(site) if path != MANIFEST)))


def change(file: Path) -> None:
    """Make a file another one that says the same."""
    write(file, file.read_bytes() + b" ")


# --- what is taken over ------------------------------------------------------------------------


def test_what_has_not_changed_is_taken_over_as_it_is(site, jobs, tmp_path):
    told = json.loads((site / "prints/index.json").read_bytes())["prints"]

    taken = take_over(jobs, site, tmp_path / "new")

    assert taken == {one["path"]: one["pages"] for one in told}
    for path in taken:
        assert (tmp_path / "new" / path).read_bytes() == (site / "prints" / path).read_bytes()


DAMAGED = {
    "a byte is another": lambda file: file.write_bytes(file.read_bytes()[:-1] + b"?"),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:1000]),
    "longer": lambda file: file.write_bytes(file.read_bytes() + b" "),
    "empty": lambda file: file.write_bytes(b""),
    "missing": Path.unlink,
    "another print": lambda file: shutil.copy(file.parents[1] / "lists/catalogue.pdf", file),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
    "a pipe": lambda file: (file.unlink(), os.mkfifo(file)),
    "a link to nothing": lambda file: (file.unlink(), file.symlink_to("nowhere")),
    "a link to itself": lambda file: (file.unlink(), file.symlink_to(file.name)),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_print_that_is_not_what_it_was_is_made_again(site, jobs, tmp_path, damage):
    damage(site / "prints" / SLIP)

    taken = take_over(jobs, site, tmp_path / "new")

    assert taken.keys() == {job.path for job in jobs} - {SLIP}
    assert not (tmp_path / "new" / SLIP).exists()


LOST = {
    "no site": shutil.rmtree,
    "no list": lambda site: (site / MANIFEST).unlink(),
    "a list that is none": lambda site: (site / MANIFEST).write_text("x"),
    "a list that is no text": lambda site: (site / MANIFEST).write_bytes(b"\xff\xfe"),
    "no sources": lambda site: (site / MADE_FROM).unlink(),
    "other sources than the list names": lambda site: change(site / MADE_FROM),
    "sources that are no JSON": lambda site: ((site / MADE_FROM).write_text("{"), seal(site)),
    "sources of another form": lambda site: ((site / MADE_FROM).write_text("{}"), seal(site)),
}


@pytest.mark.parametrize("lose", LOST.values(), ids=LOST)
def test_a_site_that_is_not_whole_has_no_prints(site, jobs, tmp_path, lose):
    lose(site)

    assert take_over(jobs, site, tmp_path / "new") == {}


def test_another_program_makes_all_prints_anew(site, jobs, tmp_path, monkeypatch):
    monkeypatch.setattr(reusing, "program", lambda: "another")

    assert take_over(jobs, site, tmp_path / "new") == {}


# --- what a print is made from -----------------------------------------------------------------


def test_what_is_printed_and_how_it_is_checked_decide(jobs):
    def kept(job: Print, **other: object) -> bool:
        parts = {"render": job.render, "check": job.check} | other
        return made_from(SimpleNamespace(**parts)) == made_from(job)

    slip = next(job for job in jobs if job.path == SLIP)
    book = next(job for job in jobs if job.path == "books/handbook-a4.pdf")
    other = next(job for job in jobs if job.path == "lists/catalogue.pdf")

    assert kept(slip)
    assert not kept(slip, render=other.render)
    assert not kept(slip, check=other.check)
    assert not kept(book, render=partial(book.render.func, book.render.args[0], "a5"))


def test_sets_have_one_order_and_what_has_no_words_is_refused():
    job = partial(SimpleNamespace, check=str)
    first, second = (frozenset(names) for names in (["a", "b", "c"], ["c", "b", "a"]))

    with pytest.raises(NotImplementedError):
        made_from(job(render=object()))
    one, two = (
        made_from(SimpleNamespace(render=partial(made_from, some), check=made_from))
        for some in (first, second)
    )
    assert one == two


@pytest.fixture
def small_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of two files and a schema in place of ours."""
    root = tmp_path / "program"
    for path in ("__init__.py", "outputs/slip.typ", "schemas/x.schema.json"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)
    monkeypatch.setattr(made_with.generator, "__file__", str(root / "__init__.py"))
    monkeypatch.setattr(made_with, "shipped_schemas", lambda: root / "schemas")
    monkeypatch.setattr(made_with, "libraries", lambda: frozenset({("typst", "0.15")}))
    program.cache_clear()
    yield root
    program.cache_clear()


def program_now() -> str:
    program.cache_clear()
    return program()


@pytest.mark.parametrize("path", ["__init__.py", "outputs/slip.typ", "schemas/x.schema.json"])
def test_every_file_of_the_program_decides(small_program, path):
    before = program_now()
    (small_program / path).write_text("changed")

    assert program_now() != before


@pytest.mark.usefixtures("small_program")
def test_so_do_libraries_and_python(monkeypatch):
    before = program_now()
    with monkeypatch.context() as other:
        other.setattr(made_with, "libraries", lambda: frozenset({("typst", "99")}))
        assert program_now() != before
    monkeypatch.setattr(made_with.platform, "python_version", lambda: "99")

    assert program_now() != before


def test_a_library_that_only_another_one_asks_for_is_known():
    assert {"typst", "openpyxl", "python-docx", "lxml", "msgspec"} <= dict(libraries()).keys()


def test_the_same_files_elsewhere_are_the_same_program(small_program, tmp_path, monkeypatch):
    """A checkout has its schemas beside the package, an installed program inside it."""
    before = program_now()
    beside = tmp_path / "beside"
    shutil.move(small_program / "schemas", beside)
    (small_program / "__pycache__").mkdir()
    (small_program / "__pycache__/x.pyc").write_text("compiled")
    monkeypatch.setattr(made_with, "shipped_schemas", lambda: beside)

    assert program_now() == before


# --- as it is used -----------------------------------------------------------------------------


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make four prints, one of each format."""
    monkeypatch.setattr(print_jobs, "all_prints", some_prints)


def some_prints(*given: Any) -> Iterator[Print]:
    return (job for job in all_prints(*given) if job.path in SOME)


def printed(root: Path, site: Path, earlier: Path | None, said: list[str]) -> dict[str, bytes]:
    """Make the prints of a catalogue as a build does; return all that a site has of them."""
    folder = site / "prints"
    options = BuildOptions(folder=root, on=DAY, prints=folder, earlier=earlier)
    made = check_and_compose(options, said.append)
    assert made.check.passed
    (site / MADE_FROM).write_bytes(made.sources()[MADE_FROM])
    seal(site)
    return {path: (site / path).read_bytes() for path in files_of(site)}


def edit(root: Path, file: str, field: str, words: str) -> None:
    """Put other words into a line of a file."""
    before = (root / file).read_text(encoding="utf-8")
    after = re.sub(rf"^( *{field}: ).*$", rf'\1"{words}"', before, count=1, flags=re.MULTILINE)
    write(root / file, after)


@pytest.mark.usefixtures("few")
def test_only_what_shows_a_changed_entry_is_made_anew(root, tmp_path):
    said: list[str] = []
    printed(root, tmp_path / "first", None, said)
    printed(root, tmp_path / "again", tmp_path / "first", said)
    edit(root, CERTIFICATE, "summary", "社区不开。")
    printed(root, tmp_path / "changed", tmp_path / "again", said)

    assert [line for line in said if "打印件" in line] == [
        "生成4份打印件",
        "生成0份打印件，4份没有变",
        "生成3份打印件，1份没有变",
    ]


@examples(2)
@given(edits=st.lists(EDITS, min_size=1, max_size=3))
def test_prints_come_out_the_same_whatever_was_there_before(tmp_path_factory, edits):
    folder = tmp_path_factory.mktemp("edited")
    root, said = small_catalogue(folder), []
    with patch.object(print_jobs, "all_prints", some_prints):
        printed(root, folder / "first", None, said)
        for one in edits:
            edit(root, *one)
        warm = printed(root, folder / "warm", folder / "first", said)
        assert warm == printed(root, folder / "cold", None, said)


@pytest.mark.parametrize(("options", "reused"), [([], True), (["--no-cache"], False)])
def test_the_command_takes_over_unless_told_not_to(place, monkeypatch, options, reused):
    def told(chosen: BuildOptions, _: object) -> None:
        assert chosen.prints is not None
        assert chosen.earlier == (place / "site" if reused else None)
        raise EngineError

    monkeypatch.setattr(building, "check_and_compose", told)

    assert main(["build", "--config", str(place / "mkdocs.yml"), *options]) == 1


@pytest.mark.deep
def test_a_site_is_the_same_over_an_earlier_one(starter_site, tmp_path):
    """In another process, where sets have another order."""
    place = Path(shutil.copytree(starter_site.parent, tmp_path / "place"))
    (place / "site" / "prints" / SLIP).unlink()

    build(place / "mkdocs.yml")

    assert (place / "site" / MANIFEST).read_bytes() == (starter_site / MANIFEST).read_bytes()
