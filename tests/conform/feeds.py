"""What is wrong with a feed or a calendar, by readers that others wrote and by the standards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import atoma
from icalendar import Calendar

_ATOM = "{http://www.w3.org/2005/Atom}"
_ONCE = ("id", "title", "updated")


def atom_faults(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield rule and words for each fault of a feed: RFC 4287, and what atoma cannot read."""
    try:
        atoma.parse_atom_bytes(content)
    except (atoma.FeedDocumentError, ValueError) as error:
        yield "atoma", str(error)
        return
    feed = ET.fromstring(content)  # noqa: S314 - our own build made it
    entries = feed.findall(f"{_ATOM}entry")
    if not feed.findall(f"{_ATOM}author"):
        yield "4.1.1", "a feed without author"
    if (links := _links(feed)) and "self" not in links:
        yield "4.1.1", "a feed with an address does not say its own"
    ids = Counter(one.findtext(f"{_ATOM}id") for one in entries)
    yield from (
        ("4.1.1", f"{n} entries have the id {number}") for number, n in ids.items() if n > 1
    )
    for one in (feed, *entries):
        yield from (
            ("4.1.2", f"not one {name}")
            for name in _ONCE
            if len(one.findall(f"{_ATOM}{name}")) != 1
        )
    for one in entries:
        if "alternate" not in _links(one) and one.find(f"{_ATOM}content") is None:
            yield "4.1.2", f"{one.findtext(f'{_ATOM}title')}: neither link nor content"


def _links(part: ET.Element) -> set[str]:
    return {link.get("rel", "alternate") for link in part.findall(f"{_ATOM}link")}


def calendar_faults(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield rule and words for each fault of a calendar: RFC 5545, and what icalendar cannot read."""
    try:
        calendar = Calendar.from_ical(content)
    except ValueError as error:
        yield "icalendar", str(error)
        return
    for part in calendar.walk():
        yield from (("icalendar", str(error)) for error in part.errors)
        missing = [name for name in part.required if name not in part]
        yield from (("required", f"{part.name} without {name}") for name in missing)
    lines = content.split(b"\r\n")
    if any(len(line) > 75 or b"\n" in line for line in lines):
        yield "3.1", "a line of more than 75 octets, or one that does not end in CRLF"
