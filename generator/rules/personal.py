"""The catalogue is public, so it contains no identity or mobile numbers of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.model.values import Fields
from generator.reading.finding import Finding
from generator.rules.rule import Rule
from generator.rules.texts import check_each_file, suspicious_texts

OFFICE_FIELDS = frozenset({"phone"})
"""Fields for the telephone numbers of offices, which may be mobile numbers."""
_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-9１-９]\d{16}[\dXxＸｘ](?![\dA-Za-z])")
_NUMBER_START = r"(?<![\dA-Za-z])(?<![\dA-Za-z][.+/=_-])"
"""The start of a number that is no part of a code, an address or a longer number."""
_MOBILE = re.compile(
    rf"{_NUMBER_START}(?:[A-Za-z]{{1,8}})?(?P<number>(?:\+?86[- ]?)?[1１][3-9３-９]\d(?:[ -]?\d{{4}}){{2}})"
    r"(?![\dA-Za-z])"
)
_BIRTH_YEARS = range(1900, 2100)
_ADDRESS = re.compile(r"https?://\S+")
_DIGITS = re.compile(r"\d{3}[ -]?\d{4}")
"""A fast first check that matches every such number. The patterns above take five times as long."""


def _findings(path: str, fields: Fields) -> Iterator[Finding]:
    for pointer, text in suspicious_texts(fields, _has_digits, OFFICE_FIELDS):
        for kind, number in personal_numbers(text):
            yield Finding(
                path=path,
                pointer=pointer,
                part=number,
                message=f"这里像是写着{kind}",
                hint="删掉。目录是公开的，编辑备注也一样，不写任何人的身份证号、手机号。",
            )


def _has_digits(text: str) -> bool:
    return bool(_DIGITS.search(_ADDRESS.sub("", text)))


def personal_numbers(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the digits of each identity or mobile number in a text.

    The check digit of an identity number may be wrong, because a mistyped number still reveals where
    and when somebody was born. Numbers of offices contain no date of birth.
    """
    without_addresses = _ADDRESS.sub("", text)
    for match in _IDENTITY.finditer(without_addresses):
        if _has_date_of_birth(match.group()):
            yield "身份证号", match.group()
    for match in _MOBILE.finditer(without_addresses):
        yield "手机号", match["number"]


def _has_date_of_birth(number: str) -> bool:
    """Tell whether the 7th to 14th of 18 characters are a date, as in GB 11643-1999."""
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    try:
        return date(year, month, day).year in _BIRTH_YEARS
    except ValueError:
        return False


RULE = Rule(
    code="R081",
    title="写了个人的身份证号或者手机号",
    meaning="目录人人能看，改过的内容在版本库里也一直留着。身份证号、手机号是个人信息，例子里也不写真的。",
    fails="""\
notes_internal: 问过老王，13800138000
""",
    passes="""\
notes_internal: 问过户籍窗口
""",
    check=check_each_file(_findings),
)
