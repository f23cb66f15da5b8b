"""What the browser needs to tell which answer a question means, and whether there is one.

The weights that were learned are rounded to whole levels and the small ones dropped, so that they
weigh little on the way and give the same answer everywhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from generator.derive.journeys import journeys
from generator.derive.responsibilities import whose
from generator.model.addresses import record
from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Entry, SealUse
from generator.model.speech import Answer, Speech
from generator.schema.words import words
from generator.search.features import CHARACTER, FRAME, MARK, PAIR, Cutter
from generator.search.folding import fold, is_chinese
from generator.search.index import NUMBER, SUMMARY, TEXTS, TITLE, Shown, variant_pairs
from generator.search.learning import NONE, Learned, Row, learn
from generator.search.weights import (
    HIGHEST,
    LEVELS,
    RARITY_LEVELS,
    Sense,
    Senses,
    key_of,
    packed,
)

NAME, ASKED, UPSTREAM, PURPOSE, PROSE = 1.0, 0.95, 0.9, 0.6, 0.5
"""How much the texts of a class count in learning."""
JOURNEY, ANSWER, BODY = "一件事", "问答", "部门"
MOST_WEIGHTS = 10_650
"""As many as the first answer waits for."""
MOST_IN_ALL = 55_000
CLEAR = 0.04
"""By how much a name is to lead to its entry: so much papers and the rest may exchange ranks."""
KNOWN, BESIDE = 0.45, 0.7
"""The least score of what the script tells from the first weights alone, and what share of it the second
may have; as in ``search-finder.js``."""
ONCE, ONCE_IN_PROSE = 1.0, 0.3
"""How often a feature counts as asked for each text that has it."""


class Text(NamedTuple):
    """A text, which class it speaks for, and how much."""

    class_: str
    weight: float
    text: str


class Page(NamedTuple):
    """A page that answers questions and is no entry."""

    class_: str
    address: str
    title: str
    summary: str
    word: str
    """What it is, in a word."""
    urgent: bool
    asked_as: tuple[str, ...]


class Lesson(NamedTuple):
    """All that is learned from."""

    texts: tuple[Text, ...]
    spoken: tuple[tuple[str, str], ...]
    """Everyday words, each with the catalogue's own."""
    frames: tuple[str, ...]
    amounts: str

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes in their order; the first is none of them."""
        return (NONE, *dict.fromkeys(one.class_ for one in self.texts if one.class_ != NONE))


Memory: TypeAlias = Callable[[Lesson], Senses | None]
"""Tells what a lesson is known to teach; none where it has to be learned."""


def forgotten(lesson: Lesson) -> None:
    """Remember nothing."""
    del lesson


def cutter(catalogue: Catalogue) -> Cutter:
    """Return what cuts questions as the catalogue's layers speak."""
    generic = words()
    spoken = {
        word.said: word.means for speech in catalogue.of(Speech).values() for word in speech.words
    }
    return Cutter(spoken, generic.frames, generic.amounts)


