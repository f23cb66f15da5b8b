"""The schemas for text editors such as VS Code, which see each file by itself.

``check`` first merges a local entry with the one of the base, then validates it. A text editor only
sees the local file, which may contain only the changed fields. So these schemas do not require the
other fields of an entry with ``adoption``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from generator.schema.kinds import SCHEMA_SUFFIX, Kind, Kinds

COMMON = f"common{SCHEMA_SUFFIX}"
_WHOLE = ("required", "allOf")


def editor_schema(kind: Kind, common: str = COMMON) -> str:
    """Return the schema of a kind for a single file; ``common`` is the path of the shared schema."""
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
    """Return every schema for text editors by file name, including the shared one."""
    shared = json.loads(kinds.texts[COMMON])
    del shared["$id"]
    return {
        COMMON: json.dumps(shared, ensure_ascii=False, indent=2) + "\n",
        **{f"{kind.name}{SCHEMA_SUFFIX}": editor_schema(kind) for kind in kinds},
    }


def files_of_schemas(
    kinds: Iterable[Kind], folder: Callable[[Kind], str]
) -> Mapping[str, list[str]]:
    """Return the files that each schema describes, in the form of VS Code's ``yaml.schemas``.

    ``folder`` returns the folder of a kind's schema.
    """
    return {
        f"{folder(kind)}/{kind.name}{SCHEMA_SUFFIX}": [
            f"{place}/{kind.folder}/*.yml" if kind.folder else f"{place}/{kind.file}"
            for place in ("catalogue", "catalogue/bases/*")
        ]
        for kind in kinds
    }
