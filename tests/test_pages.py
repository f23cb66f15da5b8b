"""What pages show: golden files of a small catalogue, and nothing that could run."""

from __future__ import annotations

import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import escape
from test_cli import edit

from generator import build

DAY = date(2026, 11, 23)
GOLDEN = Path(__file__).parent / "golden"
PAGES = ("", "zm-001/", "sx-001/", "certificates/", "body-gonganju/", "life-events-inheritance/")
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "\" onclick=a(3) ' {{ 7*7 }} {% raw %}",
    "</textarea><iframe src=x>&amp;",
)


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_as_they_were_reviewed(place, address, request):
    page = next(p for p in build(place / "catalogue", on=DAY).pages if p.address == address)
    text = f"{page.title}\n{page.description}\n\n{page.body}\n"
    file = GOLDEN / f"{address.strip('/') or 'home'}.html"
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    assert text == file.read_text(encoding="utf-8")


class Found(HTMLParser):
    """Notes every element and attribute that could make a page do something."""

    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        ours = tag == "script" and (
            (given.get("type") or "").endswith("json")
            or (given.get("src") or "").startswith(("../assets/", "../../assets/"))
        )
        if tag in {"script", "img", "iframe", "object", "style"} and not ours:
            self.active.append(tag)
        self.active += [name for name, _ in attrs if name.startswith("on")]
        self.active += [
            value for name, value in attrs if name in {"href", "src"} and "script:" in (value or "")
        ]


@pytest.mark.parametrize("attack", HOSTILE)
def test_text_of_any_field_is_shown_as_text(place, attack):
    shutil.rmtree(place / "catalogue/texts")  # a quotation that is no longer true is an error
    count = 0
    for file in (place / "catalogue").rglob("*.yml"):
        lines = file.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines):
            key = line.strip().removeprefix("- ").split(":")[0]
            if key in {"name", "title", "note", "clause", "meaning", "condition", "label", "text"}:
                count += 1  # no two names may be the same
                quoted = f"{attack}{count}".replace("'", "''")
                lines[number] = f"{line[: line.index(':') + 2]}'{quoted}'"
        file.write_text("\n".join(lines), encoding="utf-8")

    result = build(place / "catalogue", on=DAY)

    assert [problem.message for problem in result.check.problems] == []
    assert any(escape(attack) in page.body for page in result.pages)
    for page in result.pages:
        found = Found()
        found.feed(page.body)
        assert found.active == [], page.address
        assert "49" not in page.title


def test_an_address_that_would_run_is_refused(place):
    source = place / "catalogue/sources/reg-yshj.yml"
    text = source.read_text(encoding="utf-8")
    head = text.split("urls:")[0]
    source.write_text(
        head + "urls:\n  - url: javascript:alert(1)\n    state: ok\n", encoding="utf-8"
    )

    codes = {problem.code for problem in build(place / "catalogue", on=DAY).check.problems}

    assert "S008" in codes


def test_a_service_the_community_takes_on_still_says_where_a_resident_goes(place):
    """SX-001 opens with who leads and who helps; its one route is told below."""
    page = next(p for p in build(place / "catalogue", on=DAY).pages if p.address == "sx-001/")

    opening, told = page.body.split('<section id="duty"')

    assert "协助：社区" in opening
    assert "<dt>去哪里</dt><dd>统计局，组织普查，对数据负责</dd>" in told


def test_an_ended_entry_keeps_its_page_and_says_what_happened(place):
    edit(
        place / "catalogue/certificates/zm-001-qinshu-guanxi.yml",
        "status: in_force",
        "status: abolished\nended:\n  on: 2026-10-01\n  text: 改到派出所办。",
    )

    page = next(p for p in build(place / "catalogue", on=DAY).pages if p.address == "zm-001/")

    assert '<p class="c-verdict">已废止</p>' in page.body
    assert "改到派出所办。" in page.body
    assert 'data-decision="undecided"' in page.body


def test_an_entry_not_yet_in_force_says_from_when(place):
    edit(
        place / "catalogue/certificates/zm-001-qinshu-guanxi.yml",
        "status: in_force",
        "status: adopted\nin_force_on: 2027-01-01",
    )

    def shown(day: date) -> str:
        return next(
            p for p in build(place / "catalogue", on=day).pages if p.address == "zm-001/"
        ).body

    assert "还没有施行，2027年1月1日起这样办。" in shown(date(2026, 12, 31))
    assert "还没有施行" not in shown(date(2027, 1, 1))


def test_a_draft_is_not_published(place):
    edit(
        place / "catalogue/services/sx-001-xiezhu-renkou-pucha.yml",
        "status: in_force",
        "status: draft",
    )

    result = build(place / "catalogue", on=DAY)

    assert result.check.problems == ()
    assert not any(page.address == "sx-001/" for page in result.pages)
    assert b"SX-001" not in result.files["api/v1/entries.json"]
