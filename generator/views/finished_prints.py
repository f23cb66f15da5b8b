"""Finished prints: where they are, and the index that describes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

PRINTS = "prints/"
"""Where all prints are, below the site's root."""
LISTS, BOOKS, SLIPS, POSTERS, FORMS = "lists", "books", "slips", "posters", "forms"
GROUPS = {
    LISTS: "清单",
    BOOKS: "手册、公示稿、对照表",
    SLIPS: "转办告知单",
    POSTERS: "海报",
    FORMS: "表单",
}
"""The names of the groups of prints, by folder."""
LEADERS_PAGE = "leaders-page"
"""The file of 一页看清 among the books."""
COMPARISON = "comparison-"
"""The prefix of the files of comparisons among the books."""
INDEX = "index.json"
MADE_FROM = f"{PRINTS}made-from.json"
"""What each print of a site was made from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """One finished print, as the index describes it."""

    path: str
    group: str
    shelf: str
    title: str
    ids: tuple[str, ...]
    pages: int
    """How many pages it has; 0 for a format without fixed pages."""
    bytes: int
    sha256: str
    edition: str
    in_force_on: str
    verified_on: str
    fingerprint: str

    @property
    def form(self) -> str:
        """The kind of file: pdf, docx, xlsx or csv."""
        return self.path.rsplit(".", 1)[-1]


def index(finished: Iterable[Finished]) -> bytes:
    """Return the content of ``prints/index.json``."""
    prints = [asdict(print_) for print_ in finished]
    return (json.dumps({"prints": prints}, ensure_ascii=False, indent=1) + "\n").encode()
