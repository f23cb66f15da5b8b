"""What readers never see and who reviews a change must: waivers, notes, drafts, written pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model.canonical import canonical, digest
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry, Status

HEADING = "只给审的人看"
NOTES = "notes_internal"


@dataclass(frozen=True, slots=True)
class Kept:
    """Something readers never see: what it says, and whether that is short enough to be shown."""

    text: str
    is_shown: bool = False


def kept_back(catalogue: Catalogue, pages: Path) -> Mapping[str, Kept]:
    """Return what a catalogue keeps from its readers, by what it is called, and its written pages."""
    return dict(_kept_back(catalogue, pages))


def _kept_back(catalogue: Catalogue, pages: Path) -> Iterator[tuple[str, Kept]]:
    for waiver in catalogue.waivers:
        until = f"{waiver.until}前有效" if waiver.until else "没有写到什么时候"
        yield f"豁免{waiver.code}，{waiver.file}", Kept(f"{waiver.reason}{until}", is_shown=True)
    for record in catalogue:
        called = f"{record.id}《{record.name}》"
        if isinstance(record, Entry) and record.status is Status.DRAFT:
            yield f"起草中的{called}", Kept(canonical(record.fields).decode())
        if note := record.fields.get(NOTES):
            yield f"{called}的编辑备注", Kept(str(note), is_shown=True)
    for file in sorted(pages.rglob("*.md")):
        name = file.relative_to(pages.parent).as_posix()
        yield f"手写的页面{name}", Kept(digest(file.read_bytes().decode("utf-8", "replace")))


def for_reviewers(
    before: Mapping[str, Kept] | None, after: Mapping[str, Kept] | None
) -> tuple[str, ...]:
    """Say what changed of it, a sentence each; nothing where one side does not know."""
    if before is None or after is None:
        return ()
    return tuple(
        _sentence(name, before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    )


def _sentence(name: str, was: Kept | None, now: Kept | None) -> str:
    how = "新增" if was is None else "删掉" if now is None else "修改"
    said = now or was
    shown = f"：{' '.join(said.text.split())}" if said and said.is_shown else ""
    return f"{how}：{name}{shown}"
