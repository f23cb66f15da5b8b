"""The schemas of editions of format 1, in ``schemas.json``, which never changes.

Their content is migrated to the current form afterwards, see ``migrations``.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from generator.schema.kinds import Kinds, compile_kinds, load_kinds

FORMAT = 1


def kinds_then(kinds: Kinds) -> Kinds:
    """Return the kinds of format 1, with the kinds that a catalogue adds to ``kinds``."""
    shipped = load_kinds().texts
    added = {name: text for name, text in kinds.texts.items() if name not in shipped}
    return compile_kinds({**added, **_schemas()})


@cache
def _schemas() -> dict[str, str]:
    text = (files(__name__) / "schemas.json").read_text(encoding="utf-8")
    return {name: json.dumps(schema) for name, schema in json.loads(text).items()}
