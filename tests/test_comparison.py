"""What counts as a change: evidence and order do not, and the schemas say what decides."""

from __future__ import annotations

import json
from types import MappingProxyType

import pytest
from helpers import DAY, SMALL

from generator.checking import check
from generator.derive.adoption import reviewed_mark
from generator.editions.changes import Weight, changes, matching_edition
from generator.editions.edition import Edition, EditionType, state_of
from generator.editions.evidence import evidence_sentences
from generator.model.canonical import decision_fingerprint
from generator.model.comparison import COMPARE
from generator.model.values import freeze
from generator.schema.kinds import load_kinds
from generator.schema.walk import resolve

KINDS = load_kinds()
ENTRY = ("certificates", "ZM-001")
BASIS = {"source": "law-a", "clause": "第一条"}
EVIDENCE = {
    "a quotation": ({"legal_basis": [BASIS]}, {"legal_basis": [{**BASIS, "quote": "一二三四"}]}),
    "a quotation read again": (
        {"legal_basis": [{**BASIS, "quote": "一二三四"}]},
        {
            "legal_basis": [
                {**BASIS, "quote": "一二三四", "quote_read": {"on": "2026-11-23", "changed": False}}
            ]
        },
    ),
    "the bases of a route for its sources": (
        {"routes": [{"type": "issuing_body", "sources": ["law-a", "law-b"]}]},
        {
            "routes": [
                {
                    "type": "issuing_body",
                    "legal_basis": [{**BASIS, "source": "law-b"}, {**BASIS, "quote": "一二三四"}],
                }
            ]
        },
    ),
    "a fingerprint of what is above": (
        {"adoption": {"action": "narrowed", "reason": "x", "reviewed": "0" * 8}},
        {"adoption": {"action": "narrowed", "reason": "x", "reviewed": "1" * 8}},
    ),
}
ORDERS = {
    "aliases": [{"text": "甲"}, {"text": "乙"}],
    "legal_basis": [BASIS, {**BASIS, "clause": "第二条"}],
    "related": ["ZM-002", "ZM-003"],
    "practice_elsewhere": [
        {"place": "甲市", "text": "办。", "sources": ["law-b", "law-a"]},
        {"place": "乙市", "text": "不办。", "sources": ["law-a"]},
    ],
}
DECIDES = {
    "decision": ("forbidden", "permitted"),
    "legal_basis": ([BASIS], [{**BASIS, "clause": "第二条"}]),
    "routes": (
        [{"type": "issuing_body", "place": "甲"}],
        [{"type": "issuing_body", "place": "乙"}],
    ),
    "steps": (
        [{"actor": "body", "text": "一"}, {"actor": "body", "text": "二"}],
        [{"actor": "body", "text": "二"}, {"actor": "body", "text": "一"}],
    ),
    "competent_bodies": (["a", "b"], ["b", "a"]),
}
WORDS = {
    "summary": ("不开。", "社区不开。"),
    "name": ("证明", "这份证明"),
    "legal_basis": ([{**BASIS, "note": "说了什么。"}], [{**BASIS, "note": "说的是什么。"}]),
    "routes": (
        [{"type": "issuing_body", "text": "去。"}],
        [{"type": "issuing_body", "text": "到。"}],
    ),
    "aliases": ([{"text": "甲"}], [{"text": "乙"}]),
}


@pytest.fixture(scope="module")
def state():
    return state_of(check(SMALL, on=DAY).catalogue)


def laid(state, fields):
    """The state with these fields in the entry."""
    return MappingProxyType({**state, ENTRY: freeze({**state[ENTRY], **fields})})


def edition(state):
    return Edition(
        id="2026-1",
        type=EditionType.EDITION,
        title="第一版",
        instrument="无",
        adopted_on=DAY,
        in_force_on=DAY,
        supersedes=None,
        state=state,
        addresses=(),
    )


@pytest.mark.parametrize("name", EVIDENCE)
def test_evidence_makes_no_change_no_working_copy_and_no_review(state, name):
    before, after = (laid(state, fields) for fields in EVIDENCE[name])
    catalogue = check(SMALL, on=DAY).catalogue
    kind = KINDS.by_key["certificates"]

    assert changes(before, after, KINDS) == ()
    assert changes(after, before, KINDS) == ()
    released = edition(before)
    assert matching_edition((released,), after, KINDS) is released
    if "adoption" not in after[ENTRY] and name != "the bases of a route for its sources":
        marks = {reviewed_mark(catalogue, one[ENTRY], kind) for one in (before, after)}
        assert len(marks) == 1


