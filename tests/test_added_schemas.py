"""Schemas in a catalogue come from anybody: what is wrong with one is a problem, never more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from helpers import DAY, small_catalogue, write

from generator.checking import check
from generator.model.entries import Decision
from generator.schema.added import HINT, read_kinds
from generator.schema.added_form import VERDICTS

FILE = "schemas/visit.schema.json"
COMMON = "common.schema.json#/$defs/"
VISIT = """\
id: ZF-001
name: 走访
summary: 每月一次。
decision: undecided
status: draft
tier: A
"""


def visit(fields: Mapping = {}, about: Mapping = {}, **changed):
    labels = {"undecided": "没有规定"}
    properties = {
        "id": {"type": "string", "pattern": "^ZF-[0-9]{3,6}$"},
        "name": {"type": "string"},
        "summary": {"type": "string"},
        "decision": {"type": "string", "enum": list(labels), "x-labels": labels},
        "status": {"$ref": f"{COMMON}status"},
        "tier": {"$ref": f"{COMMON}tier"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://catalogue.example/schemas/visit.schema.json",
        "title": "走访",
        "x-kind": {"folder": "visits", "prefix": "ZF", "entry": True, **about},
        "type": "object",
        "required": list(properties),
        "properties": {**properties, **fields},
        **changed,
    }


def with_schemas(folder: Path, files: dict[str, object], named: str = "schemas") -> Path:
    root = small_catalogue(folder)
    for path, content in files.items():
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        write(root / path, text)
    settings = root / "catalogue.yml"
    write(settings, settings.read_text(encoding="utf-8") + f"schemas:\n  - {named}\n")
    return root


def problems_of(root: Path) -> list[tuple[str, str, str]]:
    found = check(root, on=DAY).problems
    return [(one.code, one.location.file, one.message) for one in found]


def test_a_kind_is_there_with_its_records(tmp_path):
    root = with_schemas(tmp_path, {FILE: visit(), "visits/zf-001-zoufang.yml": VISIT})

    checked = check(root, on=DAY)

    assert [one.code for one in checked.problems] == []
    assert checked.catalogue.entries["ZF-001"].decision_label == "没有规定"


HOSTILE = {
    "no JSON": ("{", "打不开，或者被改坏了"),
    "no object": ("[]", "要分成几项写"),
    "a key twice": ('{"a": 1, "a": 2}', "“a”写了两次"),
    "too deep": ("[" * 100_000, "打不开"),
    "deep enough for a schema": ('{"not":' * 30 + "{}" + "}" * 30, "太深了"),
    "a template": (visit(about={"page": "entry"}), "x-kind：不认识"),
    "a single file": (visit(about={"file": "x.yml"}), "x-kind：不认识"),
    "a folder elsewhere": (visit(about={"folder": "../x"}), "x-kind.folder"),
    "a folder that is taken": (visit(about={"folder": "certificates"}), "已经有一类"),
    "the folder of editions": (visit(about={"folder": "editions"}), "已经有一类"),
    "letters that are taken": (visit(about={"prefix": "ZM"}), "“ZM”已经有一类用了"),
    "entries that are not frozen": (visit(about={"frozen": False}), "x-kind.frozen"),
    "something to fetch": (visit({"a": {"$ref": "http://127.0.0.1:9/a"}}), "$ref只能指到"),
    "a file to read": (visit({"a": {"$ref": "file:///etc/passwd"}}), "$ref只能指到"),
    "itself": (visit({"a": {"$ref": "#"}}), "$ref只能指到"),
    "another kind": (visit({"a": {"$ref": "body.schema.json"}}), "$ref只能指到"),
    "what is not there": (visit({"a": {"$ref": f"{COMMON}nothing"}}), "$ref只能指到"),
    "hidden in a condition": (visit(allOf=[{"if": {"$ref": "x"}}]), "$ref只能指到"),
    "a base for references": (visit({"a": {"$id": "http://x/"}}), "properties.a：不认识"),
    "references by name": (visit({"a": {"$dynamicRef": "#a"}}), "properties.a：不认识"),
    "another address": (visit(**{"$id": "https://catalogue.example/schemas/x.json"}), "$id要写成"),
    "patterns for names": (visit({"a": {"patternProperties": {"(a+)+$": {}}}}), "不认识"),
    "a long pattern": (visit({"a": {"pattern": "a" * 101}}), "properties.a.pattern"),
    "a pattern that is none": (visit({"a": {"pattern": "("}}), "pattern不能用"),
    "a pattern that looks ahead": (visit({"a": {"pattern": "(?=(a+)+)b"}}), "pattern不能用"),
    "a pattern that refers back": (visit({"a": {"pattern": "(a)\\1"}}), "pattern不能用"),
    "a pattern too large": (visit({"a": {"pattern": "(a{999}){999}"}}), "pattern不能用"),
    "a type of no data": (visit({"a": {"type": "null"}}), "properties.a.type"),
    "no decision": (visit(required=["id"]), "事项都要有"),
    "a verdict of its own": (visit({"decision": {"enum": ["maybe"]}}), "“maybe”不是"),
    "a verdict without words": (visit({"decision": {"enum": ["permitted"]}}), "x-labels"),
    "any verdict": (visit({"decision": {"type": "string"}}), "decision的enum"),
    "numbers of any form": (visit({"id": {"type": "string"}}), "id的pattern要写成^ZF-"),
    "paths as numbers": (visit({"id": {"pattern": "^ZF-[0-9]{3}|../x$"}}), "id的pattern要写成"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_schema_that_cannot_be_used_is_a_problem(tmp_path, name):
    content, said = HOSTILE[name]
    root = with_schemas(tmp_path, {FILE: content})

    (problem,) = check(root, on=DAY).problems

    assert (problem.code, problem.location.file, problem.hint) == ("F018", FILE, HINT)
    assert said in problem.message


@pytest.mark.parametrize("name", ["../x", "/etc", "a/b", "Schemas", ""])
def test_a_folder_elsewhere_is_not_looked_for(tmp_path, name):
    root = with_schemas(tmp_path, {FILE: visit()}, named=json.dumps(name))

    assert read_kinds(root).folders == frozenset()
    assert "F018" not in {code for code, _, _ in problems_of(root)}
    assert not check(root, on=DAY).passed


@pytest.mark.parametrize("name", ["certificates", "editions", "bases"])
def test_schemas_lie_in_a_folder_of_their_own(tmp_path, name):
    root = with_schemas(tmp_path, {}, named=name)

    assert ("F018", "catalogue.yml", f"文件夹“{name}”另有用处，不能放schema") in problems_of(root)


def test_a_link_out_of_the_catalogue_is_not_followed(tmp_path):
    write(tmp_path / "outside/visit.schema.json", json.dumps(visit()))
    root = with_schemas(tmp_path, {})
    (root / "schemas").symlink_to(tmp_path / "outside")

    assert [(code, file) for code, file, _ in problems_of(root)] == [("F008", "schemas")]

    (root / "schemas").unlink()
    (root / "schemas").mkdir()
    (root / FILE).symlink_to(tmp_path / "outside/visit.schema.json")

    assert [(code, file) for code, file, _ in problems_of(root)] == [("F008", FILE)]


def test_a_file_that_is_no_schema_is_told(tmp_path):
    root = with_schemas(tmp_path, {FILE: visit(), "schemas/notes.txt": "x"})

    assert [(code, file) for code, file, _ in problems_of(root)] == [("F004", "schemas/notes.txt")]


@pytest.mark.parametrize("name", ["certificate", "common", "Visit", "a b"])
def test_a_schema_takes_no_name_of_another(tmp_path, name):
    root = with_schemas(tmp_path, {f"schemas/{name}.schema.json": visit()})

    assert [code for code, _, _ in problems_of(root)] == ["F018"]


def test_no_pattern_takes_longer_than_its_text(tmp_path):
    """With Python's own regular expressions this would outlast the universe."""
    schema = visit({"name": {"type": "string", "pattern": "^(a+)+$"}})
    text = VISIT.replace("走访", "a" * 60 + "b")
    root = with_schemas(tmp_path, {FILE: schema, "visits/zf-001-a.yml": text})

    assert [code for code, _, _ in problems_of(root)] == ["S005"]


