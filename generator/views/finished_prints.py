"""What is known of prints that were made: where they are, and what the index says of each."""

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
"""What there is to print, by folder."""
COMPARISON = "comparison-"
"""What the files of comparisons begin with, among the books."""
INDEX = "index.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What the index says of one finished print."""

    path: str
    group: str
    shelf: str
    title: str
    ids: tuple[str, ...]
    pages: int
    """How many pages it has; 0 where that is up to the program that opens it."""
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
    """Return what ``prints/index.json`` says."""
    prints = [asdict(one) for one in finished]
    return (json.dumps({"prints": prints}, ensure_ascii=False, indent=1) + "\n").encode()
