"""The articles of one text, and the words that a clause names in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from generator.laws.clauses import ArticleNumber, Passage, article_number, parse_clause
from generator.laws.numerals import numeral

_ITEM = re.compile(r"[（(][零一二三四五六七八九十]+[）)]|[0-9]+[.．、]")
"""How a line begins that goes on with the paragraph (款) before it: （一）, 1."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: what it is called, such as 第四十四条, and its text, one paragraph a line."""

    label: str
    text: str

    @property
    def number(self) -> ArticleNumber | None:
        """Its number; none when it is called otherwise."""
        return article_number(self.label)

    def is_called(self, clause: str) -> bool:
        """Tell whether a clause is what it is called; of 一、减少台账 the words are enough."""
        words = self.label.partition("、")[2]
        return clause == self.label or (clause == words and words[:1] not in {"（", ""})

    @property
    def paragraphs(self) -> tuple[tuple[str, ...], ...]:
        """Its paragraphs (款), each with its own line first and then the lines of its items (项)."""
        found: list[list[str]] = []
        for line in filter(None, map(str.strip, self.text.splitlines())):
            if found and _ITEM.match(line):
                found[-1].append(line)
            else:
                found.append([line])
        return tuple(map(tuple, found))


class NotFoundError(LookupError):
    """A clause names nothing in a text. ``args`` say what was looked for, in Chinese."""


def words_of(articles: Sequence[Article], clause: str) -> tuple[str, ...]:
    """Return the texts that a clause names, one for each article or part of one, in its order.

    Raises ``NotFoundError`` when it cannot be understood, or names what is not there.
    """
    if by_label := tuple(article.text for article in articles if article.is_called(clause)):
        return by_label
    passages = parse_clause(clause)
    if not passages:
        raise NotFoundError("")
    return tuple(text for passage in passages for text in _words(articles, passage))


def _words(articles: Sequence[Article], passage: Passage) -> Iterator[str]:
    numbered = {article.number: article for article in articles if article.number}
    between = range(passage.first.number + 1, passage.last.number + 1)
    wanted = {passage.first, passage.last, *map(ArticleNumber, between)}
    if missing := wanted - numbered.keys():
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
        for place, line in enumerate(lines):
            if line.startswith(mark):
                rest = takewhile(lambda one: not one.startswith("（"), lines[place + 1 :])
                yield opening
                yield "\n".join((line, *rest))
                return
    raise NotFoundError(f"{article.label}第{mark}项")
