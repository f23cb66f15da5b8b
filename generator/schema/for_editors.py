"""The schemas as an editor's program asks them: of one file by itself, whatever lies above it.

``check`` lays a local entry over the one above first and asks the schema then; an editor's program
sees the local file alone, which says only what it changes. There an entry with ``adoption`` need
not be whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from generator.schema.kinds import SCHEMA_SUFFIX, Kind, Kinds

COMMON = f"common{SCHEMA_SUFFIX}"
_WHOLE = ("required", "allOf")


def editor_schema(kind: Kind, common: str = COMMON) -> str:
    """Return the schema of a kind for one file by itself; ``common`` is where the shared parts are."""
    schema = {name: part for name, part in kind.schema.items() if name != "$id"}
    if kind.is_entry:
        whole = {name: schema.pop(name) for name in _WHOLE if name in schema}
        schema |= {
            "required": [kind.id_field],
            "if": {"required": ["adoption"]},
            "else": whole,
        }
    text = json.dumps(schema, ensure_ascii=False, indent=2)
    return text.replace(f'"{COMMON}#', f'"{common}#') + "\n"


def editor_schemas(kinds: Kinds) -> Mapping[str, str]:
    """Return every schema for editors by the name of its file, the shared parts among them."""
    shared = json.loads(kinds.texts[COMMON])
    del shared["$id"]
    return {
        COMMON: json.dumps(shared, ensure_ascii=False, indent=2) + "\n",
        **{f"{kind.name}{SCHEMA_SUFFIX}": editor_schema(kind) for kind in kinds},
    }


def files_of_schemas(
    kinds: Iterable[Kind], folder: Callable[[Kind], str]
) -> Mapping[str, list[str]]:
    """Return which files each schema describes, as VS Code's ``yaml.schemas`` has it.

    ``folder`` tells where the schema of a kind lies.
    """
    return {
        f"{folder(kind)}/{kind.name}{SCHEMA_SUFFIX}": [
            f"{place}/{kind.folder}/*.yml" if kind.folder else f"{place}/{kind.file}"
            for place in ("catalogue", "catalogue/bases/*")
        ]
        for kind in kinds
    }
