"""Phones of 2019: scripts and styles use nothing that Chrome 75 does not know.

``make old-phones`` runs the site in that browser; this finds at once what it would stumble over.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import generator

PACKAGE = Path(generator.__file__).parent
STATIC = PACKAGE / "outputs/pages/static"
FOR_EDITORS = {"edit.js", "fields.js"}
"""The form, for who edits at a desk."""
NEWER_IN_SCRIPTS = {
    r"\?\.(?!\d)": "80: a?.b",
    r"\?\?(?!=)": "80: a ?? b",
    r"\?\?=|\|\|=|&&=": "85: a ??= b",
    r"\.(?:replaceAll|replaceChildren|findLast|findLastIndex|at|toSorted|toReversed|with)\(": "85 to 110",
    r"\b(?:checkVisibility|hasOwn|structuredClone|groupBy|allSettled|randomUUID)\(": "76 to 117",
    r"\bPromise\.any\b": "85: Promise.any",
    r"\bIntl\.(?:Segmenter|DisplayNames|ListFormat)\b|\bcreateImageBitmap\b.*resize": "81 to 87",
    r"(?<![\w$\"'`&])#[a-z]\w*\s*[(=;]": "84: private methods",
    r"^\s*(?:import|export)\b": "modules are not what a folder opens",
    r"(?<!globalThis\.)\bDecompressionStream\b|\bscheduler\.": "80 to 94",
    r"\bstatic\s*\{": "94: static blocks",
}
NEWER_IN_STYLES = {
    r":(?:is|where|has)\(": "88 to 105: the whole rule is lost",
    r":not\([^()]*,": "88: a list in :not()",
    r"[^-](?:padding|margin|inset|border)-(?:block|inline)\s*:|[^-]inset\s*:": "87: two sides at once",
    r"[:\s(,](?:min|max|clamp)\(": "79: min() and max()",
    r"aspect-ratio\s*:": "88: aspect-ratio",
    r"@(?:layer|container|property)\b|color-mix\(|\d(?:dvh|svh|lvh)\b": "85 to 111",
    r"@media[^{]*[<>]": "104: a range of widths",
    r"[{;}]\s*&": "112: nested rules",
}
SCRIPTS = [
    *sorted(file for file in STATIC.rglob("*.js") if file.name not in FOR_EDITORS),
    PACKAGE / "site/sw.js",
]
STYLES = sorted(STATIC.rglob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\w])//[^\n]*", re.DOTALL)
SUPPORTED = re.compile(r"@supports[^{]*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
"""What a browser reads only if it says that it knows it."""


def too_new(text: str, newer: dict[str, str]) -> list[str]:
    """Return what an old browser does not understand, and since which Chrome one does."""
    return [
        f"{found[0].strip()} ({since})"
        for pattern, since in newer.items()
        for found in re.finditer(pattern, COMMENT.sub("", text), re.MULTILINE)
    ]


def alone(style: str) -> str:
    """Return a style sheet less what only those browsers read that say they know it."""
    return SUPPORTED.sub("", COMMENT.sub("", style))


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_scripts_are_written_for_browsers_of_2019(file):
    assert too_new(file.read_text(encoding="utf-8"), NEWER_IN_SCRIPTS) == []


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_styles_are_written_for_browsers_of_2019(file):
    assert too_new(alone(file.read_text(encoding="utf-8")), NEWER_IN_STYLES) == []


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_a_rule_for_focus_stands_alone_so_that_no_other_is_lost_with_it(file):
    for selectors in re.findall(r"([^{};]+)\{", alone(file.read_text(encoding="utf-8"))):
        listed = selectors.split(",")
        assert len({":focus-visible" in one for one in listed}) == 1, selectors


@pytest.mark.parametrize(
    "script",
    [
        "a?.b",
        "a ?? b",
        "a ??= b",
        "list.at(-1)",
        "place.replaceChildren(one)",
        "Object.hasOwn(a, b)",
        "input.checkVisibility()",
        "versions.findLast(one)",
        "class A { #hidden() {} }",
    ],
)
def test_a_newer_word_is_found(script):
    assert too_new(script, NEWER_IN_SCRIPTS)


@pytest.mark.parametrize(
    "script",
    ["a ? .5 : 1", "a ? b : c", "// a?.b", "list[list.length - 1]", 'find("#q")', "a || b"],
)
def test_an_older_one_is_left_alone(script):
    assert too_new(script, NEWER_IN_SCRIPTS) == []


@pytest.mark.parametrize(
    "style",
    [
        ":is(a, b) { color: red; }",
        "a { padding-block: 0; }",
        "a { inset: 0; }",
        "a { width: min(1rem, 5%); }",
        "a:not(b, c) { color: red; }",
        "@media (width >= 45em) { a { color: red; } }",
    ],
)
def test_a_newer_rule_is_found_unless_a_browser_is_asked_first(style):
    assert too_new(alone(style), NEWER_IN_STYLES)
    assert too_new(alone(f"@supports selector(:has(a)) {{ {style} }}"), NEWER_IN_STYLES) == []


def test_what_is_the_same_under_an_older_name_is_left_alone():
    style = "a { clip-path: inset(50%); padding-block-start: 0; grid: minmax(0, 1fr); } /* :is( */"

    assert too_new(alone(style), NEWER_IN_STYLES) == []
