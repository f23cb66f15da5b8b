"""Sources for programs: what each weighs here, and its text with the entries that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.derive.amendments import citations_by_source
from generator.derive.citations import Citation, citations_of_each
from generator.derive.ground import is_transcribed, legal_weight
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.supporting import Source, Text


def weight(catalogue: Catalogue, source: Source) -> dict[str, str]:
    """Return what a source weighs in the place of the catalogue."""
    return {"force": str(legal_weight(source, catalogue.settings.jurisdiction))}


def with_texts(
    catalogue: Catalogue, sources: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield the sources, each with its text where there is one."""
    cited = citations_by_source(catalogue)
    for source in sources:
        text = catalogue.texts.get(source["id"])
        told = {"text": _text(text, cited.get(text.id, ()), source["url"])} if text else {}
        yield {**source, **told}


def _text(text: Text, citations: Sequence[Citation], url: str) -> dict[str, Any]:
    return {
        "origin": text.fields["origin"],
        "transcribed": is_transcribed(text),
        "history": list(text.history),
        "contents": list(text.contents),
        "compared": list(text.fields.get("compared", ())),
        "articles": [
            {
                "article": article.label,
                "heading": one.heading,
                "text": article.text,
                "url": f"{url}#{addresses.anchor(article.label)}",
                "entries": list(_entries(found)),
            }
            for one, article, found in zip(
                text.articles, text.wording, citations_of_each(citations, text.wording), strict=True
            )
        ],
    }


def _entries(citations: Iterable[Citation]) -> Iterator[str]:
    """Yield the numbers of the entries that cite, each once."""
    found = (one.record for one in citations)
    yield from dict.fromkeys(record.id for record in found if isinstance(record, Entry))