def test_a_field_all_entries_have_is_as_they_have_it(tmp_path):
    schema = visit({"aliases": {"type": "string"}})
    text = f"{VISIT}aliases: 看望\n"
    root = with_schemas(tmp_path, {FILE: schema, "visits/zf-001-zoufang.yml": text})

    (problem,) = check(root, on=DAY).problems

    assert (problem.code, problem.location.line) == ("F018", 7)
    assert problem.message == "这一类的schema把aliases写成了别的样子，和其他各类不一样"


def test_the_kinds_of_a_base_hold_below_it(tmp_path):
    above = with_schemas(tmp_path, {FILE: visit()})
    root = above.rename(tmp_path / "above").parent / "below"
    settings = (tmp_path / "above/catalogue.yml").read_text(encoding="utf-8")
    own = settings.replace("schemas:\n  - schemas\n", "bases:\n  - path: ../above\n")
    write(root / "catalogue.yml", own)
    write(root / "visits/zf-001-zoufang.yml", VISIT)

    assert problems_of(root) == []
    assert [kind.name for kind in read_kinds(root).kinds if kind.prefix == "ZF"] == ["visit"]

    write(tmp_path / "above" / FILE, "{")

    assert ("F018", f"../above/{FILE}") in {(code, file) for code, file, _ in problems_of(root)}


def test_the_verdicts_are_those_of_entries():
    assert set(VERDICTS) == {str(one) for one in Decision}
