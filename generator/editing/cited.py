"""Which bodies and which law a cell of a list names, as numbers of the catalogue."""

from __future__ import annotations

import re
from typing import Any

from generator.derive.naming import Names, names, normalize_name
from generator.model.catalogue import Catalogue

_PLACE = re.compile(r"^.{1,7}?(?:自治区|自治州|自治县|省|市|州|县|区|旗|街道|镇|乡)(?=.{2})")
_LEVEL = re.compile(r"^[省市州县区旗镇乡本](?=.{2})")
_OFFICES = (("人力资源社会保障", "人力资源和社会保障"), ("厅", "局"))
_ARTICLE = r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十])?(?:第[一二三四五六七八九十\d]+[款项]|、|第[零〇一二三四五六七八九十百千\d]+条)*"
_MARKED = re.compile(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》")
_ASIDE = re.compile(r"\s*[（(]([^（）()]*)[）)]")
_CLAUSE = re.compile(
    rf"\s*[，,：:]?\s*({_ARTICLE}|清单第[\d一二三四五六七八九十]+项|[^\s，,。；;：:《》第]*第[^\s，,。；;：:《》]+)"
)
_UNMARKED = re.compile(
    rf"((?:中华人民共和国)?[^\s，,。；;：:、《》（）()\d]{{2,40}}?(?:法|条例|规定|办法))(?={_ARTICLE})"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（(【]\d{4}[〕\]）)】]\s*第?\d+号")


def bodies_of(text: str, parts: list[str], catalogue: Catalogue) -> tuple[Any, str]:
    """Return the numbers of the bodies named, and the names that no body of the catalogue has.

    A body of another place or level is ours that does the same; its name is then kept.
    """
    known, numbers, left = names(catalogue), [], []
    for part in parts:
        found, is_here = _body(part, known)
        if found:
            numbers.append(found)
        if not is_here and normalize_name(part):
            left.append(part)
    return list(dict.fromkeys(numbers)) or None, "、".join(
        left
    ) if numbers else text if left else ""


def _body(name: str, known: Names) -> tuple[str, bool]:
    """Return a body's number, and whether it has just this name."""
    if found := known.body(name):
        return found.record.id, True
    for shorter in _without_place(name):
        if found := known.body(shorter):
            return found.record.id, False
    return "", False


def _without_place(name: str) -> list[str]:
    tried = [name]
    for pattern in (_LEVEL, _PLACE, _PLACE):
        shorter = pattern.sub("", tried[-1])
        if shorter != tried[-1]:
            tried.append(shorter)
    return [
        *tried,
        *(one.replace(old, new) for one in tried for old, new in _OFFICES if old in one),
    ]


def is_clause(text: str) -> bool:
    """Tell whether a text is the number of an article and no more."""
    return bool(re.fullmatch(_ARTICLE, text))


def cited(line: str, catalogue: Catalogue) -> tuple[Any, str]:
    """Return the law a cell cites, and the whole cell when anything of it was not understood."""
    known = names(catalogue)
    items: list[dict[str, str]] = []
    left = line
    marks = list(_MARKED.finditer(line)) or list(_UNMARKED.finditer(line))
    for mark in marks:
        end = mark.end()
        aside = _ASIDE.match(line, end)
        found = known.source(mark[1]) or (known.source(aside[1]) if aside else None)
        end = aside.end() if aside else end
        clause = _CLAUSE.match(line, end)
        if found is None:
            continue
        said = clause[1].rstrip("、") if clause else ""
        items.append({"source": found.record.id, **({"clause": said} if said else {})})
        whole = line[mark.start() : clause.end() if clause else end]
        left = left.replace(whole, "", 1)
    if not marks:
        for number in _NUMBER.finditer(line):
            if found := known.source(number.group()):
                items.append({"source": found.record.id})
                left = left.replace(number.group(), "", 1)
    rest = re.sub(r"(?<!\d)\d{1,2}\s*[.．、]", "", left)
    return items or None, line if re.search(r"\w", rest) else ""
