"""The form of schemas that a catalogue adds, and the requirements of the program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator

from generator.schema.kinds import ADDRESS, SCHEMA_SUFFIX, Kinds, linear_filter
from generator.schema.walk import COMMON, resolve
from generator.schema.wording import findings

VERDICTS = ("permitted", "forbidden", "case_by_case", "assist_only", "undecided")
NEEDED = ("id", "name", "summary", "decision", "status", "tier")
"""Fields that every entry must have, because all pages and lists show them."""
RESERVED = frozenset({"bases", "editions"})
"""Folders of a catalogue that do not contain records."""
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _text(most: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": most}


_COUNT = {"type": "integer", "minimum": 0}
_PART = {"$ref": "#/$defs/part"}
_PARTS = {"type": "array", "minItems": 1, "maxItems": 20, "items": _PART}
_NAMES = {"type": "array", "maxItems": 200, "items": _text(60)}
_FIELDS = {"type": "object", "maxProperties": 200, "additionalProperties": _PART}
_KEYWORDS: Mapping[str, object] = MappingProxyType(
    {
        "$ref": _text(100),
        "title": _text(100),
        "description": _text(400),
        "type": {"enum": ["string", "integer", "boolean", "array", "object"]},
        "enum": {"type": "array", "minItems": 1, "maxItems": 200, "items": _text(60)},
        "const": {"type": ["string", "boolean", "integer"]},
        "properties": _FIELDS,
        "required": _NAMES,
        "additionalProperties": {"const": False},
        "minProperties": _COUNT,
        "maxProperties": _COUNT,
        "items": _PART,
        "minItems": _COUNT,
        "maxItems": _COUNT,
        "uniqueItems": {"type": "boolean"},
        "minLength": _COUNT,
        "maxLength": _COUNT,
        "pattern": _text(100),
        "format": _text(20),
        "minimum": {"type": "integer"},
        "maximum": {"type": "integer"},
        "not": _PART,
        "allOf": _PARTS,
        "anyOf": _PARTS,
        "oneOf": _PARTS,
        "if": _PART,
        "then": _PART,
        "else": _PART,
        "x-ref": _text(60),
        "x-labels": {"type": "object", "maxProperties": 200, "additionalProperties": _text(60)},
        "x-plain": {"type": "object", "maxProperties": 20, "additionalProperties": _text(60)},
        "x-compare": {"anyOf": [{"const": False}, _text(60)]},
        "x-ordered": {"type": "boolean"},
        "x-substance": {"type": "boolean"},
    }
)
"""The keywords that are allowed. All of them are checked in time proportional to the data."""
_KIND = {
    "type": "object",
    "additionalProperties": False,
    "required": ["folder"],
    "properties": {
        "folder": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,39}$"},
        "prefix": {"type": "string", "pattern": "^[A-Z]{2}$"},
        "entry": {"type": "boolean"},
        "form": {"type": "boolean"},
        "frozen": {"type": "boolean"},
        "closed": {"type": "boolean"},
        "label": _text(10),
        "hub": _text(20),
        "intro": _text(200),
        "order": _COUNT,
    },
    "if": {"required": ["entry"], "properties": {"entry": {"const": True}}},
    "then": {"required": ["prefix"], "properties": {"frozen": {"const": True}}},
}
_FORM = Draft202012Validator(
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["$id", "title", "x-kind", "type", "properties"],
        "properties": {
            **_KEYWORDS,
            "$schema": {"const": Draft202012Validator.META_SCHEMA["$id"]},
            "$id": _text(200),
            "type": {"const": "object"},
            "properties": {**_FIELDS, "required": ["id"]},
            "x-kind": _KIND,
        },
        "$defs": {
            "part": {
                "type": "object",
                "additionalProperties": False,
                "properties": dict(_KEYWORDS),
            }
        },
    }
)


def wrong_form(name: str, schema: Any, kinds: Kinds) -> str:
    """Return the first problem with the schema in the file ``name``, in Chinese; else an empty text.

    ``kinds`` are the kinds without it.
    """
    if not _NAME.fullmatch(name.removesuffix(SCHEMA_SUFFIX)):
        return "文件名用小写字母、数字和短横线"
    for error in _FORM.iter_errors(schema):
        where = ".".join(str(step) for step in error.absolute_path)
        for finding in findings(error, tuple(error.absolute_path), lambda _: {}):
            return f"{where}：{finding.message}" if where else finding.message
    if schema["$id"] != f"{ADDRESS}{name}":
        return f"$id要写成{ADDRESS}{name}"
    return next(_objections(name, schema, kinds), "")


def _objections(name: str, schema: Mapping[str, Any], kinds: Kinds) -> Iterator[str]:
    for part in _parts(schema):
        reference = part.get("$ref", COMMON)
        if not reference.startswith(COMMON) or reference.removeprefix(COMMON) not in {
            "",
            *kinds.common,
        }:
            yield f"$ref只能指到{COMMON}里有的，“{reference}”不是"
    about = schema["x-kind"]
    if about["folder"] in {*kinds.by_key, *RESERVED}:
        yield f"“{about['folder']}”这个文件夹已经有一类了"
    if about.get("entry"):
        yield from _entry_objections(schema, about["prefix"], kinds)
    try:
        linear_filter(name, schema, kinds.texts)
    except ValueError:
        yield "里面的pattern不能用；只写普通的正则表达式，不要有(?=、\\1这样的写法"


def _entry_objections(schema: Mapping[str, Any], prefix: str, kinds: Kinds) -> Iterator[str]:
    fields = schema["properties"]
    missing = [
        field for field in NEEDED if field not in fields or field not in schema.get("required", ())
    ]
    if missing:
        yield f"事项都要有{'、'.join(missing)}，写在properties和required里"
        return
    if any(kind.prefix == prefix for kind in kinds):
        yield f"编号开头的“{prefix}”已经有一类用了"
    number = resolve(fields["id"], kinds.common).get("pattern", "")
    if not re.fullmatch(rf"\^{prefix}-\[0-9\]\{{3(,[3-6])?\}}\$", number):
        yield f"id的pattern要写成^{prefix}-[0-9]{{3,6}}$"
    decision = fields["decision"]
    if unknown := set(decision.get("enum", [""])) - set(VERDICTS):
        yield f"decision的enum只能写{'、'.join(VERDICTS)}，“{min(unknown)}”不是"
    elif set(decision["enum"]) - set(decision.get("x-labels", ())):
        yield "decision的每一个结论，都要在x-labels里写明中文"


def _parts(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a schema and all its subschemas."""
    yield schema
    inner: list[Iterable[Mapping[str, Any]]] = [
        schema.get("properties", {}).values(),
        *(schema.get(name, ()) for name in ("allOf", "anyOf", "oneOf")),
        (schema[name] for name in ("items", "not", "if", "then", "else") if name in schema),
    ]
    for parts in inner:
        for part in parts:
            yield from _parts(part)
