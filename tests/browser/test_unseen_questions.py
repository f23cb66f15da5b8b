"""Questions written by somebody who had not seen the catalogue: how what nobody has looked at fares.

Of one half, chosen by the question's hash, the mistakes were looked at and mended with sentences like
them. Of the other half only the totals were told: they say how search fares with a resident's own words.
"""

from __future__ import annotations

import pytest
from browser.test_questions import is_seen, share, told_of
from browser.test_search import home  # noqa: F401 - a fixture
from playwright.sync_api import Page

LEAST = {
    ("out_of_scope", 0): (0.95, 0.95),
    ("sentence", 1): (0.93, 0.77),
    ("sentence", 3): (0.93, 0.80),
    ("dialect", 1): (0.95, 0.64),
    ("dialect", 3): (0.95, 0.70),
    ("cadre", 1): (0.66, 0.5),
    ("cadre", 3): (0.83, 0.75),
    ("emergency", 1): (1.0, 1.0),
    ("guide", 1): (1.0, 0.62),
    ("guide", 3): (1.0, 0.75),
}
"""The least share of right answers, by form and within how many: of the half that was looked at, and of
the other. Questions after a source have no expected answer and are not counted."""

LEAST_OF_EVERYDAY = {
    ("out_of_scope", 0): 0.95,
    ("sentence", 1): 0.85,
    ("sentence", 3): 0.90,
    ("dialect", 3): 0.90,
    ("misspelt", 1): 0.85,
    ("dropped", 1): 1.0,
    ("emergency", 1): 1.0,
}
"""The same for ``everyday.tsv``, all of which was looked at; every answer counts, not only entries."""


@pytest.fixture(scope="module")
def unseen(home: Page):  # noqa: F811
    return told_of(home, "unseen.tsv")


@pytest.fixture(scope="module")
def everyday(home: Page):  # noqa: F811
    return told_of(home, "everyday.tsv")


@pytest.mark.parametrize(("form", "within"), LEAST)
def test_questions_of_somebody_without_sight_of_the_catalogue_find_as_much(unseen, form, within):
    halves = [
        share([row for row in unseen[form] if is_seen(row[0]) is half], within)
        for half in (True, False)
    ]

    figures = f"{form}@{within}: seen {halves[0]:.2f}, unseen {halves[1]:.2f}"
    assert all(map(float.__ge__, halves, LEAST[form, within])), figures


@pytest.mark.parametrize(("form", "within"), LEAST_OF_EVERYDAY)
def test_everyday_questions_find_what_they_ask_for_and_nothing_else(everyday, form, within):
    assert share(everyday[form], within) >= LEAST_OF_EVERYDAY[form, within]
