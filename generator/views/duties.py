"""What is due: reviews past their day, sources that ended, doubts and waivers, by department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.derive.adoption import parent_changed
from generator.model.catalogue import Catalogue
from generator.model.entries import ENDED, Entry, Service

NOBODY = "没有写部门的"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """待办: one entry and one reason to review it."""

    entry: Entry
    reason: str
    since: date | None
    """The day since which it is due; none for a reason that has no day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """The duties of one department."""

    department: str
    slug: str
    """The slug of the department's page; empty for no department."""
    duties: tuple[Duty, ...]


def duties(catalogue: Catalogue, on: date) -> tuple[Duties, ...]:
    """Return what is due on the day ``on``. The departments with most duties come first.

    An entry with several departments is a duty of each of them.
    """
    by_body: dict[str, list[Duty]] = {}
    for duty in _all(catalogue, on):
        for body in duty.entry.competent_bodies or ("",):
            by_body.setdefault(body, []).append(duty)
    listed = [
        Duties(
            department=catalogue.bodies[body].name if body in catalogue.bodies else NOBODY,
            slug=catalogue.bodies[body].slug if body in catalogue.bodies else "",
            duties=tuple(body_duties),
        )
        for body, body_duties in by_body.items()
    ]
    return tuple(sorted(listed, key=lambda group: (-len(group.duties), group.department)))


def _all(catalogue: Catalogue, on: date) -> Iterator[Duty]:
    waived = _waived(catalogue)
    for entry in catalogue.entries.values():
        if entry.status_on(on) in ENDED:
            continue
        yield from _late(entry, on)
        for item in entry.legal_basis:
            source = catalogue.sources.get(item.source)
            if source is not None and source.has_ended(on):
                reason = f"依据《{source.short_name}》已经失效"
                yield Duty(entry=entry, reason=reason, since=source.ceased_on)
        for text in entry.unverified:
            yield Duty(entry=entry, reason=f"待核实：{text}", since=None)
        for route in entry.routes:
            if route.unverified:
                place = route.place or route.text or route.type
                yield Duty(entry=entry, reason=f"待核实：去处“{place}”", since=None)
        if parent_changed(catalogue, entry):
            yield Duty(
                entry=entry, reason=f"{entry.origin.parent_title}的这一条改了，待复核", since=None
            )
        for reason in waived.get(entry.path, ()):
            yield Duty(entry=entry, reason=reason, since=None)


def _late(entry: Entry, on: date) -> Iterator[Duty]:
    """Yield the duties whose deadline is past."""
    review = entry.verification.next_review_on if entry.verification else None
    if review is not None and review < on:
        yield Duty(entry=entry, reason=f"应当在{review}前再核对", since=review)
    admission = entry.admission if isinstance(entry, Service) else None
    trial = admission.trial_until if admission and admission.outcome == "trial" else None
    if trial is not None and trial < on:
        yield Duty(entry=entry, reason=f"试行到{trial}，该定下留还是退", since=trial)


def _waived(catalogue: Catalogue) -> Mapping[str, list[str]]:
    by_file: dict[str, list[str]] = {}
    for waiver in catalogue.waivers:
        until = f"，到{waiver.until}" if waiver.until else ""
        reason = f"豁免了{waiver.code}{until}：{waiver.reason}"
        by_file.setdefault(waiver.file, []).append(reason)
    return by_file
