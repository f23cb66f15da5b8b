"""How a text differs from a newer copy of it, and what a newer text says will end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum, auto
from itertools import takewhile

from generator.laws.articles import Article

ALIKE = 0.6
"""How much two articles must have in common for one to be the other with its words changed."""
_SHOWN = 16
_ENDED = re.compile(r"((?:《[^》]+》(?:（[^）]*）)?[、和及]?)+)同时废止")
_TITLE = re.compile("《([^》]+)》")
_STARTS = re.compile(r"自([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日起施行")
_YEARS = re.compile("（[^（）]*(?:[0-9]{4}|修|版|本)[^（）]*）")
_PART_OF_CODE = re.compile("（[^（）]+编）$")
_MARKS = str.maketrans({"〈": "《", "〉": "》", "(": "（", ")": "）"})
_BRACKETS = str.maketrans("", "", "（）《》·—-")


class Fate(Enum):
    """What became of an article."""

    CHANGED = auto()
    MOVED = auto()
    """Word for word the same, under another number."""
    MOVED_AND_CHANGED = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One article that is not what it was: its label, what became of it, where, and its words now."""

    label: str
    fate: Fate
    now: str = ""
    words: str = ""
    """Where the new words begin to differ."""

    @property
    def sentence(self) -> str:
        """The change in words."""
        return {
            Fate.CHANGED: f"{self.label}改了，从“{self.words}”起不一样",
            Fate.MOVED: f"{self.label}现为{self.now}，文字没有变",
            Fate.MOVED_AND_CHANGED: f"{self.label}现为{self.now}，文字也改了，从“{self.words}”起不一样",
            Fate.GONE: f"{self.label}没有了",
        }[self.fate]


@dataclass(frozen=True, slots=True)
class AnnouncedEnd:
    """A document that a text says will end: its title, and since when, if that is said."""

    title: str
    on: date | None


def compare(ours: Sequence[Article], theirs: Sequence[Article]) -> tuple[ArticleChange, ...]:
    """Return how our articles stand in another copy; those that are the same are left out.

    Blanks and line breaks do not count. The other copy may hold more.
    """
    there = {article.label: _folded(article.text) for article in theirs}
    by_text = {text: label for label, text in there.items()}
    return tuple(
        _change(article.label, _folded(article.text), there, by_text)
        for article in ours
        if there.get(article.label) != _folded(article.text)
    )


def _change(
    label: str, text: str, there: Mapping[str, str], by_text: Mapping[str, str]
) -> ArticleChange:
    if text in by_text:
        return ArticleChange(label, Fate.MOVED, by_text[text])
    under_it = there.get(label)
    if under_it is not None and _likeness(text, under_it) >= ALIKE:
        return ArticleChange(label, Fate.CHANGED, label, _differing(text, under_it))
    near, nearest = max(
        ((_likeness(text, other), name) for name, other in there.items()), default=(0.0, "")
    )
    if near >= ALIKE:
        words = _differing(text, there[nearest])
        return ArticleChange(label, Fate.MOVED_AND_CHANGED, nearest, words)
    if under_it is None:
        return ArticleChange(label, Fate.GONE)
    return ArticleChange(label, Fate.CHANGED, label, _differing(text, under_it))


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < ALIKE:
        return 0.0
    return matcher.ratio()


def _differing(before: str, after: str) -> str:
    """Return where the new words begin to differ; the last words where only something is gone."""
    alike = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    )
    return after[alike : alike + _SHOWN] or after[-_SHOWN:]


def announced_ends(articles: Iterable[Article]) -> Iterator[AnnouncedEnd]:
    """Yield each document of which a text says that it ends when the text comes into force."""
    for article in articles:
        starts = _STARTS.search(article.text)
        for found in _ENDED.finditer(article.text):
            for title in _TITLE.findall(found[1]):
                yield AnnouncedEnd(title, _day(starts) if starts else None)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def titles_of(title: str) -> tuple[str, ...]:
    """Return by what a title is found: without 中华人民共和国 and the year of a version.

    A part of a code may lie in a file of the whole: 民法典（继承编） is found as 民法典 as well.
    """
    bare = _folded(_YEARS.sub("", title.translate(_MARKS))).replace("中华人民共和国", "")
    whole = _PART_OF_CODE.sub("", bare)
    return tuple(dict.fromkeys(one.translate(_BRACKETS) for one in (bare, whole)))


def _folded(text: str) -> str:
    return "".join(text.split())
