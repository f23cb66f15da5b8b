"""Find verdicts in imported lists, for comparison with the catalogue. They are never adopted."""

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


def verdict_of_name(name: str) -> str:
    """Return the verdict in the name of a table; empty if there is none."""
    if _AGAINST.search(name):
        return Decision.FORBIDDEN.value
    return Decision.PERMITTED.value if _FOR.search(name) else ""


def verdict_of_titles(titles: Iterable[str]) -> str:
    """Return the verdict in the titles of a table; empty if there are none or several."""
    patterns = [(_AGAINST, Decision.FORBIDDEN), (_FOR, Decision.PERMITTED)]
    verdicts = {
        decision.value
        for title in titles
        for pattern, decision in patterns
        if pattern.search(title)
    }
    return verdicts.pop() if len(verdicts) == 1 else ""


def is_yes(text: str) -> bool:
    """Tell whether a cell is ticked."""
    return text in _YES or (bool(text) and set(text) <= set(_TICKED))


def verdict_of_cell(heading: str, text: str, kind: Kind) -> str:
    """Return the verdict in a cell with its heading; empty if there is none."""
    text = _ticked(text)
    by_label = {word: str(code) for code, word in kind.decision_words.items()}
    if text in by_label:
        return by_label[text]
    if text in _YES | _NO:
        is_cancelled = "取消" in heading
        is_for = (text in _YES) != is_cancelled
        return (Decision.PERMITTED if is_for else Decision.FORBIDDEN).value
    return verdict_of_name(text)


def _ticked(text: str) -> str:
    """Return the only ticked answer of a cell with boxes; the text of any other cell."""
    if not set(text) & set(_OPEN):
        return text
    if text[0] in _TICKED + _OPEN:
        answers = [(answer, box) for box, answer in _BEFORE.findall(text)]
    else:
        answers = _AFTER.findall(text)
    ticked = [answer for answer, box in answers if box in _TICKED]
    return ticked[0] if len(ticked) == 1 else ""
