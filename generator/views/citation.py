"""How an entry is cited: one line with its fingerprint."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from generator.model.catalogue import Catalogue
from generator.model.things import Thing
from generator.model.values import thaw

UNPUBLISHED = frozenset({"notes_internal"})


@dataclass(frozen=True, slots=True)
class Citation:
    """引用: the line to copy, and the fingerprint in it."""

    line: str
    fingerprint: str


def canonical(thing: Thing) -> bytes:
    """Return the published fields of a thing as canonical JSON (sorted keys, no blanks, UTF-8)."""
    fields = {key: value for key, value in thing.fields.items() if key not in UNPUBLISHED}
    return json.dumps(
        thaw(fields),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def fingerprint(thing: Thing) -> str:
    """指纹: the first 8 hex digits of the SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(thing)).hexdigest()[:8]


def cite(catalogue: Catalogue, thing: Thing) -> Citation:
    """Return the citation of a thing as it stands in the working catalogue."""
    mark = fingerprint(thing)
    verified = thing.fields.get("verification", {}).get("verified_on", "")
    checked = f"，{verified}核对" if verified else ""
    title = catalogue.settings["title"]
    return Citation(f"《{title}》{thing.id}{thing.name}{checked}，指纹{mark}", mark)
