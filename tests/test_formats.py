"""Editions of every format are read for ever: by the schemas of their day, whatever today's say."""

from __future__ import annotations

import hashlib
import json
import shutil
from types import MappingProxyType

import pytest
from helpers import DAY, small_catalogue, write
from test_editions import FIRST, KINDS, SECOND, change, release
from test_verification import judged, line

from generator.checking import check
from generator.editions import format_1
from generator.editions.changes import changes, matching_edition
from generator.editions.cited import CitationState
from generator.editions.edition import EditionError, catalogue_of, digests_of, from_bytes, state_of
from generator.editions.kept_prints import FILE
from generator.editions.migrations import Migration
from generator.model.canonical import canonical
from generator.schema.kinds import load_kinds

STANDING = ("2026-1", "2026-2", "2026-3", "2026-4")
SEALED = {
    "schemas.json": "53fde74eb565933466f23dace68fbf5c5e91c1a0ad6c0b997eb2ce6a45b8cf96",
    "prints.json": "8f33aa22c41ad274c75de9401664f8b1c97e9cc35e334c09c553349ff8d389a2",
}
"""The SHA-256 of what is kept for ever beside the editions of format 1."""


def renamed(folder, old, new):
    """Return the migration that calls a field by another name."""

    def apply(fields):
        return MappingProxyType(
            {new if key == old else key: value for key, value in fields.items()}
        )

    return Migration(name=f"{folder}: {old} is called {new}", folder=folder, apply=apply)


@pytest.fixture(scope="module")
def folder(repository):
    return repository / "catalogue/editions"


@pytest.fixture(scope="module")
def kinds_of_tomorrow():
    """Today's kinds, but certificates call ``meaning`` by another name."""
    text = KINDS.texts["certificate.schema.json"].replace('"meaning"', '"says"')
    return load_kinds(MappingProxyType({"certificate.schema.json": text}))


# --- format 1 ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STANDING)
def test_an_edition_of_format_1_is_read_when_a_field_has_another_name(
    folder, kinds_of_tomorrow, name
):
    content = (folder / f"{name}.json").read_bytes()

    today = from_bytes(content, KINDS)
    then = from_bytes(content, kinds_of_tomorrow, (renamed("certificates", "meaning", "says"),))

    key = ("certificates", "ZM-001")
    assert "meaning" not in then.state[key]
    assert then.state[key]["says"] == today.state[key]["meaning"]
    assert then.to_bytes() == content
    assert then.digest == today.digest
    assert then.stamp.seals == today.stamp.seals
    catalogue = catalogue_of(then, kinds_of_tomorrow)
    assert catalogue.fingerprint(catalogue.entries["ZM-001"]) == today.stamp.seals[key][:8]


def test_what_todays_schemas_forbid_is_no_fault_of_an_edition_of_format_1(folder):
    text = KINDS.texts["certificate.schema.json"].replace('"maxLength"', '"minLength"')
    strict = load_kinds(MappingProxyType({"certificate.schema.json": text}))

    assert from_bytes((folder / "2026-1.json").read_bytes(), strict).id == "2026-1"


def test_what_was_no_record_then_is_refused_now(folder):
    data = json.loads((folder / "2026-1.json").read_bytes())
    data["things"]["certificates"]["ZM-001"]["legal_basis"][0]["quote"] = "那时候没有这一项"
    del data["sha256"]
    data["sha256"] = hashlib.sha256(canonical(data)).hexdigest()

    with pytest.raises(EditionError, match="2026-1版里的ZM-001不合格式"):
        from_bytes(canonical(data), KINDS)


def test_what_cannot_be_brought_to_todays_form_is_told(folder):
    migrations = (renamed("certificates", "name", "id"),)
    broken = renamed("certificates", "materials", "name")

    with pytest.raises(EditionError, match="读不成现在的格式"):
        from_bytes((folder / "2026-1.json").read_bytes(), KINDS, (*migrations, broken))


def test_kinds_that_a_catalogue_adds_are_of_format_1_too():
    schema = json.loads(KINDS.texts["community.schema.json"])
    schema |= {"$id": schema["$id"].replace("community", "park"), "x-kind": {"folder": "parks"}}
    kinds = load_kinds(MappingProxyType({"park.schema.json": json.dumps(schema)}))

    assert "parks" in format_1.kinds_then(kinds).by_key
    assert "parks" not in format_1.kinds_then(KINDS).by_key


@pytest.mark.parametrize("name", SEALED)
def test_what_is_kept_of_format_1_never_changes(folder, repository, name):
    where = {"schemas.json": repository / "generator/editions/format_1", "prints.json": folder}
    file = next(where[name].rglob(name))

    assert hashlib.sha256(file.read_bytes()).hexdigest() == SEALED[name]


def test_every_print_of_format_1_is_kept_with_its_title_rule_entries_and_citation(shipped_check):
    editions = shipped_check.editions

    assert {edition.id for edition in editions if edition.prints} >= {*STANDING}
    for edition in editions[:4]:
        assert {one.id.split("/")[0] for one in edition.prints} == {
            "lists", "slips", "posters", "forms",
        }  # fmt: skip
        for one in edition.prints:
            assert one.title
            assert one.rule
            assert f"{edition.id}版" in one.line
            assert one.line.endswith(f"指纹{one.mark}")
            assert one.files


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "被改坏了"),
        (b'{"x": {"id": "2026-1"}}', "被改坏了"),
        (b'{"x": {"id": "2026-1", "address": "", "prints": [{"id": "../x"}]}}', "被改坏了"),
    ],
)
def test_a_broken_table_of_prints_is_a_problem_and_no_crash(tmp_path, content, said):
    root = small_catalogue(tmp_path)
    write(root / "editions" / FILE, content)

    (problem,) = check(root, on=DAY).problems

    assert (problem.code, problem.location.file) == ("F012", f"editions/{FILE}")
    assert said in problem.message


