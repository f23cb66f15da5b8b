"""What a clause names: 第四十三条, 第四十三条第一款, 第二十六条至第三十条, several with 、 between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from generator.laws.numerals import number, numeral

MOST_REMEMBERED = 20_000
"""Clauses whose meaning is kept: entries cite the same few, and every article asks each of them."""
_COUNT = "([零一二三四五六七八九十百千]+)"
_ARTICLE = rf"第{_COUNT}条(?:之{_COUNT})?"
_PART = rf"(?:第{_COUNT}款)?(?:第?（{_COUNT}）项?|第{_COUNT}项)?"
_PASSAGE = re.compile(rf"{_ARTICLE}(?:至{_ARTICLE}|{_PART})")
_BETWEEN = re.compile("[、，和及]")


class ArticleNumber(NamedTuple):
    """The number of an article. 第十二条之一 was put in later, between 第十二条 and 第十三条."""

    number: int
    inserted: int = 0

    def __str__(self) -> str:
        after = f"之{numeral(self.inserted)}" if self.inserted else ""
        return f"第{numeral(self.number)}条{after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One article or a part of it, or several articles in a row. Zero is for the whole."""

    first: ArticleNumber
    last: ArticleNumber
    paragraph: int = 0
    """款."""
    item: int = 0
    """项."""


@lru_cache(maxsize=MOST_REMEMBERED)
def article_number(label: str) -> ArticleNumber | None:
    """Read the number of one article; none for what is numbered otherwise, such as 导语."""
    found = re.fullmatch(_ARTICLE, label)
    return _article(found[1], found[2]) if found else None


@lru_cache(maxsize=MOST_REMEMBERED)
def parse_clause(clause: str) -> tuple[Passage, ...]:
    """Return the passages a clause names; none when any part of it cannot be understood."""
    passages = [_passage(part) for part in _BETWEEN.split(clause)]
    return tuple(one for one in passages if one) if all(passages) else ()


def names_article(clause: str, label: str) -> bool:
    """Tell whether a clause names an article or a part of it, by its number or as it is called."""
    number_ = article_number(label)
    return clause == label or any(
        number_ is not None and one.first <= number_ <= one.last for one in parse_clause(clause)
    )


def _passage(part: str) -> Passage | None:
    found = _PASSAGE.fullmatch(part)
    if not found or not all(number(count) for count in found.groups() if count):
        return None
    first, last = _article(found[1], found[2]), _article(found[3], found[4])
    if first is None or (last is not None and last < first):
        return None
    return Passage(
        first=first,
        last=last or first,
        paragraph=number(found[5] or "") or 0,
        item=number(found[6] or found[7] or "") or 0,
    )


def _article(count: str | None, inserted: str | None) -> ArticleNumber | None:
    counted = number(count or "")
    return ArticleNumber(counted, number(inserted or "") or 0) if counted else None
