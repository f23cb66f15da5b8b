"""Where a site lies and how it is replaced: links, mounts, other builds beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.cli import main
from generator.site import replacing, swap
from generator.site.folder import digests, files_of
from generator.site.manifest import MANIFEST, verify_manifest, write_manifest

COMMAND = Path(sys.executable).with_name("catalogue")
OWN_MOUNTS = ["unshare", "--mount", "--map-root-user"]
needs_mounts = pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run([*OWN_MOUNTS, "true"], capture_output=True, check=False).returncode != 0,
    reason="this machine does not let us mount",
)


def made(folder: Path, *names: str) -> Path:
    """Make what is known as a site, with these pages besides."""
    for name in (replacing.MARK, "index.html", *names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{folder.name} {name}")
    write_manifest(folder, digests(folder, files_of(folder)))
    return folder


def build(place: Path, *options: str) -> int:
    return main(["build", "--no-prints", "--config", str(place / "mkdocs.yml"), *options])


def published(site: Path, *names: str) -> Path:
    """Publish a site with these pages; return where it really is."""
    staging = swap.staging_directory(site)
    made(staging.folder, *names)
    swap.publish(staging.folder, staging.target)
    staging.discard()
    return staging.target


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# --- other builds ------------------------------------------------------------------------------


def test_what_another_site_left_is_not_taken(tmp_path):
    other = made(tmp_path / f"{swap.OLD}site-2026-abcdefgh")
    begun = made(tmp_path / f"{swap.NEW}site-2026-abcdefgh")

    published(tmp_path / "site", "a.html")

    assert (other / "index.html").is_file()
    assert (begun / "index.html").is_file()
    assert (tmp_path / "site/a.html").is_file()
    swap.recover(tmp_path / "site-2026")
    assert names_in(tmp_path) == ["site", "site-2026"]


def test_a_build_that_is_alive_keeps_its_folder_and_a_dead_one_does_not(tmp_path):
    alive = swap.staging_directory(tmp_path / "site")
    dead = tmp_path / f"{swap.NEW}site-abcdefgh"
    dead.mkdir()

    swap.recover(tmp_path / "site")

    assert alive.folder.is_dir()
    assert not dead.exists()
    alive.discard()
    assert names_in(tmp_path) == []


def test_a_build_is_dead_when_its_process_is_whatever_its_number(tmp_path):
    """The number of a process says nothing: in a container every build may be number 1."""
    code = "import sys, pathlib; from generator.site import swap; swap.staging_directory(pathlib.Path('site'))"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    assert len(names_in(tmp_path)) == 1

    swap.recover(tmp_path / "site")

    assert names_in(tmp_path) == []


def test_the_old_site_of_a_build_that_is_between_its_two_renames_is_left(tmp_path):
    aside = made(tmp_path / f"{swap.OLD}site-abcdefgh")
    with swap.locked(aside):
        swap.recover(tmp_path / "site")
        assert names_in(tmp_path) == [aside.name]

    swap.recover(tmp_path / "site")
    assert names_in(tmp_path) == ["site"]


def test_a_link_that_looks_like_a_left_over_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"{swap.OLD}site-abcdefgh").symlink_to("elsewhere")

    swap.recover(tmp_path / "site")

    assert not (tmp_path / "site").exists()


def test_without_an_exchange_the_folders_change_places_in_two_steps(tmp_path, monkeypatch):
    monkeypatch.setattr(swap, "swap_directories", lambda *_: False)  # as on some file systems
    published(tmp_path / "site", "old.html")

    published(tmp_path / "site", "new.html")

    assert names_in(tmp_path / "site") == ["api", "index.html", MANIFEST, "new.html"]
    assert names_in(tmp_path) == ["site"]


# --- links -------------------------------------------------------------------------------------


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("link", ["www", "../outside/www", "{}/outside/www", "again"])
def test_the_folder_behind_a_link_is_replaced_and_the_link_stays(tmp_path, link, there):
    (tmp_path / "place").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "place/again").symlink_to("www")
    site = tmp_path / "place/site"
    site.symlink_to(link.format(tmp_path))
    if there:
        made(site.resolve(), "old.html")

    target = published(site, "new.html")

    assert site.is_symlink()
    assert site.readlink() == Path(link.format(tmp_path))
    assert not target.is_symlink()
    assert names_in(site) == ["api", "index.html", MANIFEST, "new.html"]
    assert not [name for name in names_in(target.parent) if name.startswith(".site-")]


def test_a_build_through_a_link_changes_what_the_server_shows(place, capsys):
    (place / "site").symlink_to("www")
    assert build(place) == 0
    first = (place / "www" / MANIFEST).read_bytes()
    settings = place / "catalogue/catalogue.yml"
    settings.write_text(settings.read_text("utf-8").replace("某县", "别县"), "utf-8")

    assert build(place) == 0

    assert (place / "site").is_symlink()
    assert (place / "www" / MANIFEST).read_bytes() != first
    assert verify_manifest(place / "www").none
    assert str(place / "www") in capsys.readouterr().out
    assert main(["verify-site", str(place / "site")]) == 0
    assert not list(place.glob(".site-*"))


def test_a_link_that_leads_to_itself_is_told(place, capsys):
    (place / "site").symlink_to("site")

    assert build(place) == 1

    assert "链接绕回了自己" in capsys.readouterr().err
    assert (place / "site").is_symlink()


def test_a_link_to_something_else_is_refused(place, capsys):
    (place / "site").symlink_to("docs")

    assert build(place) == 1

    assert "没有动它" in capsys.readouterr().err
    assert (place / "docs/about.md").is_file()
    assert (place / "site").is_symlink()


# --- files one by one --------------------------------------------------------------------------


def replaced(site: Path, *names: str) -> None:
    """Publish as in a mount: what is built lies inside the site."""
    staging = site / f"{swap.NEW}{site.name}-abcdefgh"
    made(staging, *names)
    swap.publish(staging, site)
    shutil.rmtree(staging)


def test_files_are_replaced_one_by_one_where_the_folder_stays(tmp_path):
    site = made(tmp_path / "site", "gone/index.html", "turned", "both/index.html")
    (site / "lost+found").mkdir()
    kept = (site / "both").stat().st_ino

    replaced(site, "turned/index.html", "both/index.html", "fresh/index.html")

    (site / "lost+found").rmdir()
    assert verify_manifest(site).none
    assert not (site / "gone").exists()
    assert (site / "turned/index.html").is_file()
    assert (site / "both").stat().st_ino == kept


def test_an_empty_mount_takes_a_first_site_and_one_with_a_letter_in_it_does_not(tmp_path):
    (tmp_path / "site/lost+found").mkdir(parents=True)
    replaced(tmp_path / "site")
    assert (tmp_path / "site/index.html").is_file()

    (tmp_path / "other").mkdir()
    (tmp_path / "other/letter.txt").write_text("mine")
    with pytest.raises(swap.ForeignFolderError):
        replaced(tmp_path / "other")
    shutil.rmtree(tmp_path / f"other/{swap.NEW}other-abcdefgh")
    with pytest.raises(swap.ForeignFolderError):  # said before anything is built
        swap.staging_directory(tmp_path / "other")
    assert (tmp_path / "other/letter.txt").read_text() == "mine"


def test_nothing_is_written_through_a_link_within_the_site(tmp_path):
    site = made(tmp_path / "site")
    (tmp_path / "elsewhere").mkdir()
    (site / "fresh").symlink_to(tmp_path / "elsewhere")

    replaced(site, "fresh/index.html")

    assert names_in(tmp_path / "elsewhere") == []
    assert (site / "fresh/index.html").is_file()


def test_a_reader_never_misses_a_page_while_files_are_replaced(tmp_path):
    pages = [f"zm-{number}/index.html" for number in range(10)]
    site = made(tmp_path / "site", *pages)
    read: list[str] = []
    done = threading.Event()

    def keep_reading() -> None:
        while not done.is_set():
            read.extend((site / page).read_text() for page in pages)

    reader = threading.Thread(target=keep_reading)
    reader.start()
    for _ in range(25):
        replaced(site, *pages)
    done.set()
    reader.join()

    assert read
    assert all(text.endswith("index.html") for text in read)


def test_what_stops_halfway_says_so_and_the_next_run_mends_it(tmp_path, monkeypatch):
    site = made(tmp_path / "site", "a.html", "b.html")
    moved = Path.replace

    def full(self: Path, target: Path) -> Path:
        if self.name == "b.html":
            raise OSError(28, "No space left on device")
        return moved(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(replacing.HalfReplacedError):
        replaced(site, "a.html", "b.html")
    assert not verify_manifest(site).none
    monkeypatch.undo()
    shutil.rmtree(site / f"{swap.NEW}site-abcdefgh")

    replaced(site, "a.html", "b.html")
    assert verify_manifest(site).none


def test_the_mark_of_a_site_comes_first_and_its_list_last(tmp_path):
    """A first run that dies leaves what the next knows as a site, and nobody takes for whole."""
    site = made(tmp_path / "site", "sw.js", "offline.json", "assets/catalogue/a.css", "zz.html")
    paths = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]

    assert sorted(paths, key=replacing.turn) == [
        replacing.MARK,
        "assets/catalogue/a.css",
        "index.html",
        "zz.html",
        "sw.js",
        "offline.json",
        MANIFEST,
    ]


# --- mounts ------------------------------------------------------------------------------------


def mounted(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the shell in a namespace of its own, where it may mount."""
    return subprocess.run(
        [*OWN_MOUNTS, "sh", "-ec", command],
        cwd=folder,
        env={**os.environ, "CATALOGUE": str(COMMAND)},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_mounts
def test_a_mounted_site_is_replaced_inside(place, starter_site):
    """A folder bound from the same file system, as a container has its volumes."""
    shutil.copytree(starter_site, place / "volume")
    (place / "site").mkdir()
    settings = place / "catalogue/catalogue.yml"
    first = (place / "volume" / MANIFEST).read_bytes()
    settings.write_text(settings.read_text("utf-8").replace("某县", "别县"), "utf-8")

    done = mounted('mount --bind volume site; "$CATALOGUE" build --no-prints', place)

    assert done.returncode == 0, done.stderr

    assert (place / "volume" / MANIFEST).read_bytes() != first
    assert verify_manifest(place / "volume").none
    assert names_in(place / "site") == []
    assert not list(place.rglob(".site-*"))


@needs_mounts
@pytest.mark.deep
def test_a_link_to_a_mount_of_another_file_system(place):
    (place / "volume").mkdir()
    (place / "site").symlink_to("volume")
    twice = """
        mount -t tmpfs none volume
        "$CATALOGUE" build --no-prints; "$CATALOGUE" build --no-prints; "$CATALOGUE" verify-site
        test -L site; ls -a volume
    """
    done = mounted(twice, place)

    assert done.returncode == 0, done.stderr
    assert "一模一样" in done.stdout
    assert ".site-" not in done.stdout.split("一模一样")[1]


@needs_mounts
def test_a_site_that_may_only_be_read_is_told(place):
    (place / "site").mkdir()
    only_read = 'mount -t tmpfs -o ro none site; "$CATALOGUE" build --no-prints'

    done = mounted(only_read, place)

    assert done.returncode == 1
    assert "只能读" in done.stderr
    assert "Traceback" not in done.stderr


@needs_mounts
def test_a_site_from_a_lower_layer_cannot_be_renamed_and_is_replaced_by_files(tmp_path):
    """As in a container whose image has a site in it: renaming its folder gives EXDEV."""
    made(tmp_path / "lower/site", "old.html")
    for name in ("upper", "work", "merged"):
        (tmp_path / name).mkdir()
    code = (
        "from pathlib import Path; from test_swap import published, names_in;"
        "published(Path('merged/site'), 'new.html'); print(*names_in(Path('merged/site')))"
    )
    layers = "-t overlay -o lowerdir=lower,upperdir=upper,workdir=work none merged"
    tests = Path(__file__).parent
    done = mounted(
        f'mount {layers}; PYTHONPATH={tests.parent}:{tests} {sys.executable} -c "{code}"', tmp_path
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["api", "index.html", MANIFEST, "new.html"]
