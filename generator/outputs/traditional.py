"""The same pages and scripts in Traditional characters.

OpenCC's ``s2tw`` keeps the words of the mainland (社区 stays 社區, not 社群); what it gets wrong
for us stands in ``traditional.tsv``. Tags, addresses and identifiers are ASCII, so a whole page
can be converted as text; only what is marked ``translate="no"`` stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

from opencc import OpenCC

from generator.outputs.page import Page

PREFIX = "zh-hant/"
"""Where the Traditional pages are, below the site's root."""
_ONCE = re.compile(
    r'href="((?:\.\./)*)((?:prints|api|schemas)/[^"]+\.[a-z]+|assets/[^"]+\.css|llms\.txt)"'
)
"""Prints, data and styles are there once."""
_FORM = re.compile(r'src="\.\./(assets/catalogue/edit/)')
_LINKED = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)
"""Data of a page about the entry itself; the Simplified page has it."""
_KEPT = re.compile(
    r'(<(?:p|span|cite|pre)[^>]*\btranslate="no"[^>]*>.*?</(?:p|span|cite|pre)>)', re.DOTALL
)


def to_traditional(text: str) -> str:
    """Return ``text`` in Traditional characters, with our own corrections."""
    converted = _converter().convert(text)
    for wrong, right in _corrections():
        converted = wrong.sub(right, converted)
    return str(converted)


def traditional_html(text: str) -> str:
    """Return a page in Traditional characters, less what must stay as it is, such as a citation."""
    parts = _KEPT.split(text)
    words = "".join(
        part if number % 2 else to_traditional(part) for number, part in enumerate(parts)
    )
    return words.replace('<html lang="zh-Hans"', '<html lang="zh-Hant"', 1)


def traditional_page(page: Page) -> Page:
    """Return the Traditional copy of a generated page."""
    return replace(
        page,
        prefix=PREFIX,
        title=to_traditional(page.title),
        description=to_traditional(page.description),
        render=lambda: _traditional_body(page.body),
    )


def _traditional_body(body: str) -> str:
    moved = _ONCE.sub(r'href="\1../\2"', traditional_html(_LINKED.sub("", body)))
    return _FORM.sub(r'src="../../\1', moved)


@cache
def _converter() -> OpenCC:
    return OpenCC("s2tw")


@cache
def _corrections() -> tuple[tuple[re.Pattern[str], str], ...]:
    lines = (
        (files("generator.outputs") / "traditional.tsv").read_text(encoding="utf-8").splitlines()
    )
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((re.compile(wrong), right) for wrong, right in rows)
