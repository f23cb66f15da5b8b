"""``catalogue new KIND``: create a well-formed file with the next free number."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain, count
from typing import Any

from pypinyin import lazy_pinyin

from generator.checking import Check, check
from generator.cli.common import add_catalogue, base_of, day_of, line
from generator.derive.adoption import reviewed_mark
from generator.editing.overlaying import TO_WRITE, overlay_text
from generator.model.numbering import free_numbers
from generator.model.values import freeze
from generator.problems.os_errors import describe_os_error
from generator.reading.document import Value
from generator.reading.parse import parse
from generator.schema.added import read_kinds
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import resolve
from generator.within import inside

HELP = "新建一条，自动取下一个编号"
SYLLABLES = 6
LETTERS = 40
HALF_A_YEAR = timedelta(days=180)
NUMBERS_UNKNOWN = "发布过的版本（editions）有读不出来的，不知道哪些编号用过，没有取编号。先运行catalogue check，照提示恢复。"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("kind", metavar="类别", help="文件夹的名字，例：certificates")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--name", type=line, metavar="名称", help="正式名称")
    what.add_argument(
        "--over", metavar="编号", help="上级目录里的哪一条，本地要改或者补充，例：ZM-004"
    )
    add_catalogue(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file and print its path; 2 for an unknown kind, 1 if it cannot be written."""
    kinds = read_kinds(options.catalogue).kinds
    known_kinds = {kind.folder: kind for kind in kinds if kind.folder}
    if options.kind not in known_kinds:
        near = difflib.get_close_matches(options.kind, known_kinds, n=1)
        hint = f"是否想写{near[0]}？" if near else ""
        choices = "、".join(f"{folder}（{kind.title}）" for folder, kind in known_kinds.items())
        sys.stderr.write(f"没有“{options.kind}”这一类。{hint}可以写：{choices}。\n")
        return 2
    if not options.catalogue.is_dir():
        sys.stderr.write(f"没有找到目录文件夹“{options.catalogue}”。\n")
        return 1
    kind = known_kinds[options.kind]
    checked = check(options.catalogue, on=day_of(options))
    try:
        path, text = (
            _overlay(options.over, kind, checked) if options.over else _new(options, kind, checked)
        )
    except LookupError as error:
        sys.stderr.write(f"{error.args[0]}\n")
        return 1
    try:
        file = inside(options.catalogue, path)
        file.parent.mkdir(exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except OSError as error:
        sys.stderr.write(f"写不了{options.catalogue / path}：{describe_os_error(error)}。\n")
        return 1
    is_draft = kind.is_entry and not options.over
    after = "起草中的事项不会发布。" if is_draft else f"写着“{TO_WRITE}”的都要改。"
    sys.stdout.write(
        f"新建了 {base_of(options.catalogue)}{path}\n改好以后运行 catalogue check 检查。{after}\n"
    )
    return 0


def _new(options: argparse.Namespace, kind: Kind, checked: Check) -> tuple[str, str]:
    """Return path and text of a new file. Raises ``LookupError`` if the used numbers are unknown."""
    if checked.numbers is None:
        raise LookupError(NUMBERS_UNKNOWN)
    if kind.is_entry:
        number = next(free_numbers(kind, checked.numbers))
        path = f"{kind.folder}/{file_name(number, options.name)}"
    else:
        number = free_id(kind, checked.numbers, options.name)
        path = f"{kind.folder}/{number}.yml"
    kinds = checked.catalogue.kinds
    return path, new_file(kind, kinds, number=number, name=options.name, on=day_of(options))


def _overlay(number: str, kind: Kind, checked: Check) -> tuple[str, str]:
    """Return path and text of a local file that changes a record of a base.

    Raises ``LookupError`` if there is no such record in a base.
    """
    catalogue = checked.catalogue
    record = catalogue.records.get(kind.folder, {}).get(number)
    if record is None:
        raise LookupError(f"{kind.title}里没有“{number}”。")
    above = checked.documents[record.path]
    if not any(above.path.startswith(f"{base}/") for base, _ in checked.bases):
        raise LookupError(f"“{number}”本地已经有文件，直接改它：{above.path}。")
    fields = {name: value for name, value in above.data.items() if name != "adoption"}
    mark = reviewed_mark(catalogue, freeze(fields), kind)
    labels = catalogue.kinds.labels("adoption", "action")
    actions = "、".join(f"{value}（{word}）" for value, word in labels.items())
    path = f"{kind.folder}/{above.path.rsplit('/', 1)[-1]}"
    return path, overlay_text(above, number, mark, kind, actions)


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
    values |= {
        "decision": "undecided",
        "status": "draft",
        "tier": "D",
        "verified_on": on.isoformat(),
        "next_review_on": (on + HALF_A_YEAR).isoformat(),
        "confidence": "memory",
    }
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
