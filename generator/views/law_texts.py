"""The text of a law on the page of its source: its articles, the entries that cite them, its origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.derive.citations import Citation, citations_of_each
from generator.derive.ground import is_transcribed
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.supporting import Comparison, Source, Text, TextOrigin
from generator.views.links import EntryLink, Link, entry_links

SHORT_COMMIT = 7
"""How many digits of a commit are shown."""
TRANSCRIBED = "转录，未与原件核对"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """One article: its anchor, its paragraphs, and the entries that cite it."""

    anchor: str
    label: str
    heading: str
    """The part of the law that contains it; empty if the article before is in the same part."""
    paragraphs: tuple[str, ...]
    entries: tuple[EntryLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawTextView:
    """原文: the stored text of a source."""

    mark: str
    """转录，未与原件核对; empty for a text from an official place."""
    extent: str
    """A sentence about how much of the law is stored."""
    origin: str
    origin_link: Link | None
    history: tuple[str, ...]
    compared: tuple[str, ...]
    """The comparisons with other copies, a sentence each, the newest first."""
    cited: tuple[ArticleLine, ...]
    others: tuple[ArticleLine, ...]
    """Articles that no entry cites. They are stored because they name the committee."""


def law_text(
    catalogue: Catalogue, source: Source, citations: Iterable[Citation]
) -> LawTextView | None:
    """Return the text of a source with its citations; none if no text is stored."""
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
        compared=tuple(
            map(
                _compared, sorted(text.compared, key=lambda comparison: comparison.on, reverse=True)
            )
        ),
        cited=tuple(line for line in lines if line.entries),
        others=tuple(line for line in lines if not line.entries),
    )


def _lines(
    catalogue: Catalogue, text: Text, citations: Iterable[Citation]
) -> Iterator[ArticleLine]:
    citations_by_article = citations_of_each(citations, text.wording)
    before = {True: "", False: ""}
    for written, article, article_citations in zip(
        text.articles, text.wording, citations_by_article, strict=True
    ):
        numbers = dict.fromkeys(
            citation.record.id for citation in article_citations if citation.record
        )
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


def _compared(comparison: Comparison) -> str:
    day = f"{comparison.on.year}年{comparison.on.month}月{comparison.on.day}日"
    result = (
        "一样" if comparison.same else f"不一样：{comparison.note}" if comparison.note else "不一样"
    )
    return f"{day}和{comparison.with_}对过，{result}。"
