"""Reading without a network: the site's version, what its worker keeps, and the zip to carry around."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from test_cli import edit
from test_site import build

from generator.cli import main
from generator.site import offline
from generator.site.folder import digests, files_of
from generator.site.portable import START, pack, written_out

PIXEL = bytes.fromhex("89504e470d0a1a0a")
WHEN_ASKED = re.compile("/(verify|edit|work|offline|stylesheets)/")
NAMES = {"index.html", "zm-001/index.html", "zh-hant/index.html", "a.css", "图/index.html"}


@pytest.fixture
def site(place: Path, starter_site: Path) -> Path:
    return Path(shutil.copytree(starter_site, place / "site"))


def manifest(site: Path) -> dict:
    return json.loads((site / "offline.json").read_text(encoding="utf-8"))


def test_the_worker_keeps_what_every_page_needs_and_no_more(site):
    said = manifest(site)
    assets = {
        "catalogue.css",
        "catalogue.js",
        "icon.svg",
        "lists.css",
        "offline-answer.js",
        "offline.js",
        "search-box.js",
        "search-engine.js",
        "search-first.js",
        "search-index.js",
        "search-parted.js",
        "share.js",
        "window.js",
        "written.css",
    }
    own = set(said["homes"][""]["needed"])
    copy = set(said["homes"]["zh-hant/"]["needed"])

    assert list(said["homes"]) == ["", "zh-hant/"]
    assert own == {f"assets/catalogue/{name}" for name in assets}
    assert "zh-hant/assets/catalogue/search-index.js" in copy
    assert {path for path in copy if not path.startswith("zh-hant/")} == {
        f"assets/catalogue/{name}"
        for name in ("catalogue.css", "icon.svg", "lists.css", "offline.js", "written.css")
    }
    assert {path for path in said["files"] if not WHEN_ASKED.search(path)} == own | copy
    for path, start in said["files"].items():
        assert hashlib.sha256((site / path).read_bytes()).hexdigest().startswith(start)


def test_a_picture_is_kept_when_it_was_seen(place):
    (place / "docs/图.png").write_bytes(PIXEL)
    edit(place / "docs/about.md", "谁编的", "![门口](图.png) 谁编的")
    edit(place / "mkdocs.yml", "- catalogue\nw", "- catalogue:\n      traditional: false\nw")
    assert build(place, "--no-prints") == 0

    said = manifest(place / "site")

    assert "图.png" in said["files"]
    assert "图.png" not in said["homes"][""]["needed"]
    about = (place / "site/about/index.html").read_text(encoding="utf-8")
    assert f'.png?{said["version"]}"' in about


def test_parts_of_a_large_index_are_kept_when_they_were_used(site):
    part = site / "assets/catalogue/search/part-0.js"
    part.parent.mkdir()
    part.write_bytes(b"catalogueSearch.deliver()")
    offline.prepare(site)

    said = manifest(site)

    assert "assets/catalogue/search/part-0.js" in said["files"]
    assert "assets/catalogue/search/part-0.js" not in said["homes"][""]["needed"]


def unpacked(answers: bytes) -> dict[str, str]:
    """Return pages by their addresses, put together as ``sw.js`` does."""
    said = json.loads(answers)
    return {
        address: "\n".join(said["lines"][one] if isinstance(one, int) else one for one in lines)
        for address, lines in said["pages"].items()
    }


@pytest.mark.parametrize("home", ["", "zh-hant/"])
def test_every_certificate_is_in_one_file_that_every_device_keeps(site, home):
    file = manifest(site)["homes"][home]["answers"]

    pages = unpacked((site / file).read_bytes())

    assert {f"{home}zm-001/", f"{home}certificates/"} <= set(pages)
    assert f"{home}sx-001/" not in pages
    for address, page in pages.items():
        assert page == (site / address / "index.html").read_text(encoding="utf-8")


def test_certificates_and_journeys_are_the_answers_and_cost_little(shipped_site):
    copy = manifest(shipped_site)["homes"][""]
    kept = [*copy["needed"], copy["answers"], "index.html", "offline/index.html"]
    contents = [(shipped_site / path).read_bytes() for path in kept]

    answers = unpacked((shipped_site / copy["answers"]).read_bytes())

    assert {"certificates/", "journeys/", "refused/", "zm-001/", "zm-092/"} <= set(answers)
    assert {address.split("-")[0] for address in answers if "-" in address} == {"zm", "journey"}
    assert len(answers) > 130
    assert sum(map(len, contents)) <= 3_000_000
    assert sum(len(gzip.compress(content, 6)) for content in contents) <= 700_000


def test_where_not_all_have_room_the_shortest_are_kept(site, monkeypatch):
    sizes = {
        f"{file.parent.name}/": len(file.read_text(encoding="utf-8"))
        for file in site.glob("*/index.html")
    }
    monkeypatch.setattr(offline, "MOST_ANSWERS", 100_000)

    offline.prepare(site, [f"{address}index.html" for address in sizes])

    content = (site / manifest(site)["homes"][""]["answers"]).read_bytes()
    pages = unpacked(content)
    assert len(content) <= 100_000
    assert 2 < len(pages) < len(sizes)
    assert max(map(len, pages.values())) <= min(sizes[left] for left in sizes.keys() - pages)


def test_a_line_of_several_pages_is_packed_once():
    pages = {"a/index.html": ["<p>", "5", "", "</p>"], "b/index.html": ["<p>", "", "b", "</p>"]}

    packed = json.loads(offline.pack(pages))

    assert packed["lines"] == ["<p>", "", "</p>"]
    assert packed["pages"] == {"a/": [0, "5", 1, 2], "b/": [0, 1, "b", 2]}


def test_every_page_asks_for_things_of_its_own_version_only(site):
    version = manifest(site)["version"]
    for file in site.rglob("*/index.html"):
        page = file.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in page:
            continue  # it leads on and shows nothing
        asked = re.findall(r'<(?:script|link rel="stylesheet")[^>]*(?:src|href)="([^"]+)"', page)
        assert len(asked) >= 3, file
        assert {urlsplit(address).query for address in asked} == {version}, file


def version_of_files(folder):
    return offline.version_of(digests(folder, files_of(folder)))


def test_the_version_changes_with_any_file_its_name_and_nothing_else(tmp_path):
    files = {"index.html": b"a", "assets/a.js": b"b", "api/v1/entries.json": b"c"}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    before = version_of_files(tmp_path)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content + b"!")
        assert version_of_files(tmp_path) != before
        (tmp_path / name).write_bytes(content)
        os.utime(tmp_path / name, (1, 1))
        assert version_of_files(tmp_path) == before
    (tmp_path / "index.html").rename(tmp_path / "other.html")
    assert version_of_files(tmp_path) != before


def test_the_offline_page_searches_says_whom_to_call_and_is_on_no_map(place):
    edit(place / "mkdocs.yml", "docs_dir:", "site_url: https://city.example/list/\ndocs_dir:")
    assert build(place, "--no-prints") == 0

    page = (place / "site/offline/index.html").read_text(encoding="utf-8")

    assert '<h1 id="h-ask">现在连不上网</h1>' in page
    assert 'href="tel:12345"' in page
    assert 'id="q" name="q" type="search" data-catalogue-search' in page
    assert "offline" not in (place / "site/sitemap.xml").read_text(encoding="utf-8")


def test_the_same_site_gives_the_same_zip(site, tmp_path):
    pack(site, tmp_path / "a.zip", "目录")
    for file in site.rglob("*.html"):
        os.utime(file, (10**9, 10**9))
        file.chmod(0o600)
    pack(site, tmp_path / "b.zip", "目录")

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert not list(tmp_path.glob("*.part"))


class Links(HTMLParser):
    """Everything a page leads to or is shown with."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        del tag
        self.found += [value for name, value in attrs if name in {"href", "src", "action"}]