def by_meaning(words: Mapping[str, str]) -> dict[str, str]:
    """Return by each meaning the everyday words that have it, with | between them, which packs well."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for said, means in sorted(words.items()):
        found[means].append(said)
    return {means: "|".join(said) for means, said in sorted(found.items())}


def lesson_of(catalogue: Catalogue, *, entries: bool = True) -> Lesson | None:
    """Return all that a catalogue teaches; none where no question from elsewhere is known.

    Without ``entries`` only pages are told apart, from each other and from the names of entries.
    """
    texts = tuple(texts_of(catalogue, entries=entries))
    if not any(text.class_ == NONE for text in texts):
        return None
    cut = cutter(catalogue)
    return Lesson(texts, tuple(cut.words.items()), cut.frames, cut.amounts)


def sense_of(lesson: Lesson | None, remembered: Memory = forgotten) -> Senses:
    """Return what a lesson teaches, as it is remembered or learned anew."""
    if lesson is None:
        nothing = Sense((NONE,), {}, {})
        return Senses(nothing, nothing)
    return remembered(lesson) or learned(lesson)


def texts_of(catalogue: Catalogue, *, entries: bool = True) -> Iterator[Text]:
    """Yield every text that is learned from, each of a class once."""
    seen = set()
    of_entries = _of_entries(catalogue) if entries else _names(catalogue)
    for text in (*of_entries, *_of_pages(catalogue), *_elsewhere(catalogue)):
        if text.text and (text.class_, text.text) not in seen:
            seen.add((text.class_, text.text))
            yield text


def _of_entries(catalogue: Catalogue) -> Iterator[Text]:
    for entry in catalogue.entries.values():
        for weight, text in _of_entry(catalogue, entry):
            yield Text(entry.id, weight, text)


def _names(catalogue: Catalogue) -> Iterator[Text]:
    """Yield the names of entries as what no page answers."""
    for entry in catalogue.entries.values():
        yield Text(NONE, NAME, entry.name)


def _of_pages(catalogue: Catalogue) -> Iterator[Text]:
    for page in pages_of(catalogue):
        yield Text(page.class_, NAME, page.title)
        yield from (Text(page.class_, ASKED, asked) for asked in page.asked_as)


def pages_of(catalogue: Catalogue) -> tuple[Page, ...]:
    """Return the pages besides entries that answer questions: 一件事, 问答 and 部门."""
    return (
        *(
            Page(
                f"journey:{one.id}",
                record(one.kind.name, one.id),
                one.title,
                one.summary,
                JOURNEY,
                one.urgent,
                one.asked_as,
            )
            for one in journeys(catalogue)
        ),
        *(
            Page(
                f"answer:{one.id}",
                one.page,
                one.question,
                one.answer,
                ANSWER,
                urgent=False,
                asked_as=one.asked_as,
            )
            for one in catalogue.of(Answer).values()
        ),
        *(
            Page(
                f"body:{one.id}",
                record(one.kind.name, one.id),
                one.name,
                "、".join(one.handles),
                BODY,
                urgent=False,
                asked_as=(one.short_name, *one.aliases),
            )
            for one in catalogue.bodies.values()
        ),
        *_fields(catalogue),
    )


def _fields(catalogue: Catalogue) -> Iterator[Page]:
    """Yield the page of a body once for each thing that no entry treats and it answers for."""
    for one in whose(catalogue):
        body = catalogue.bodies[one.body]
        yield Page(
            f"body:{body.id}:{one.said}",
            record(body.kind.name, body.id),
            one.said,
            f"归{body.name}管。",
            BODY,
            urgent=False,
            asked_as=(*one.also_said, *one.asked_as),
        )


def _of_entry(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[float, str]]:
    yield NAME, entry.name
    yield NAME, entry.plain_name
    yield from ((NAME, alias.text) for alias in entry.aliases)
    yield from ((ASKED, asked) for asked in entry.asked_as)
    for link in entry.upstream:
        upstream = catalogue.upstream_lists.get(link.list)
        for row in upstream.rows if upstream else ():
            if row.serial == link.serial:
                yield UPSTREAM, row.name
    yield from ((PURPOSE, str(purpose)) for purpose in entry.fields.get("purposes", ()))
    yield PROSE, entry.meaning
    yield PROSE, entry.summary


def _elsewhere(catalogue: Catalogue) -> Iterator[Text]:
    for speech in catalogue.of(Speech).values():
        yield from (Text(NONE, 1.0, asked) for asked in speech.elsewhere)


@lru_cache(maxsize=4)
def learned(lesson: Lesson) -> Senses:
    """Learn once from the same texts, however often the site is built."""
    cut = Cutter(dict(lesson.spoken), lesson.frames, lesson.amounts)
    rows = [Row(*text, cut.features(text.text)) for text in lesson.texts]
    first, every = rounded(learn(rows), lesson.classes, rows, MOST_WEIGHTS, MOST_IN_ALL)
    return Senses(first, every)


def rounded(
    learned: Learned, classes: tuple[str, ...], rows: Sequence[Row], *most: int
) -> Iterator[Sense]:
    """Yield the weights that do most, so many, in whole levels; what is often asked does more."""
    place = {class_: number for number, class_ in enumerate(classes)}
    asked: defaultdict[str, float] = defaultdict(float)
    for row in rows:
        for feature in row.features:
            asked[feature] += ONCE if row.weight >= UPSTREAM else ONCE_IN_PROSE
    found, kept = [], dict[int, str]()
    for feature, of in learned.weights.items():
        if kept.setdefault(key_of(feature), feature) != feature:
            continue
        effect = _counts(feature) * learned.rarity[feature] * asked[feature] ** 0.25
        for class_, weight in of.items():
            level = max(-HIGHEST, min(HIGHEST, round(weight * LEVELS)))
            if level:
                found.append((-round(abs(level) * effect, 6), feature, place[class_], level))
    found.sort()
    for so_many in most:
        weights: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for _, feature, number, level in found[:so_many]:
            weights[key_of(feature)][number] = level
        order = sorted(weights)
        yield Sense(
            classes,
            {key: round(learned.rarity[kept[key]] * RARITY_LEVELS) for key in order},
            {key: dict(sorted(weights[key].items())) for key in order},
        )


def _counts(feature: str) -> float:
    if feature.startswith(MARK):
        return FRAME
    return CHARACTER if len(feature) == 1 else PAIR


def first_index(
    catalogue: Catalogue, senses: Senses, index: Mapping[str, Any], shown: Shown
) -> dict[str, Any]:
    """Return what the first answer needs: the weights, and what each answer is called.

    ``entries``: [number, title, decision, verdict's word, 1 for papers]; ``pages``: [address, title, its kind in
    a word, 1 if it is urgent, what an answer is known by]; ``body``: the word of bodies. Empty where no question from
    elsewhere is known to learn from. An ``index`` without entries is that of pages alone.
    """
    sense, cut = senses.first, cutter(catalogue)
    if not sense.weights:
        return {}
    generic = words()
    texts = tuple(texts_of(catalogue, entries=bool(index["entries"])))
    known = (c for text in texts for c in fold(text.text) if is_chinese(c))
    return {
        "entries": [
            [entry[NUMBER], *entry[TITLE:SUMMARY], int(is_paper(catalogue.entries[entry[NUMBER]]))]
            for entry in index["entries"]
        ],
        "pages": [
            [
                page.address,
                shown(page.title),
                shown(page.word),
                int(page.urgent),
                page.class_ if page.word == ANSWER else "",
            ]
            for page in pages_of(catalogue)
        ],
        "body": shown(BODY),
        "variants": variant_pairs(known),
        "words": by_meaning(cut.words),
        "frames": list(cut.frames),
        "generic": [*generic.question_words, *generic.generic_words],
        "amounts": cut.amounts,
        "owners": generic.owner_first,
        "known": _known_owners(texts, sense, cut),
        "names": _misread(catalogue, senses, cut),
        "sense": packed(sense),
    }


def _misread(catalogue: Catalogue, senses: Senses, cut: Cutter) -> dict[str, int]:
    """Return the folded names that the weights give to another entry, or nearly, each with its place.

    The first weights count only where the script does not ask for all of them.
    """
    found: dict[str, int] = {}
    learned = set(senses.first.classes)
    for place, entry in enumerate(catalogue.entries.values()):
        if entry.id not in learned:
            continue
        for text in (entry.name, entry.plain_name, *(alias.text for alias in entry.aliases)):
            if not text:
                continue
            features = cut.features(text)
            at_first = senses.first.scores(features)
            scores = at_first if _is_known(at_first) else senses.every.scores(features)
            own = scores.pop(entry.id, 0.0)
            if max(scores.values()) >= own - CLEAR:
                found.setdefault(fold(text), place)
    return {name: place for name, place in found.items() if words().says_something(name)}


def _is_known(scores: Mapping[str, float]) -> bool:
    best, second, *_ = sorted((*scores.values(), 0.0, 0.0), reverse=True)
    return best > KNOWN and second <= best * BESIDE


def _known_owners(texts: Iterable[Text], sense: Sense, cut: Cutter) -> dict[str, list[int]]:
    """Return which classes tell of what has an owner that is no person, by the owner."""
    owner = re.compile(words().owner)
    found: defaultdict[str, set[int]] = defaultdict(set)
    place = {class_: number for number, class_ in enumerate(sense.classes)}
    for text in texts:
        if text.class_ != NONE:
            for word in owner.findall(cut.understood(text.text)):
                found[word].add(place[text.class_])
    return {word: sorted(some) for word, some in sorted(found.items())}


def is_paper(entry: Entry) -> bool:
    """Tell whether an entry is about a paper or a seal, which people ask for by these words."""
    return isinstance(entry, Certificate | SealUse)


def said_index(catalogue: Catalogue, index: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    """Return what is said below each answer: of entries the summary, where to go, and everyday names."""
    return {
        "entries": [
            [*entry[SUMMARY:TEXTS], [shown(name) for name in _called(catalogue, entry[NUMBER])]]
            for entry in index["entries"]
        ],
        "pages": [shown(page.summary) for page in pages_of(catalogue)],
    }


def _called(catalogue: Catalogue, number: str) -> tuple[str, ...]:
    entry = catalogue.entries[number]
    names = dict.fromkeys((entry.plain_name, *(alias.text for alias in entry.aliases)))
    return tuple(name for name in names if name and name not in {entry.name, entry.title})
