"""References lead to something that exists."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

from generator.model.catalogue import VOCABULARIES, Catalogue
from generator.model.record import Record
from generator.model.supporting import Concept, short_name
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext
from generator.schema.walk import Reference


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    for path, reference in catalogue.references():
        if catalogue.exists(reference) or _may_be_in(reference, context):
            continue
        near = _nearest(reference.value, catalogue.known(reference.target))
        yield Finding(
            path=path,
            pointer=reference.pointer,
            message=f"{_place(catalogue, reference.target)}里没有“{reference.value}”",
            hint=f"是否想写{near[0]}（{near[1]}）？"
            if near
            else "先在那里加上它，或者改成已有的编号。",
            replace=(reference.value, near[0]) if near else None,
        )


def _may_be_in(reference: Reference, context: RuleContext) -> bool:
    """Tell whether the missing record may be in a file that could not be used."""
    if reference.target.startswith(f"{VOCABULARIES}/"):
        return f"{reference.target}.yml" in context.unusable
    return context.may_be_unread(reference.value)


def _place(catalogue: Catalogue, target: str) -> str:
    if target == "entries":
        return "目录"
    if target.startswith(f"{VOCABULARIES}/"):
        return f"{target}.yml"
    kind = catalogue.kinds.by_key.get(target)
    return f"{kind.label}（{target}文件夹）" if kind else target


def _nearest(value: str, known: Mapping[str, Record | Concept]) -> tuple[str, str] | None:
    """Return id and name of what was probably meant: by its name, or by a similar id."""
    names = {short_name(record): key for key, record in known.items()}
    key = names.get(value)
    if key is None and (number := _number(value)):
        # ZM-038 is not what ZM-018 was meant to be; zm-38 may be.
        key = next((other for other in known if _number(other) == number), None)
    elif key is None:
        near = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
        near = near or [
            names[n] for n in difflib.get_close_matches(value, list(names), n=1, cutoff=0.6)
        ]
        key = near[0] if near else None
    return (key, short_name(known[key])) if key is not None else None


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
