"""New files: the fields of a draft, its text with every field explained, its name and id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain, count
from typing import Any

from pypinyin import lazy_pinyin

from generator.editing.overlaying import TO_WRITE
from generator.reading.document import Value
from generator.reading.parse import parse
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import resolve

SYLLABLES = 6
LETTERS = 40
HALF_A_YEAR = timedelta(days=180)


def draft_fields(on: date) -> dict[str, Any]:
    """Return what is known of a new entry: it is a draft, from memory, to be looked at in half a year."""
    return {
        "decision": "undecided",
        "status": "draft",
        "tier": "D",
        "verification": {
            "verified_on": on.isoformat(),
            "next_review_on": (on + HALF_A_YEAR).isoformat(),
            "confidence": "memory",
        },
    }


def file_name(number: str, name: str) -> str:
    """Return the name of a file: the number and the beginning of the name in pinyin."""
    syllables = [re.sub("[^a-z0-9]", "", part.lower()) for part in lazy_pinyin(name)]
    return "-".join([number.lower(), *[part for part in syllables if part][:SYLLABLES]]) + ".yml"


def free_id(kind: Kind, taken: Iterable[tuple[str, str]], name: str) -> str:
    """Return a free id for a record that is no entry: its name in pinyin, with a number if needed."""
    letters = re.sub("[^a-z0-9]", "", "".join(lazy_pinyin(name)).lower())[:LETTERS] or kind.name
    used = {number.casefold() for number, folder in taken if folder == kind.folder}
    return next(
        candidate
        for candidate in chain((letters,), (f"{letters}-{place}" for place in count(2)))
        if candidate not in used
    )


def new_file(kind: Kind, kinds: Kinds, *, number: str, name: str, on: date) -> str:
    """Return the text of a new draft: the required fields, and the others as comments."""
    values = {kind.id_field: number, "name": name, "title": name}
    if not kind.is_entry:
        return "\n".join(_lines(kind.schema, kinds.common, values, "", guess=False)) + "\n"
    draft = draft_fields(on)
    values |= {**draft.pop("verification"), **draft}
    return "\n".join(_lines(kind.schema, kinds.common, values, "")) + "\n"


def defaults(kind: Kind, kinds: Kinds, on: date) -> Mapping[str, Value]:
    """Return the fields that a new draft needs besides its number and name."""
    text = new_file(kind, kinds, number=f"{kind.prefix}-001", name=TO_WRITE, on=on)
    document = parse(text, kind.name).document
    assert document is not None
    return {key: value for key, value in document.data.items() if key not in {"id", "name"}}


def _lines(
    schema: object,
    common: Mapping[str, Any],
    values: Mapping[str, str],
    indent: str,
    *,
    guess: bool = True,
) -> Iterator[str]:
    """Yield the required fields, and at the outermost level the others as comments.

    ``guess`` fills in the first value of a choice. Without it, the choice is left to the editor.
    """
    node = resolve(schema, common)
    required = node.get("required", ())
    for key, part in node.get("properties", {}).items():
        field = resolve(part, common)
        about = (
            f"# {field.get('title', key)}：{field.get('description', '')}{_choices(field, common)}"
        )
        if key not in required:
            if not indent:
                yield about
                yield from (f"# {shape_line}" for shape_line in _shape(key, field, common, ""))
            continue
        yield f"{indent}{about}"
        if field.get("type") == "object":
            yield f"{indent}{key}:"
            yield from _lines(field, common, values, indent + "  ", guess=guess)
        elif field.get("type") == "array":
            yield from (
                f"{indent}{shape_line}" for shape_line in _shape(key, field, common, TO_WRITE)
            )
        else:
            first = next(iter(field.get("enum", ())), TO_WRITE) if guess else TO_WRITE
            yield f"{indent}{key}: {_scalar(values.get(key) or first)}"


def _choices(field: Mapping[str, Any], common: Mapping[str, Any]) -> str:
    """Return the allowed values of a field, each with its Chinese label."""
    labels: Mapping[str, str] = field.get("x-labels", {})
    values = field.get("enum") or resolve(field.get("items", {}), common).get("enum", ())
    listed = [f"{value}（{labels[value]}）" if value in labels else str(value) for value in values]
    return f"可以写：{'、'.join(listed)}。" if listed else ""


def _shape(
    key: str, field: Mapping[str, Any], common: Mapping[str, Any], value: str
) -> Iterator[str]:
    """Yield the lines of a field in YAML: its keys, and the dashes of a list."""
    items = resolve(field.get("items", {}), common)
    inner = field if field.get("type") == "object" else items
    names = [name for name in inner.get("properties", {}) if not value or _is_required(inner, name)]
    dash = field.get("type") == "array"
    if not names:
        yield f"{key}:{'' if dash or not value else f' {value}'}"
        if dash:
            yield f"  - {value}".rstrip()
        return
    yield f"{key}:"
    for place, name in enumerate(names):
        start = "  - " if dash and not place else "    " if dash else "  "
        yield f"{start}{name}: {value}".rstrip()


def _is_required(schema: Mapping[str, Any], name: str) -> bool:
    return name in schema.get("required", ())


def _scalar(value: str) -> str:
    """Return a text as a YAML scalar that is read back unchanged."""
    safe = re.fullmatch(r"[\w（）《》〔〕、·-]+", value) and value[0] not in "-0123456789"
    return (
        value
        if safe or re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
        else "'" + value.replace("'", "''") + "'"
    )
