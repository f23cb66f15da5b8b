"""axe-core finds nothing to complain of: WCAG 2.0 to 2.2, levels A and AA, and its best practices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from browser.conftest import DESK, PHONE, Visit
from helpers import sampled
from playwright.sync_api import Page, expect

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of rows, list items and sections that are all made alike, the first few stand for the rest.
CHECK = """async (rules) => {
  const alike = [["tr", 4], [".c-list > li", 4], [".c-footlinks > li", 3], [".c-page > section", 5]]
    .map(([one, shown]) => [`${one}:nth-of-type(n + ${shown + 1})`]);
  const exclude = alike.filter(([one]) => document.querySelector(one));
  const found = await axe.run({include: [["html"]], exclude}, {
    runOnly: rules, resultTypes: ["violations"], preload: false,
  });
  return found.violations.flatMap(({id, help, nodes}) => nodes.map(({target, failureSummary}) =>
    `${id}: ${help}: ${target.join(" ")}: ${failureSummary.split("\\n").slice(1).join(" ").trim()}`));
}"""
UNFOLD = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
# Width, night colours, large type: each pair of settings meets in one of the four.
LOOKS = [(PHONE, False, False), (DESK, True, False), (PHONE, True, True), (DESK, False, True)]


def looks(page: int, number: int) -> list[tuple[tuple[int, int], bool, bool]]:
    """So many of the looks for a page; of few, the next page gets the next ones."""
    return [LOOKS[(page + more) % len(LOOKS)] for more in range(number)]


def violations(page: Page, looks: list[tuple[tuple[int, int], bool, bool]]) -> list[str]:
    """What axe finds on the page in each look, each finding once."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = {}
    for (width, height), night, elder in looks:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(
            """([night, elder]) => {
              document.documentElement.dataset.mdColorScheme = night ? "slate" : "default";
              document.documentElement.toggleAttribute("data-elder", elder);
            }""",
            [night, elder],
        )
        for violation in page.evaluate(CHECK, RULES):
            found.setdefault(violation, f"{width}{' night' * night}{' elder' * elder}: {violation}")
    return list(found.values())


@sampled("taken", sample=(6, 1), whole=(1, len(LOOKS)))
def test_no_page_type_has_a_violation(visit: Visit, page_types: dict[str, str], taken):
    """Of every sixth type, or of all; of few looks, each type gets the next ones."""
    step, each = taken
    page = visit(reduced_motion="reduce")
    page.add_init_script(AXE_SCRIPT)
    found = {}
    for number, (name, path) in enumerate(list(page_types.items())[::step]):
        page.goto(path)
        found[name] = violations(page, looks(number, each))
    assert not {name: some for name, some in found.items() if some}


@sampled("each", sample=1, whole=len(LOOKS))
@pytest.mark.parametrize(
    ("number", "path", "words"),
    [
        (0, "", "遗失证明"),
        (1, "", "qqqqq"),
        (2, "zm-001/", "遗失证明"),
        (3, "zm-001/", "qqqqq"),
    ],
)
def test_what_the_box_shows_has_no_violation(visit: Visit, number, path, words, each):
    page = visit(path, reduced_motion="reduce")
    page.locator("input[data-catalogue-search]").fill(words)
    expect(page.locator(".c-results").first).to_be_visible()
    assert not violations(page, looks(number, each))


@sampled("each", sample=1, whole=len(LOOKS))
def test_the_opened_menu_has_no_violation(visit: Visit, each):
    page = visit(size=PHONE, reduced_motion="reduce")
    page.get_by_text("菜单", exact=True).click()
    assert not violations(page, looks(0, each))


@sampled("each", sample=1, whole=len(LOOKS))
def test_what_a_form_answers_has_no_violation(visit: Visit, shipped_site: Path, each):
    page = visit("verify/", PHONE, reduced_motion="reduce")
    page.locator("textarea").fill("什么也不是")
    page.get_by_role("button", name="核验").click()
    page.locator("#copies").set_input_files(shipped_site / "api/v1/editions.json")
    page.get_by_role("button", name="比一比").click()
    expect(page.locator(".c-verdict")).to_have_count(2)
    assert not violations(page, looks(1, each))


@pytest.mark.deep
def test_no_page_has_a_violation(visit: Visit, shipped_site: Path):
    """Every page in Simplified characters, unfolded, in the next of the looks; 8 minutes alone."""
    files = [file for file in sorted(shipped_site.glob("*/index.html")) if not leads_on(file)]
    page, found = visit(reduced_motion="reduce"), {}
    for number, file in enumerate(files):
        page.goto(f"{file.parent.name}/")
        page.evaluate(UNFOLD)
        found[file.parent.name] = violations(page, looks(number, 1))
    assert len(found) > 1000
    assert not {name: some for name, some in found.items() if some}


def leads_on(file: Path) -> bool:
    """Tell whether a page only leads to the address it has now."""
    return 'http-equiv="refresh"' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("size", "role"), [(PHONE, "cell"), (DESK, None)])
def test_a_table_laid_out_as_cards_says_that_it_is_one(visit: Visit, size, role):
    """Older browsers forget it with the layout. In the file no part has a role: HTML forbids it."""
    page = visit("zm-001/", size)
    for part in page.locator(".c-table--cards td").all():
        assert part.get_attribute("role") == role
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    expect(page.locator(".c-table--cards td").first).to_have_attribute("role", "cell")
