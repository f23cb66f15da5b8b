"""Messages on how data differs from its schema, for readers who do not know schemas."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jsonschema.exceptions import ValidationError

from generator.reading.document import Pointer
from generator.reading.finding import Finding
from generator.schema.formats import YEARS, is_date, is_day
from generator.schema.patterns import matches

SchemaAt = Callable[[Pointer], Mapping[str, Any]]
LONGEST_SHOWN = 60
MISTYPED = 0.85
"""The similarity of a misspelt value and a choice, from 0 to 1. in_force and not_in_force have 0.8."""


def findings(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    """Convert one jsonschema error to findings. Unknown keywords get a general one."""
    words = _WORDS.get(str(error.validator), _general)
    yield from words(error, pointer, schema_at)


def _instance(error: ValidationError) -> Any:
    """Return the value that an error is about. jsonschema has always set it at this point."""
    return error.instance


def _expected(error: ValidationError) -> Any:
    """Return the value of the schema's keyword."""
    return error.validator_value


def _shortened(value: object) -> str:
    """Return a value as text, cut to a length that fits a message."""
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}……"


def _title(schema: Mapping[str, Any], pointer: Pointer) -> str:
    """Return the name of a field for editors: its Chinese title and its key."""
    key = next((step for step in reversed(pointer) if isinstance(step, str)), "")
    title = schema.get("title", "")
    if title and key:
        return f"“{title}”（{key}）" if not isinstance(pointer[-1], int) else f"“{title}”"
    return f"“{title or key}”" if title or key else "这个文件"


