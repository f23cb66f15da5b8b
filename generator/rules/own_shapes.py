"""Characters that other computers show otherwise, which names may need all the same."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.problems.problem import Severity
from generator.reading.characters import PRIVATE, SELECTED, VARIED
from generator.rules.rule import Finding, Rule, RuleContext
from generator.rules.texts import published_texts


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    del context
    for path, pointer, text in published_texts(catalogue, VARIED.search):
        for character in dict.fromkeys(PRIVATE.findall(text)):
            yield Finding(
                path=path,
                pointer=pointer,
                part=character,
                message=f"这里有一个造字（U+{ord(character):04X}），别的电脑上看不到，或者是另一个字",
                hint="有正式编码的字就换（GB 18030-2022收了很多人名、地名用字）；没有就留着，"
                "后面用括号写明是什么字。清单、告知单和海报上印成〓。",
            )
        for found in SELECTED.finditer(text):
            chosen = text[found.start() - 1]
            yield Finding(
                path=path,
                pointer=pointer,
                part=chosen + found.group(),
                message=f"“{chosen}”后面有字形选择符（U+{ord(found.group()):04X}），选的写法有的电脑上看不出来",
                hint="这种写法要紧就留着；不要紧就照“改成”那一行改，打印用常用的写法。",
                replace=(chosen + found.group(), chosen),
            )


RULE = Rule(code="R031", title="造字和选了字形的字要提醒", check=_check, severity=Severity.WARNING)