def test_every_link_in_the_zip_leads_to_a_file(site, tmp_path):
    pack(site, tmp_path / "a.zip", "目录")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        names = packed.namelist()
        packed.extractall(tmp_path / "stick")

    walked = 0
    for file in (tmp_path / "stick").rglob("*.html"):
        for link in Links(file).found:
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            assert (file.parent / unquote(parts.path)).is_file(), f"{file}: {link}"
            walked += 1
    assert walked > 1000
    assert names[0] == START
    assert {name.split("/")[0] for name in names[1:]} == {"site"}
    assert not {"site/sw.js", "site/offline.json", "site/404.html", "site/sitemap.xml"} & set(names)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="../">', '<a href="../index.html">'),
        ('<a class=x href="../zm-001/#basis">', '<a class=x href="../zm-001/index.html#basis">'),
        ("<A HREF = '../zm-001'>", '<A HREF = "../zm-001/index.html">'),
        ("<a href=../zm-001/>", '<a href="../zm-001/index.html">'),
        ('<form action="./?a=1">', '<form action="./index.html?a=1">'),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a\n href="../%E5%9B%BE/">', '<a\n href="../%E5%9B%BE/index.html">'),
        (
            '<meta http-equiv="refresh" content="0; url=../zm-001/">',
            '<meta http-equiv="refresh" content="0; url=../zm-001/index.html">',
        ),
        ('é\n\n<a href="../zm-001/">中</a>\n', 'é\n\n<a href="../zm-001/index.html">中</a>\n'),
    ],
)
def test_links_to_folders_are_written_out(before, after):
    assert written_out(before, "zh-hant/index.html", NAMES) == after


@pytest.mark.parametrize(
    "page",
    [
        '<meta name="description" content="0; url=../zm-001/">',
        '<a href="#basis">',
        '<a href="../a.css">',
        '<a href="../nobody/">',
        '<a href="tel:12345">',
        '<a href="https://city.example/zm-001/">',
        '<a href="//city.example/zm-001/">',
        """<a title='say href="../zm-001/" here' href="#a">""",
        '<p>href="../zm-001/"</p>',
        '<!-- <a href="../zm-001/"> -->',
        """<script>let a = '<a href="../zm-001/">';</script>""",
        '<svg><use href="#sign"/></svg><br>&amp;&copy',
    ],
)
def test_all_else_stays_as_it_is(page):
    assert written_out(page, "zh-hant/index.html", NAMES) == page


def test_the_command_says_where_the_zip_is(place, site, capsys):
    assert site.is_dir()
    assert main(["offline", "--config", str(place / "mkdocs.yml")]) == 0

    file = place / "dist/社区事项目录-offline.zip"
    assert str(file) in capsys.readouterr().out
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        assert "社区事项目录" in packed.read(START).decode()


def test_without_a_site_the_command_says_what_to_do_first(place, capsys):
    assert main(["offline", "--config", str(place / "mkdocs.yml")]) == 1
    assert "先运行 catalogue build" in capsys.readouterr().err
    assert main(["offline", "--config", str(place / "nothing.yml")]) == 1
    assert not (place / "dist").exists()
