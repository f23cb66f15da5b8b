"""What changed as feeds (Atom, RFC 4287), and what falls due as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from generator.editions.edition import Edition
from generator.editions.history import DescribedChange
from generator.editions.notices import without_day
from generator.model.catalogue import Catalogue
from generator.model.days import written
from generator.model.entries import Entry
from generator.outputs.api.api import API
from generator.outputs.context import RenderContext

ATOM = "http://www.w3.org/2005/Atom"
_ROOM = 75
"""Octets of a line of a calendar; longer ones are folded."""


def feeds(context: RenderContext) -> Iterator[tuple[str, bytes]]:
    """Yield the feed of all changes, one for each body, and the calendar."""
    title = str(context.catalogue.settings.short_title)
    yield "changes.atom", _feed(context, f"{title}：改动", "", None)
    for body in context.catalogue.bodies.values():
        numbers = {entry.id for entry in context.catalogue.naming(body)}
        name = f"{title}：{body.short_name}的改动"
        yield f"bodies/{body.id}.atom", _feed(context, name, body.id, numbers | {body.id})
    yield "dates.ics", _calendar(context)


# --- Atom -------------------------------------------------------------------------------------


def _feed(context: RenderContext, title: str, name: str, about: set[str] | None) -> bytes:
    """Return a feed of what the editions changed, of everything or of the records ``about``.

    Numbers of items are made from what they say, so that a reader never sees one twice.
    """
    own = f"bodies/{name}.atom" if name else "changes.atom"
    catalogue = context.catalogue
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    _child(feed, "id", _urn(catalogue, "feed", name))
    _child(feed, "title", title)
    released = [step.edition.adopted_on.isoformat() for step in context.steps]
    _child(
        feed, "updated", _moment(max(released, default=catalogue.settings.verified_on.isoformat()))
    )
    author = ET.SubElement(feed, "author")
    _child(author, "name", catalogue.settings.publisher)
    if catalogue.address:
        ET.SubElement(feed, "link", {"rel": "self", "href": f"{catalogue.address}{API}{own}"})
        ET.SubElement(feed, "link", {"rel": "alternate", "href": f"{catalogue.address}editions/"})
    for step in reversed(context.steps):
        for one in step.changes:
            if about is None or one.id in about:
                _item(feed, catalogue, step.edition, one)
        if step.before is None and about is None:
            _first(feed, catalogue, step.edition)
    ET.indent(feed)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _item(feed: ET.Element, catalogue: Catalogue, edition: Edition, one: DescribedChange) -> None:
    item = ET.SubElement(feed, "entry")
    _child(item, "id", _urn(catalogue, edition.id, f"{one.folder}/{one.id}"))
    _child(item, "title", f"{one.word}：{one.subject}")
    _child(item, "updated", _moment(edition.adopted_on.isoformat()))
    told = without_day(one.sentence, edition.in_force_on)
    page = one.affected.pages[0] if one.affected.pages else "editions/"
    _said(item, catalogue, f"{written(edition.in_force_on)}起施行。{told}", page)


def _first(feed: ET.Element, catalogue: Catalogue, edition: Edition) -> None:
    item = ET.SubElement(feed, "entry")
    _child(item, "id", _urn(catalogue, edition.id, "edition"))
    _child(item, "title", f"{edition.id}版发布：{edition.title}")
    _child(item, "updated", _moment(edition.adopted_on.isoformat()))
    told = f"{written(edition.in_force_on)}起施行。{edition.instrument}。"
    _said(item, catalogue, told, f"edition-{edition.id}/")


def _said(item: ET.Element, catalogue: Catalogue, told: str, page: str) -> None:
    """Say what happened, and where it is told; where no address is known, this is all of it.

    An entry has a link or content (RFC 4287, 4.1.2).
    """
    _child(item, "summary", told)
    if catalogue.address:
        ET.SubElement(item, "link", {"rel": "alternate", "href": f"{catalogue.address}{page}"})
    else:
        _child(item, "content", told)


def _child(parent: ET.Element, name: str, text: object) -> None:
    ET.SubElement(parent, name).text = "".join(c for c in str(text) if c >= " ")


def _urn(catalogue: Catalogue, *parts: str) -> str:
    return uuid5(NAMESPACE_URL, "/".join((str(catalogue.settings.title), *parts))).urn


def _moment(iso: str) -> str:
    return f"{iso}T00:00:00+08:00"


# --- iCalendar --------------------------------------------------------------------------------


def _calendar(context: RenderContext) -> bytes:
    catalogue = context.catalogue
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//community-admission-catalogue//ZH",
        f"X-WR-CALNAME:{_escaped(str(catalogue.settings.short_title))}",
    ]
    for when, what, number in sorted(_dates(context)):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_urn(catalogue, 'date', number, what).removeprefix('urn:uuid:')}",
            f"DTSTAMP:{catalogue.settings.verified_on:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{when:%Y%m%d}",
            f"DTEND;VALUE=DATE:{when + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(what)}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _dates(context: RenderContext) -> Iterator[tuple[date, str, str]]:
    for step in context.steps:
        edition = step.edition
        yield edition.in_force_on, f"{edition.id}版施行：{edition.title}", edition.id
    for entry in context.catalogue.entries.values():
        yield from _of_entry(entry)


def _of_entry(entry: Entry) -> Iterable[tuple[date, str, str]]:
    name = f"{entry.id}{entry.title}"
    review = entry.verification.next_review_on if entry.verification else None
    for when, what in (
        (entry.in_force_on, f"{name}施行"),
        (entry.ceased_on, f"{name}停止"),
        (review, f"{name}该再核对了"),
    ):
        if when:
            yield when, what, entry.id


def _escaped(text: str) -> str:
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, escaped)
    return text


def _folded(line: str) -> bytes:
    """Fold a line so that none is longer than 75 octets and no character is cut (RFC 5545, 3.1)."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        encoded = character.encode()
        if len(piece) + len(encoded) > _ROOM - (1 if pieces else 0):
            pieces.append(piece)
            piece = b""
        piece += encoded
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
