"""Addresses in the catalogue, and what was found when they were last asked for.

That is kept in ``links.json`` beside the entries. It is a note for editors; no build
reads it, since a government site that turns a robot away is not a broken one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from generator.reading.document import Document, Value
from generator.reading.guarded import read_guarded
from generator.reading.limits import DEFAULT_LIMITS

FILE = "links.json"
STATES = MappingProxyType(
    {
        "ok": "打得开",
        "missing": "页上说没有这一页",
        "home": "转到了首页",
        "refused": "不让机器看",
        "broken": "打不开",
    }
)
"""What an address gave, and how that is told."""


@dataclass(frozen=True, slots=True)
class Link:
    """What asking for one address gave, on which day."""

    url: str
    state: str
    """One of ``STATES``."""
    said: str
    checked_on: str


def addresses(documents: Mapping[str, Document]) -> Mapping[str, tuple[str, ...]]:
    """Return every address in the catalogue's texts, with the files it stands in, in order."""
    found: dict[str, list[str]] = {}
    for path, document in documents.items():
        for text in _texts(dict(document.data)):
            if text.startswith(("http://", "https://")):
                found.setdefault(text, []).append(path)
    return {url: tuple(dict.fromkeys(found[url])) for url in sorted(found)}


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def read_links(catalogue: Path) -> Mapping[str, Link]:
    """Return what was found before; nothing when there is no such file or it cannot be read."""
    try:
        content = read_guarded(catalogue, catalogue / FILE, DEFAULT_LIMITS.links_bytes)
        told = json.loads(content)
        found = [Link(**one) for one in told["links"]]
        return {one.url: one for one in found if one.state in STATES}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}


def as_text(links: Mapping[str, Link]) -> str:
    """Return the side file's text."""
    told = {"links": [asdict(links[url]) for url in sorted(links)]}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def stale(links: Mapping[str, Link], urls: Mapping[str, object], on: date, days: int) -> list[str]:
    """Return the addresses not asked for within ``days``."""
    first, last = date.min.toordinal(), date.max.toordinal()
    since = date.fromordinal(max(first, min(on.toordinal() - days, last))).isoformat()
    return [url for url in urls if url not in links or links[url].checked_on <= since]
