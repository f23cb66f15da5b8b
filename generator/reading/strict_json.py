"""JSON that no two programs read in two ways, without the characters that YAML may not hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from generator.reading.characters import forbidden_in_value
from generator.reading.limits import DEFAULT_LIMITS

MAX_DIGITS = 15  # what every reader of JSON holds exactly
_ESCAPED = re.compile(r"\\[bfru]")
"""How a character may be written that does not stand in the text itself."""


class JsonError(ValueError):
    """The bytes are not such JSON. The text says why, in Chinese."""


def read_json(content: bytes, nesting: int = DEFAULT_LIMITS.nesting) -> Any:
    """Return what the bytes say. Raises ``JsonError``, and nothing else.

    Refused besides what is no JSON: another encoding than UTF-8, a key that stands twice, numbers
    that are not whole or too long, more levels than ``nesting``, and forbidden characters.
    """
    try:
        text = content.decode()
        value = json.loads(
            text,
            object_pairs_hook=_each_once,
            parse_int=_whole,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except JsonError:
        raise
    except (ValueError, RecursionError) as error:
        raise JsonError("打不开，或者被改坏了") from error
    _measure(value, nesting)
    for part in _texts(value) if _ESCAPED.search(text) else (text,):
        if found := forbidden_in_value(part):
            raise JsonError(f"里面有{found[1]}")
    return value


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise JsonError(f"里面，“{twice[:40]}”写了两次")
    return made


def _whole(digits: str) -> int:
    return int(digits) if len(digits) <= MAX_DIGITS else _no_number(digits)


def _no_number(written: str) -> NoReturn:
    raise JsonError(f"里面有一个不能用的数：{written[:20]}")


def _measure(value: object, levels: int) -> None:
    if not isinstance(value, (dict, list)):
        return
    if not levels:
        raise JsonError("里面一层套一层，太深了")
    for inner in value.values() if isinstance(value, dict) else value:
        if not isinstance(inner, str):
            _measure(inner, levels - 1)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
