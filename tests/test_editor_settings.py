"""Editors see the schemas: VS Code's settings name every kind and nothing else."""

from __future__ import annotations

import json

from conftest import REPOSITORY

from generator.schema.kinds import load_kinds


def test_every_kind_is_wired_to_its_schema():
    settings = json.loads((REPOSITORY / ".vscode/settings.json").read_text(encoding="utf-8"))
    expected = {
        f"./schemas/{kind.name}.schema.json": [
            f"{place}/{kind.folder}/*.yml" if kind.folder else f"{place}/{kind.file}"
            for place in ("catalogue", "catalogue/bases/*")
        ]
        for kind in load_kinds()
    }

    assert settings["yaml.schemas"] == expected


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
