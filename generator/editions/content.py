"""What an edition holds, looked at before it is believed: kinds, numbers, fields, references."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from generator.model.catalogue import SETTINGS, VOCABULARIES
from generator.model.records import misfit
from generator.model.stamp import FrozenPrint
from generator.schema.check import objection
from generator.schema.kinds import Kinds

RecordsByFolder: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Plain fields by folder and number."""


def unknown_content(
    settings: Mapping[str, Any],
    records: RecordsByFolder,
    prints: Iterable[FrozenPrint],
    kinds: Kinds,
) -> str:
    """Return the first record or print that nothing could be shown of, and why; else nothing."""
    everything = {SETTINGS: {"": settings}, **records}
    found = next(_wrong_records(everything, kinds), "")
    found = found or next(_wrong_references(everything, kinds), "")
    return found or next(_wrong_prints(everything, prints, kinds), "")


def _wrong_prints(
    everything: RecordsByFolder, prints: Iterable[FrozenPrint], kinds: Kinds
) -> Iterator[str]:
    entries = {number for kind in kinds.of_entries() for number in everything.get(kind.folder, ())}
    seen: set[str] = set()
    for one in prints:
        if one.id in seen:
            yield f"打印件{one.id}写了两次"
        seen.add(one.id)
        for number in filter(None, (*one.ids, one.entry)):
            if number not in entries:
                yield f"打印件{one.id}提到“{number}”，这一版里没有"


def _wrong_records(everything: RecordsByFolder, kinds: Kinds) -> Iterator[str]:
    for folder, found in everything.items():
        kind = kinds.by_key.get(folder)
        if kind is None or not kind.is_frozen:
            yield f"“{folder}”，版次里没有这一类"
            continue
        for number, fields in found.items():
            name = number or folder
            if number and fields.get("id") != number:
                yield f"{name}，编号写的不是{name}"
            elif reason := objection(fields, folder, kinds):
                yield f"{name}不合格式：{reason}"
            elif field := misfit(fields, kind):
                yield f"{name}不合格式：{field}"


def _wrong_references(everything: RecordsByFolder, kinds: Kinds) -> Iterator[str]:
    @cache
    def known(target: str) -> Container[str]:
        """Return what a reference with this target may name."""
        if target == "entries":
            entries = (kind.folder for kind in kinds.of_entries())
            return {number for folder in entries for number in everything.get(folder, ())}
        if target.startswith(f"{VOCABULARIES}/"):
            words = everything.get(VOCABULARIES, {}).get(target.split("/")[1], {})
            return {concept["id"] for concept in words.get("concepts", ())}
        return everything.get(target, {}).keys()

    for folder, found in everything.items():
        for number, fields in found.items():
            for reference in kinds.by_key[folder].references(fields):
                if reference.value not in known(reference.target):
                    yield f"{number or folder}提到“{reference.value}”，这一版里没有"
