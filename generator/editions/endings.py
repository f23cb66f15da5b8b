"""Sentences on the end of an entry: day, document, reason and successors.

The page of an entry, ``show``, the note below a citation and ``verify`` use the same sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from generator.editions.names import RecordNames, record_lookup
from generator.model.catalogue import Catalogue
from generator.model.days import written
from generator.model.entries import ENDED, Entry, Status
from generator.model.values import Fields

ENDED_LABELS = MappingProxyType(
    {Status.SUSPENDED: "已中止", Status.ABOLISHED: "已废止", Status.REPLACED: "已被替代"}
)
"""The labels of ended entries in place of a verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """结束: the end of one entry."""

    status: Status
    subject: str
    day: str
    """The day in Chinese; empty if unknown."""
    instrument: str
    """The document that ended it, with its number; may be empty."""
    reason: str
    """The reason and what to do now, from the entry."""
    successors: tuple[str, ...]
    """Its successors, each with its verdict."""

    @property
    def notice(self) -> str:
        """The end as one sentence in the style of an official notice, without a full stop."""
        since = f"自{self.day}起，" if self.day else ""
        basis = f"，依据{self.instrument}" if self.instrument else ""
        others = "、".join(self.successors)
        if self.status is Status.REPLACED and others:
            return f"{since}{self.subject}由{others}替代{basis}"
        verb = "中止" if self.status is Status.SUSPENDED else "废止"
        alternative = f"；现在看{others}" if others else ""
        return f"{since}{verb}{self.subject}{basis}{alternative}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """The notice, then the reason."""
        reason = (
            self.reason if not self.reason or self.reason[-1] in "。！？" else f"{self.reason}。"
        )
        return tuple(part for part in (f"{self.notice}。", reason) if part)


def ending(fields: Fields, status: Status, names: RecordNames, since: date | None = None) -> Ending:
    """Return the end of the entry with these fields and this current status.

    ``since`` is the day of the edition that ended it, for an entry without a day.
    """
    end = fields.get("ended") or {}
    day = end.get("on") or fields.get("ceased_on") or since
    number = str(fields["id"])
    return Ending(
        status=status,
        subject=names.entry(number),
        day=written(date.fromisoformat(str(day))) if day else "",
        instrument=names.document(end["source"]) if end.get("source") else "",
        reason=str(end.get("text", "")),
        successors=tuple(_with_verdict(names, one) for one in fields.get("replaced_by", ())),
    )


def ending_of(
    catalogue: Catalogue, entry: Entry, on: date, since: date | None = None
) -> Ending | None:
    """Return the end of an entry as of a day, if it ended. ``since`` is as for ``ending``."""
    status = entry.status_on(on)
    if status not in ENDED:
        return None
    return ending(
        entry.fields, status, RecordNames(catalogue.kinds, (record_lookup(catalogue),)), since
    )


def _with_verdict(names: RecordNames, number: str) -> str:
    verdict = names.verdict(number)
    return f"{names.entry(number)}（{verdict}）" if verdict else number
