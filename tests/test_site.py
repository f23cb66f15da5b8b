"""Building and publishing: whole or not at all, every link sound, nothing from elsewhere."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from helpers import sampled
from mkdocs.__main__ import cli
from test_cli import edit

from generator.cli import main
from generator.outputs.page import Page
from generator.site import swap
from generator.site.links import check_site
from generator.site.page_links import glanced, parsed
from generator.site.shell import BODY, LISTS, TITLE, Shell, ShellError

CERTIFICATE = "catalogue/certificates/zm-001-qinshu-guanxi.yml"


def build(place: Path, *options: str) -> int:
    return main(["build", "--config", str(place / "mkdocs.yml"), *options])


@pytest.fixture
def built(place: Path, starter_site: Path) -> None:
    """Let the place have its site already."""
    shutil.copytree(starter_site, place / "site")


def digest(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.usefixtures("built")
def test_a_failed_build_leaves_the_last_good_site_untouched(place, capsys):
    before = digest(place / "site")
    edit(place / CERTIFICATE, "body: gonganju", "body: gonganjv")

    assert build(place) == 1

    assert digest(place / "site") == before
    assert "是否想写gonganju" in capsys.readouterr().out
    assert not list(place.glob(".site-*"))


@pytest.mark.usefixtures("built")
def test_a_link_that_leads_nowhere_is_not_published(place, capsys):
    before = digest(place / "site")
    edit(place / "docs/about.md", "谁编的", "[谁编的](../nobody/)")

    assert build(place, "--no-prints") == 1

    assert digest(place / "site") == before
    assert "about/index.html：链接../nobody/，" in capsys.readouterr().err


@pytest.mark.usefixtures("built")
def test_two_builds_give_the_same_bytes(place):
    assert build(place, "--site", str(place / "again")) == 0

    assert digest(place / "site") == digest(place / "again")


def test_what_someone_else_put_there_is_not_thrown_away(place, capsys):
    (place / "site").mkdir()
    (place / "site/letter.txt").write_text("mine", encoding="utf-8")

    assert build(place, "--no-prints") == 1

    assert (place / "site/letter.txt").read_text(encoding="utf-8") == "mine"
    assert "没有动它" in capsys.readouterr().err


@pytest.mark.usefixtures("built")
def test_a_run_that_died_between_its_two_renames_is_healed_by_the_next(place):
    before = digest(place / "site")
    (place / "site").rename(place / f"{swap.OLD}site-123")
    (place / f"{swap.NEW}site-abc").mkdir()

    swap.recover(place / "site")

    assert digest(place / "site") == before


@sampled("which", sample="bare", whole="starter")
def test_plain_mkdocs_builds_the_same_site(which, tmp_path, request, monkeypatch):
    built: Path = request.getfixturevalue(f"{which}_site")
    place = shutil.copytree(built.parent, tmp_path / "place")
    monkeypatch.chdir(place)
    with pytest.raises(SystemExit) as stop:
        cli(["build", "--quiet", "--site-dir", "plain"])

    assert not stop.value.code
    assert digest(place / "plain") == digest(place / "site")


@pytest.mark.usefixtures("built")
def test_plain_mkdocs_refuses_a_catalogue_with_errors(place, monkeypatch):
    before = digest(place / "site")
    edit(place / CERTIFICATE, "id: ZM-001", "id：ZM-001")
    monkeypatch.chdir(place)
    with pytest.raises(SystemExit) as stop:
        cli(["build", "--quiet"])

    assert stop.value.code
    assert digest(place / "site") == before


def test_with_an_address_every_page_has_its_canonical_one_and_the_map_lists_them(place):
    edit(place / "mkdocs.yml", "docs_dir:", "site_url: https://city.example/list/\ndocs_dir:")
    assert build(place, "--no-prints") == 0

    page = (place / "site/zm-001/index.html").read_text(encoding="utf-8")
    site_map = (place / "site/sitemap.xml").read_text(encoding="utf-8")

    assert '<link rel="canonical" href="https://city.example/list/zm-001/">' in page
    picture = "assets/catalogue/og/certificates-forbidden.png"
    assert f'<meta property="og:image" content="https://city.example/list/{picture}">' in page
    assert (place / "site" / picture).is_file()
    assert "<loc>https://city.example/list/zm-001/</loc>" in site_map
    assert "catalogue-shell" not in site_map
    assert (place / "site/certificates-forbidden/index.html").is_file()
    assert "certificates-forbidden" not in site_map  # it only leads on


def test_the_edit_link_of_an_entry_leads_to_its_yaml_file(place):
    settings = "repo_url: https://forge.example/city/list\nedit_uri: edit/main/docs/\ndocs_dir:"
    edit(place / "mkdocs.yml", "docs_dir:", settings)
    assert build(place, "--no-prints") == 0

    page = (place / "site/zm-001/index.html").read_text(encoding="utf-8")

    assert f'href="https://forge.example/city/list/edit/main/{CERTIFICATE}"' in page


def test_a_shell_without_its_slots_is_refused():
    with pytest.raises(ShellError):
        Shell.cut(f"<title>{TITLE}</title>")
    assert Shell.cut(f"<title>{TITLE}</title><p>{BODY}</p>").pieces == ("<title>", "</title>", "")


def test_only_the_page_of_an_entry_does_without_the_style_of_lists():
    link = '<link rel="stylesheet" href="../assets/catalogue/lists.css"'
    shell = Shell.cut(f'<title>{TITLE}</title>{link} data-for="{LISTS}">\n<p>{BODY}</p>')
    page = Page(address="a/", title="一", description="", render=lambda: "二")

    assert shell.fill(page) == f"<title>一</title>{link}>\n二"
    assert shell.fill(replace(page, is_entry=True)) == "<title>一</title>二"


def test_a_missing_or_wrong_configuration_is_said_plainly(tmp_path, capsys):
    assert main(["build", "--config", str(tmp_path / "mkdocs.yml")]) == 1
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    assert main(["build", "--config", str(tmp_path / "mkdocs.yml")]) == 1
    assert "- catalogue" in capsys.readouterr().err


@pytest.mark.deep
def test_every_internal_link_of_the_shipped_site_resolves(shipped_site):
    """Once more, of what lies there: a build in which a link leads nowhere does not come so far."""
    assert check_site(shipped_site) == ()


def pages_of(site: Path) -> Iterator[tuple[Path, str]]:
    """Every page of a site but those that only lead on."""
    for file in site.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        if '<meta http-equiv="refresh"' not in page:
            yield file, page


def test_a_page_is_read_once_however_many_of_its_fragments_are_linked_to(tmp_path, monkeypatch):
    page = "<!doctype html><title>x</title><h1 id=one>1</h1><p id=two>2"
    hrefs = ("b.html#one", "b.html#two", "b.html#three")
    linked = "".join(f"<a href={href}>x</a>" for href in hrefs)
    (tmp_path / "a.html").write_text(f"<!doctype html><title>x</title><h1>x</h1>{linked}")
    (tmp_path / "b.html").write_text(page)
    read, real = [], Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda file: read.append(file.name) or real(file))

    (broken,) = check_site(tmp_path)

    assert (broken.page, broken.href) == ("a.html", "b.html#three")
    assert read == ["a.html", "b.html", "b.html"]


def test_a_glance_at_a_page_finds_what_a_parser_finds(shipped_site):
    pages = sorted(shipped_site.rglob("*.html"))
    of_each_sort = {page.parent.name.split("-")[0]: page for page in pages}

    for page in (*of_each_sort.values(), *pages[::50]):
        content = page.read_bytes()
        seen, read = glanced(content), parsed(content)
        assert {*seen.links} == {*read.links}, page
        assert (seen.anchors, seen.headings) == (read.anchors, read.headings), page


@pytest.mark.parametrize(
    "link",
    [
        "<a href=gone/>x</a>",
        "<a href='gone/'>x</a>",
        '<a\nhref="gone/">x</a>',
        '<a href="a&amp;b">x</a>',
    ],
)
def test_a_link_that_leads_nowhere_is_found_however_it_is_written(link, tmp_path):
    (tmp_path / "a.html").write_text(f"<!doctype html><title>x</title><h1>x</h1>{link}")

    (broken,) = check_site(tmp_path)

    assert (broken.page, broken.reason) == ("a.html", "没有这个文件")


def test_what_is_no_link_leads_nowhere_and_nobody_minds(tmp_path):
    told = """<!-- <a href="gone/"> <h1> --><script>x = ' href="gone/"'</script>
        <svg><use href="#sign"/></svg><a data-href="gone/" href="https://else.example/x">x</a>"""
    (tmp_path / "a.html").write_text(f"<!doctype html><title>x</title><h1>x</h1>{told}")

    assert check_site(tmp_path) == ()


def test_each_page_answers_for_its_own_places(tmp_path):
    """Pages that say the same of each other: the place is on one of them only."""
    for name, anchor in (("a", "here"), ("b", "there")):
        links = '<a href="../a/#here">x</a><a href="../b/#here">x</a><a href="#here">x</a>'
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(
            f'<!doctype html><title>x</title><h1 id="{anchor}">x</h1>{links}'
        )

    broken = {(one.page[0], one.href) for one in check_site(tmp_path)}

    assert broken == {("a", "../b/#here"), ("b", "../b/#here"), ("b", "#here")}


def test_every_page_has_one_h1_a_title_and_a_description(shipped_site):
    for file, page in pages_of(shipped_site):
        assert len(re.findall(r"<h1[ >]", page)) == 1, file
        assert re.search(r"<title>[^<]+ · [^<]+</title>", page), file
        assert re.search(r'<meta name="description"[^>]* content="[^"]+">', page), file
        script = "zh-Hant" if "zh-hant" in file.relative_to(shipped_site).parts else "zh-Hans"
        assert f'<html lang="{script}"' in page, file
        assert "CATALOGUE-SLOT" not in page, file


def test_no_page_asks_anything_of_another_host(shipped_site):
    fetched = re.compile(r'<(?:script|img|link|iframe|source)[^>]+(?:src|href)="(?:https?:)?//')
    for file in shipped_site.rglob("*.html"):
        assert not fetched.search(file.read_text(encoding="utf-8")), file
    for file in shipped_site.rglob("assets/catalogue/*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", file.read_text("utf-8"))


def test_entry_pages_are_not_in_any_navigation_tree(shipped_site):
    page = (shipped_site / "about/index.html").read_text(encoding="utf-8")
    assert not re.search(r'href="[^"]*zm-\d+/"', page.split("<footer", 1)[1])


def test_the_standing_of_the_catalogue_is_on_every_page(shipped_site):
    for file, page in pages_of(shipped_site):
        assert "本目录是示例，" in page or "本目錄是示例，" in page, file


def test_internal_notes_are_never_published(place):
    edit(place / CERTIFICATE, "verification:", "notes_internal: 不能让人看见\nverification:")
    assert build(place) == 0
    for file in (place / "site").rglob("*"):
        if file.is_file():
            assert "不能让人看见".encode() not in file.read_bytes(), file
