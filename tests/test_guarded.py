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
from helpers import DAY, at, small_catalogue, write

from generator.checking import check
from generator.cli import main
from generator.cli.git import extract
from generator.editing.files import write_all
from generator.editing.links import read_links
from generator.reading import bases, guarded
from generator.reading.guarded import RefusedError, read_guarded
from generator.reading.layers import read_layers
from generator.reading.limits import Limits

REPOSITORY = Path(__file__).parent.parent
ENTRY = "certificates/zm-001-qinshu-guanxi.yml"
MARK = "import pathlib\npathlib.Path(__file__).with_suffix('.ran').touch()\n"


def problems_of(root, code):
    return [problem for problem in check(root, on=DAY).problems if problem.code == code]


def name_base(root, base):
    settings = root / "catalogue.yml"
    write(settings, f"{settings.read_text(encoding='utf-8')}bases:\n  - {base}\n")


def above(folder):
    """Make the small catalogue one that others may build on."""
    root = small_catalogue(folder / "new")
    return root.rename(folder / "above")


def install(place, name, files, version="1.0"):
    """Put a package with these files where packages are installed, as an installer would."""
    for path, content in files.items():
        write(place / path, content)
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    write(place / info / "METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    listed = [*files, f"{info}/METADATA", f"{info}/RECORD"]
    write(place / info / "RECORD", "".join(f"{path},,\n" for path in listed))


def of_package(package):
    """Return the files of the small catalogue as they lie in a package."""
    root = REPOSITORY / "tests/catalogues/small"
    return {
        f"{package}/catalogue/{file.relative_to(root).as_posix()}": file.read_bytes()
        for file in root.rglob("*.yml")
    }


@pytest.fixture
def city(tmp_path):
    """A catalogue with settings alone."""
    root = small_catalogue(tmp_path)
    for file in root.rglob("*.yml"):
        if file.name != "catalogue.yml":
            file.unlink()
    return root


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """An empty folder of installed packages, the only one there is."""
    monkeypatch.setattr(bases, "installed_in", lambda: (tmp_path / "packages",))
    return tmp_path / "packages"


# --- catalogues in packages -------------------------------------------------------------------


@pytest.mark.parametrize("name", ["jia-mulu", "Jia_Mulu", "jia.mulu"])
def test_an_installed_package_is_a_base(city, packages, name):
    install(packages, "jia-mulu", {"jia/__init__.py": MARK, **of_package("jia")})
    name_base(city, f"package: {name}")
    found = check(city, on=DAY)

    assert found.problems == ()
    assert found.catalogue.entries["ZM-001"].path == f"{name}/{ENTRY}"
    assert not (packages / "jia/__init__.ran").exists()


@pytest.mark.parametrize("name", ["jia", "catalogue.evil", "evil", "os", "pip"])
def test_a_package_is_never_imported_nor_found_on_the_path(city, monkeypatch, name):
    for place in (city.parent, city):
        for module in ("jia", "evil", "catalogue/evil"):
            write(place / module / "__init__.py", MARK)
        install(place, "jia", of_package("jia"))
        install(place, "evil", of_package("evil"))
        monkeypatch.syspath_prepend(str(place))
    monkeypatch.chdir(city.parent)
    known = set(sys.modules)
    name_base(city, f"package: {name}")

    assert problems_of(city, "F015")
    assert not {module.split(".")[0] for module in sys.modules.keys() - known} & {"jia", "evil"}
    assert not list(city.parent.rglob("*.ran"))


def test_a_package_cannot_list_what_lies_elsewhere(city, packages):
    install(packages, "jia", {f"../elsewhere/{p}": c for p, c in of_package("jia").items()})
    assert (city.parent / "elsewhere/jia/catalogue" / ENTRY).is_file()
    name_base(city, "package: jia")

    assert problems_of(city, "F015")


def test_a_link_of_a_package_cannot_lead_elsewhere(city, packages):
    install(packages, "jia", {"jia/catalogue/catalogue.yml": "x: 1\n"})
    elsewhere = (packages / "jia/catalogue").rename(city.parent / "elsewhere")
    (packages / "jia/catalogue").symlink_to(elsewhere)
    name_base(city, "package: jia")

    assert problems_of(city, "F015")


def test_a_program_in_the_catalogue_of_a_package(city, packages):
    install(packages, "jia", {**of_package("jia"), "jia/catalogue/bodies/x.py": ""})
    name_base(city, "package: jia")

    assert [at(p.place) for p in problems_of(city, "F016")] == ["jia/bodies/x.py:1:1"]


# --- catalogues in folders --------------------------------------------------------------------


@pytest.mark.parametrize(
    "base", ["../above", "../above/", "./x/../../above", "inner", "deep/inner"]
)
def test_a_base_lies_inside_or_beside(city, base):
    above(city.parent)
    for inner in ("inner", "deep/inner"):
        small_catalogue(city.parent / inner).rename(city.parent / inner / "moved")
        (city / inner).parent.mkdir(exist_ok=True)
        (city.parent / inner / "moved").rename(city / inner)
    name_base(city, f"path: {base}")

    assert problems_of(city, "F015") == []
    assert "ZM-001" in check(city, on=DAY).catalogue.entries


@pytest.mark.parametrize(
    "base",
    [
        "..",
        "../",
        "../..",
        "../../far",
        "../../../../../../../../etc",
        "bases/../../../far",
        "{tmp}/far",
        "{tmp}/near/above",
        "/",
        "/proc/self/root",
        "'~'",
        "link-out",
        "link-out/../far",
        "link-in-circles",
        "../link-out",
        "devices",
        "folder",
    ],
)
def test_a_base_lies_nowhere_else(tmp_path, base):
    city = small_catalogue(tmp_path / "near")
    above(tmp_path / "near")
    small_catalogue(tmp_path / "new").rename(tmp_path / "far")
    write(tmp_path / "near/catalogue.yml", "title: x\n")
    (city / "link-out").symlink_to("../../far")
    (city.parent / "link-out").symlink_to("../far")
    (city / "link-in-circles").symlink_to("link-in-circles")
    (city / "devices").mkdir()
    (city / "devices/catalogue.yml").symlink_to("/dev/zero")
    (city / "folder/catalogue.yml").mkdir(parents=True)
    name_base(city, f"path: {base.format(tmp=tmp_path)}")
    found = check(city, on=DAY)

    assert [p.place.file for p in found.problems if p.code == "F015"] == ["catalogue.yml"]
    assert found.folders == (city,)


def test_a_link_is_a_base_when_it_stays_inside(city):
    above(city)
    (city / "bases").mkdir()
    (city / "bases/linked").symlink_to("../above")
    name_base(city, "path: bases/linked")

    assert "ZM-001" in check(city, on=DAY).catalogue.entries


@pytest.mark.parametrize(
    "base",
    ["path: ../above\n    package: jia", "path: ../above\n    more: x", "path: ../above\n  - x"],
)
def test_nothing_is_looked_for_before_the_schema_is_content(city, packages, base):
    install(packages, "jia", of_package("jia"))
    above(city.parent)
    name_base(city, base)
    found = check(city, on=DAY)

    assert found.folders == (city,)
    assert {p.code[0] for p in found.problems if p.place.file == "catalogue.yml"} == {"S"}


def test_another_mistake_in_the_settings_does_not_hide_the_bases(city):
    above(city.parent)
    name_base(city, "path: ../above")
    text = (city / "catalogue.yml").read_text(encoding="utf-8")
    write(city / "catalogue.yml", text.replace("title:", "titel:", 1))

    assert "ZM-001" in check(city, on=DAY).catalogue.entries


def test_a_base_that_many_name_is_read_once(tmp_path):
    """Five that name five each, six deep, are not read 5 x 5 x 5 x 5 x 5 x 5 times."""
    for level in range(6):
        for number in range(5):
            root = small_catalogue(tmp_path / "new").rename(tmp_path / f"c{level}{number}")
            (tmp_path / "new").rmdir()
            if level:
                names = [f"path: ../c{level - 1}{place}" for place in range(5)]
                name_base(root, "\n  - ".join(names))
    read = []

    def counted(folder):
        read.append(folder.name)
        return check_folder(folder)

    def check_folder(folder):
        from generator.reading.folder import read_folder  # noqa: PLC0415

        return read_folder(folder, folders={"certificates"}, files={"catalogue.yml"})

    read_layers(tmp_path / "c50", counted, frozenset({"certificates"}), lambda _: True)

    assert len(read) == 26


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
for file in sys.argv[2:]:
    os.chdir(file.replace("/", "-"))
    print("codes", [main(command) for command in json.loads(sys.argv[1])])
    os.chdir("..")
"""


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/stdin", "pipe"])
def test_no_command_reads_a_device_or_waits(tmp_path, target):
    """Run with little memory and an open input: what reads either does not come back well."""
    for file in FILES:
        root = small_catalogue(tmp_path / file.replace("/", "-"), {"editions/note.txt": ""})
        (root / file).unlink(missing_ok=True)
        if target == "pipe":
            os.mkfifo(root / file)
        else:
            (root / file).symlink_to(target)
    reading, writing = os.pipe()
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(COMMANDS), *FILES],
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

    assert len(codes) == len(FILES), done.stderr
    assert {code for some in codes for code in some} <= {0, 1}, done.stderr
    checked = {file: some[0] for file, some in zip(FILES, codes, strict=True)}
    assert [file for file in FILES if not checked[file]] == (
        ["links.json"] if target == "pipe" else []
    )


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
        monkeypatch.setattr(guarded, "inside", lambda _, item: item)

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
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)

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

    assert [p.place.file for p in problems_of(root, "F017")] == [f"editions/{name}"]


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

    assert [problem.place.file for problem in problems] == ["a/" * 1200 + "evil.py"]


def test_a_folder_that_is_no_catalogue_may_hold_programs(repository):
    problems = check(repository, on=DAY).problems

    assert not {problem.code for problem in problems} & {"F016", "F017"}
