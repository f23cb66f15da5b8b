"""Regular expressions of schemas, in time proportional to the text: a schema may come from anybody."""

from __future__ import annotations

from functools import lru_cache

import jsonschema_rs

LINEAR = jsonschema_rs.RegexOptions()


def matches(pattern: str, value: object) -> bool:
    """Tell what ``pattern`` in JSON Schema says: ``$`` is the end, and no newline comes after it."""
    try:
        return _compiled(pattern).is_valid(value)
    except ValueError:  # half of a surrogate pair
        return False


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=LINEAR)
