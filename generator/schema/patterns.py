"""Regular expressions of schemas, in linear time, since a schema may come from an untrusted source."""

from __future__ import annotations

from functools import lru_cache

import jsonschema_rs

LINEAR = jsonschema_rs.RegexOptions()


def matches(pattern: str, value: object) -> bool:
    """Tell whether a value matches a ``pattern`` of JSON Schema. ``$`` does not match before a newline."""
    try:
        return _compiled(pattern).is_valid(value)
    except ValueError:  # half of a surrogate pair
        return False


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=LINEAR)
