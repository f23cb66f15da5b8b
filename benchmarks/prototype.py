"""The prototype that search was measured against: an averaged passive-aggressive classifier.

It learns from the same texts in the same features, and answers where the best class is far enough
ahead of “none of these”; how far is told by questions that were kept from the learning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from benchmarks.confidence import REFUSED, kept_back
from generator.model.catalogue import Catalogue
from generator.search.learning import NONE, Features, Learned, Row, rarity_of, unit
from generator.search.sense import cutter, texts_of

EPOCHS = 10
LARGEST_STEP = 0.2


def prototype(catalogue: Catalogue) -> Callable[[str], list[str]]:
    """Return what answers a question with classes, best first; with none if it refuses."""
    texts, cut = tuple(texts_of(catalogue)), cutter(catalogue)
    kept = set(kept_back(texts, 0))
    rows = [Row(*text, cut.features(text.text)) for text in texts]
    known = trained([row for row, text in zip(rows, texts, strict=True) if text not in kept])
    elsewhere = sorted(
        _margin(known.scores(cut.features(text.text))) for text in kept if text.class_ == NONE
    )
    ahead = elsewhere[int(REFUSED * len(elsewhere))]
    learned = trained(rows)

    def answered(question: str) -> list[str]:
        scores = learned.scores(cut.features(question))
        best = sorted(scores, key=lambda class_: (-scores[class_], class_))
        return [class_ for class_ in best if class_ != NONE] if _margin(scores) > ahead else []

    return answered


def _margin(scores: dict[str, float]) -> float:
    best = max((score for class_, score in scores.items() if class_ != NONE), default=0.0)
    return best - scores[NONE]


def trained(rows: Sequence[Row]) -> Learned:
    """Return what the texts teach, averaged over all steps."""
    rarity = rarity_of(rows)
    vectors = [unit(row.features, rarity) for row in rows]
    weights = _owned(rows)
    drift: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    step, last = 0, EPOCHS * len(rows) + 1
    for _ in range(EPOCHS):
        for row, vector in zip(rows, vectors, strict=True):
            step += 1
            scores: defaultdict[str, float] = defaultdict(float, {row.class_: 0.0, NONE: 0.0})
            for feature, value in vector.items():
                for class_, weight in weights[feature].items():
                    scores[class_] += value * weight
            own = scores.pop(row.class_)
            other = max(scores, key=lambda class_, of=scores: of[class_], default=row.class_)  # type: ignore[misc]
            lacking = 1 - own + scores.get(other, 0.0)
            if lacking <= 0 or other == row.class_:
                continue
            change = min(LARGEST_STEP * row.weight, lacking / 2)
            for feature, value in vector.items():
                for class_, by in ((row.class_, change * value), (other, -change * value)):
                    if class_ in weights[feature]:
                        weights[feature][class_] += by
                        drift[feature][class_] += by * step
    return Learned(rarity, _averaged(weights, drift, last))


def _owned(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Return a weight of nought for each class that has a feature, and for none of them."""
    weights: defaultdict[str, dict[str, float]] = defaultdict(lambda: {NONE: 0.0})
    for row in rows:
        for feature in row.features:
            weights[feature][row.class_] = 0.0
    return dict(weights)


def _averaged(
    weights: dict[str, dict[str, float]], drift: dict[str, defaultdict[str, float]], last: int
) -> dict[str, Features]:
    return {
        feature: {class_: weight - drift[feature][class_] / last for class_, weight in of.items()}
        for feature, of in weights.items()
    }
