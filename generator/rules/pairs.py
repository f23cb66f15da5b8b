"""Quotation marks and brackets in names are paired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.model.catalogue import Catalogue
from generator.model.once import once
from generator.model.record import Record
from generator.reading.document import Pointer
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

PAIRS = MappingProxyType(
    {
        "“": "”",
        "‘": "’",
        "《": "》",
        "〈": "〉",
        "（": "）",
        "【": "】",
        "〔": "〕",
        "「": "」",
        "『": "』",
    }
)
_CLOSING = frozenset(PAIRS.values())
NAMES = ("name", "short_name", "title", "short_title")


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for record in catalogue:
        yield from _findings(record)


@once
def _findings(record: Record) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            path=record.path,
            pointer=pointer,
            message=f"名称“{name}”里的{mark}没有成对",
            hint="补上另一半，或者删掉。",
        )
        for pointer, name in _names(record.fields)
        if (mark := unpaired(name))
    )


def _names(fields: Mapping[str, object]) -> Iterator[tuple[Pointer, str]]:
    for key in NAMES:
        if isinstance(name := fields.get(key), str):
            yield (key,), name
    aliases = fields.get("aliases")
    for index, alias in enumerate(aliases if isinstance(aliases, tuple) else ()):
        if isinstance(alias, Mapping):
            yield ("aliases", index, "text"), str(alias["text"])
        else:
            yield ("aliases", index), str(alias)


def unpaired(text: str) -> str:
    """Return the first unpaired mark of a text; empty if there is none."""
    opened: list[str] = []
    for mark in text:
        if mark in PAIRS:
            opened.append(mark)
        elif mark in _CLOSING and (not opened or PAIRS[opened.pop()] != mark):
            return mark
    return opened[-1] if opened else ""


RULE = Rule(
    code="R080",
    title="名称里的引号或者括号没有成对",
    meaning="名称印在清单和告知单上，居民照着念、照着搜。引号、书名号、括号只有一半，多半是漏打了字，或者复制时断了。",
    fails="""\
name: 无犯罪记录“证明
""",
    passes="""\
name: “无犯罪记录”证明
""",
    check=_check,
)
