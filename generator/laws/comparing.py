"""Compare a text with a newer copy, and find the documents whose end a text announces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum, auto
from itertools import takewhile

from generator.laws.articles import Article, without_blanks

MIN_LIKENESS = 0.6
"""The minimum similarity ratio of an article and its changed version."""
_EXCERPT_LENGTH = 16
_ENDED = re.compile(r"((?:《[^》]+》(?:（[^）]*）)?[、和及]?)+)同时废止")
_TITLE = re.compile("《([^》]+)》")
_STARTS = re.compile(r"自([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日起施行")
_YEARS = re.compile("（[^（）]*(?:[0-9]{4}|修|版|本)[^（）]*）")
_PART_OF_CODE = re.compile("（[^（）]+编）$")
_MARKS = str.maketrans({"〈": "《", "〉": "》", "(": "（", ")": "）"})
_BRACKETS = str.maketrans("", "", "（）《》·—-")


class Fate(Enum):
    """The change of an article."""

    CHANGED = auto()
    MOVED = auto()
    """Unchanged, under another number."""
    MOVED_AND_CHANGED = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """The change of one article: its label, its fate, its new label and its new words."""

    label: str
    fate: Fate
    now: str = ""
    words: str = ""
    """An excerpt where the new text begins to differ."""

    @property
    def sentence(self) -> str:
        """The change as a sentence."""
        return {
            Fate.CHANGED: f"{self.label}改了，从“{self.words}”起不一样",
            Fate.MOVED: f"{self.label}现为{self.now}，文字没有变",
            Fate.MOVED_AND_CHANGED: f"{self.label}现为{self.now}，文字也改了，从“{self.words}”起不一样",
            Fate.GONE: f"{self.label}没有了",
        }[self.fate]


@dataclass(frozen=True, slots=True)
class AnnouncedEnd:
    """A document whose end a text announces: its title, and the day, if there is one."""

    title: str
    on: date | None


def compare(articles: Sequence[Article], other: Sequence[Article]) -> tuple[ArticleChange, ...]:
    """Return the changes of articles in another copy. Spaces and line breaks are ignored.

    The other copy may have more articles.
    """
    their_texts = {article.label: without_blanks(article.text) for article in other}
    by_text = {text: label for label, text in their_texts.items()}
    return tuple(
        _change(article.label, without_blanks(article.text), their_texts, by_text)
        for article in articles
        if their_texts.get(article.label) != without_blanks(article.text)
    )


def _change(
    label: str, text: str, their_texts: Mapping[str, str], by_text: Mapping[str, str]
) -> ArticleChange:
    if text in by_text:
        return ArticleChange(label, Fate.MOVED, by_text[text])
    same_label = their_texts.get(label)
    if same_label is not None and _likeness(text, same_label) >= MIN_LIKENESS:
        return ArticleChange(label, Fate.CHANGED, label, _differing(text, same_label))
    likeness, nearest = max(
        ((_likeness(text, other), name) for name, other in their_texts.items()), default=(0.0, "")
    )
    if likeness >= MIN_LIKENESS:
        words = _differing(text, their_texts[nearest])
        return ArticleChange(label, Fate.MOVED_AND_CHANGED, nearest, words)
    if same_label is None:
        return ArticleChange(label, Fate.GONE)
    return ArticleChange(label, Fate.CHANGED, label, _differing(text, same_label))


def _likeness(text: str, other: str) -> float:
    matcher = SequenceMatcher(None, text, other, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < MIN_LIKENESS:
        return 0.0
    return matcher.ratio()


def _differing(before: str, after: str) -> str:
    """Return an excerpt where the new text begins to differ, or its end if only words are gone."""
    common = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    )
    return after[common : common + _EXCERPT_LENGTH] or after[-_EXCERPT_LENGTH:]


def announced_ends(articles: Iterable[Article]) -> Iterator[AnnouncedEnd]:
    """Yield each document that ends when the text comes into force."""
    for article in articles:
        starts = _STARTS.search(article.text)
        for match in _ENDED.finditer(article.text):
            for title in _TITLE.findall(match[1]):
                yield AnnouncedEnd(title, parse_day(starts.groups()) if starts else None)


def parse_day(parts: Iterable[str]) -> date | None:
    """Return the day of year, month and day; none for an impossible one. Empty parts are ignored."""
    year, month, day = (int(part) for part in parts if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def titles_of(title: str) -> tuple[str, ...]:
    """Return the search keys of a title: without 中华人民共和国 and the year of the version.

    A file may contain the whole of a code, so 民法典（继承编） has the key 民法典, too.
    """
    stripped = without_blanks(_YEARS.sub("", title.translate(_MARKS))).replace("中华人民共和国", "")
    whole = _PART_OF_CODE.sub("", stripped)
    return tuple(dict.fromkeys(name.translate(_BRACKETS) for name in (stripped, whole)))
