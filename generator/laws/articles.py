"""The articles of a text, and the passages that a clause names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from generator.laws.clauses import ArticleNumber, Passage, article_number, parse_clause
from generator.laws.numerals import numeral

_ITEM = re.compile(r"[（(][零一二三四五六七八九十]+[）)]|[0-9]+[.．、]")
"""The beginning of a line that belongs to the paragraph (款) before it: （一）, 1."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its label, such as 第四十四条, and its text, one paragraph a line."""

    label: str
    text: str

    @property
    def number(self) -> ArticleNumber | None:
        """Its number, if its label is one."""
        return article_number(self.label)

    def matches_label(self, clause: str) -> bool:
        """Tell whether a clause is the label. For 一、减少台账 the words alone match, too."""
        words = self.label.partition("、")[2]
        return clause == self.label or (clause == words and words[:1] not in {"（", ""})

    @property
    def paragraphs(self) -> tuple[tuple[str, ...], ...]:
        """Its paragraphs (款): each has its own line, then the lines of its items (项)."""
        paragraphs: list[list[str]] = []
        for line in filter(None, map(str.strip, self.text.splitlines())):
            if paragraphs and _ITEM.match(line):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
        return tuple(map(tuple, paragraphs))


def without_blanks(text: str) -> str:
    """Return a text without spaces and line breaks, for comparison."""
    return "".join(text.split())


class NotFoundError(LookupError):
    """A text does not have a clause. ``args`` has the missing part, in Chinese."""


def find_passages(articles: Sequence[Article], clause: str) -> tuple[str, ...]:
    """Return the texts of a clause, one for each article or part of one, in its order.

    Raises ``NotFoundError`` if the clause cannot be parsed, or a part of it is missing.
    """
    if by_label := tuple(article.text for article in articles if article.matches_label(clause)):
        return by_label
    passages = parse_clause(clause)
    if not passages:
        raise NotFoundError("")
    return tuple(text for passage in passages for text in _passage_texts(articles, passage))


def _passage_texts(articles: Sequence[Article], passage: Passage) -> Iterator[str]:
    numbered = {article.number: article for article in articles if article.number}
    between = range(passage.first.number + 1, passage.last.number + 1)
    required = {passage.first, passage.last, *map(ArticleNumber, between)}
    if missing := required - numbered.keys():
        raise NotFoundError(str(min(missing)))
    for number in sorted(numbered):
        if passage.first <= number <= passage.last:
            yield from _part(numbered[number], passage)


def _part(article: Article, passage: Passage) -> Iterator[str]:
    paragraphs = article.paragraphs
    if passage.paragraph > len(paragraphs):
        raise NotFoundError(f"{article.label}第{numeral(passage.paragraph)}款")
    if passage.paragraph:
        paragraphs = paragraphs[passage.paragraph - 1 : passage.paragraph]
    if not passage.item:
        yield "\n".join(line for lines in paragraphs for line in lines)
        return
    mark = f"（{numeral(passage.item)}）"
    for opening, *lines in paragraphs:
        for index, line in enumerate(lines):
            if line.startswith(mark):
                rest = takewhile(
                    lambda following: not following.startswith("（"), lines[index + 1 :]
                )
                yield opening
                yield "\n".join((line, *rest))
                return
    raise NotFoundError(f"{article.label}第{mark}项")
