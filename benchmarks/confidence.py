"""How sure search has to be: weighs the signs of an answer on questions kept from the learning.

A fifth of what people ask, and of what nothing answers, is kept back at a time and the rest is
learned from. What the scripts then make of the questions kept back teaches how much each sign
says. Prints the figures that stand in ``search-signs.js`` as ``SIGNS`` and ``SURE``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from playwright.sync_api import Page

import generator
from benchmarks.report import say
from benchmarks.site import chromium, load
from generator.model.catalogue import Catalogue
from generator.search.index import search_index
from generator.search.learning import NONE, Row, learn
from generator.search.sense import (
    ASKED,
    MOST_IN_ALL,
    Text,
    cutter,
    first_index,
    lesson_of,
    rounded,
    sense_of,
    texts_of,
)
from generator.search.weights import packed

FOLDS = 5
REFUSED = 0.95
"""The share of the questions from elsewhere that are to be refused."""
WITHIN = 3
STEPS = 12
RIDGE = 0.01
"""Keeps the weights small; without it the equations might have no solution."""
STATIC = Path(generator.__file__).parent / "outputs/pages/static"
SIGNS = """({ data, texts }) => {
  const sense = new catalogueSearch.Sense(data);
  return texts.map((text) => {
    const weighed = sense.weighed(text, sense.first);
    if (!weighed.found.length) return null;
    const first = weighed.found.slice(0, 3).map(({ place }) => place);
    return { first, signs: sense.signs(text, weighed, sense.first) };
  });
}"""


class Seen(NamedTuple):
    """What was made of a question: its signs, and whether it has an answer, found among the first."""

    signs: Mapping[str, float]
    answered: bool
    found: bool


def kept_back(texts: Sequence[Text], fold: int) -> Iterator[Text]:
    """Yield the texts that are asked as people ask, of one fold; the first name of a class stays."""
    named = set()
    for text in texts:
        is_first = text.class_ != NONE and text.class_ not in named
        named.add(text.class_)
        if not is_first and text.weight >= ASKED and crc32(text.text.encode()) % FOLDS == fold:
            yield text


def seen(page: Page, catalogue: Catalogue) -> Iterator[Seen]:
    """Yield what the scripts make of every question while it is not learned from."""
    texts, cut = tuple(texts_of(catalogue)), cutter(catalogue)
    index = search_index(catalogue, catalogue.settings.verified_on)
    lesson = lesson_of(catalogue)
    assert lesson is not None
    classes, first = lesson.classes, first_index(catalogue, sense_of(lesson), index, str)
    for fold in range(FOLDS):
        kept = list(kept_back(texts, fold))
        rows = [Row(*text, cut.features(text.text)) for text in texts if text not in set(kept)]
        (sense,) = rounded(learn(rows), classes, rows, MOST_IN_ALL)
        data = {**first, "names": {}, "sense": packed(sense)}
        made = page.evaluate(SIGNS, {"data": data, "texts": [text.text for text in kept]})
        for text, one in zip(kept, made, strict=True):
            if one:
                pages = {_page(classes[place]) for place in one["first"][:WITHIN]}
                found = _page(text.class_) in pages
                yield Seen(one["signs"], text.class_ != NONE, found)


def _page(class_: str) -> str:
    """Return what stands for the page of a class: one body answers for many things."""
    return ":".join(class_.split(":")[:2])


def fitted(rows: Sequence[Seen], signs: Sequence[str]) -> list[float]:
    """Return how much each sign says, and at last from which sum it is told: a logistic regression."""
    told = [row for row in rows if row.found or not row.answered]
    points = [[*(row.signs[sign] for sign in signs), 1.0] for row in told]
    size = len(signs) + 1
    weights = [0.0] * size
    for _ in range(STEPS):
        slope = [-RIDGE * weight for weight in weights]
        curve = [[RIDGE * (i == j) for j in range(size)] for i in range(size)]
        for row, point in zip(told, points, strict=True):
            chance = 1 / (1 + math.exp(-_sum(weights, point)))
            for i in range(size):
                slope[i] += point[i] * (row.answered - chance)
                for j in range(size):
                    curve[i][j] += chance * (1 - chance) * point[i] * point[j]
        weights = [a + b for a, b in zip(weights, _solved(curve, slope), strict=True)]
    refused = sorted(
        _sum(weights[:-1], p[:-1]) for p, r in zip(points, told, strict=True) if not r.answered
    )
    return [*weights[:-1], refused[int(REFUSED * len(refused))]]


def _sum(weights: Sequence[float], point: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(weights, point, strict=True))


def _solved(rows: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Solve linear equations by elimination; the matrix is positive definite."""
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for i, pivot in enumerate(table):
        pivot[:] = [value / pivot[i] for value in pivot]
        for other in table:
            if other is not pivot:
                factor = other[i]
                other[:] = [a - factor * b for a, b in zip(other, pivot, strict=True)]
    return [row[-1] for row in table]


def main() -> None:
    """Learn, ask, weigh; print the figures and what they do to the questions kept back."""
    catalogue = load(Path("catalogue"))
    with chromium() as browser:
        page = browser.new_page()
        page.add_script_tag(path=STATIC / "search-weights.js")
        page.add_script_tag(path=STATIC / "search-signs.js")
        page.add_script_tag(path=STATIC / "search-sense.js")
        rows = list(seen(page, catalogue))
    signs = list(rows[0].signs)
    *weights, sure = fitted(rows, signs)
    lines = "".join(
        f"  {sign}: {weight:.2f},\n" for sign, weight in zip(signs, weights, strict=True)
    )
    say(f"SIGNS = {{\n{lines}}}\nSURE = {sure:.2f}")
    told = [_sum(weights, [row.signs[sign] for sign in signs]) > sure for row in rows]
    asked = [(row, one) for row, one in zip(rows, told, strict=True) if row.answered]
    right = sum(row.found and one for row, one in asked) / len(asked)
    say(
        f"{len(asked)}句有答案的，前3条里有、也敢说的{right:.1%}；没有答案的{len(rows) - len(asked)}句。"
    )


if __name__ == "__main__":
    main()