# --- format 2 ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A catalogue with one edition of format 2."""
    root = small_catalogue(tmp_path_factory.mktemp("formats"))
    settings = root / "catalogue.yml"
    write(settings, settings.read_text(encoding="utf-8") + "address: https://a.example/mulu\n")
    assert release(root, *FIRST, "--in-force", "2026-11-23") == 0
    return root


@pytest.fixture
def second(released, tmp_path):
    """A copy of it to change."""
    return shutil.copytree(released, tmp_path / "catalogue")


def test_an_edition_of_format_2_holds_its_address_its_prints_and_digests_of_texts(second):
    checked = check(second, on=DAY)
    (edition,) = checked.editions

    assert edition.format == 2
    assert edition.address == "https://a.example/mulu/"
    assert edition.digests == digests_of(checked.catalogue)
    prints = {one.id: one for one in edition.prints}
    assert prints["lists/certificates-forbidden"].rule == "decision certificates forbidden"
    assert prints["lists/certificates-forbidden"].ids == ("ZM-001",)
    assert prints["slips/zm-001"].entry == "ZM-001"
    assert len({one.says for one in edition.prints if one.id.startswith("forms/")}) > 3
    assert dict(prints["lists/certificates"].files).keys() == {"pdf", "docx", "xlsx", "csv"}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ((0, "ids"), ["ZM-777"], "提到“ZM-777”，这一版里没有"),
        ((0, "entry"), "ZM-777", "提到“ZM-777”，这一版里没有"),
        ((0, "id"), "lists/certificates", "写了两次"),
        ((0, "id"), "../x", "写法不对"),
        ((0, "page"), "../x/", "写法不对"),
        ((0, "evil"), 1, "不认识“evil”"),
        ((0, "says"), "x", "写法不对"),
        ((0, "files"), [["pdf"]], "至少要有2条"),
    ],
)
def test_prints_of_an_edition_are_looked_at_before_they_are_believed(second, path, value, said):
    data = json.loads((second / "editions/2026-1.json").read_bytes())
    data["prints"][path[0]][path[1]] = value
    del data["sha256"]
    data["sha256"] = hashlib.sha256(canonical(data)).hexdigest()

    with pytest.raises(EditionError, match=said):
        from_bytes(canonical(data), KINDS)


def test_a_quotation_added_leaves_the_edition_in_force_and_its_citations(second):
    checked = check(second, on=DAY)
    (edition,) = checked.editions
    state = dict(state_of(checked.catalogue))
    key = ("certificates", "ZM-001")
    quoted = tuple({**basis, "quote": "一二三四"} for basis in state[key]["legal_basis"])
    state[key] = MappingProxyType({**state[key], "legal_basis": quoted})

    assert matching_edition((edition,), state, KINDS) is edition
    assert changes(edition.state, state, KINDS) == ()


def as_format_1(root, name):
    """Write an edition of the small catalogue anew, as programs before format 2 did."""
    file = root / f"editions/{name}.json"
    data = json.loads(file.read_bytes())
    data = {k: v for k, v in data.items() if k not in {"address", "prints", "digests", "sha256"}}
    data["format"] = 1
    data["sha256"] = hashlib.sha256(canonical(data)).hexdigest()
    write(file, canonical(data))


def test_editions_of_both_formats_stand_in_one_chain(second):
    as_format_1(second, "2026-1")
    change(second, "tier: A", "tier: B")

    assert release(second, *SECOND, "--in-force", "2026-12-15") == 0

    checked = check(second, on=DAY)
    assert checked.problems == ()
    assert [edition.format for edition in checked.editions] == [1, 2]


@pytest.mark.parametrize("today", ["https://a.example/mulu", "https://b.example"])
def test_an_address_set_later_makes_no_citation_of_format_1_false(second, today):
    """An edition of format 1 does not say where its site was, and no table is kept of this one."""
    as_format_1(second, "2026-1")
    settings = second / "catalogue.yml"
    text = settings.read_text(encoding="utf-8")
    write(settings, text.replace("address: https://a.example/mulu\n", ""))
    cited = line(second)
    assert "https" not in cited
    write(settings, text.replace("https://a.example/mulu", today))

    assert judged(second, cited).state is CitationState.CURRENT
    assert judged(second, line(second)).state is CitationState.CURRENT


def test_an_address_changed_later_makes_no_citation_of_format_2_false(second):
    cited = line(second)
    assert "https://a.example/mulu/zm-001/" in cited
    change(second, "https://a.example/mulu", "https://b.example", "catalogue.yml")

    assert judged(second, cited).state is CitationState.CURRENT
    assert line(second) == cited  # an edition is cited as it always was, wherever it is shown
    moved = cited.replace("a.example/mulu", "b.example")
    assert judged(second, moved).state is CitationState.MISMATCH
