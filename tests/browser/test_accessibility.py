"""axe-core finds nothing to complain of: WCAG 2.0 to 2.2, levels A and AA, and its best practices."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from browser.conftest import DESK, PHONE, Visit
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
# Width, night colours, large type: each pair of settings meets in one of the four.
LOOKS = [(PHONE, False, False), (DESK, True, False), (PHONE, True, True), (DESK, False, True)]


def violations(page: Page) -> list[str]:
    """What axe finds on the page in each look, each finding once."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = {}
    for (width, height), night, elder in LOOKS:
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


def test_no_page_type_has_a_violation(visit: Visit, page_types: dict[str, str]):
    page = visit(reduced_motion="reduce")
    found = {}
    for name, path in page_types.items():
        page.goto(path)
        found[name] = violations(page)
    assert not {name: some for name, some in found.items() if some}


@pytest.mark.parametrize(
    ("path", "words"),
    [("", "遗失证明"), ("", "qqqqq"), ("zm-001/", "遗失证明"), ("zm-001/", "qqqqq")],
)
def test_what_the_box_shows_has_no_violation(visit: Visit, path, words):
    page = visit(path, reduced_motion="reduce")
    page.locator("input[data-catalogue-search]").fill(words)
    expect(page.locator(".c-results")).to_be_visible()
    assert not violations(page)
