"""References lead to existing records."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from generator.derive.naming import Match, Names, names
from generator.model.catalogue import SETTINGS, VOCABULARIES, Catalogue
from generator.model.record import Record
from generator.model.supporting import Body, Concept, Source, short_name
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext
from generator.schema.walk import Reference


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    resolver = cache(partial(names, catalogue))
    for path, reference in _dangling_references(catalogue):
        if _may_be_unread(reference, context):
            continue
        known = catalogue.known(reference.target)
        correction = _correction(reference.value, known, resolver)
        yield Finding(
            path=path,
            pointer=reference.pointer,
            message=f"{_container(catalogue, reference.target)}里没有“{reference.value}”",
            hint=correction.hint if correction else _guess(reference.value, known),
            replace=(reference.value, correction.id) if correction else None,
        )


def _dangling_references(catalogue: Catalogue) -> Iterator[tuple[str, Reference]]:
    for (target, value), uses in catalogue.uses.items():
        if value not in catalogue.known(target):
            yield from ((use.by.path, use.reference) for use in uses)
    for reference in catalogue.settings_references:
        if not catalogue.exists(reference):
            yield SETTINGS, reference


class _Correction(NamedTuple):
    """The certain correction of a reference, with a hint."""

    id: str
    hint: str


def _correction(
    value: str, known: Mapping[str, Record | Concept], resolver: Callable[[], Names]
) -> _Correction | None:
    """Return the correction of an exact name, or of an id in another spelling."""
    number = _number(value)
    ids = [key for key in known if key.casefold() == value.casefold()]
    # zm-38 means ZM-038. ZM-018 does not.
    ids += [key for key in known if number and _number(key) == number]
    named = [key for key, record in known.items() if value in {short_name(record), _name(record)}]
    candidates = set(ids) or set(named)
    if len(candidates) == 1:
        (key,) = candidates
        return _Correction(key, f"是否想写{key}（{short_name(known[key])}）？")
    match = _find_by_name(value, known, resolver) if not candidates else None
    if match is None:
        return None
    key, name = match.record.id, short_name(match.record)
    if match.is_former:
        return _Correction(key, f"“{value}”是以前的名称，现在是{name}，写{key}。")
    return _Correction(key, f"是否想写{key}（{name}）？")


def _find_by_name(
    value: str, known: Mapping[str, Record | Concept], resolver: Callable[[], Names]
) -> Match[Body] | Match[Source] | None:
    """Return the body or source with exactly this current or former name."""
    match next(iter(known.values()), None):
        case Body():
            body = resolver().body(value)
            exact = body and value in {*body.record.aliases, *body.record.former_names}
            return body if exact else None
        case Source():
            return resolver().source(value)
    return None


def _name(record: Record | Concept) -> str:
    return record.name if isinstance(record, Record) else record.label


def _may_be_unread(reference: Reference, context: RuleContext) -> bool:
    """Tell whether the missing record may be in an unusable file."""
    if reference.target.startswith(f"{VOCABULARIES}/"):
        return context.is_unread(f"{reference.target}.yml")
    return context.may_be_unread(reference.value)


def _container(catalogue: Catalogue, target: str) -> str:
    if target == "entries":
        return "目录"
    if target.startswith(f"{VOCABULARIES}/"):
        return f"{target}.yml"
    kind = catalogue.kinds.by_key.get(target)
    return f"{kind.label}（{target}文件夹）" if kind else target


def _guess(value: str, known: Mapping[str, Record | Concept]) -> str:
    """Return a hint with an uncertain correction."""
    parts = [part for part in re.split(r"[，、,；;\s]+", value) if part]
    if len(parts) > 1 and any(part in known for part in parts):
        return "这里写了几个，连成了一个：一行写一个，每行开头写“- ”。"
    by_name = {short_name(record): key for key, record in known.items()}
    nearest = (
        [] if _number(value) else difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    )
    nearest = nearest or [
        by_name[name] for name in by_name if len(value) > 1 and _is_suffix(value, name)
    ]
    if len(nearest) != 1:
        return "先在那里加上它，或者改成已有的编号。"
    return f"是否想写{nearest[0]}（{short_name(known[nearest[0]])}）？"


def _is_suffix(value: str, name: str) -> bool:
    """Tell whether one name ends with the other, as 江北县民政局 with 民政局."""
    return value.endswith(name) or name.endswith(value)


def _number(value: str) -> tuple[str, int] | None:
    """Return prefix and digits of an entry's number in any spelling."""
    match = re.fullmatch(r"\s*([A-Za-z]{2})\W*([0-9]{1,6})\s*", value)
    return (match[1].upper(), int(match[2])) if match else None


RULE = Rule(
    code="R001",
    title="引用的编号不存在",
    meaning=(
        "这里写的编号，目录里没有。"
        "页面上会出现点不开的链接，读者走到死路。"
        "部门、依据、事项都填编号，不填名称。"
    ),
    fails="""\
competent_bodies:
  - 公安局
""",
    passes="""\
competent_bodies:
  - gonganju
""",
    check=_check,
)
