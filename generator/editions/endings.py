"""How an entry ended, told in full: since when, by what, why, and what stands in its place.

The page of an entry, ``show``, the note below a citation and ``verify`` all tell it with these
sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from generator.editions.names import Names, fields_in
from generator.model.catalogue import Catalogue
from generator.model.days import written
from generator.model.entries import ENDED, Entry, Status
from generator.model.values import Fields

STOPPED = MappingProxyType(
    {Status.SUSPENDED: "已中止", Status.ABOLISHED: "已废止", Status.REPLACED: "已被替代"}
)
"""What stands in place of the verdict of what has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """结束: one entry that is no longer in force, and all that is known of it."""

    status: Status
    subject: str
    day: str
    """Since when, in words; empty where nobody said."""
    instrument: str
    """The document that ended it, with its number; empty where none is named."""
    reason: str
    """Why, and what to do now, as the entry says it."""
    successors: tuple[str, ...]
    """What stands in its place, each with its verdict."""

    @property
    def notice(self) -> str:
        """The end as an official notice says it, in one sentence without its full stop."""
        since = f"自{self.day}起，" if self.day else ""
        by = f"，依据{self.instrument}" if self.instrument else ""
        others = "、".join(self.successors)
        if self.status is Status.REPLACED and others:
            return f"{since}{self.subject}由{others}替代{by}"
        what = "中止" if self.status is Status.SUSPENDED else "废止"
        instead = f"；现在看{others}" if others else ""
        return f"{since}{what}{self.subject}{by}{instead}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """The notice, then why, each a sentence."""
        why = self.reason if not self.reason or self.reason[-1] in "。！？" else f"{self.reason}。"
        return tuple(part for part in (f"{self.notice}。", why) if part)


def ending(fields: Fields, status: Status, names: Names, since: date | None = None) -> Ending:
    """Return how the entry with these fields ended, ``status`` being what it is now.

    ``since`` is the day of the edition that ended it, for an entry that names no day.
    """
    ended = fields.get("ended") or {}
    day = ended.get("on") or fields.get("ceased_on") or since
    number = str(fields["id"])
    return Ending(
        status=status,
        subject=names.entry(number),
        day=written(date.fromisoformat(str(day))) if day else "",
        instrument=names.document(ended["source"]) if ended.get("source") else "",
        reason=str(ended.get("text", "")),
        successors=tuple(_with_verdict(names, one) for one in fields.get("replaced_by", ())),
    )


def ending_of(
    catalogue: Catalogue, entry: Entry, on: date, since: date | None = None
) -> Ending | None:
    """Return how an entry ended, as it stands on a day; none for one that has not.

    ``since`` is as for ``ending``.
    """
    status = entry.status_on(on)
    if status not in ENDED:
        return None
    return ending(entry.fields, status, Names(catalogue.kinds, (fields_in(catalogue),)), since)


def _with_verdict(names: Names, number: str) -> str:
    verdict = names.verdict(number)
    return f"{names.entry(number)}（{verdict}）" if verdict else number
