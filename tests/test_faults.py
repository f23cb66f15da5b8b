"""Commands that write, with the ground taken away: nothing is half-written, one sentence says why.

Each runs in a process forked from this one, in a folder with blanks, Chinese, a quote and an emoji
in its name.
"""

from __future__ import annotations

import ctypes
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest
from helpers import DAY, SMALL, sampled, small_catalogue, write
from importing import comma
from releasing import FIRST
from test_consultation import filled
from test_law_library import BASIS, LAW, SOURCE
from test_locked import edit, lock, name
from test_tally import handed_in

from generator.cli import main

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
ODD = "我的 目录 '🏠"
QUESTIONS = ("没有答案的问题,次数,归到哪一条", "哪里能证明我和我爸,12,ZM-001")
COMMAND = Path(sys.executable).with_name("catalogue")
Child: TypeAlias = tuple[int, int]
"""A process, and where its words come out."""


@dataclass(frozen=True)
class Case:
    """A command, made ready in a folder: its words, and what it reads besides the catalogue."""

    words: tuple[str, ...]
    given: Path | None = None


def lock_bases(folder: Path) -> Case:
    with_base(folder)
    (folder / "catalogue/bases.lock").unlink()
    return Case(("bases", "lock"))


def update_bases(folder: Path) -> Case:
    root = with_base(folder)
    newer = shutil.copytree(root / "bases/above", folder / "new/above")
    edit(newer / "certificates/zm-001-qinshu-guanxi.yml")
    return Case(("bases", "update", "--from", str(newer.parent)), newer)


def with_base(folder: Path) -> Path:
    root = small_catalogue(folder)
    settings = (root / "catalogue.yml").read_text("utf-8")
    root.rename(folder / "above")
    write(root / "catalogue.yml", settings)
    (root / "bases").mkdir()
    (folder / "above").rename(root / "bases/above")
    name(root, "path: bases/above")
    lock(root)
    return root


def ask_departments(folder: Path) -> Case:
    small_catalogue(folder)
    return Case(("consult", "--to", str(folder / "out")))


def read_answers(folder: Path) -> Case:
    root = small_catalogue(folder)
    run(folder, ("consult", "--to", str(folder / "out")))
    return Case(("consult", "--read", str(back := filled(root, day=DAY))), back)


def add_up(folder: Path) -> Case:
    small_catalogue(folder)
    file = handed_in(folder)
    return Case(("tally", str(file)), file)


def add_text(folder: Path) -> Case:
    entry = (SMALL / "certificates/zm-001-qinshu-guanxi.yml").read_text("utf-8")
    entry = entry.replace("legal_basis:\n", f"legal_basis:\n  - source: tiaoli-2025\n{BASIS}")
    files = {"sources/tiaoli-2025.yml": SOURCE, "certificates/zm-001-qinshu-guanxi.yml": entry}
    small_catalogue(folder, files)
    write(file := folder / "条例(2025-10-28).md", LAW)
    return Case(
        ("texts", "add", "tiaoli-2025", str(file), "--page", "https://www.jiangbei.gov.cn/1.html"),
        file,
    )


def take_list(folder: Path) -> Case:
    small_catalogue(folder)
    file = comma(folder / "清单.csv", "证明事项,备注", *(f"分户{n}证明,甲" for n in "甲乙丙丁"))
    return Case(("import", str(file), "--kind", "certificates"), file)


def take_back(folder: Path) -> Case:
    listed, report = take_list(folder), folder / "report.json"
    run(folder, (*listed.words, "--report", str(report)))
    return Case(("import", "--undo", str(report)), report)


def take_questions(folder: Path) -> Case:
    small_catalogue(folder)
    file = comma(folder / "questions.csv", *QUESTIONS)
    return Case(("import", str(file), "--as", "questions"), file)


def tell_hotline(folder: Path) -> Case:
    small_catalogue(folder)
    return Case(("export", "hotline", "--to", str(folder / "out.xlsx")))


def seal(folder: Path) -> Case:
    small_catalogue(folder)
    return Case(("release", *FIRST, "--in-force", DAY.isoformat()))


def put_in_form(folder: Path) -> Case:
    root = small_catalogue(folder)
    file = root / "certificates/zm-001-qinshu-guanxi.yml"
    file.write_text(file.read_text("utf-8").replace("summary: ", "summary:   "), "utf-8")
    return Case(("fmt",))


COMMANDS: Mapping[str, Callable[[Path], Case]] = {
    made.__name__: made
    for made in (
        *(lock_bases, update_bases, ask_departments, read_answers, add_up, add_text),
        *(take_list, take_back, take_questions, tell_hotline, seal, put_in_form),
    )
}


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    said: str


