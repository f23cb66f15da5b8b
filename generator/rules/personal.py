"""Nobody's identity or mobile number stands in the catalogue, which everybody may read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from generator.model.catalogue import SETTINGS, Catalogue
from generator.reading.document import Pointer
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

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


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    del context
    written = [(record.path, record.fields) for record in catalogue]
    for path, fields in (*written, (SETTINGS, catalogue.settings_fields)):
        for pointer, text in _texts(fields, ()):
            for what, number in numbers_of_people(text):
                yield Finding(
                    path=path,
                    pointer=pointer,
                    part=number,
                    message=f"这里像是写着{what}",
                    hint="删掉。目录是公开的，编辑备注也一样，不写任何人的身份证号、手机号。",
                )


def _texts(value: object, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        if len(value) >= MOBILE_DIGITS:
            yield pointer, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in OF_OFFICES:
                yield from _texts(inner, (*pointer, key))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*pointer, place))


MOBILE_DIGITS = 11


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
    check=_check,
)
