"""JSON that differs by lines: a line for each key, and for each item under one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

_ENCODER = json.JSONEncoder(default=dict, ensure_ascii=False)


def as_json(value: Mapping[str, Any]) -> bytes:
    """Write JSON with a line for each key, and for each item of a list or iterator under one."""
    lines = []
    for key, inside in value.items():
        if isinstance(inside, list | Iterator):
            items = ",\n".join(map(_line, inside))
            lines.append(f"{_line(key)}: [\n{items}\n]")
        else:
            lines.append(f"{_line(key)}: {_line(inside)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _line(value: object) -> str:
    return _ENCODER.encode(value)
