"""References lead to something that exists."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.catalogue import Catalogue
from generator.rules.rule import Circumstances, Finding, Rule
from generator.schema.walk import Reference, references


def _check(catalogue: Catalogue, circumstances: Circumstances) -> Iterator[Finding]:
    holders = [(thing.path, thing.kind.schema, thing.fields) for thing in catalogue]
    settings = catalogue.kinds.by_key.get("catalogue.yml")
    if settings is not None:
        holders.append(("catalogue.yml", settings.schema, catalogue.settings))
    for path, schema, fields in holders:
        for reference in references(fields, schema, catalogue.kinds.common):
            if catalogue.exists(reference) or _may_be_in(reference, circumstances.unusable):
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


def _may_be_in(reference: Reference, unusable: frozenset[str]) -> bool:
    """Tell whether the missing thing may be in a file that could not be used."""
    value = reference.value.lower()
    if reference.target.startswith("vocabularies/"):
        return f"{reference.target}.yml" in unusable
    return any(path.rsplit("/", 1)[-1].startswith((f"{value}-", f"{value}.")) for path in unusable)


def _place(catalogue: Catalogue, target: str) -> str:
    if target == "entries":
        return "目录"
    if target.startswith("vocabularies/"):
        return f"{target}.yml"
    kind = catalogue.kinds.by_key.get(target)
    return f"{kind.label}（{target}文件夹）" if kind else target


def _nearest(value: str, known: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return id and name of what was probably meant: by its name, or by a similar id."""
    names = {_name(thing): key for key, thing in known.items()}
    key = names.get(value)
    if key is None:
        near = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
        near = near or [
            names[n] for n in difflib.get_close_matches(value, list(names), n=1, cutoff=0.6)
        ]
        key = near[0] if near else None
    return (key, _name(known[key])) if key is not None else None


def _name(thing: Any) -> str:
    short = getattr(thing, "short_name", "") or getattr(thing, "name", "")
    return str(short or (thing.get("label", "") if isinstance(thing, Mapping) else ""))


RULE = Rule(code="R001", title="引用的编号要存在", check=_check)
