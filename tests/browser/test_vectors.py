"""The scripts give the answers that ``tests/test_vectors.py`` demands of Python, over the same files.

One page with the scripts alone: no site is built for it.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from browser.test_search import read
from helpers import DAY, examples, sampled
from hypothesis import given
from hypothesis import strategies as st
from test_editing import VALUES
from test_vectors import (
    CERTIFICATE,
    COPIES,
    KINDS,
    MONEY,
    ORDER,
    VERIFICATION,
    funded,  # noqa: F401 - a fixture
    vectors,
)

from generator.derive.money import CommunityProfile, calculator_data, lines
from generator.editing.exporting import entry_file
from generator.editions.cited import VerificationData
from generator.search.folding import variants
from generator.search.index import search_index
from generator.search.sense import by_meaning, cutter, first_index, lesson_of, sense_of

LANGUAGE = """new catalogueSearch.Language(
  { variants, readings: {}, question_words: [], generic_words: [], amounts: "" })"""


def wrong(answers, expected):
    """Return what differs, each with what was expected."""
    return [pair for pair in zip(answers, expected, strict=True) if pair[0] != pair[1]]


def test_verification(scripts):
    data = msgspec.to_builtins(msgspec.convert(VERIFICATION["data"], VerificationData))
    cases = VERIFICATION["cases"]

    answers = scripts.evaluate(
        """([data, cases]) => cases.map(({ name, on, text }) =>
             [name, ...new catalogueVerify.Archive(data, on).verify(text)]).map(
               ([name, state, sentences, , digits]) => [name, state, sentences, digits || 0])""",
        [data, cases],
    )

    expected = [[one["name"], one["state"], one["sentences"], one["digits"]] for one in cases]
    assert wrong(answers, expected) == []


def test_copies(scripts):
    answers = scripts.evaluate(
        """({ own, cases }) => cases.map(({ name, files }) => {
          const { CopyError, sumsIn, together, compare } = catalogueCopies;
          const read = (text) => sumsIn(new TextEncoder().encode(text));
          try {
            return [name, ...compare(own, together(files.map(read)))];
          } catch (error) {
            if (error instanceof CopyError) return [name, false, [error.message]];
            throw error;
          }
        })""",
        COPIES,
    )

    expected = [[one["name"], one["agrees"], one["sentences"]] for one in COPIES["cases"]]
    assert wrong(answers, expected) == []


def test_folding(scripts):
    rows = vectors("folding")
    table = "".join(a + b for a, b in variants().items())

    answers = scripts.evaluate(
        f"([variants, texts]) => {{ const language = {LANGUAGE};"
        "  return texts.map((text) => [text, language.fold(text)]); }",
        [table, [text for text, _ in rows]],
    )

    assert wrong(answers, rows) == []


def test_tokens(scripts):
    rows = vectors("tokens")

    answers = scripts.evaluate(
        f"(texts) => {{ const variants = ''; const language = {LANGUAGE};"
        "  return texts.map((text) => [text, language.query(text).tokens]); }",
        [text for text, _ in rows],
    )

    assert wrong(answers, rows) == []


def test_features(scripts):
    data = vectors("features")
    data = {**data, "words": by_meaning(data["words"])}
    table = "".join(a + b for a, b in variants().items())

    answers = scripts.evaluate(
        """([variants, { words, frames, amounts, cases }]) => {
          const sense = new catalogueSearch.Sense({
            variants, words, frames, amounts, generic: [], names: {}, entries: [], pages: [],
            sense: { high: "", low: "", rarity: "", owners: "", steps: "", levels: "" } });
          return cases.map(([text]) => [text, Object.fromEntries(sense.cut(text))]);
        }""",
        [table, data],
    )

    assert wrong(answers, data["cases"]) == []


@sampled("step", sample=4, whole=1)
def test_scores(scripts, shipped_catalogue, step):
    """Of the shipped catalogue both reckon the same, question by question."""
    index = search_index(shipped_catalogue, DAY)
    senses, cut = sense_of(lesson_of(shipped_catalogue)), cutter(shipped_catalogue)
    questions = [row["query"] for row in read("questions.tsv")[::step]]

    answers = scripts.evaluate(
        """([data, questions]) => {
          const sense = new catalogueSearch.Sense(data);
          return questions.map((text) => [...sense.scores(text)]);
        }""",
        [first_index(shipped_catalogue, senses, index, str), questions],
    )

    for question, told in zip(questions, answers, strict=True):
        ours = senses.first.scores(cut.features(question))
        theirs = {senses.first.classes[place]: score for place, score in told}
        assert theirs == pytest.approx(ours), question


def test_parts(scripts):
    rows = vectors("parts")

    answers = scripts.evaluate(
        "(rows) => rows.map(([sound, count]) => [sound, count, catalogueSearch.partOf(sound, count)])",
        rows,
    )

    assert wrong(answers, rows) == []


def test_yaml(scripts):
    rows = vectors("yaml")

    answers = scripts.evaluate(
        "([rows, order]) => rows.map(([data]) => [data, catalogueEdit.written(data, order)])",
        [rows, ORDER],
    )

    assert wrong(answers, rows) == []


RECKON = """([data, standing, place]) => catalogueMoney.lines(data, standing, place)
  .map(({ entry, least, most }) => [entry.id, String(least), String(most)])"""


def reckoned(scripts, data, standing, community):
    typed = {
        "type": community["type"],
        "households": community["households"],
        "members": community["party_members"],
        "posts": {
            "chief": 1,
            "deputy": community["deputies"],
            "other_staff": community["other_staff"],
        },
        "pay": "" if community["base_pay"] is None else str(community["base_pay"]),
    }
    return scripts.evaluate(RECKON, [data, standing, typed])


def in_fen(amount):
    return str(int(Decimal(amount) * 100))


@pytest.mark.parametrize("case", MONEY["cases"], ids=lambda case: case["name"])
def test_money(scripts, funded, case):  # noqa: F811
    answers = reckoned(scripts, calculator_data(funded, DAY), case["standing"], case["community"])

    assert answers == [[id_, in_fen(least), in_fen(most)] for id_, least, most in case["lines"]]


COMMUNITIES = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["", "urban", "town", "rural"]),
        "households": st.integers(0, 6000) | st.sampled_from([1999, 2000, 2001, 2999, 3000, 3001]),
        "party_members": st.integers(0, 5000),
        "deputies": st.integers(0, 50),
        "other_staff": st.integers(0, 50),
        "base_pay": st.none() | st.decimals(0, 10**7, places=2),
    }
)


def test_of_any_community_both_reckon_the_same(scripts, shipped_catalogue):
    data = calculator_data(shipped_catalogue, DAY)

    @examples(50)
    @given(COMMUNITIES)
    def same(community):
        for standing in ("then", "recommended"):
            ours = lines(shipped_catalogue, standing, CommunityProfile(**community), DAY)
            assert reckoned(scripts, data, standing, community) == [
                [one.entry.id, in_fen(one.least), in_fen(one.most)] for one in ours
            ]

    same()


def test_any_data_both_write_the_same(scripts):
    @examples(50)
    @given(VALUES, VALUES, VALUES)
    def same(summary, routes, form):
        data = {"summary": summary, "id": "ZM-001", "routes": routes, "form": form}
        theirs = scripts.evaluate(
            "([data, order]) => catalogueEdit.written(data, order)", [data, ORDER]
        )
        assert theirs == entry_file(data, CERTIFICATE, KINDS)

    same()