def start(folder: Path, words: tuple[str, ...], before: Callable[[], object] = int) -> Child:
    """Run a command in a forked process, after ``before`` has taken something away."""
    reader, writer = os.pipe()
    if pid := os.fork():
        os.close(writer)
        return pid, reader
    code = 99
    try:
        for stream in (1, 2):
            os.dup2(writer, stream)
        sys.stdout, sys.stderr = (os.fdopen(n, "w", encoding="utf-8") for n in (1, 2))
        before()
        code = main([*words, "--catalogue", str(folder / "catalogue"), "--on", DAY.isoformat()])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def end(child: Child) -> Ended:
    """Wait for a command."""
    pid, reader = child
    with os.fdopen(reader, "rb") as out:
        said = out.read().decode("utf-8", "replace")
    return Ended(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), said)


def run(folder: Path, words: tuple[str, ...], before: Callable[[], object] = int) -> Ended:
    """Run a command to its end."""
    return end(start(folder, words, before))


def state(folder: Path) -> dict[str, bytes]:
    """All files below a folder, those with hidden names too."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def full_disk() -> None:
    """Let no file grow any more."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def no_rights() -> None:
    """Obey the modes of folders, as who is not root."""
    header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(header, none) == 0


def commands(*sample: Callable[[Path], Case]) -> pytest.MarkDecorator:
    """Give a test every command made ready; those of the ``sample`` in `make test` too."""
    given = [
        pytest.param(one, marks=() if one in sample else pytest.mark.deep, id=name)
        for name, one in COMMANDS.items()
    ]
    return pytest.mark.parametrize("case", given, indirect=True)


@pytest.fixture
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Case]:
    """A folder, and a command made ready in it."""
    folder = tmp_path / ODD
    folder.mkdir()
    return folder, request.param(folder)


@commands(add_text)
def test_it_works_in_a_folder_with_any_name(case: tuple[Path, Case]):
    folder, ready = case
    before = state(folder)

    ended = run(folder, ready.words)

    assert (ended.code, "Traceback" in ended.said) == (0, False), ended.said
    assert state(folder) != before
    assert not [path for path in state(folder) if "/." in path]


@sampled("fault", sample=full_disk, whole=no_rights)
@commands(lock_bases, take_list, tell_hotline)
def test_what_cannot_be_written_is_a_sentence_and_leaves_all_as_it_was(
    case: tuple[Path, Case], fault: Callable[[], None]
):
    folder, ready = case
    if fault is full_disk and "--undo" in ready.words:
        return  # what is taken away needs no room
    before = state(folder)
    if fault is no_rights:
        for one in (folder, *(some for some in folder.rglob("*") if some.is_dir())):
            one.chmod(0o555)

    ended = run(folder, ready.words, fault)

    assert ended.code == 1, ended.said
    assert "Traceback" not in ended.said
    assert "程序出错" not in ended.said
    assert "写不了" in ended.said or "没有" in ended.said, ended.said
    assert state(folder) == before


@commands(add_up)
def test_what_it_was_given_and_is_gone_is_a_sentence(case: tuple[Path, Case]):
    folder, ready = case
    if ready.given is None:
        pytest.skip("it reads nothing but the catalogue")
    ready.given.rename(folder / "elsewhere")
    before = state(folder)

    ended = run(folder, ready.words)

    assert ended.code in {1, 2}, ended.said
    assert "Traceback" not in ended.said
    assert state(folder) == before


@commands()
def test_it_works_without_a_home_git_and_a_language(case: tuple[Path, Case]):
    folder, ready = case
    root = ("--catalogue", str(folder / "catalogue"), "--on", DAY.isoformat())

    done = subprocess.run(
        [sys.executable, COMMAND, *ready.words, *root],
        env={"LC_ALL": "C", "PATH": "/nowhere", "PYTHONPATH": os.pathsep.join(sys.path)},
        cwd="/",
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()


@sampled("times", sample=1, whole=25)
@commands(update_bases)
def test_one_that_is_killed_leaves_each_file_whole_and_the_next_heals(
    case: tuple[Path, Case], times: int, tmp_path: Path
):
    """Each file is what it was or what it will be; another run ends as if nothing had happened."""
    folder, ready = case
    before = tmp_path / "before"
    shutil.copytree(folder, before, symlinks=True)
    begun = time.perf_counter()
    assert run(folder, ready.words).code == 0
    lasts = time.perf_counter() - begun
    after, was = state(folder), state(before)
    chance = random.Random(7)  # noqa: S311 - moments, nothing secret
    for _ in range(times):
        shutil.rmtree(folder)
        shutil.copytree(before, folder, symlinks=True)
        child = start(folder, ready.words)
        time.sleep(chance.uniform(0.3, 1.0) * lasts)
        os.kill(child[0], signal.SIGKILL)
        end(child)

        found = state(folder)
        for path, content in found.items():
            if "/." not in f"/{path}":  # what is begun beside it has a hidden name
                assert content in {was.get(path), after.get(path)}, path
        again = run(folder, ready.words)
        assert again.code in {0, 1}, again.said
        assert "Traceback" not in again.said
        assert state(folder) == after, again.said
