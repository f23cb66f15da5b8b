"""Validate the content of an edition: kinds, numbers, fields and references."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from generator.model.catalogue import SETTINGS, VOCABULARIES
from generator.model.records import misfit
from generator.model.stamp import FrozenPrint
from generator.model.values import Fields
from generator.schema.check import objection
from generator.schema.kinds import Kinds

RecordsByFolder: TypeAlias = Mapping[str, Mapping[str, Fields]]
"""Plain fields by folder and number."""


def unknown_content(
    settings: Fields,
    records: RecordsByFolder,
    prints: Iterable[FrozenPrint],
    kinds: Kinds,
) -> str:
    """Return the first problem of a record or print, in Chinese; empty if there is none."""
    content = {SETTINGS: {"": settings}, **records}
    problem = next(_wrong_records(content, kinds), "")
    problem = problem or next(_wrong_references(content, kinds), "")
    return problem or next(_wrong_prints(content, prints, kinds), "")


def _wrong_prints(
    content: RecordsByFolder, prints: Iterable[FrozenPrint], kinds: Kinds
) -> Iterator[str]:
    entries = {number for kind in kinds.of_entries() for number in content.get(kind.folder, ())}
    ids: set[str] = set()
    for print_ in prints:
        if print_.id in ids:
            yield f"打印件{print_.id}写了两次"
        ids.add(print_.id)
        for number in filter(None, (*print_.ids, print_.entry)):
            if number not in entries:
                yield f"打印件{print_.id}提到“{number}”，这一版里没有"


def _wrong_records(content: RecordsByFolder, kinds: Kinds) -> Iterator[str]:
    for folder, records in content.items():
        kind = kinds.by_key.get(folder)
        if kind is None or not kind.is_frozen:
            yield f"“{folder}”，版次里没有这一类"
            continue
        for number, fields in records.items():
            name = number or folder
            if number and fields.get("id") != number:
                yield f"{name}，编号写的不是{name}"
            elif reason := objection(fields, folder, kinds):
                yield f"{name}不合格式：{reason}"
            elif field := misfit(fields, kind):
                yield f"{name}不合格式：{field}"


def _wrong_references(content: RecordsByFolder, kinds: Kinds) -> Iterator[str]:
    @cache
    def known(target: str) -> Container[str]:
        """Return the ids that a reference with this target may have."""
        if target == "entries":
            entries = (kind.folder for kind in kinds.of_entries())
            return {number for folder in entries for number in content.get(folder, ())}
        if target.startswith(f"{VOCABULARIES}/"):
            words = content.get(VOCABULARIES, {}).get(target.split("/")[1], {})
            return {concept["id"] for concept in words.get("concepts", ())}
        return content.get(target, {}).keys()

    for folder, records in content.items():
        for number, fields in records.items():
            for reference in kinds.by_key[folder].references(fields):
                if reference.value not in known(reference.target):
                    yield f"{number or folder}提到“{reference.value}”，这一版里没有"
