"""What is looked up by rule, not by likeness: document numbers, articles, rows of lists."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from generator.derive.journeys import journeys
from generator.derive.responsibilities import whose
from generator.model.addresses import anchor, edition, record
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.speech import Answer
from generator.model.supporting import Body, Source
from generator.schema.words import words
from generator.search.folding import fold
from generator.search.readings import sounds_of
from generator.search.sense import pages_of

_LIST = "清单"
_STATE = "中华人民共和国"
_SAID = (("城市居民委员会", "居委会"), ("居民委员会", "居委会"), ("村民委员会", "村委会"))
_ASIDE = re.compile(r"（[^（）]*）")
_ARTICLE = re.compile("第[一二三四五六七八九十百千零]+条")
_NUMBER = re.compile("(?<![0-9])(?:1[0-9]{2}|[19][0-9]{4,})(?![0-9])")
"""A telephone number of a service; four digits are a year."""
_PARTS = re.compile("[、，：；]")
PROOF = "证明"
"""What people leave out of the name of a certificate."""
SHORTEST = 3
"""Characters a name, or what a body does, has at least to be recognised in a question."""
MOST_SHARING = 2
"""Bodies, and pages, that may have one telephone number, or one name in letters; with more it tells none."""
WHOLE = ""
"""Stands for the article where a source is cited without one."""


def lookups(
    catalogue: Catalogue,
    on: date,
    shown: Callable[[str], str] = str,
    editions: Sequence[tuple[str, date]] = (),
    *,
    entries: bool = True,
) -> dict[str, Any]:
    """Return what the script looks up; without ``entries`` nothing leads to one.

    ``sources``: [address, title, names, number, 1 if it holds, {article: places of the entries that
    rest on it}, the articles whose text is shown]; what is cited without an article has the empty
    one. ``lists``: [names, {serial: places of entries}].
    ``editions``: [address, title, number as it is typed, 1 for what holds now]; ``bodies``: [address,
    name, words of its field, its telephone numbers, its names in letters]. A place is that of an entry in the index.
    ``dialled``: {telephone number: places, among the pages, of those that tell of it}.
    """
    placed = tuple(enumerate(catalogue.entries.values() if entries else ()))
    resting = _resting(placed)
    return {
        "sources": [
            [
                record(source.kind.name, source.id),
                shown(source.title),
                sorted(_names(source.title, source.short_title)),
                fold(source.document_number),
                int(not source.has_ended(on)),
                resting.get(source.id, {}),
                _shown_articles(catalogue, source),
            ]
            for source in catalogue.sources.values()
        ],
        "lists": [
            [
                sorted(_names(one.title, one.short_title) | _issuer(one.short_title)),
                _rows(placed, one.id),
            ]
            for one in catalogue.upstream_lists.values()
        ],
        "editions": _editions(editions, on, shown),
        "bodies": [
            [record(body.kind.name, body.id), shown(body.name), sorted(field), phones, spelled]
            for (body, field), phones, spelled in zip(
                _fields(catalogue), _phones(catalogue), _spelled(catalogue), strict=True
            )
            if field or phones or spelled
        ],
        "dialled": _dialled(catalogue),
    }


def _editions(
    editions: Sequence[tuple[str, date]], on: date, shown: Callable[[str], str]
) -> list[list[Any]]:
    held = [id_ for id_, in_force_on in editions if in_force_on <= on]
    return [
        [edition(id_), shown(f"{id_}版"), fold(id_), int(id_ == held[-1] if held else False)]
        for id_, _ in editions
    ]


def _fields(catalogue: Catalogue) -> Iterator[tuple[Body, set[str]]]:
    """Yield each body with the words that tell its field, that of no other, and name no entry."""
    named = {
        fold(name)
        for entry in catalogue.entries.values()
        for text in (entry.name, entry.plain_name, *(alias.text for alias in entry.aliases))
        for name in (text, text.removesuffix(PROOF))
    }
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for one in whose(catalogue):
        for word in (one.said, *one.also_said):
            owners[fold(word)].add(one.body)
    for body in catalogue.bodies.values():
        called = {fold(_ASIDE.sub("", name)) for name in (body.short_name, *body.aliases)}
        tasks = {fold(task) for text in body.handles for task in _PARTS.split(text)}
        for word in called | {task for task in tasks if len(task) >= SHORTEST}:
            if words().says_something(word):
                owners[word].add(body.id)
    for body in catalogue.bodies.values():
        yield (
            body,
            {word for word, some in owners.items() if some == {body.id} and word not in named},
        )


def _phones(catalogue: Catalogue) -> Iterator[list[str]]:
    """Yield the telephone numbers of each body that tell it, since few others have them."""
    every = [{one.phone for one in body.channels} - {""} for body in catalogue.bodies.values()]
    shared = Counter(chain.from_iterable(every))
    yield from (
        sorted(phone for phone in phones if shared[phone] <= MOST_SHARING) for phones in every
    )


def _dialled(catalogue: Catalogue) -> dict[str, list[int]]:
    """Return for each number the places of the answers to a question about it.

    Where there is none: of the answers asked for it otherwise, and of the journeys that say to dial it.
    """
    answers = catalogue.of(Answer).values()
    about = {f"answer:{one.id}": _NUMBER.findall(one.question) for one in answers}
    asked = {f"answer:{one.id}": _NUMBER.findall(" ".join(one.asked_as)) for one in answers}
    said = {
        f"journey:{one.id}": [step.phone.number for step in one.steps if step.phone]
        for one in journeys(catalogue)
    }
    found = {**_places(catalogue, asked | said), **_places(catalogue, about)}
    return {number: some for number, some in found.items() if len(some) <= MOST_SHARING}


def _places(catalogue: Catalogue, numbers: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, page in enumerate(pages_of(catalogue)):
        for number in sorted({*numbers.get(page.class_, ())} - {""}):
            found[number].append(place)
    return found


def _spelled(catalogue: Catalogue) -> Iterator[list[str]]:
    """Yield how the names of each body are typed in letters, whole or by their first ones."""
    every = []
    for body in catalogue.bodies.values():
        sounds = [
            sounds_of(fold(_ASIDE.sub("", name))) for name in (body.short_name, *body.aliases)
        ]
        letters = {
            said for one in sounds for said in ("".join(one), "".join(sound[0] for sound in one))
        }
        every.append({said for said in letters if said.isascii() and len(said) >= SHORTEST})
    shared = Counter(chain.from_iterable(every))
    yield from (
        sorted(said for said in letters if shared[said] <= MOST_SHARING) for letters in every
    )


def _names(*texts: str) -> set[str]:
    every = chain.from_iterable((text, _ASIDE.sub("", text)) for text in texts)
    folded = {fold(text.replace(_STATE, "")) for text in every}
    folded |= {_shortened(name) for name in folded}
    return {name for name in folded if len(name) >= SHORTEST}


def _issuer(short_title: str) -> set[str]:
    """Return whose list it is, as a question may say with a row: 湖北 of 湖北清单."""
    return {fold(short_title.removesuffix(_LIST))} if short_title.endswith(_LIST) else set()


def _shortened(name: str) -> str:
    """Return a name as people say it: 村委会 for 村民委员会."""
    for long, short in _SAID:
        name = name.replace(long, short)
    return name


def _shown_articles(catalogue: Catalogue, source: Source) -> list[str]:
    text = catalogue.texts.get(source.id)
    return [anchor(one.article) for one in text.articles] if text else []


def _resting(placed: Iterable[tuple[int, Entry]]) -> dict[str, dict[str, list[int]]]:
    """Return for each source and article the places of the entries that rest on it."""
    found: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, entry in placed:
        for source, article in sorted(set(_cited(entry))):
            found[source][article].append(place)
    return {source: dict(articles) for source, articles in found.items()}


def _cited(entry: Entry) -> Iterator[tuple[str, str]]:
    own = chain(entry.legal_basis, *(route.legal_basis for route in entry.routes))
    for basis in own:
        for article in _ARTICLE.findall(basis.clause) or [WHOLE]:
            yield basis.source, article


def _rows(placed: Iterable[tuple[int, Entry]], list_: str) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, entry in placed:
        for link in entry.upstream:
            if link.list == list_:
                found[str(link.serial)].append(place)
    return dict(found)
