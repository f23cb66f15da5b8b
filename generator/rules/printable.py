"""Every published character can be printed: the fonts of the prints have a glyph for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import MappingProxyType

from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

from generator.model.catalogue import SETTINGS, Catalogue
from generator.reading.document import Pointer
from generator.rules.rule import Finding, Rule, RuleContext

UNPRINTED = frozenset({"notes_internal"})
_LAID_OUT = frozenset("\n")
"""Characters that are no glyphs: typesetting takes them for the end of a line."""


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    del context
    written = [(record.path, record.fields) for record in catalogue]
    for path, fields in (*written, (SETTINGS, catalogue.settings_fields)):
        for pointer, text in _texts(fields):
            if _glyphs().issuperset(text):
                continue
            missing = "".join(dict.fromkeys(c for c in text if c not in _glyphs()))
            if missing:
                codes = "、".join(f"{c}（U+{ord(c):04X}）" for c in missing)
                yield Finding(
                    path=path,
                    pointer=pointer,
                    message=f"{codes}印不出来，印刷用的字体里没有",
                    hint="换成通用规范汉字，或者用文字说明；表情符号请删掉。",
                )


def _texts(value: object, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, MappingProxyType):
        for key, item in value.items():
            if key not in UNPRINTED:
                yield from _texts(item, (*pointer, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, (*pointer, number))


@cache
def _glyphs() -> frozenset[str]:
    """Return the characters that the two fonts of the prints both have."""
    with TTFont(sans_path(), lazy=True) as sans, TTFont(serif_path(), lazy=True) as serif:
        both = sans.getBestCmap().keys() & serif.getBestCmap().keys()
    return _LAID_OUT | frozenset(map(chr, both))


RULE = Rule(code="R023", title="每个字都印得出来", check=_check)
