"""The fonts of the prints have a glyph for every published character.

Rare characters of names come from a third font. ``font_dependent`` handles private-use characters
and variation selectors. Any other character without a glyph is an error. If a name needs it and
the error is waived, prints show ``NO_GLYPH``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fontTools.ttLib import TTFont
from noto_cjk_sans_otc import FONT_PATH as RARE
from pylopdf_fonts_zh_cn import sans_path, serif_path

from generator.model.values import Fields
from generator.reading.characters import PRIVATE, SELECTED
from generator.reading.finding import Finding
from generator.rules.rule import Rule
from generator.rules.texts import check_each_file, suspicious_texts

_LINE_BREAKS = frozenset("\n")
"""Characters that need no glyph, because they end a line."""
NO_GLYPH = "〓"
"""The sign of Chinese printers for a character that they have no type for."""


def _findings(path: str, fields: Fields) -> Iterator[Finding]:
    for pointer, text in suspicious_texts(fields, _missing):
        codes = "、".join(f"{c}（U+{ord(c):04X}）" for c in _missing(text))
        yield Finding(
            path=path,
            pointer=pointer,
            message=f"{codes}印不出来，印刷用的字体里没有",
            hint="换成通用规范汉字，或者用文字说明；表情符号请删掉。",
        )


def as_printed(text: str) -> str:
    """Return a text as printed: with ``NO_GLYPH`` for each character without a glyph."""
    text = PRIVATE.sub(NO_GLYPH, text)
    for character in _missing(text):
        text = text.replace(character, NO_GLYPH)
    return text


def _missing(text: str) -> list[str]:
    """Return the distinct characters of a text that have no glyph."""
    if _glyphs().issuperset(text):
        return []
    printed = SELECTED.sub("", PRIVATE.sub("", text))
    rare = [c for c in dict.fromkeys(printed) if c not in _glyphs()]
    return [c for c in rare if c not in _rare_glyphs()] if rare else []


@cache
def _glyphs() -> frozenset[str]:
    """Return the characters that both main fonts of the prints have."""
    with TTFont(sans_path(), lazy=True) as sans, TTFont(serif_path(), lazy=True) as serif:
        both = sans.getBestCmap().keys() & serif.getBestCmap().keys()
    return _LINE_BREAKS | frozenset(map(chr, both))


@cache
def _rare_glyphs() -> frozenset[str]:
    """Return the characters of the fallback font."""
    with TTFont(str(RARE), lazy=True, fontNumber=0) as rare:
        return frozenset(map(chr, rare.getBestCmap()))


RULE = Rule(
    code="R023",
    title="有的字印不出来",
    meaning=(
        "清单、告知单和海报用内嵌的字体印，人名、地名里的生僻字另有一套字体补上。"
        "都没有的字，换成通用规范汉字，或者用文字说明。"
        "名称里少不了的，写一条豁免：印出来的件上印成〓，别的照常。"
    ),
    fails="""\
meaning: 😀证明住在哪里。
""",
    passes="""\
meaning: 证明住在哪里。
""",
    check=check_each_file(_findings),
)
