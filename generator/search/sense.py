"""What the browser needs to tell which answer a question means, and whether there is one.

The weights that were learned are rounded to whole levels and the small ones dropped, so that they
weigh little on the way and give the same answer everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from generator.derive.journeys import journeys
from generator.model.addresses import record
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.speech import Speech
from generator.schema.words import words
from generator.search.features import CHARACTER, FRAME, MARK, PAIR, Cutter
from generator.search.index import TEXTS, Shown, variant_pairs
from generator.search.learning import NONE, Features, Learned, Row, learn, unit

NAME, ASKED, UPSTREAM, PURPOSE, PROSE = 1.0, 0.95, 0.9, 0.6, 0.5
"""How much the texts of a class count in learning."""
LEVELS = 48
"""How many levels a weight of one has."""
RARITY_LEVELS = 40
HIGHEST = 31
MOST_WEIGHTS = 15_000
LEVEL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
FIRST_CLASS = 0xA1
"""The character of a step of no classes; those of the steps follow it."""


class Text(NamedTuple):
    """A text, which class it speaks for, and how much."""

    class_: str
    weight: float
    text: str


@dataclass(frozen=True)
class Sense:
    """What was learned, in whole levels, for one order of the classes."""

    classes: tuple[str, ...]
    """Numbers of entries and addresses of pages; the first is none of them."""
    rarity: Mapping[str, int]
    weights: Mapping[str, Mapping[int, int]]

    def scores(self, features: Features) -> dict[str, float]:
        """Return how much a question speaks for each class."""
        rarity = {one: level / RARITY_LEVELS for one, level in self.rarity.items()}
        found = {NONE: 0.0}
        for feature, value in unit(features, rarity).items():
            for place, level in self.weights[feature].items():
                class_ = self.classes[place]
                found[class_] = found.get(class_, 0.0) + value * level / LEVELS
        return found


def cutter(catalogue: Catalogue) -> Cutter:
    """Return what cuts questions as the catalogue's layers speak."""
    generic = words()
    spoken = {
        word.said: word.means for speech in catalogue.of(Speech).values() for word in speech.words
    }
    return Cutter(spoken, generic.frames, generic.amounts)


def sense_of(catalogue: Catalogue) -> Sense:
    """Return what a catalogue's texts teach; nothing where no question from elsewhere is known."""
    texts = tuple(texts_of(catalogue))
    if not any(text.class_ == NONE for text in texts):
        return Sense((NONE,), {}, {})
    cut = cutter(catalogue)
    return _sense(texts, tuple(cut.words.items()), cut.frames, cut.amounts)


def texts_of(catalogue: Catalogue) -> Iterator[Text]:
    """Yield every text that is learned from, each of a class once."""
    seen = set()
    for text in (*_positive(catalogue), *_elsewhere(catalogue)):
        if text.text and (text.class_, text.text) not in seen:
            seen.add((text.class_, text.text))
            yield text


def _positive(catalogue: Catalogue) -> Iterator[Text]:
    for entry in catalogue.entries.values():
        for weight, text in _of_entry(catalogue, entry):
            yield Text(entry.id, weight, text)
    for journey in journeys(catalogue):
        address = record(journey.kind.name, journey.id)
        yield Text(address, NAME, journey.title)
        yield from (Text(address, ASKED, asked) for asked in journey.asked_as)


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
def _sense(
    texts: tuple[Text, ...],
    spoken: tuple[tuple[str, str], ...],
    frames: tuple[str, ...],
    amounts: str,
) -> Sense:
    """Learn once from the same texts, however often the site is built."""
    cut = Cutter(dict(spoken), frames, amounts)
    learned = learn([Row(*text, cut.features(text.text)) for text in texts])
    classes = (NONE, *dict.fromkeys(text.class_ for text in texts if text.class_ != NONE))
    return _rounded(learned, classes)


def _rounded(learned: Learned, classes: tuple[str, ...]) -> Sense:
    place = {class_: number for number, class_ in enumerate(classes)}
    found = []
    for feature, of in learned.weights.items():
        effect = _counts(feature) * learned.rarity[feature]
        for class_, weight in of.items():
            level = max(-HIGHEST, min(HIGHEST, round(weight * LEVELS)))
            if level:
                found.append((-abs(round(level * effect, 6)), feature, place[class_], level))
    found.sort()
    weights: dict[str, dict[int, int]] = {}
    for _, feature, number, level in found[:MOST_WEIGHTS]:
        weights.setdefault(feature, {})[number] = level
    order = sorted(weights, key=lambda one: (_sort(one), one))
    return Sense(
        classes,
        {one: round(learned.rarity[one] * RARITY_LEVELS) for one in order},
        {one: dict(sorted(weights[one].items())) for one in order},
    )


def _counts(feature: str) -> float:
    return (CHARACTER, PAIR, FRAME)[_sort(feature)]


def _sort(feature: str) -> int:
    """Return 0 for a character, 1 for a pair and 2 for a frame."""
    return 2 if feature.startswith(MARK) else len(feature) - 1


def first_index(catalogue: Catalogue, index: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    """Return what the first answer needs: the weights, and what is shown of each answer.

    ``entries``: [number, slug, title, decision, verdict's word, summary, where to go], as in the
    whole index; ``pages``: [address, title, summary, its kind in a word, whether it is urgent].
    """
    sense, cut = sense_of(catalogue), cutter(catalogue)
    characters = {c for feature in sense.weights for c in feature} | set("".join(cut.words))
    return {
        "entries": [entry[:TEXTS] for entry in index["entries"]],
        "pages": [
            [
                record(one.kind.name, one.id),
                shown(one.title),
                shown(one.summary),
                shown("一件事"),
                one.urgent,
            ]
            for one in journeys(catalogue)
        ],
        "variants": variant_pairs(characters),
        "words": dict(cut.words),
        "frames": list(cut.frames),
        "amounts": cut.amounts,
        "sense": packed(sense),
    }


def packed(sense: Sense) -> dict[str, Any]:
    """Return it as the script reads it: one stream for each sort of thing, which packs well.

    ``owners``: how many weights each feature has; ``steps``: from class to class within a
    feature; ``levels``: the weights.
    """
    sorts: tuple[list[str], list[str], list[str]] = ([], [], [])
    for feature in sense.weights:
        sorts[_sort(feature)].append(feature)
    of = [sense.weights[feature] for feature in sense.weights]
    return {
        "characters": "".join(sorts[0]),
        "pairs": "".join(sorts[1]),
        "frames": [frame.removeprefix(MARK) for frame in sorts[2]],
        "rarity": "".join(LEVEL[min(level, 63)] for level in sense.rarity.values()),
        "owners": "".join(chr(FIRST_CLASS + len(owned)) for owned in of),
        "steps": "".join(step for owned in of for step in _steps(tuple(owned))),
        "levels": "".join(LEVEL[level + HIGHEST] for owned in of for level in owned.values()),
    }


def _steps(places: Sequence[int]) -> Iterator[str]:
    before = 0
    for place in places:
        yield chr(FIRST_CLASS + place - before)
        before = place
