"""What is not published but must be reviewed: waivers, notes, drafts, hand-written pages."""

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
class ReviewItem:
    """Something that is not published: its text or digest, and whether to show the text."""

    text: str
    is_shown: bool = False


def review_items(catalogue: Catalogue, pages: Path) -> Mapping[str, ReviewItem]:
    """Return what a catalogue does not publish, and its hand-written pages, by name."""
    return dict(_review_items(catalogue, pages))


def _review_items(catalogue: Catalogue, pages: Path) -> Iterator[tuple[str, ReviewItem]]:
    for waiver in catalogue.waivers:
        until = f"{waiver.until}前有效" if waiver.until else "没有写到什么时候"
        yield (
            f"豁免{waiver.code}，{waiver.file}",
            ReviewItem(f"{waiver.reason}{until}", is_shown=True),
        )
    for record in catalogue:
        name = f"{record.id}《{record.name}》"
        if isinstance(record, Entry) and record.status is Status.DRAFT:
            yield f"起草中的{name}", ReviewItem(canonical(record.fields).decode())
        if note := record.fields.get(NOTES):
            yield f"{name}的编辑备注", ReviewItem(str(note), is_shown=True)
    for file in sorted(pages.rglob("*.md")):
        name = file.relative_to(pages.parent).as_posix()
        yield f"手写的页面{name}", ReviewItem(digest(file.read_bytes().decode("utf-8", "replace")))


def for_reviewers(
    before: Mapping[str, ReviewItem] | None, after: Mapping[str, ReviewItem] | None
) -> tuple[str, ...]:
    """Return one sentence for each changed item; none if the items of a side are not known."""
    if before is None or after is None:
        return ()
    return tuple(
        _sentence(name, before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    )


def _sentence(name: str, was: ReviewItem | None, now: ReviewItem | None) -> str:
    how = "新增" if was is None else "删掉" if now is None else "修改"
    item = now or was
    text = f"：{' '.join(item.text.split())}" if item and item.is_shown else ""
    return f"{how}：{name}{text}"
