"""References lead to something that exists."""

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
    for path, reference in _leading_nowhere(catalogue):
        if _may_be_in(reference, context):
            continue
        known = catalogue.known(reference.target)
        meant = _meant(reference.value, known, resolver)
        yield Finding(
            path=path,
            pointer=reference.pointer,
            message=f"{_place(catalogue, reference.target)}里没有“{reference.value}”",
            hint=meant.hint if meant else _guess(reference.value, known),
            replace=(reference.value, meant.id) if meant else None,
        )


def _leading_nowhere(catalogue: Catalogue) -> Iterator[tuple[str, Reference]]:
    for (target, value), uses in catalogue.uses.items():
        if value not in catalogue.known(target):
            yield from ((use.by.path, use.reference) for use in uses)
    for reference in catalogue.settings_references:
        if not catalogue.exists(reference):
            yield SETTINGS, reference


class _Meant(NamedTuple):
    """What a value surely means, and how an editor is told."""

    id: str
    hint: str


def _meant(
    value: str, known: Mapping[str, Record | Concept], resolver: Callable[[], Names]
) -> _Meant | None:
    """Return what is meant: by its exact name, or by its id written in another way."""
    number = _number(value)
    ids = [key for key in known if key.casefold() == value.casefold()]
    # ZM-038 is not what ZM-018 was meant to be; zm-38 may be.
    ids += [key for key in known if number and _number(key) == number]
    named = [key for key, record in known.items() if value in {short_name(record), _name(record)}]
    found = set(ids) or set(named)
    if len(found) == 1:
        (key,) = found
        return _Meant(key, f"是否想写{key}（{short_name(known[key])}）？")
    match = _resolved(value, known, resolver) if not found else None
    if match is None:
        return None
    key, called = match.record.id, short_name(match.record)
    if match.is_former:
        return _Meant(key, f"“{value}”是以前的名称，现在是{called}，写{key}。")
    return _Meant(key, f"是否想写{key}（{called}）？")


def _resolved(
    value: str, known: Mapping[str, Record | Concept], resolver: Callable[[], Names]
) -> Match[Body] | Match[Source] | None:
    """Return the body or source called exactly so, now or formerly; not what merely ends so."""
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


def _may_be_in(reference: Reference, context: RuleContext) -> bool:
    """Tell whether the missing record may be in a file that could not be used."""
    if reference.target.startswith(f"{VOCABULARIES}/"):
        return context.is_unread(f"{reference.target}.yml")
    return context.may_be_unread(reference.value)


def _place(catalogue: Catalogue, target: str) -> str:
    if target == "entries":
        return "目录"
    if target.startswith(f"{VOCABULARIES}/"):
        return f"{target}.yml"
    kind = catalogue.kinds.by_key.get(target)
    return f"{kind.label}（{target}文件夹）" if kind else target


def _guess(value: str, known: Mapping[str, Record | Concept]) -> str:
    """Say what may have been meant. That is for a person to decide."""
    parts = [part for part in re.split(r"[，、,；;\s]+", value) if part]
    if len(parts) > 1 and any(part in known for part in parts):
        return "这里写了几个，连成了一个：一行写一个，每行开头写“- ”。"
    called = {short_name(record): key for key, record in known.items()}
    near = [] if _number(value) else difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    near = near or [called[name] for name in called if len(value) > 1 and _ends(value, name)]
    if len(near) != 1:
        return "先在那里加上它，或者改成已有的编号。"
    return f"是否想写{near[0]}（{short_name(known[near[0]])}）？"


def _ends(value: str, name: str) -> bool:
    """Tell whether one is the other with a place before it: 江北县民政局 and 民政局."""
    return value.endswith(name) or name.endswith(value)


def _number(value: str) -> tuple[str, int] | None:
    """Take an entry's number apart, however it is written: letters and digits."""
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
