"""The addresses in a catalogue, and the results of their last check in ``links.json``.

The results are notes for editors. Builds do not read them, because a government site that refuses
robots is not broken.
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
"""The states of addresses, with their labels."""


@dataclass(frozen=True, slots=True)
class Link:
    """The result of checking one address. Its fields are keys of ``links.json``."""

    url: str
    state: str
    """One of ``STATES``."""
    said: str
    checked_on: str


def addresses(documents: Mapping[str, Document]) -> Mapping[str, tuple[str, ...]]:
    """Return every address in the catalogue's texts with its files, in order."""
    files: dict[str, list[str]] = {}
    for path, document in documents.items():
        for text in _texts(dict(document.data)):
            if text.startswith(("http://", "https://")):
                files.setdefault(text, []).append(path)
    return {url: tuple(dict.fromkeys(files[url])) for url in sorted(files)}


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def read_links(catalogue: Path) -> Mapping[str, Link]:
    """Return the earlier results; nothing if the file is missing or invalid."""
    try:
        content = read_guarded(catalogue, catalogue / FILE, DEFAULT_LIMITS.links_bytes)
        data = json.loads(content)
        links = [Link(**item) for item in data["links"]]
        return {item.url: item for item in links if item.state in STATES}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}


def as_text(links: Mapping[str, Link]) -> str:
    """Return the text of ``links.json``."""
    data = {"links": [asdict(links[url]) for url in sorted(links)]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def stale(links: Mapping[str, Link], urls: Mapping[str, object], on: date, days: int) -> list[str]:
    """Return the addresses that were not checked within ``days``."""
    first, last = date.min.toordinal(), date.max.toordinal()
    since = date.fromordinal(max(first, min(on.toordinal() - days, last))).isoformat()
    return [url for url in urls if url not in links or links[url].checked_on <= since]
