"""The page that checks citations judges as the command does, on the reader's own device."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from browser.conftest import PHONE, Visit
from playwright.sync_api import expect
from test_verification import LATER, line, root  # noqa: F401 - a fixture

from generator.checking import check
from generator.cli.archive import archive
from generator.editions.citation import cite
from generator.editions.verification import Verdict, verify
from generator.model.canonical import digest
from generator.views.listings import listings
from generator.views.verification_data import archive_data

REPOSITORY = Path(__file__).parents[2]
DAYS = [date(2026, 11, 1), date(2026, 11, 23), LATER]
JUDGE = """([data, day, text]) => {
  const archive = new catalogueVerify.Archive(data, day);
  return text.startsWith("?") ? archive.code(text.slice(1)) : archive.verify(text);
}"""


def test_the_page_judges_as_the_command_does(scripts, root):  # noqa: F811
    data = archive_data(archive(check(root, on=DAYS[1]), DAYS[1]))
    first, second = line(root, 0), line(root, 1)
    texts = [first, second, f" {first[:20]}\n{first[20:]}", first.replace("亲", "新"), "什么也不是"]
    texts += [first.replace("2026-1版", "2099-1版"), first.replace("ZM-001", "ZM-777")]
    texts += [
        one.cited(digits) for found in data.prints.values() for one in found for digits in (16, 32)
    ]
    for day in DAYS:
        for text in texts:
            state, sentences, *rest = scripts.evaluate(
                JUDGE, [msgspec.to_builtins(data), day.isoformat(), text]
            )
            digits = rest[1] if len(rest) > 1 else 0
            assert Verdict(state, tuple(sentences), digits) == verify(data, day, text)


def test_a_code_says_whether_its_print_holds(scripts, root):  # noqa: F811
    known = archive(check(root, on=LATER), LATER)
    data = msgspec.to_builtins(archive_data(known))
    then = known.catalogue_of(known.editions[0])
    entry = then.entries["ZM-001"]
    mark = cite(then, entry).held
    whole = next(iter(listings(then))).imprint.held

    def judged(code, day):
        return scripts.evaluate(JUDGE, [data, day.isoformat(), f"?{code}"])[0]

    assert judged(f"2.ZM-001.2026-1.{mark}", DAYS[1]) == "current"
    assert judged(f"2.ZM-001.2026-1.{mark}", LATER) == "changed"
    assert judged(f"2..2026-1.{whole}", DAYS[1]) == "current"
    assert judged(f"2.ZM-001.2026-1.{'0' * 32}", DAYS[1]) == "mismatch"
    assert judged(f"ZM-001.2026-1.{entry.fingerprint}", DAYS[1]) == "mismatch"
    assert judged(f"2.ZM-001..{mark}", DAYS[1]) == "mismatch"


def test_where_no_address_is_settled_a_code_holds_the_citation_with_all_its_digits(root):  # noqa: F811
    known = archive(check(root, on=LATER), LATER)
    then = known.catalogue_of(known.editions[0])
    told = next(iter(listings(then))).imprint

    assert re.search("指纹2(-[0-9a-f]{4}){8}$", told.code)
    assert verify(archive_data(known), DAYS[1], told.code).digits == 32


@pytest.mark.parametrize("prefix", ["", "zh-hant/"])
def test_a_citation_copied_from_a_page_is_known(visit: Visit, entries, prefix):
    page = visit(f"{prefix}{entries[0]['url']}", size=PHONE)
    cited = page.locator(".c-cite p").text_content()
    expected = "尚未施行" if "工作稿" in cited else "现行有效"  # a site says what it is made of
    page.clock.set_fixed_time(datetime(2026, 11, 28, 12, 0, tzinfo=UTC))
    page.goto(f"{prefix}verify/")

    page.locator("textarea").fill(cited or "")
    page.get_by_role("button", name="核").last.click()

    expect(page.locator("[data-verdict]")).to_contain_text(expected)
    assert page.locator("[data-verdict] a").get_attribute("href").endswith(entries[0]["url"])


def test_a_scanned_code_is_answered_at_once(visit: Visit, entries, shipped_site):
    said = entries[0]
    told = json.loads((shipped_site / "api/v1/editions.json").read_text(encoding="utf-8"))
    edition = told["editions"][-1]["id"]
    script = (shipped_site / "assets/catalogue/verify/data.js").read_text(encoding="utf-8")
    held = json.loads(script[script.index("{") : script.rindex("}") + 1])["marks"].get(edition, {})
    asked = f"{said['id']}.{edition}.{held.get(said['id'], said['fingerprint'])}"
    page = visit(f"verify/?c={'2.' if held else ''}{asked}", size=PHONE)

    expect(page.locator("[data-verdict]")).to_contain_text(f"{edition}版")


def test_a_copy_of_ones_own_is_compared_without_leaving_the_device(visit: Visit, shipped_site):
    """The list of a site and the file of an edition; one sealed anew is found."""
    listed = shipped_site / "api/v1/editions.json"
    told = json.loads(listed.read_text(encoding="utf-8"))["editions"]
    rewritten = {"id": told[1]["id"], "supersedes": {"id": told[0]["id"], "sha256": "0" * 64}}
    sealed = json.dumps(rewritten | {"sha256": digest(rewritten)}).encode()
    page = visit("verify/", size=PHONE)
    box, answer = page.locator("#copies"), page.locator("[data-compared]")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def compared(files):
        box.set_input_files(files)
        page.get_by_role("button", name="比一比").click()

    compared([listed])
    expect(answer).to_contain_text(f"一共{len(told)}版")
    compared([REPOSITORY / f"catalogue/editions/{told[0]['id']}.json", listed])
    expect(answer).to_contain_text(f"一共{len(told)}版")
    compared([{"name": "1.json", "mimeType": "application/json", "buffer": sealed}])
    expect(answer).to_contain_text(f"从{told[0]['id']}版起不一样")
    compared([{"name": "2.json", "mimeType": "application/json", "buffer": b"<html>"}])
    expect(answer).to_contain_text("被改坏了")
    assert asked == []
