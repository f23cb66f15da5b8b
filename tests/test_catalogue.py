"""The shipped catalogue: complete, clean, and answering what the survey asked."""

from __future__ import annotations

import json
from datetime import date

import pytest
from conftest import REPOSITORY

from generator import check
from generator.model.entries import Decision
from generator.views.coverage import coverage

DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def shipped():
    """All of it, on a day when the newest of it has been verified."""
    return check(REPOSITORY / "catalogue", on=DAY)


def test_it_has_no_problem_at_all(shipped):
    assert shipped.problems == ()


def test_it_has_the_entries_it_should(shipped):
    kinds = [entry.kind.folder for entry in shipped.catalogue.entries.values()]

    assert kinds.count("certificates") == 22 + 34 + 28
    assert kinds.count("services") == 72 + 16 + 96
    assert kinds.count("seal-uses") == 32
    assert kinds.count("overheads") >= 6 + 3


def test_the_national_and_the_hubei_list_are_covered(shipped):
    national, hubei = coverage(shipped.catalogue)

    assert (national.covered, national.expected) == (20, 20)
    assert (hubei.covered, hubei.expected) == (21, 21)
    assert (hubei.renamed, hubei.added, len(hubei.not_adopted)) == (2, 2, 1)


def test_practice_elsewhere_is_never_shown_as_permission(shipped):
    for entry in shipped.catalogue.entries.values():
        if entry.tier in {"C", "D"}:
            assert entry.decision is Decision.UNDECIDED, entry.id


def test_the_surveys_examples_have_an_answer(shipped):
    answers = {
        "住宅楼办营业执照的证明": ("ZM-019", "forbidden"),
        "身份信息不一致的证明": ("ZM-002", "forbidden"),
        "出国务工旅游担保": ("YZ-020", "forbidden"),
        "婚史证明": ("ZM-008", "forbidden"),
        "房产证明": ("ZM-017", "forbidden"),
    }
    for question, (number, decision) in answers.items():
        entry = shipped.catalogue.entries[number]
        assert entry.decision == decision, question
        assert entry.fields["routes"], question


def test_every_platform_work_area_and_veto_leads_to_entries(shipped):
    catalogue = shipped.catalogue
    for vocabulary in ("platforms", "work-areas"):
        for concept in catalogue.concepts[vocabulary]:
            assert catalogue.naming_value(f"vocabularies/{vocabulary}", concept), concept
    forms = [e.fields["form"] for e in catalogue.entries.values() if e.kind.folder == "overheads"]
    assert forms.count("veto") == 6
    assert {"plaque", "ledger", "inspection"} <= set(forms)


def test_no_telephone_number_is_published_as_certain_without_its_source(shipped):
    for body in shipped.catalogue.bodies.values():
        for channel in body.fields.get("channels", ()):
            if "phone" in channel and not channel.get("unverified"):
                assert channel["sources"], body.id


def test_a_department_name_is_certain_only_with_a_source(shipped):
    for body in shipped.catalogue.bodies.values():
        if body.name_verified and body.fields["type"] == "government":
            assert body.fields["sources"], body.id


def test_the_open_data_lists_every_entry(shipped, shipped_site):
    data = json.loads((shipped_site / "api/v1/entries.json").read_text(encoding="utf-8"))

    assert [entry["id"] for entry in data["entries"]] == list(shipped.catalogue.entries)
    assert len(data["entries"]) >= 170
    for entry in data["entries"]:
        assert set(entry) == {"id", "kind", "name", "decision", "status", "url", "fingerprint"}
        assert (shipped_site / entry["url"] / "index.html").is_file()
