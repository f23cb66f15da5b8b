"""The text of a law on the page of its source: its articles, who rests on them, what it was compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.derive.citations import Citation, resting
from generator.derive.ground import is_transcribed
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.supporting import Comparison, Source, Text, TextOrigin
from generator.views.links import EntryLink, Link, entry_links

SHORT_COMMIT = 7
"""Digits of a commit that are shown; the file has them all."""
TRANSCRIBED = "转录，未与原件核对"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """One article: where it stands, its words by paragraph, the entries that rest on it."""

    anchor: str
    label: str
    heading: str
    """The part of the law it is in; empty where it is that of the article before."""
    paragraphs: tuple[str, ...]
    entries: tuple[EntryLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawTextView:
    """原文: what is copied of a source."""

    mark: str
    """转录，未与原件核对; empty for what comes from an official place."""
    extent: str
    """How much of the whole is copied, as a sentence."""
    origin: str
    origin_link: Link | None
    history: tuple[str, ...]
    compared: tuple[str, ...]
    """What it was compared with, a sentence each, the newest first."""
    cited: tuple[ArticleLine, ...]
    others: tuple[ArticleLine, ...]
    """Articles that no entry cites: they name the committee."""


def law_text(
    catalogue: Catalogue, source: Source, citations: Iterable[Citation]
) -> LawTextView | None:
    """Return the text of a source with where it is cited; none when there is no text."""
    text = catalogue.texts.get(source.id)
    if text is None:
        return None
    lines = tuple(_lines(catalogue, text, citations))
    origin = text.origin_
    return LawTextView(
        mark=TRANSCRIBED if is_transcribed(text) else "",
        extent=_extent(text),
        origin=_origin(origin),
        origin_link=Link(title=origin.page, address=origin.page) if origin.page else None,
        history=text.history,
        compared=tuple(map(_compared, sorted(text.compared, key=lambda one: one.on, reverse=True))),
        cited=tuple(line for line in lines if line.entries),
        others=tuple(line for line in lines if not line.entries),
    )


def _lines(
    catalogue: Catalogue, text: Text, citations: Iterable[Citation]
) -> Iterator[ArticleLine]:
    cited = resting(citations, text.wording)
    before = {True: "", False: ""}
    for written, article, found in zip(text.articles, text.wording, cited, strict=True):
        numbers = dict.fromkeys(one.record.id for one in found if one.record)
        entries = entry_links(catalogue, numbers)
        heading = written.heading if before[bool(entries)] != written.heading else ""
        before[bool(entries)] = written.heading
        yield ArticleLine(
            anchor=addresses.anchor(article.label),
            label=article.label,
            heading=heading,
            paragraphs=tuple(filter(None, map(str.strip, article.text.splitlines()))),
            entries=entries,
        )


def _extent(text: Text) -> str:
    copied = f"抄了{len(text.articles)}条：目录引用的，和提到居委会、村委会的。"
    return f"全文是{'、'.join(text.contents)}。{copied}" if text.contents else copied


def _origin(origin: TextOrigin) -> str:
    if origin.page:
        return "网页" if origin.read != "part" else "网页，只有一部分"
    return " ".join(filter(None, (origin.repository, origin.commit[:SHORT_COMMIT], origin.path)))


def _compared(one: Comparison) -> str:
    day = f"{one.on.year}年{one.on.month}月{one.on.day}日"
    found = "一样" if one.same else f"不一样：{one.note}" if one.note else "不一样"
    return f"{day}和{one.with_}对过，{found}。"
