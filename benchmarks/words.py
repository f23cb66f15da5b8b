"""How plain what residents read is: common characters, and the length of sentences.

Counts what an entry says to residents and what the steps of a journey say. Quotations are the law's
own words and are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.report import say
from generator.checking import check, published
from generator.model.catalogue import Catalogue

ROOT = Path(__file__).parents[1]
TABLE = Path(__file__).with_name("common-characters.txt")
LONG = 30
"""Characters from which on a sentence is long."""
MOST_SHOWN = 30
_HAN = re.compile(r"[\u3400-\u9fff]")
_END = re.compile(r"[。；？！\n]")
_TOLD = ("summary", "meaning", "risk")
_IN_LISTS = (("routes", "text"), ("exceptions", "text"), ("steps", "text"), ("faq", "answer"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence that residents read."""

    where: str
    text: str
    length: int
    rare: str
    """Its characters that are not among the common ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the sentences come to."""

    sentences: int
    common: float
    """The share of characters that are common."""
    mean: float
    long: int
    longest: int


def common_characters() -> frozenset[str]:
    """Return the 2,500 common characters."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))


def sentences(catalogue: Catalogue) -> tuple[Sentence, ...]:
    """Return every sentence that residents read in the entries and journeys of a catalogue."""
    common = common_characters()
    records = chain(catalogue.entries.values(), catalogue.known("journeys").values())
    return tuple(
        _sentence(record.id, text, common)
        for record in records
        for text in chain.from_iterable(map(_END.split, _told(record.fields)))
        if _HAN.search(text)
    )


def _sentence(where: str, text: str, common: frozenset[str]) -> Sentence:
    characters = _HAN.findall(text)
    return Sentence(
        where=where,
        text=text,
        length=len(characters),
        rare="".join(one for one in characters if one not in common),
    )


def _told(fields: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(fields.get(name, "")) for name in _TOLD)
    for name, part in _IN_LISTS:
        yield from (str(one.get(part, "")) for one in fields.get(name, ()))


def figures(found: Iterable[Sentence]) -> Figures:
    """Return what sentences come to."""
    listed = tuple(found)
    characters = sum(one.length for one in listed)
    return Figures(
        sentences=len(listed),
        common=1 - sum(len(one.rare) for one in listed) / characters,
        mean=characters / len(listed),
        long=sum(one.length > LONG for one in listed),
        longest=max(one.length for one in listed),
    )


def main() -> None:
    """Print the figures, the characters that are not common, and the longest sentences."""
    found = sentences(
        published(check(ROOT / "catalogue", on=datetime.now().astimezone().date()).catalogue)
    )
    got = figures(found)
    say(f"{got.sentences}句；常用字占{got.common:.2%}；平均{got.mean:.1f}字一句；")
    say(f"超过{LONG}字的{got.long}句；最长{got.longest}字。")
    rare = Counter(chain.from_iterable(one.rare for one in found))
    say("不在2500字里的：" + "、".join(f"{one}{times}" for one, times in rare.most_common()))
    for one in sorted(found, key=lambda one: -one.length)[:MOST_SHOWN]:
        say(f"{one.length}字　{one.where}　{one.text}")


if __name__ == "__main__":
    main()
