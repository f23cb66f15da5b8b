"""Warn of characters that look like ordinary ones, because searching and copying then fail."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.model.values import Fields
from generator.problems.problem import Severity
from generator.reading.finding import Finding
from generator.rules.rule import Rule
from generator.rules.texts import check_each_file, suspicious_texts

MAX_NAMED = 3
"""The most characters in a message. A text copied from a PDF may be full of them."""
# From Unicode TR 39, "Unicode Security Mechanisms", confusables.txt: letters that look the same in
# common fonts. Letters that are merely similar, such as alpha and a, are allowed.
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
# Radicals that NFKC does not map, or maps to the Traditional form. NFKC maps all other radicals and
# compatibility ideographs, and its mappings are stable.
_RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⼾",
    "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙户",
)
_HAN = re.compile("[\u2e80-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]")
_NUMERAL = "〇一二三四五六七八九十"
_ZERO = re.compile(f"([{_NUMERAL}])([OoＯｏΟοОо]+)(?=[{_NUMERAL}年])")
_SUSPICIOUS = re.compile(
    "["
    + "".join(some for some, _ in _LETTERS.values())
    + _HAN.pattern[1:]
    + f"|[{_NUMERAL}][OoＯｏ]"
)
"""A fast first check. The slower patterns run only on texts that it matches."""


def _findings(path: str, fields: Fields) -> Iterator[Finding]:
    for pointer, text in suspicious_texts(fields, _SUSPICIOUS.search):
        corrected = without_lookalikes(text)
        if corrected == text:
            continue
        indexes = [
            index for index, (a, b) in enumerate(zip(text, corrected, strict=True)) if a != b
        ]
        pairs = list(dict.fromkeys((text[index], corrected[index]) for index in indexes))
        listed = "、".join(f"“{a}”（{_describe(a)}）看着是“{b}”" for a, b in pairs[:MAX_NAMED])
        # With the next character, to find the right occurrence.
        part = slice(indexes[0], indexes[0] + 2)
        whole = slice(part.start, max(part.stop, indexes[-1] + 1))
        yield Finding(
            path=path,
            pointer=pointer,
            part=text[part].rstrip("\n"),
            message=f"{listed}{'等' if len(pairs) > MAX_NAMED else ''}，其实不是",
            hint="照“改成”那一行改；真的是外文，就在waivers.yml里写明。",
            replace=(text[whole].rstrip("\n"), corrected[whole].rstrip("\n")),
        )


def without_lookalikes(text: str) -> str:
    """Return a text with each lookalike replaced by the ordinary character."""
    text = _ZERO.sub(lambda match: match[1] + "〇" * len(match[2]), text)
    return _HAN.sub(_unified, _WORD.sub(_latin, text))


def _latin(match: re.Match[str]) -> str:
    """Return a word in Latin letters; unchanged if some of its letters are no lookalikes."""
    latin = match.group().translate(_AS_LATIN)
    return match.group() if _FOREIGN.search(latin) else latin


def _unified(match: re.Match[str]) -> str:
    unified = unicodedata.normalize("NFKC", match.group().translate(_RADICALS))
    return unified if len(unified) == 1 else match.group()


def _describe(character: str) -> str:
    kinds = [kind for kind, (characters, _) in _LETTERS.items() if character in characters]
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
    check=check_each_file(_findings),
    severity=Severity.WARNING,
)
