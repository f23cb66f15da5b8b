"""Charts can be read: bars stand out from the page, their words and numbers more so (WCAG 1.4.3, 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[1] / "generator/outputs/pages/static"
SCHEMES = {
    "light": (':root, [data-md-color-scheme="default"] {',),
    "dark": ('[data-md-color-scheme="slate"] {',),
    "large letters": (':root, [data-md-color-scheme="default"] {', "[data-elder] { --md"),
    "large letters, dark": (
        '[data-md-color-scheme="slate"] {',
        '[data-elder][data-md-color-scheme="slate"] {',
    ),
}
BAR, WORDS = 3, 4.5


def colours(scheme: str) -> dict[str, str]:
    """Return the colours by name, as the rules of a scheme set them one after the other."""
    style = (STATIC / "catalogue.css").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for start in SCHEMES[scheme]:
        rule = style[style.index(start) :].split("}", maxsplit=1)[0]
        found |= dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{3,6})", rule))
    return found


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == len("#rrggbb") else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("part", "least"),
    [(".c-chart rect", BAR), (".c-chart .on rect", BAR), (".c-chart text", WORDS)],
)
def test_every_part_of_a_chart_stands_out_from_the_page(scheme, part, least):
    style = (STATIC / "work/pages.css").read_text(encoding="utf-8")
    fill = re.search(rf"^{re.escape(part)} \{{ fill: var\((--[\w-]+)\)", style, re.MULTILINE)
    assert fill

    found = colours(scheme)

    assert contrast(found[fill[1]], found["--md-default-bg-color"]) >= least
