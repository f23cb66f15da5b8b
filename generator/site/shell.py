"""Putting finished pages into the engine's page shell.

The engine renders one page whose slots hold these words; every generated page is that page
with the words replaced. So the engine's work does not grow with the catalogue, and any engine
that can render a page of Markdown will do.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from generator.outputs.page import Page

ADDRESS = "catalogue-shell/"
"""Where the engine puts the shell for pages one level deep."""
PAGES = ("index.md", "catalogue-shell.md")
"""What the engine renders: the shell of the home page, and that of all others."""
BODY, TITLE, DESCRIPTION, SECTION, EDIT, PICTURE, LISTS = (
    f"CATALOGUE-SLOT-{name}"
    for name in ("BODY", "TITLE", "DESCRIPTION", "SECTION", "EDIT", "PICTURE", "LISTS")
)
_SLOTS = re.compile(
    rf'<p>{BODY}</p>|{BODY}|<link [^>]* data-for="{LISTS}">\n?|{TITLE}|{DESCRIPTION}|{PICTURE}| data-section="{SECTION}-([a-z-]+)"|<li>{EDIT}</li>|{ADDRESS}'
)
_INDENTED = re.compile(r"\s*\n\s*")
"""What is between lines of a shell, and every reader would be sent with every page."""
MARKDOWN = f"""---
title: {TITLE}
description: {DESCRIPTION}
catalogue_shell: true
---

{BODY}
"""
"""What the engine gets to render as the shell."""


class ShellError(ValueError):
    """The engine's page has not the slots it should have."""


@dataclass(frozen=True, slots=True)
class Shell:
    """An engine's page, cut at its slots once, so that filling it is only joining."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]

    @classmethod
    def cut(cls, page: str) -> Shell:
        """Cut the engine's page at its slots. Raises ``ShellError`` when one is missing."""
        for slot in (BODY, TITLE):
            if slot not in page:
                raise ShellError(f"{slot} is not in the page the engine made")
        page = _INDENTED.sub("\n", page)
        pieces, slots, last = [], [], 0
        for found in _SLOTS.finditer(page):
            pieces.append(page[last : found.start()])
            slots.append(found.group())
            last = found.end()
        return cls((*pieces, page[last:]), tuple(slots))

    def fill(self, page: Page, edit_url: str = "") -> str:
        """Return the finished page. ``edit_url`` leads to where its YAML file is edited."""
        parts = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts += [_filled(slot, page, edit_url), piece]
        return "".join(parts)


def _filled(slot: str, page: Page, edit_url: str) -> str:
    if BODY in slot:
        return page.body
    if slot == TITLE:
        return html.escape(page.title)
    if slot == DESCRIPTION:
        return html.escape(page.description)
    if slot == PICTURE:
        return page.picture
    if EDIT in slot:
        return (
            f'<li><a href="{html.escape(edit_url)}" rel="edit">修改这一条</a></li>'
            if edit_url
            else ""
        )
    if LISTS in slot:
        return "" if page.is_entry else slot.replace(f' data-for="{LISTS}"', "")
    if slot == ADDRESS:
        return page.address
    section = slot.split(f"{SECTION}-", 1)[1].rstrip('"')
    return ' aria-current="true"' if section == page.section else ""
