"""What lies in a catalogue may come from a stranger: it is read, never run, never followed outside."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from helpers import DAY, repository_in, small_catalogue, write

from generator.checking import check
from generator.cli import main
from generator.cli.git import extract
from generator.editing.files import write_all
from generator.editing.links import read_links
from generator.reading import guarded
from generator.reading.guarded import RefusedError, read_guarded
from generator.reading.limits import Limits

REPOSITORY = Path(__file__).parent.parent
ENTRY = "certificates/zm-001-qinshu-guanxi.yml"


def problems_of(root, code):
    return [problem for problem in check(root, on=DAY).problems if problem.code == code]


# --- links and devices ------------------------------------------------------------------------

COMMANDS = [
    ["check"],
    ["show", "ZM-001"],
    ["verify", "《江北县社区事项准入目录》ZM-001"],
    ["due"],
    ["fix"],
    ["fmt", "--check"],
    ["links"],
    ["coverage"],
    ["diff", "now"],
    ["new", "certificates", "--name", "某某证明"],
    ["nginx", "--site", "/srv/site", "--server-name", "mulu.example"],
]
FILES = ["catalogue.yml", "waivers.yml", "links.json", "editions/2026-1.json", ENTRY]
RUN = """\
import json, os, sys
from generator.cli import main
from generator.cli.git import extract
for folder in sys.argv[2:]:
    os.chdir(folder)
    print("codes", [main(command) for command in json.loads(sys.argv[1])])
    os.chdir("..")
