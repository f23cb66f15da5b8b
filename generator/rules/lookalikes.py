"""A character that looks like a usual one and is another: searching and copying then go wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.model.values import Fields
from generator.problems.problem import Severity
from generator.reading.finding import Finding
from generator.rules.rule import Rule
from generator.rules.texts import in_each_file, suspected

MOST_NAMED = 3
"""Characters a message names; a text copied from a PDF may be full of them."""
# From Unicode TR 39, "Unicode Security Mechanisms", confusables.txt: what looks the same in the
# fonts people use. Letters that only resemble, as alpha does a, are used by honest texts.
_LETTERS = {
    "西里尔字母": (
        "АВЕЅІЈКМНОРСТУХҮԚԜаеорсухѕіјһԁԛԝӏ",
        "ABESIJKMHOPCTYXYQWaeopcyxsijhdqwl",
    ),
    "希腊字母": ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳν", "ABEZHIKMNOPTYXocjv"),
    "音标": ("ɑɡı", "agi"),
}
_AS_LATIN = str.maketrans(
    {a: b for pairs in _LETTERS.values() for a, b in zip(*pairs, strict=True)}
)
_WORD = re.compile("[0-9A-Za-z\u00c0-\u02af\u0370-\u03ff\u0400-\u052f]+")
_FOREIGN = re.compile("[\u0250-\u02af\u0370-\u03ff\u0400-\u052f]")
# Radicals whose character Unicode's own equivalence (NFKC) does not name, or names as Traditional
# Chinese writes it. What it says of the others and of compatibility ideographs never changes.
_RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⼾",
    "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙户",
)
_HAN = re.compile("[\u2e80-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]")
_NUMERAL = "〇一二三四五六七八九十"
_ZERO = re.compile(f"([{_NUMERAL}])([OoＯｏΟοОо]+)(?=[{_NUMERAL}年])")
_ODD = re.compile(
    "["
    + "".join(some for some, _ in _LETTERS.values())
    + _HAN.pattern[1:]
    + f"|[{_NUMERAL}][OoＯｏ]"
)
"""Matches every text that may hold a lookalike; the slower patterns run on those only."""


def _look(path: str, fields: Fields) -> Iterator[Finding]:
    for pointer, text in suspected(fields, _ODD.search):
        meant = as_meant(text)
        if meant == text:
            continue
        other = [place for place, (a, b) in enumerate(zip(text, meant, strict=True)) if a != b]
        pairs = list(dict.fromkeys((text[place], meant[place]) for place in other))
        listed = "、".join(f"“{a}”（{_describe(a)}）看着是“{b}”" for a, b in pairs[:MOST_NAMED])
        # With the character after it, which tells it from an honest one before.
        part = slice(other[0], other[0] + 2)
        whole = slice(part.start, max(part.stop, other[-1] + 1))
        yield Finding(
            path=path,
            pointer=pointer,
            part=text[part].rstrip("\n"),
            message=f"{listed}{'等' if len(pairs) > MOST_NAMED else ''}，其实不是",
            hint="照“改成”那一行改；真的是外文，就在waivers.yml里写明。",
            replace=(text[whole].rstrip("\n"), meant[whole].rstrip("\n")),
        )


def as_meant(text: str) -> str:
    """Return a text with each character that only looks like a usual one replaced by that one."""
    text = _ZERO.sub(lambda match: match[1] + "〇" * len(match[2]), text)
    return _HAN.sub(_usual, _WORD.sub(_latin, text))


def _latin(match: re.Match[str]) -> str:
    """Return a word in Latin letters; as it is when some of it belongs to another script."""
    latin = match.group().translate(_AS_LATIN)
    return match.group() if _FOREIGN.search(latin) else latin


def _usual(match: re.Match[str]) -> str:
    usual = unicodedata.normalize("NFKC", match.group().translate(_RADICALS))
    return usual if len(usual) == 1 else match.group()


def _describe(character: str) -> str:
    kinds = [kind for kind, (some, _) in _LETTERS.items() if character in some]
    kind = kinds[0] if kinds else "部首或者兼容字" if _HAN.match(character) else "拉丁字母"
    return f"U+{ord(character):04X}，{kind}"


RULE = Rule(
    code="R032",
    title="字看着一样，其实不是那个字",
    meaning=(
        "西里尔字母、希腊字母里有的和英文字母一个样；从PDF里复制出来的部首，和汉字一个样；“二〇”里的〇常常打成字母O。"
        "看着没有错，搜索、复制、朗读都对不上。"
    ),
    fails="""\
# 下一行的双引号里，\\u0410写出了一个西里尔字母
name: "\\u0410类居住证明"
""",
    passes="""\
name: A类居住证明
""",
    check=in_each_file(_look),
    severity=Severity.WARNING,
)
