"""Warn of characters that other computers show differently. Names may still need them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.values import Fields
from generator.problems.problem import Severity
from generator.reading.characters import PRIVATE, SELECTED, VARIED
from generator.reading.finding import Finding
from generator.rules.rule import Rule
from generator.rules.texts import check_each_file, suspicious_texts


def _findings(path: str, fields: Fields) -> Iterator[Finding]:
    for pointer, text in suspicious_texts(fields, VARIED.search):
        for character in dict.fromkeys(PRIVATE.findall(text)):
            yield Finding(
                path=path,
                pointer=pointer,
                part=character,
                message=f"这里有一个造字（U+{ord(character):04X}），别的电脑上看不到，或者是另一个字",
                hint="有正式编码的字就换（GB 18030-2022收了很多人名、地名用字）；没有就留着，"
                "后面用括号写明是什么字。清单、告知单和海报上印成〓。",
            )
        for selector in SELECTED.finditer(text):
            chosen = text[selector.start() - 1]
            yield Finding(
                path=path,
                pointer=pointer,
                part=chosen + selector.group(),
                message=f"“{chosen}”后面有字形选择符（U+{ord(selector.group()):04X}），选的写法有的电脑上看不出来",
                hint="这种写法要紧就留着；不要紧就照“改成”那一行改，打印用常用的写法。",
                replace=(chosen + selector.group(), chosen),
            )


RULE = Rule(
    code="R031",
    title="有造字，或者选了字形的字",
    meaning=(
        "造字只在装了它的电脑上看得到，别处是空白或者另一个字；字形选择符选的写法，也不是处处看得出来。"
        "人名、地名少不了的可以留，能换成正式编码的字就换。"
        "印出来的件上，造字印成〓。"
    ),
    fails="""\
# 下一行的双引号里，\\uE000写出了一个造字
place: "\\uE000山派出所"
""",
    passes="""\
place: 岘山派出所
""",
    check=check_each_file(_findings),
    severity=Severity.WARNING,
)
