"""The search index: what each entry is found by, ready for a browser.

The index holds texts, not postings: at the size of one place's catalogue a browser makes the
postings in a few milliseconds, and the texts compress to a fraction of them. Readings of
characters come as one table; only where a phrase is read otherwise (重庆, 银行) does a text
carry its own reading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeAlias

import yaml
from pypinyin import Style, pinyin

from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.schema.words import words
from generator.search.folding import fold, is_chinese, variants
from generator.search.readings import tokens_of, ways_of
from generator.views.columns import documents, places
from generator.views.entry import entry_view

_ASIDE = re.compile(r"（[^（）]*）")
PLAIN_WEIGHT = 0.9
"""How much a match counts in a name or alias less what it has in brackets, which people leave out."""
NUMBER, TITLE, SUMMARY, TEXTS = 0, 2, 5, 7
"""Where these stand in an entry of the index."""
READ_FROM = 70
"""Weight in hundredths from which a text is worth its own readings: names and aliases."""
Shown: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Field:
    """One path into an entry's fields, and how much a match there counts."""

    path: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is searched and how much it counts, from ``fields.yml``."""

    fields: tuple[Field, ...]
    upstream_weight: float
    body_weight: float
    concept_weight: float


@cache
def settings() -> Settings:
    """Return the settings that come with the package."""
    data = yaml.safe_load((files("generator.search") / "fields.yml").read_text(encoding="utf-8"))
    return Settings(fields=tuple(Field(**field) for field in data.pop("fields")), **data)


def search_index(catalogue: Catalogue, on: date, shown: Shown = str) -> dict[str, Any]:
    """Return the index of a whole catalogue as plain data, what readers see put through ``shown``.

    What has ended on the day ``on`` says so, why, and what holds now.

    ``entries``: [number, slug, title, decision, verdict's word, summary, where to go, texts];
    ``texts``: [weight in hundredths, text, readings that are not the usual ones]; the text is 0
    where it is the summary and 1 where it is the title, which the entry holds already; the
    readings are written ``1hang 4chang``, the place of a token and its syllable.
    """
    reader = Reader(catalogue, on, shown)
    entries = [reader.read(entry).entry for entry in catalogue.entries.values()]
    return {"entries": entries, **reader.language()}


class Reading(NamedTuple):
    """One way in which a text is read aloud."""

    tokens: tuple[str, ...]
    sounds: tuple[str, ...]
    unusual: str
    """The sounds that are not the usual ones of their characters."""


class Said(NamedTuple):
    """A text of an entry, as the index holds it and as it is read."""

    weight: int
    packed: list[Any]
    reading: Reading


class Found(NamedTuple):
    """An entry of the index, and its texts as they are read."""

    entry: list[Any]
    said: tuple[Said, ...]


class Reader:
    """Reads the entries of a catalogue one after the other, a text that stands in several once."""

    def __init__(self, catalogue: Catalogue, on: date, shown: Shown = str) -> None:
        """Read ``catalogue`` as it is on a day, what readers see put through ``shown``."""
        self._catalogue, self._on, self._shown = catalogue, on, cache(shown)
        self._usual = _Usual()
        self._written: set[str] = set()
        self._unspoken: dict[str, Reading] = {}

    def title(self, entry: Entry) -> str:
        """Return the title of an entry as readers see it."""
        return self._shown(entry.title)

    def read(self, entry: Entry) -> Found:
        """Return an entry of the index with its texts."""
        texts: dict[str, float] = {}
        for weight, text in _texts(self._catalogue, entry):
            if weight > texts.get(text, 0):
                texts[text] = weight
        now = _answer_now(self._catalogue, entry, self._on, self._shown)
        found = [
            entry.id,
            entry.slug,
            self.title(entry),
            *(now or _answer(self._catalogue, entry, self._shown)),
        ]
        places = {found[SUMMARY]: 0, found[TITLE]: 1}
        said = tuple(
            Said(weight, [weight, places.get(text, text), *filter(None, (read.unusual,))], read)
            for weight, text in ((round(of * 100), self._shown(text)) for text, of in texts.items())
            for read in (self._spoken(text) if weight >= READ_FROM else (self._plain(text),))
        )
        return Found([*found, [one.packed for one in said]], said)

    def language(self) -> dict[str, Any]:
        """Return how the characters of what was read are read and written, and what says nothing."""
        generic = words()
        asked = "".join((*generic.question_words, *generic.generic_words))
        characters = sorted(filter(is_chinese, self._written.union(asked)))
        return {
            "readings": _by_syllable(
                {one: _reading(one) for one in sorted(_everyday().union(characters))}
            ),
            "variants": variant_pairs(characters),
            "question_words": list(generic.question_words),
            "generic_words": list(generic.generic_words),
            "amounts": generic.amounts,
        }

    def _spoken(self, text: str) -> Iterator[Reading]:
        """Yield the ways to read a text by phrases."""
        folded = fold(text)
        self._written.update(folded)
        tokens = tuple(tokens_of(folded))
        usual = tuple(map(self._usual.__getitem__, tokens))
        for sounds in ways_of(folded):
            yield Reading(tokens, sounds, _unusual(usual, sounds))

    def _plain(self, text: str) -> Reading:
        """Return how a text is read character by character; many stand in several entries."""
        if text not in self._unspoken:
            folded = fold(text)
            self._written.update(folded)
            tokens = tuple(tokens_of(folded))
            usual = tuple(map(self._usual.__getitem__, tokens))
            self._unspoken[text] = Reading(tokens, usual, "")
        return self._unspoken[text]


class _Usual(dict[str, str]):
    """The usual syllable of a character; all else is its own sound."""

    def __missing__(self, token: str) -> str:
        self[token] = said = _reading(token) if is_chinese(token[0]) else token
        return said


def _unusual(usual: Sequence[str], sounds: Sequence[str]) -> str:
    if usual == sounds:
        return ""
    pairs = enumerate(zip(usual, sounds, strict=False))
    return " ".join(f"{place}{sound}" for place, (expected, sound) in pairs if expected != sound)


def _answer(catalogue: Catalogue, entry: Entry, shown: Shown) -> tuple[str, ...]:
    """Return verdict, its word, the answer, and where to go."""
    go_to = places(catalogue, entry) or documents(catalogue, entry)
    return (
        str(entry.decision),
        shown(entry.plain_label),
        shown(entry.summary),
        shown(go_to) if entry.decision != "permitted" else "",
    )


def _answer_now(
    catalogue: Catalogue, entry: Entry, on: date, shown: Shown
) -> tuple[str, ...] | None:
    """Return the same of what has ended; none for what is in force."""
    if not entry.has_ended(on):
        return None
    view = entry_view(catalogue, entry, on)
    instead = "、".join(link.title for link in view.instead)
    summary = f"{view.summary}现在看：{instead}。" if instead else view.summary
    go_to = places(catalogue, entry) if view.routes else ""
    return (view.shown_decision, shown(view.status_label), shown(summary), shown(go_to))


def _texts(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[float, str]]:
    chosen = settings()
    for field in chosen.fields:
        yield from _of_field(entry, field)
    for link in entry.upstream:
        upstream = catalogue.upstream_lists.get(link.list)
        for row in upstream.rows if upstream else ():
            if row.serial == link.serial:
                yield chosen.upstream_weight, row.name
    for body in entry.competent_bodies:
        if body in catalogue.bodies:
            yield chosen.body_weight, catalogue.bodies[body].short_name
    for concept in entry.life_events:
        known = catalogue.concepts.get("life-events", {}).get(concept)
        if known:
            yield chosen.concept_weight, known.label


def _of_field(entry: Entry, field: Field) -> Iterator[tuple[float, str]]:
    for text in _at(entry.fields, field.path.split(".")):
        yield field.weight, text
        plain = _ASIDE.sub("", text)
        if field.weight == 1 and plain not in {"", text}:
            yield PLAIN_WEIGHT, plain


def _at(value: Any, path: list[str]) -> Iterator[str]:
    """Yield every text at ``path``, going through lists on the way."""
    if isinstance(value, tuple):
        for item in value:
            yield from _at(item, path)
    elif not path:
        if isinstance(value, str):
            yield value
    elif isinstance(value, Mapping) and path[0] in value:
        yield from _at(value[path[0]], path[1:])


@cache
def _reading(character: str) -> str:
    return pinyin(character, style=Style.NORMAL, errors="ignore")[0][0] if character else ""


@cache
def _everyday() -> frozenset[str]:
    """Return the 3,755 characters that GB 2312 holds to be common: what is misspelt is among them."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return frozenset("".join(pair.decode("gb2312", "ignore") for pair in rows))


def _by_syllable(readings: Mapping[str, str]) -> dict[str, str]:
    """Turn character → syllable into syllable → characters, which is half the size."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for character, syllable in readings.items():
        found[syllable].append(character)
    return {syllable: "".join(found[syllable]) for syllable in sorted(found)}


def variant_pairs(characters: Iterable[str]) -> str:
    """Return pairs of (variant, simplified) for the characters that occur, one after the other."""
    wanted = set(characters)
    return "".join(a + b for a, b in variants().items() if b in wanted)
