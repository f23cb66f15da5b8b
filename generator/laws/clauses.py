"""Parse clauses: 第四十三条, 第四十三条第一款, 第二十六条至第三十条, several separated by 、."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from generator.laws.numerals import number, numeral

MOST_REMEMBERED = 20_000
"""The size of the caches, because the same clauses are parsed repeatedly."""
_COUNT = "([零一二三四五六七八九十百千]+)"
_ARTICLE = rf"第{_COUNT}条(?:之{_COUNT})?"
_PART = rf"(?:第{_COUNT}款)?(?:第?（{_COUNT}）项?|第{_COUNT}项)?"
_PASSAGE = re.compile(rf"{_ARTICLE}(?:至{_ARTICLE}|{_PART})")
_BETWEEN = re.compile("[、，和及]")


class ArticleNumber(NamedTuple):
    """The number of an article. 第十二条之一 is inserted between 第十二条 and 第十三条."""

    number: int
    inserted: int = 0

    def __str__(self) -> str:
        after = f"之{numeral(self.inserted)}" if self.inserted else ""
        return f"第{numeral(self.number)}条{after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One article or a part of it, or a range of articles. Zero means the whole."""

    first: ArticleNumber
    last: ArticleNumber
    paragraph: int = 0
    """款."""
    item: int = 0
    """项."""


@lru_cache(maxsize=MOST_REMEMBERED)
def article_number(label: str) -> ArticleNumber | None:
    """Parse the number of one article; none for other labels, such as 导语."""
    match = re.fullmatch(_ARTICLE, label)
    return _article(match[1], match[2]) if match else None


@lru_cache(maxsize=MOST_REMEMBERED)
def parse_clause(clause: str) -> tuple[Passage, ...]:
    """Return the passages of a clause; none if any part of it cannot be parsed."""
    passages = [_passage(part) for part in _BETWEEN.split(clause)]
    return tuple(passage for passage in passages if passage) if all(passages) else ()


def names_article(clause: str, label: str) -> bool:
    """Tell whether a clause names an article or a part of it, by number or label."""
    article = article_number(label)
    return clause == label or any(
        article is not None and passage.first <= article <= passage.last
        for passage in parse_clause(clause)
    )


def _passage(part: str) -> Passage | None:
    match = _PASSAGE.fullmatch(part)
    if not match or not all(number(count) for count in match.groups() if count):
        return None
    first, last = _article(match[1], match[2]), _article(match[3], match[4])
    if first is None or (last is not None and last < first):
        return None
    return Passage(
        first=first,
        last=last or first,
        paragraph=number(match[5] or "") or 0,
        item=number(match[6] or match[7] or "") or 0,
    )


def _article(count: str | None, inserted: str | None) -> ArticleNumber | None:
    value = number(count or "")
    return ArticleNumber(value, number(inserted or "") or 0) if value else None
