"""Parse a strict subset of JSON, which all programs read alike, without forbidden characters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from generator.reading.characters import forbidden_in_value
from generator.reading.limits import DEFAULT_LIMITS

MAX_DIGITS = 15  # exact in the floating-point numbers of every JSON reader
_ESCAPED = re.compile(r"\\[bfru]")
"""An escape sequence that may stand for a forbidden character."""


class JsonError(ValueError):
    """The bytes are no strict JSON. The message is in Chinese."""


def read_json(content: bytes, nesting: int = DEFAULT_LIMITS.nesting) -> Any:
    """Return the parsed value. Raises ``JsonError`` only.

    Besides invalid JSON it refuses other encodings than UTF-8, duplicate keys, numbers that are not
    integers of at most ``MAX_DIGITS``, deeper nesting than ``nesting``, and forbidden characters.
    """
    try:
        text = content.decode()
        value = json.loads(
            text,
            object_pairs_hook=_unique_keys,
            parse_int=_integer,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except JsonError:
        raise
    except (ValueError, RecursionError) as error:
        raise JsonError("打不开，或者被改坏了") from error
    _check_nesting(value, nesting)
    for part in _strings(value) if _ESCAPED.search(text) else (text,):
        if forbidden := forbidden_in_value(part):
            raise JsonError(f"里面有{forbidden[1]}")
    return value


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise JsonError(f"里面，“{repeated[:40]}”写了两次")
    return mapping


def _integer(digits: str) -> int:
    return int(digits) if len(digits) <= MAX_DIGITS else _no_number(digits)


def _no_number(text: str) -> NoReturn:
    raise JsonError(f"里面有一个不能用的数：{text[:20]}")


def _check_nesting(value: object, levels: int) -> None:
    if not isinstance(value, (dict, list)):
        return
    if not levels:
        raise JsonError("里面一层套一层，太深了")
    for inner in value.values() if isinstance(value, dict) else value:
        if not isinstance(inner, str):
            _check_nesting(inner, levels - 1)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
