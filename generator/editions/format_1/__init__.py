"""Editions of format 1, read for ever by the schemas as they stood when the last one was released.

``schemas.json`` never changes. What those schemas allowed is brought to today's form afterwards,
see ``migrations``.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from generator.schema.kinds import Kinds, compile_kinds, load_kinds

FORMAT = 1


def kinds_then(kinds: Kinds) -> Kinds:
    """Return the kinds as they were in format 1, with those that a catalogue adds to ``kinds``."""
    shipped = load_kinds().texts
    added = {name: text for name, text in kinds.texts.items() if name not in shipped}
    return compile_kinds({**added, **_schemas()})


@cache
def _schemas() -> dict[str, str]:
    text = (files(__name__) / "schemas.json").read_text(encoding="utf-8")
    return {name: json.dumps(schema) for name, schema in json.loads(text).items()}