def _required(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    instance, condition = _instance(error), _condition(error, schema_at)
    for key in _expected(error):
        if key in instance:
            continue
        field = schema_at((*pointer, key))
        yield Finding(
            code="S011" if condition else "S001",
            message=f"{condition}缺少{_title(field, (*pointer, key))}",
            pointer=pointer,
            hint=field.get("description", "") + _choices(field, field.get("enum", ())),
            missing=(*pointer, key),
        )


def _choices(field: Mapping[str, Any], values: Iterable[str]) -> str:
    """Return the allowed values as text, each with its Chinese label."""
    labels: Mapping[str, str] = field.get("x-labels", {})
    listed = [f"{value}（{labels[value]}）" if value in labels else value for value in values]
    return f"可以写：{'、'.join(listed)}。" if listed else ""


def _condition(error: ValidationError, schema_at: SchemaAt) -> str:
    """Return the condition of a ``then`` at the root of the schema, in Chinese; else an empty text."""
    path = list(error.absolute_schema_path)
    if path[:1] != ["allOf"] or path[2:3] != ["then"]:
        return ""
    condition = schema_at(())["allOf"][path[1]]["if"]
    rules = condition.get("properties", {})
    words = []
    for key in [*rules, *(key for key in condition.get("required", ()) if key not in rules)]:
        field, rule = schema_at((key,)), rules.get(key, {})
        title = field.get("title", key)
        if "const" in rule:
            words.append(
                f"{title}是“{field.get('x-labels', {}).get(rule['const'], rule['const'])}”"
            )
        else:
            words.append(f"写了“{title}”")
    return f"{'、'.join(words)}，"


def _additional(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    allowed = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
    by_title = {schema_at((*pointer, key)).get("title", key): key for key in allowed}
    for key in _instance(error):
        if key in allowed:
            continue
        exact = by_title.get(key) or {name.casefold(): name for name in allowed}.get(key.casefold())
        near = exact or next(
            iter(difflib.get_close_matches(str(key), allowed, n=1, cutoff=0.6)), None
        )
        yield Finding(
            code="S002",
            message=f"不认识“{_shortened(key)}”这一项",
            pointer=(*pointer, key),
            at_key=True,
            hint=f"是否想写{near}？" if near else f"可以写的有：{'、'.join(allowed)}。",
            replace=(str(key), exact) if exact else None,
            meant=(*pointer, near) if near else (),
        )


def _type(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    value, expected = _instance(error), _expected(error)
    name = _title(schema_at(pointer), pointer)
    if value is None:
        yield _empty(name, pointer)
        return
    what, hint = _TYPES.get(str(expected), ("换一种写法", ""))
    if expected == "array" and isinstance(value, str):
        first = re.split(r"[、，,；;\s]+", value.removeprefix("- "))[0]
        hint = f"另起一行，每行开头写“- ”，例：- {_shortened(first)}"
    if expected == "object" and isinstance(value, str):
        hint = _shape(value, pointer, schema_at)
    fixed = _repaired_value(str(expected), value) if isinstance(value, str) else ""
    yield Finding(
        code="S003",
        message=f"{name}要{what}",
        pointer=pointer,
        hint=hint,
        replace=(value, fixed) if fixed else None,
    )


def _shape(value: str, pointer: Pointer, schema_at: SchemaAt) -> str:
    """Return a hint on how to write a text as a group of fields, one line for each required field."""
    needed = schema_at(pointer).get("required", ())
    if "：" in value:
        return "冒号要用英文的，后面加一个空格。"
    if not needed:
        return _TYPES["object"][1]
    if not isinstance(pointer[-1], int):
        return f"另起一行，多空两格，一行写一项：{'、'.join(needed)}。"
    first, *others = needed
    hint = f"这一行写成：- {first}: {_shortened(value)}"
    for key in others:
        field = schema_at((*pointer, key))
        hint += f"；下面再写一行{key}，和{first}对齐，{_choices(field, field.get('enum', ()))}"
    return hint.rstrip("，")


def _empty(name: str, pointer: Pointer) -> Finding:
    hint = "写上内容；没有内容就把这一行删掉。"
    return Finding(code="S006", message=f"{name}后面是空的", pointer=pointer, hint=hint)


_TYPES: Mapping[str, tuple[str, str]] = {
    "string": ("写成一段文字", "不要写成清单，也不要再分小项。"),
    "array": ("写成清单", "每行开头写“- ”。"),
    "object": ("分成几项写", "每项一行，写成“名称: 内容”。"),
    "integer": ("写成整数", "只写阿拉伯数字，不带单位。"),
    "boolean": ("写成true或者false", "是写true，否写false。"),
}
_TRUE = frozenset({"true", "yes", "on", "是", "对", "有", "要"})
_FALSE = frozenset({"false", "no", "off", "否", "不", "没有", "不要"})


def _repaired_value(expected: str, value: str) -> str:
    """Return the intended value of a text such as ``第1项`` or ``是``; empty if it is not certain."""
    if expected == "integer":
        number = re.fullmatch(r"第?\s*(\d{1,15})\s*[项条款号]?", value.strip())
        return str(int(number[1])) if number else ""
    if expected == "boolean":
        word = value.strip().lower()
        return "true" if word in _TRUE else "false" if word in _FALSE else ""
    return ""


def _enum(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    field = schema_at(pointer)
    labels: Mapping[str, str] = field.get("x-labels", {})
    value, choices = str(error.instance), [str(choice) for choice in _expected(error)]
    by_label = {label: choice for choice, label in labels.items() if choice in choices}
    by_letters = {choice.casefold(): choice for choice in choices}
    exact = by_label.get(value) or by_letters.get(value.casefold())
    near = exact or _resembling(value.casefold(), by_letters)
    yield Finding(
        code="S004",
        message=f"{_condition(error, schema_at)}{_title(field, pointer)}不能写“{_shortened(value)}”",
        pointer=pointer,
        hint=f"{f'是否想写{near}？' if near else ''}{_choices(field, choices)}",
        replace=(value, exact) if exact else None,
    )


def _resembling(value: str, choices: Mapping[str, str]) -> str:
    """Return the choice that a value is a typing error of; empty if it may as well be its opposite."""
    near = difflib.get_close_matches(value, choices, n=1, cutoff=MISTYPED)
    return choices[near[0]] if near else ""


def _const(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    yield Finding(
        code="S004",
        message=f"{_title(schema_at(pointer), pointer)}只能写“{error.validator_value}”",
        pointer=pointer,
    )


def _pattern(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    field, value = schema_at(pointer), str(error.instance)
    if field.get("format") == "date":
        return  # reported by the format
    normalized = unicodedata.normalize("NFKC", value).strip()
    fixed = next(
        (
            t
            for t in (normalized, normalized.upper(), normalized.lower())
            if matches(str(_expected(error)), t)
        ),
        "",
    )
    yield Finding(
        code="S005",
        message=f"{_title(field, pointer)}的写法不对：“{_shortened(value)}”",
        pointer=pointer,
        hint=field.get("description", ""),
        replace=(value, fixed) if fixed else None,
    )


def _format(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    field, value = schema_at(pointer), str(error.instance)
    name = _title(field, pointer)
    if error.validator_value == "date":
        fixed, hint = _repaired_date(value), "写成年-月-日，例：2026-11-23。"
        message = f"{name}不是一个日期：“{_shortened(value)}”"
        if is_day(value):
            message, hint, fixed = f"{name}：“{value}”太早或者太晚", YEARS, ""
        elif re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            message = f"{name}：没有“{value}”这一天"
        yield Finding(
            code="S007",
            message=message,
            pointer=pointer,
            hint=hint,
            replace=(value, fixed) if fixed else None,
        )
        return
    message, hint = _FORMATS.get(str(error.validator_value), ("的写法不对", ""))
    fixed = _repaired_number(value) if error.validator_value == "document-number" else ""
    yield Finding(
        code="S008",
        message=f"{name}{message}：“{_shortened(value)}”",
        pointer=pointer,
        hint=hint,
        replace=(value, fixed) if fixed else None,
    )


_FORMATS: Mapping[str, tuple[str, str]] = {
    "decimal": ("不是一个金额", "只写数字和小数点，例：60000。单位写在unit里。"),
    "uri": ("不是一个网址", "写全，从http://或者https://开始，中间没有空格。"),
    "document-number": ("里的年份要用六角括号〔〕", "例：民发〔2020〕20号。"),
}


def _repaired_date(value: str) -> str:
    match = re.fullmatch(
        r"\s*([0-9]{4})[-./年．](0?[0-9]{1,2})[-./月．](0?[0-9]{1,2})日?\s*", value
    )
    if not match:
        return ""
    day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return day if is_date(day) else ""


def _repaired_number(value: str) -> str:
    return re.sub(r"[\[［【﹝(（]\s*([0-9]{4})\s*[\]］】﹞)）]", r"〔\1〕", value)


def _length(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    name, limit, value = (
        _title(schema_at(pointer), pointer),
        error.validator_value,
        str(error.instance),
    )
    if error.validator == "minLength":
        yield _empty(name, pointer)
        return
    yield Finding(
        code="S009",
        message=f"{name}有{len(value)}个字，最多{limit}个字",
        pointer=pointer,
        hint="删短，或者把细节移到别的项里。",
    )


def _items(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    name, limit = _title(schema_at(pointer), pointer), error.validator_value
    if error.validator == "minItems":
        text = f"{name}至少要有{limit}条"
        yield Finding(
            code="S010", message=text, pointer=pointer, hint="补上内容，或者把这一项整个删掉。"
        )
        return
    yield Finding(code="S010", message=f"{name}最多{limit}条", pointer=pointer)


def _unique(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    previous: set[str] = set()
    for index, item in enumerate(_instance(error)):
        serialized = json.dumps(item, sort_keys=True, ensure_ascii=False)
        if serialized in previous:
            yield Finding(
                code="S012",
                message=f"{_title(schema_at(pointer), pointer)}里“{_shortened(item)}”写了两次",
                pointer=(*pointer, index),
                hint="删掉一处。",
            )
        previous.add(serialized)


def _range(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    which = "不能小于" if error.validator == "minimum" else "不能大于"
    yield Finding(
        code="S013",
        message=f"{_title(schema_at(pointer), pointer)}{which}{error.validator_value}",
        pointer=pointer,
    )


def _general(_error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    field = schema_at(pointer)
    yield Finding(
        code="S099",
        message=f"{_title(field, pointer)}不符合要求",
        pointer=pointer,
        hint=field.get("description", ""),
    )


def _dependent(error: ValidationError, pointer: Pointer, schema_at: SchemaAt) -> Iterator[Finding]:
    instance = _instance(error)
    for key, needed in _expected(error).items():
        for other in needed if key in instance else ():
            if other not in instance:
                first, field = (*pointer, key), schema_at((*pointer, other))
                yield Finding(
                    code="S001",
                    message=f"写了{_title(schema_at(first), first)}，缺少{_title(field, (*pointer, other))}",
                    pointer=first,
                    at_key=True,
                    hint=field.get("description", ""),
                    missing=(*pointer, other),
                )


_WORDS: Mapping[str, Callable[[ValidationError, Pointer, SchemaAt], Iterator[Finding]]] = {
    "required": _required,
    "dependentRequired": _dependent,
    "additionalProperties": _additional,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "format": _format,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _items,
    "maxItems": _items,
    "uniqueItems": _unique,
    "minimum": _range,
    "maximum": _range,
}