"""


TARGETS = ("/dev/zero", "/dev/stdin", "pipe")


def test_no_command_reads_a_device_or_waits(tmp_path):
    """Run with little memory and an open input: what reads either does not come back well."""
    folders = {
        f"{target.replace('/', '-')}-{file.replace('/', '-')}": (target, file)
        for target in TARGETS
        for file in FILES
    }
    for folder, (target, file) in folders.items():
        root = small_catalogue(tmp_path / folder, {"editions/note.txt": ""})
        (root / file).unlink(missing_ok=True)
        if target == "pipe":
            os.mkfifo(root / file)
        else:
            (root / file).symlink_to(target)
    reading, writing = os.pipe()
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(COMMANDS), *folders],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdin=reading,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31)),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    os.close(reading)
    os.close(writing)
    codes = [json.loads(line[6:]) for line in done.stdout.splitlines() if line.startswith("codes ")]

    assert len(codes) == len(folders), done.stderr
    assert {code for some in codes for code in some} <= {0, 1}, done.stderr
    passed = [about for about, some in zip(folders.values(), codes, strict=True) if not some[0]]
    assert passed == [("pipe", "links.json")]


class TestReading:
    @pytest.fixture
    def waiting(self):
        """Who waits for ever is woken, and fails."""

        def wake(*_):
            pytest.fail("waited for a pipe")

        before = signal.signal(signal.SIGALRM, wake)
        signal.alarm(30)
        yield
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)

    def read(self, file, most=100):
        return read_guarded(file.parent, file, most)

    def test_a_plain_file(self, tmp_path):
        write(tmp_path / "x", b"12345")
        (tmp_path / "link").symlink_to("x")

        assert self.read(tmp_path / "x", 5) == self.read(tmp_path / "link") == b"12345"

    @pytest.mark.parametrize(
        ("file", "code"),
        [("/proc/self/maps", "F006"), ("/dev/null", "F006"), ("/etc", "F006"), ("/x\0", "F006")],
    )
    def test_what_is_none(self, file, code):
        with pytest.raises(RefusedError) as refused:
            self.read(Path(file))

        assert refused.value.code == code

    @pytest.mark.parametrize("link", ["/etc/hostname", "../x", "folder/../../x", "out/x"])
    def test_links_out_of_the_folder(self, tmp_path, link):
        root = tmp_path / "root"
        (root / "folder").mkdir(parents=True)
        write(tmp_path / "x", "x")
        (root / "out").symlink_to("..")
        (root / "link").symlink_to(link)

        for file in ("link", "out/x", "folder/../../x"):
            with pytest.raises(RefusedError) as refused:
                read_guarded(root, root / file, 100)
            assert refused.value.code == "F008"

    def test_a_device_is_not_even_opened(self, monkeypatch):
        opened = []
        monkeypatch.setattr(guarded.os, "open", lambda *what: opened.append(what))

        with pytest.raises(RefusedError):
            self.read(Path("/dev/null"))
        assert opened == []

    @pytest.mark.usefixtures("waiting")
    def test_a_pipe_put_there_in_between_is_not_waited_for(self, tmp_path, monkeypatch):
        write(tmp_path / "plain", "x")
        os.mkfifo(tmp_path / "pipe")
        monkeypatch.setattr(guarded.os, "lstat", lambda _: (tmp_path / "plain").stat())

        with pytest.raises(RefusedError):
            self.read(tmp_path / "pipe")

    def test_a_link_put_there_in_between_is_not_followed(self, tmp_path, monkeypatch):
        write(tmp_path / "plain", "x")
        (tmp_path / "link").symlink_to("/etc/hostname")
        monkeypatch.setattr(guarded.os, "lstat", lambda _: (tmp_path / "plain").stat())
        monkeypatch.setattr(guarded, "resolve_inside", lambda _, item: item)

        with pytest.raises(RefusedError):
            self.read(tmp_path / "link")


def test_an_edition_may_be_larger_than_another_file_but_not_endless(tmp_path):
    root = small_catalogue(tmp_path, {"editions/2026-1.json": " " * 300_000})
    limits = Limits(edition_bytes=299_999)

    (problem,) = problems_of(root, "F012")
    (larger,) = check(root, on=DAY, limits=limits).problems

    assert problem.message == "这一版的文件打不开，或者被改坏了"
    assert larger.message == "文件有293KB，最多292KB"


def test_what_is_known_of_links_is_read_as_carefully(tmp_path):
    for content in ("[" * 200_000, " " * (17 * 2**20)):
        write(tmp_path / "links.json", content)

        assert read_links(tmp_path) == {}


# --- writing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "said"),
    [("/dev/zero", "文件夹外面"), ("/dev/null", "文件夹外面"), ("kept.txt", "不是普通文件")],
)
def test_nothing_is_written_over_a_link(tmp_path, target, said):
    write(tmp_path / "kept.txt", "x")
    (tmp_path / "link").symlink_to(target)

    with pytest.raises(OSError, match=said):
        write_all(tmp_path, {"new": "y", "link": "y"})

    assert not (tmp_path / "new").exists()
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "kept.txt").read_text() == "x"


def test_nothing_new_is_written_where_a_link_leads(tmp_path, capsys):
    root = small_catalogue(tmp_path)
    (root / "services").symlink_to(tmp_path / "outside")
    (tmp_path / "outside").mkdir()
    document = Document()
    table = document.add_table(rows=0, cols=1)
    for text in ("名称", "文体活动"):
        table.add_row().cells[0].text = text
    document.save(tmp_path / "list.docx")
    place = ["--catalogue", str(root)]

    brought_in = ["import", str(tmp_path / "list.docx"), "--kind", "services"]
    for command, said in (
        (["new", "services", "--name", "文体活动"], "会写到文件夹外面去"),
        (brought_in, "链接"),
        ([*brought_in, "--preview"], "链接"),
    ):
        assert main([*command, *place]) == 1
        assert said in capsys.readouterr().err
    assert list((tmp_path / "outside").iterdir()) == []


def test_an_import_leaves_pipes_and_links_alone(tmp_path, capsys):
    root = small_catalogue(tmp_path)
    os.mkfifo(root / ".pipe")
    (root / ".zero").symlink_to("/dev/zero")
    write(tmp_path / "list.csv", "事项名称\n居住证明\n")

    command = ["import", str(tmp_path / "list.csv"), "--kind", "certificates"]
    assert main([*command, "--catalogue", str(root)]) == 0, capsys.readouterr().err


def test_fmt_and_fix_leave_links_as_links(tmp_path):
    root = small_catalogue(tmp_path)
    entry = root / ENTRY
    write(entry, entry.read_text(encoding="utf-8").replace("tier: A", "tier:A"))
    link = root / "certificates/zm-002-x.yml"
    link.symlink_to(entry.name)

    for command in (["fix", "--yes"], ["fmt"]):
        assert main([*command, "--catalogue", str(root)]) == 0

    assert link.is_symlink()
    assert "tier: A" in entry.read_text(encoding="utf-8")


def test_no_number_is_given_out_unseen_of_an_edition(tmp_path, capsys):
    root = small_catalogue(tmp_path)
    (root / "editions").mkdir()
    (root / "editions/2026-1.json").symlink_to("/dev/zero")

    assert main(["new", "certificates", "--name", "某某证明", "--catalogue", str(root)]) == 1
    assert "catalogue check" in capsys.readouterr().err


def test_a_link_out_of_a_revision_is_not_unpacked(tmp_path):
    root = small_catalogue(tmp_path)
    (root / "links.json").symlink_to("/dev/zero")
    repository_in(tmp_path)

    (tmp_path / "then").mkdir()
    then = extract(root, "HEAD", tmp_path / "then")

    assert then is not None
    assert (then / "catalogue.yml").is_file()
    assert not (then / "links.json").is_symlink()


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["CON", "prn.yml", "nul.tar.gz", "COM9.YML", "lpt¹.yml", "conin$", "aux .yml", "a?.yml", "a."],
)
def test_names_that_windows_cannot_hold(tmp_path, name):
    root = small_catalogue(tmp_path, {f"editions/{name}": "x"})

    assert [p.location.file for p in problems_of(root, "F017")] == [f"editions/{name}"]


@pytest.mark.parametrize(
    "name", ["aux-1.yml", "console.yml", "com10.yml", "com.yml", "a.aux", "nulls", "目录.txt"]
)
def test_names_that_only_look_so(tmp_path, name):
    root = small_catalogue(tmp_path, {f"editions/{name}": "x"})

    assert check(root, on=DAY).problems == ()


def test_two_forms_of_one_name_are_one(tmp_path):
    root = small_catalogue(tmp_path, {"editions/\u00e9.txt": "x", "editions/e\u0301.txt": "x"})

    assert len(problems_of(root, "F017")) == 1


def test_the_files_of_git_are_its_own(tmp_path):
    root = small_catalogue(tmp_path, {".git/hooks/pre-commit.sh": "x"})

    assert check(root, on=DAY).problems == ()


def test_folders_a_thousand_deep(tmp_path):
    root = small_catalogue(tmp_path)
    folder = os.open(root, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("a", dir_fd=folder)
        inner = os.open("a", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    os.close(os.open("evil.py", os.O_CREAT | os.O_WRONLY, dir_fd=folder))
    os.close(folder)

    problems = problems_of(root, "F016")
    subprocess.run(
        ["/bin/rm", "-r", root / "a"], check=True
    )  # shutil goes no deeper than Python does

    assert [problem.location.file for problem in problems] == ["a/" * 1200 + "evil.py"]


def test_a_folder_that_is_no_catalogue_may_hold_programs(repository):
    problems = check(repository, on=DAY).problems

    assert not {problem.code for problem in problems} & {"F016", "F017"}
