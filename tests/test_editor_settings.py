"""Editors see the schemas: VS Code's settings name every kind and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import yaml
from conftest import REPOSITORY
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from generator.cli import main
from generator.schema.for_editors import editor_schema, files_of_schemas
from generator.schema.kinds import load_kinds

OURS = REPOSITORY / ".vscode"
SHARED = "../../schemas/common.schema.json"
"""Where the shared parts are, from ``.vscode/schemas``."""


def schema_in(folder: Path, name: str) -> Draft202012Validator:
    """Return what VS Code asks: a schema that finds the others beside it."""

    def beside(uri: str) -> Resource:
        return Resource.from_contents(
            json.loads(Path(uri.removeprefix("file://")).read_text(encoding="utf-8")),
            default_specification=DRAFT202012,
        )

    schema = json.loads((folder / name).read_text(encoding="utf-8"))
    uri = f"file://{folder / name}"
    registry = Registry(retrieve=beside).with_resource(uri, Resource(schema, DRAFT202012))
    return Draft202012Validator({"$ref": uri}, registry=registry)


def as_seen(file: Path) -> object:
    """Read a file as VS Code does: a day is a text."""
    return json.loads(json.dumps(yaml.safe_load(file.read_text(encoding="utf-8")), default=str))


def local_entries() -> list[tuple[Path, str]]:
    """Every entry of the shipped catalogue that says only what it changes, with its kind."""
    return [
        (file, kind.name)
        for kind in load_kinds().of_entries()
        for place in ("catalogue", "catalogue/bases/hubei")
        for file in sorted((REPOSITORY / place / kind.folder).glob("*.yml"))
        if "\nadoption:" in file.read_text(encoding="utf-8")
    ]


def test_every_kind_is_wired_to_its_schema():
    settings = json.loads((OURS / "settings.json").read_text(encoding="utf-8"))
    wired = files_of_schemas(
        load_kinds(), lambda kind: "./.vscode/schemas" if kind.is_entry else "./schemas"
    )

    assert settings["yaml.schemas"] == wired


def test_the_schemas_of_entries_for_editors_follow_the_others(request):
    for kind in load_kinds().of_entries():
        file, made = OURS / f"schemas/{kind.name}.schema.json", editor_schema(kind, SHARED)
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(made, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == made


def test_a_local_entry_that_says_only_what_it_changes_is_no_error_in_vs_code():
    asked = {
        kind.name: schema_in(OURS / "schemas", f"{kind.name}.schema.json")
        for kind in load_kinds().of_entries()
    }
    files = local_entries()

    assert len(files) > 100
    assert [file for file, kind in files if not asked[kind].is_valid(as_seen(file))] == []


def test_a_whole_entry_still_has_to_be_whole_in_vs_code():
    whole = as_seen(REPOSITORY / "catalogue/bases/national/certificates/zm-004-yangquan.yml")
    asked = schema_in(OURS / "schemas", "certificate.schema.json")
    assert isinstance(whole, dict)

    assert asked.is_valid(whole)
    assert not asked.is_valid({key: one for key, one in whole.items() if key != "summary"})
    assert not asked.is_valid({key: one for key, one in whole.items() if key != "meaning"})
    assert not asked.is_valid({"id": "ZM-004", "adoption": {"action": "narrowed"}})
    assert not asked.is_valid({**whole, "sumary": "x"})


def test_a_new_catalogue_has_the_schemas_for_vs_code_beside_it(tmp_path):
    assert main(["init", str(tmp_path / "plain")]) == 0
    settings = json.loads((tmp_path / "plain/.vscode/settings.json").read_text(encoding="utf-8"))

    assert settings["files.eol"] == "\n"
    for name, globs in settings["yaml.schemas"].items():
        asked = schema_in((tmp_path / "plain" / name).parent, Path(name).name)
        for file in (tmp_path / "plain").glob(globs[0]):
            assert asked.is_valid(as_seen(file)), file


def test_every_property_explains_itself_in_chinese():
    def walk(node, path):
        if isinstance(node, dict):
            for name, part in node.get("properties", {}).items():
                if "$ref" not in part and "type" in part:
                    assert part.get("title"), (*path, name)
                    assert part.get("description"), (*path, name)
                walk(part, (*path, name))
            walk(node.get("items"), path)

    kinds = load_kinds()
    for kind in kinds:
        walk(kind.schema, (kind.name,))
    for name, definition in kinds.common.items():
        walk(definition, (name,))
