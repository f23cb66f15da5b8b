"""Nobody's identity or mobile number stands in the catalogue, which everybody may read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.model.values import Fields
from generator.reading.finding import Finding
from generator.rules.rule import Rule
from generator.rules.texts import in_each_file, suspected

OF_OFFICES = frozenset({"phone"})
"""Fields for the numbers of offices, which may be mobile ones."""
_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-9１-９]\d{16}[\dXxＸｘ](?![\dA-Za-z])")
_APART = r"(?<![\dA-Za-z])(?<![\dA-Za-z][.+/=_-])"
"""Where a number begins that is no end of a code, an address or a longer number."""
_MOBILE = re.compile(
    rf"{_APART}(?:[A-Za-z]{{1,8}})?(?P<number>(?:\+?86[- ]?)?[1１][3-9３-９]\d(?:[ -]?\d{{4}}){{2}})"
    r"(?![\dA-Za-z])"
)
_BORN = range(1900, 2100)
_ADDRESS = re.compile(r"https?://\S+")
_DIGITS = re.compile(r"\d{3}[ -]?\d{4}")
"""Stands in every such number, and in few texts: the patterns above take five times as long."""


def _look(path: str, fields: Fields) -> Iterator[Finding]:
    for pointer, text in suspected(fields, _has_digits, OF_OFFICES):
        for what, number in numbers_of_people(text):
            yield Finding(
                path=path,
                pointer=pointer,
                part=number,
                message=f"这里像是写着{what}",
                hint="删掉。目录是公开的，编辑备注也一样，不写任何人的身份证号、手机号。",
            )


def _has_digits(text: str) -> bool:
    return bool(_DIGITS.search(_ADDRESS.sub("", text)))


def numbers_of_people(text: str) -> Iterator[tuple[str, str]]:
    """Yield what kind of number of a person stands in a text, and the number.

    The check digit of an identity number is not asked for: mistyped by one digit, it still says
    where and when somebody was born. What offices are numbered with holds no day of birth.
    """
    said = _ADDRESS.sub("", text)
    for found in _IDENTITY.finditer(said):
        if _holds_a_day_of_birth(found.group()):
            yield "身份证号", found.group()
    for found in _MOBILE.finditer(said):
        yield "手机号", found["number"]


def _holds_a_day_of_birth(number: str) -> bool:
    """Tell whether 18 characters stand as GB 11643-1999 has them: the day is the 7th to the 14th."""
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    try:
        return date(year, month, day).year in _BORN
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
    check=in_each_file(_look),
)