def test_what_is_said_otherwise_makes_a_working_copy(state):
    released = edition(state)

    assert matching_edition((released,), laid(state, {"summary": "别的。"}), KINDS) is None


def test_a_review_written_before_evidence_was_left_aside_still_counts(state):
    fields = state[ENTRY]
    catalogue = check(SMALL, on=DAY).catalogue

    assert reviewed_mark(catalogue, fields, KINDS.by_key["certificates"]) == decision_fingerprint(
        fields
    )


@pytest.mark.parametrize("name", ORDERS)
def test_order_that_says_nothing_is_no_change(state, name):
    items = ORDERS[name]
    before, after = laid(state, {name: items}), laid(state, {name: items[::-1]})

    assert changes(before, after, KINDS) == ()
    assert matching_edition((edition(before),), after, KINDS) is not None


@pytest.mark.parametrize(
    ("fields", "weight"),
    [({name: pair}, Weight.SUBSTANCE) for name, pair in DECIDES.items()]
    + [({name: pair}, Weight.WORDING) for name, pair in WORDS.items()],
    ids=str,
)
def test_a_change_is_of_substance_or_of_wording(state, fields, weight):
    ((name, (was, now)),) = fields.items()

    (change,) = changes(laid(state, {name: was}), laid(state, {name: now}), KINDS)

    assert change.weight is weight


def test_a_type_of_evidence_counts_as_its_name(state):
    """Of a kind whose items are references that count as texts, as a schema may say."""
    certificate = json.loads(KINDS.texts["certificate.schema.json"])
    certificate["properties"]["papers"] = {"type": "array", "items": {"type": "string"}}
    certificate["properties"]["evidence"] = {
        "type": "array",
        "items": {"type": "string", "x-ref": "bodies"},
        COMPARE: "papers",
    }
    kinds = load_kinds(MappingProxyType({"certificate.schema.json": json.dumps(certificate)}))
    named = state["bodies", "gonganju"]["name"]

    before, after = laid(state, {"papers": [named]}), laid(state, {"evidence": ["gonganju"]})

    assert changes(before, after, kinds) == ()
    assert len(changes(before, laid(state, {"evidence": ["minzhengju"]}), kinds)) == 1


def compared(node, path=()):
    """Yield every property below a node with what its schema says of comparing it."""
    node = resolve(node, KINDS.common)
    for name, part in node.get("properties", {}).items():
        inner = resolve(part, KINDS.common)
        yield (*path, name), inner.get(COMPARE)
        yield from compared(inner, (*path, name))
    if "items" in node:
        yield from compared(node["items"], path)


def test_nothing_is_compared_that_only_proves_or_counts():
    """The sentences that ``insist`` and ``entrust`` are made of are what they say."""
    evidence = {"quote", "quote_read", "asked_as", "checked_on", "compared", "reviewed"}
    found = [
        (kind.name, path)
        for kind in KINDS
        if kind.folder and kind.is_frozen
        for path, said in compared(kind.schema)
        if path[-1] in evidence and said is not False
    ]

    assert found == []


def test_quotations_are_told_once_for_an_edition(state):
    before = laid(state, {"legal_basis": [BASIS, {**BASIS, "clause": "第二条", "quote": "早就有"}]})
    quoted = [{**BASIS, "clause": f"第{n}条", "quote": "一二三四"} for n in "一二三"]
    after = laid(state, {"legal_basis": quoted})

    assert evidence_sentences(before, after) == ("给2条依据加了原文引文。",)
    assert evidence_sentences(after, after) == ()


def test_a_kind_that_only_proves_is_not_compared_at_all(state):
    schema = {**json.loads(KINDS.texts["body.schema.json"]), COMPARE: False}
    kinds = load_kinds(MappingProxyType({"body.schema.json": json.dumps(schema)}))
    after = MappingProxyType({k: v for k, v in state.items() if k[0] != "bodies"})

    assert changes(state, after, kinds) == ()
    assert len(changes(state, after, KINDS)) == 2


def test_what_is_said_twice_in_a_set_is_said_once(state):
    before = laid(state, {"purposes": ["甲", "乙"]})

    assert changes(before, laid(state, {"purposes": ["乙", "甲", "乙"]}), KINDS) == ()
