"""Whole or nothing, and nothing that was not built: what faults and strangers may do to a site."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import STARTER
from helpers import sampled
from lxml import html

from benchmarks.kills import builds, releases
from generator.cli import main
from generator.reading import guarded
from generator.site import swap
from generator.site.manifest import MANIFEST, verify_manifest

COMMAND = Path(sys.executable).with_name("catalogue")


@pytest.fixture
def site(starter_site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(starter_site, tmp_path / "site"))


def test_every_file_is_listed_with_its_digest(site):
    assert main(["verify-site", str(site)]) == 0
    listed = (site / MANIFEST).read_text(encoding="utf-8").splitlines()
    files = [path for path in site.rglob("*") if path.is_file()]

    assert len(listed) == len(files) - 1
    done = subprocess.run(
        ["/usr/bin/sha256sum", "--check", "--quiet", MANIFEST],
        cwd=site,
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0


def test_what_was_changed_removed_or_added_is_named(site, capsys):
    page = site / "zm-001/index.html"
    page.write_text(page.read_text("utf-8").replace("不应出具", "可以出具"), "utf-8")
    (site / "404.html").unlink()
    (site / "evil.html").write_text("<script>1</script>")

    assert main(["verify-site", str(site)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "改过：zm-001/index.html",
        "少了：404.html",
        "多了：evil.html",
    ]


@pytest.mark.parametrize("text", [None, "x\n"])
def test_a_folder_without_a_usable_list(site, text, capsys):
    (site / MANIFEST).unlink()
    if text is not None:
        (site / MANIFEST).write_text(text)

    assert main(["verify-site", str(site)]) == 1
    assert MANIFEST in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_named(site, capsys):
    (site / "gone.html").symlink_to("nowhere")

    assert main(["verify-site", str(site)]) == 1
    assert "gone.html”：没有这个文件" in capsys.readouterr().err


def test_every_page_has_the_policy_and_no_script_of_its_own(site):
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        if "http-equiv" in text and "refresh" in text:
            continue  # an address that has moved
        tree = html.document_fromstring(text.encode())
        policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy, file
        assert "script-src 'self';" in policy[0]
        inline = tree.xpath("//script[not(@src)]/@type")
        assert len(inline) == len(tree.xpath("//script[not(@src)]"))
        assert set(inline) <= {"application/ld+json", "application/json"}, file
        assert not tree.xpath("//@*[starts-with(name(), 'on')]"), file


@sampled("taken", sample=(1, "--no-prints"), whole=(200,))
def test_killed_builds_and_releases_leave_one_whole(taken):
    """The same with a report is ``python -m benchmarks.kills``."""
    times, *options = taken
    assert builds(times, 7, *options)["by half"] == 0
    assert releases(times, seed=7)["by half"] == 0


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_a_full_disk_leaves_the_old_site(place, starter_site):
    config = str(place / "mkdocs.yml")
    shutil.copytree(starter_site, place / "site")
    before = (place / "site" / MANIFEST).read_bytes()

    done = subprocess.run(
        [COMMAND, "build", "--config", config],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (place / "site" / MANIFEST).read_bytes() == before
    assert verify_manifest(place / "site").none
    assert main(["build", "--no-prints", "--config", config]) == 0
    assert not list(place.glob(".site-*"))


def test_a_target_that_cannot_be_written(place, capsys):
    config = str(place / "mkdocs.yml")

    assert main(["build", "--no-prints", "--config", config, "--site", "/proc/nowhere/site"]) == 1
    assert "/proc/nowhere" in capsys.readouterr().err


@sampled("options", sample=["--no-prints"], whole=[])
def test_two_builds_at_once_give_one_whole_site(place, options):
    first, second = (
        subprocess.Popen(
            [COMMAND, "build", *options],
            cwd=place,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    )
    assert 0 in {first.wait(), second.wait()}

    assert main(["build", *options, "--config", str(place / "mkdocs.yml")]) == 0
    assert verify_manifest(place / "site").none
    assert not list(place.glob(".site-*"))


def test_a_file_that_vanishes_while_it_is_read(place, monkeypatch, capsys):
    real = os.open

    def vanish(path: str | Path, *rest: int, **more: int) -> int:
        if Path(path).name.startswith("zm-001"):
            raise FileNotFoundError(2, "gone")
        return real(path, *rest, **more)

    monkeypatch.setattr(guarded.os, "open", vanish)

    assert main(["build", "--config", str(place / "mkdocs.yml")]) == 1
    assert "F006" in capsys.readouterr().out
    assert not (place / "site").exists()


@sampled("options", sample=["--no-prints"], whole=[])
def test_the_same_bytes_in_another_folder_zone_and_locale(tmp_path, options):
    made = []
    for name, zone, locale, mask in (
        ("a", "UTC", "C", 0o022),
        ("b/c", "Asia/Tokyo", "C.UTF-8", 0o077),
    ):
        place = Path(shutil.copytree(STARTER, tmp_path / name / "place"))
        subprocess.run(
            [COMMAND, "build", "--on", "2026-11-24", *options],
            cwd=place,
            env={**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": str(len(made) + 1)},
            umask=mask,
            check=True,
            capture_output=True,
        )
        made.append((place / "site" / MANIFEST).read_bytes())

    assert made[0] == made[1]


class TestGuards:
    """Breaking a guard on purpose must be seen: by the tests above, shown here."""

    def test_publishing_in_place_would_show_half_a_site(self, place, starter_site, monkeypatch):
        """With a copy in the place of two renames, a kill in between is caught by the list."""
        shutil.copytree(starter_site, place / "site")

        def half(finished: Path, target: Path) -> None:
            for file in sorted(finished.rglob("*.html"))[:10]:
                shutil.copy(file, target / file.relative_to(finished))
            raise KeyboardInterrupt

        monkeypatch.setattr(swap, "publish", half)
        settings = place / "catalogue/catalogue.yml"
        settings.write_text(settings.read_text("utf-8").replace("某县", "别县"), "utf-8")
        assert main(["build", "--no-prints", "--config", str(place / "mkdocs.yml")]) != 0
        assert not verify_manifest(place / "site").none


def test_the_doctor_finds_what_is_installed_as_locked(repository, capsys):
    main(["doctor", "--config", str(repository / "mkdocs.yml")])

    assert "好：软件包和锁定的版本一样" in capsys.readouterr().out


def test_the_doctor_says_what_to_do(place, capsys):
    main(["doctor", "--config", str(place / "mkdocs.yml")])
    assert "好：网站设置" in capsys.readouterr().out

    assert main(["doctor", "--config", str(place / "nowhere.yml")]) == 1
    out = capsys.readouterr().out
    assert "要办：网站设置" in out
    assert "件要办。" in out
