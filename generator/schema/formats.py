"""The formats of our schemas. They are checked strictly: ``2026-02-30`` is no date."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from jsonschema import FormatChecker

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The limits for dates of a catalogue. Calendars and feeds write years with four digits, and
calculate from a day. ``day`` in ``common.schema.json`` has the same limits for other programs."""
YEARS = f"年份在{FIRST_YEAR}到{LAST_YEAR}之间。"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")
# GB/T 9704-2012, 7.2.5: the year stands in 六角括号〔〕, full and without a leading 第.
_WRONG_BRACKETS = re.compile(r"[\[\]［］【】﹝﹞()（）]\s*[0-9]{4}|[0-9]{4}\s*[\]］】﹞)）]")


def is_date(value: object) -> bool:
    """Tell whether ``value`` is an existing day written ``YYYY-MM-DD`` (ISO 8601), in our years."""
    return not isinstance(value, str) or (is_day(value) and in_our_years(int(value[:4])))


def is_day(value: str) -> bool:
    """Tell whether ``value`` is an existing day of any year, written ``YYYY-MM-DD``."""
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def in_our_years(year: int) -> bool:
    """Tell whether dates of a catalogue may be in this year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def is_decimal(value: object) -> bool:
    """Tell whether ``value`` is an amount such as ``60000`` or ``0.9``, without separators."""
    if not isinstance(value, str):
        return True
    try:
        return bool(_DECIMAL.fullmatch(value)) and Decimal(value) >= 0
    except InvalidOperation:
        return False


def is_web_address(value: object) -> bool:
    """Tell whether ``value`` is an http or https address; nothing else may become a link."""
    if not isinstance(value, str):
        return True
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and not re.search(r"[\s<>\"'`{}|\\^]", value)
    )


def is_document_number(value: object) -> bool:
    """Tell whether a 发文字号 writes its year in 〔〕 (GB/T 9704-2012)."""
    return not isinstance(value, str) or not _WRONG_BRACKETS.search(value)


FORMATS = {
    "date": is_date,
    "decimal": is_decimal,
    "uri": is_web_address,
    "document-number": is_document_number,
}


def format_checker() -> FormatChecker:
    """Return a checker that knows exactly the formats of our schemas."""
    checker = FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name)(check)
    return checker
