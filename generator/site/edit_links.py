"""Where “修改这一条” leads: to the file in the repository, or to the form for a local file over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlencode, urljoin

from generator.outputs.files import EDIT
from generator.outputs.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLinks:
    """What the links of a site's pages are made of."""

    files: str = ""
    """The address under which the catalogue's files are edited; empty where there is none."""
    not_here: tuple[str, ...] = ()
    """The catalogues above that are not edited here: locked, or somewhere else."""
    entry_folders: frozenset[str] = frozenset()
    """The folders of entries: these have a form, for where their file is not edited here."""
    record_folders: frozenset[str] = frozenset()
    """The folders of other records that have a form: it comes first, a number is all that changes."""

    def of(self, page: Page) -> str:
        """Return where what a page shows is edited; empty where that is nowhere."""
        if not page.source:
            return ""
        file = PurePosixPath(page.source)
        kind = file.parent.name
        is_here = not page.source.startswith(tuple(f"{called}/" for called in self.not_here))
        if kind in self.record_folders:
            return _form(page, kind, file.stem)
        if is_here and self.files:
            return urljoin(f"{self.files.rstrip('/')}/", quote(page.source))
        return (
            _form(page, kind, page.address.rstrip("/").upper())
            if kind in self.entry_folders
            else ""
        )


def _form(page: Page, kind: str, number: str) -> str:
    asked = urlencode({"kind": kind, "entry": number})
    return f"{'../' * page.path.count('/')}{EDIT}?{asked}"


def not_edited_here(
    root: Path, bases: Iterable[tuple[str, Path]], locked: Iterable[str]
) -> tuple[str, ...]:
    """Return which catalogues above are locked, or lie outside the catalogue in ``root``."""
    whole = root.resolve()
    return tuple(
        called
        for called, folder in bases
        if not folder.resolve().is_relative_to(whole)
        or any(path.startswith(f"{called}/") for path in locked)
    )
