"""What a list says of a matter's verdict, to be compared with the catalogue; never taken over."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.model.entries import Decision
from generator.schema.kinds import Kind

_AGAINST = re.compile(r"负面清单|不应|不得|取消|禁止|不再|不予|不能|不可|不开")
_FOR = re.compile(r"正面清单|可以|保留|应当出具|应由")
_TICKED, _OPEN = "☑☒√✓✔■", "☐□"
_BEFORE = re.compile(rf"([{_TICKED}{_OPEN}])\s*([^\s{_TICKED}{_OPEN}]+)")
_AFTER = re.compile(rf"([^\s{_TICKED}{_OPEN}]+)\s*([{_TICKED}{_OPEN}])")
_YES = frozenset({"是", "√", "✓", "有", "需要"})
_NO = frozenset({"否", "×", "✗", "无", "不需要"})


def said_of_name(name: str) -> str:
    """Return the verdict a table's name gives on all its rows; empty if it gives none."""
    if _AGAINST.search(name):
        return Decision.FORBIDDEN.value
    return Decision.PERMITTED.value if _FOR.search(name) else ""


def said_of_titles(titles: Iterable[str]) -> str:
    """Return the verdict the titles above a table give; empty if they give several, or none."""
    both = [(_AGAINST, Decision.FORBIDDEN), (_FOR, Decision.PERMITTED)]
    said = {found.value for title in titles for mark, found in both if mark.search(title)}
    return said.pop() if len(said) == 1 else ""


def is_yes(text: str) -> bool:
    """Tell whether a cell is ticked."""
    return text in _YES or (bool(text) and set(text) <= set(_TICKED))


def said_of_verdict(heading: str, text: str, kind: Kind) -> str:
    """Return the verdict a cell gives under its heading; empty if it gives none."""
    text = _ticked(text)
    words = {word: str(code) for code, word in kind.decision_words.items()}
    if text in words:
        return words[text]
    if text in _YES | _NO:
        ends = "取消" in heading
        is_for = (text in _YES) != ends
        return (Decision.PERMITTED if is_for else Decision.FORBIDDEN).value
    return said_of_name(text)


def _ticked(text: str) -> str:
    """Return the one answer that is ticked where a cell has boxes; else the text as it is."""
    if not set(text) & set(_OPEN):
        return text
    if text[0] in _TICKED + _OPEN:
        answers = [(said, box) for box, said in _BEFORE.findall(text)]
    else:
        answers = _AFTER.findall(text)
    ticked = [said for said, box in answers if box in _TICKED]
    return ticked[0] if len(ticked) == 1 else ""
