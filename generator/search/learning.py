"""Learning from how people ask which words speak for which answer, and when there is none.

Every class begins as the sum of its texts. Then each text is tried against its nearest
neighbours and against “none of these”, and where another comes too close both are corrected, a
few times over. The order is fixed, so the same texts give the same weights.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias
from zlib import crc32

NONE = ""
"""The class of what nothing answers."""
NEIGHBOURS = 12
ROUNDS = 3
MARGIN = 0.4
"""By how much a text's own class is to be ahead of every other."""
LARGEST_STEP = 0.25
UNKNOWN = 0.25
"""How much of a question counts that no text holds; it makes every score smaller."""
COMMON, RARE = 0.4, 0.6
MOST_OWNERS = 80
"""A feature that more classes share finds no neighbours by itself."""
Features: TypeAlias = Mapping[str, float]
Weights: TypeAlias = dict[str, dict[str, float]]


class Row(NamedTuple):
    """A text, which class it speaks for, and how much it counts."""

    class_: str
    weight: float
    text: str
    features: Features


@dataclass(frozen=True)
class Learned:
    """For each feature how rare it is, and how much it speaks for each class."""

    rarity: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]

    def scores(self, features: Features) -> dict[str, float]:
        """Return how much a question speaks for each class."""
        found: defaultdict[str, float] = defaultdict(float, {NONE: 0.0})
        for feature, value in unit(features, self.rarity).items():
            for class_, weight in self.weights.get(feature, {}).items():
                found[class_] += value * weight
        return dict(found)


def learn(rows: Sequence[Row]) -> Learned:
    """Return what the texts teach."""
    rarity = rarity_of(rows)
    vectors = [unit(row.features, rarity) for row in rows]
    weights = _centroids(rows, vectors)
    order = sorted(range(len(rows)), key=lambda i: (crc32(rows[i].text.encode()), i))
    tried = [
        (rows[i], vectors[i], _neighbours(rows[i].class_, vectors[i], weights))
        for i in order
        if vectors[i]
    ]
    _correct(weights, tried)
    return Learned(rarity, weights)


def unit(features: Features, rarity: Mapping[str, float]) -> dict[str, float]:
    """Return features weighed by rarity, at length one; what is unknown takes its share."""
    known = {one: value * rarity[one] for one, value in features.items() if one in rarity}
    unknown = sum(value * value for one, value in features.items() if one not in rarity)
    length = math.sqrt(sum(value * value for value in known.values()) + UNKNOWN * unknown)
    return {one: value / length for one, value in known.items()}


def rarity_of(rows: Iterable[Row]) -> dict[str, float]:
    """Return how rare each feature is among the classes."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for feature in row.features:
            owners[feature].add(row.class_)
    classes = len(set().union(*owners.values()))
    whole = math.log(classes + 2)
    return {
        feature: COMMON + RARE * math.log(1 + (classes + 1) / len(some)) / whole
        for feature, some in owners.items()
    }


def _centroids(rows: Sequence[Row], vectors: Sequence[Features]) -> Weights:
    weights: Weights = defaultdict(lambda: {NONE: 0.0})
    for row, vector in zip(rows, vectors, strict=True):
        for feature, value in vector.items():
            of = weights[feature]
            of[row.class_] = of.get(row.class_, 0.0) + row.weight * value
    lengths: Counter[str] = Counter()
    for of in weights.values():
        for class_, weight in of.items():
            lengths[class_] += weight * weight  # type: ignore[assignment]
    for of in weights.values():
        for class_ in of:
            of[class_] /= math.sqrt(lengths[class_]) or 1
    return dict(weights)


def _neighbours(class_: str, vector: Features, weights: Weights) -> tuple[str, ...]:
    """Return the classes that come nearest to a text besides its own."""
    found: defaultdict[str, float] = defaultdict(float)
    for feature, value in vector.items():
        of = weights[feature]
        if len(of) <= MOST_OWNERS:
            for other, weight in of.items():
                found[other] += value * weight
    found.pop(class_, None)
    found.pop(NONE, None)
    least = sorted(found.values())[-NEIGHBOURS:][0] if found else 0.0
    leading = sorted((-score, other) for other, score in found.items() if score >= least)
    nearest = tuple(other for _, other in leading[:NEIGHBOURS])
    return (*nearest, NONE) if class_ != NONE else nearest


def _correct(weights: Weights, tried: Sequence[tuple[Row, Features, tuple[str, ...]]]) -> None:
    """Correct the weights, and average them over all that was tried."""
    drift: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    step, last = 0, ROUNDS * len(tried) + 1
    for _ in range(ROUNDS):
        for row, vector, others in tried:
            step += 1
            parts = [(value, weights[feature]) for feature, value in vector.items()]
            scores = _scores_among((row.class_, *others), parts)
            own = scores.pop(row.class_)
            near, other = max(
                ((score, one) for one, score in scores.items()), default=(0.0, row.class_)
            )
            lacking = MARGIN - own + near
            if lacking <= 0 or other == row.class_:
                continue
            change = min(LARGEST_STEP * row.weight, lacking / 2)
            for feature, value in vector.items():
                of, drifted = weights[feature], drift[feature]
                for class_, by in ((row.class_, change * value), (other, -change * value)):
                    if by > 0 or class_ in of:
                        of[class_] = of.get(class_, 0.0) + by
                        drifted[class_] += by * step
    for feature, drifted in drift.items():
        for class_, by in drifted.items():
            weights[feature][class_] -= by / last


def _scores_among(
    classes: Sequence[str], parts: Sequence[tuple[float, Mapping[str, float]]]
) -> dict[str, float]:
    """Return how much the parts of a text speak for each of some classes."""
    scores = dict.fromkeys(classes, 0.0)
    for value, of in parts:
        if len(of) <= len(scores):
            for class_, weight in of.items():
                if class_ in scores:
                    scores[class_] += value * weight
        else:
            for class_ in classes:
                if class_ in of:
                    scores[class_] += value * of[class_]
    return scores
