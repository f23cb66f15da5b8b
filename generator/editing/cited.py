"""Find the bodies and laws in a cell of a list, as ids of the catalogue."""

from __future__ import annotations

import re
from typing import Any

from generator.derive.naming import Names, names, normalize_name
from generator.model.catalogue import Catalogue

_PLACE = re.compile(r"^.{1,7}?(?:自治区|自治州|自治县|省|市|州|县|区|旗|街道|镇|乡)(?=.{2})")
_LEVEL = re.compile(r"^[省市州县区旗镇乡本](?=.{2})")
_ABBREVIATIONS = (("人力资源社会保障", "人力资源和社会保障"), ("厅", "局"))
_ARTICLE = r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十])?(?:第[一二三四五六七八九十\d]+[款项]|、|第[零〇一二三四五六七八九十百千\d]+条)*"
_MARKED = re.compile(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》")
_BRACKETED = re.compile(r"\s*[（(]([^（）()]*)[）)]")
_CLAUSE = re.compile(
    rf"\s*[，,：:]?\s*({_ARTICLE}|清单第[\d一二三四五六七八九十]+项|[^\s，,。；;：:《》第]*第[^\s，,。；;：:《》]+)"
)
_UNMARKED = re.compile(
    rf"((?:中华人民共和国)?[^\s，,。；;：:、《》（）()\d]{{2,40}}?(?:法|条例|规定|办法))(?={_ARTICLE})"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（(【]\d{4}[〕\]）)】]\s*第?\d+号")


def bodies_of(text: str, parts: list[str], catalogue: Catalogue) -> tuple[Any, str]:
    """Return the ids of the bodies in a cell, and the names without an exact match.

    A body of another place or level matches our body with the same function; its name is kept, too.
    """
    resolver, numbers, unknown = names(catalogue), [], []
    for part in parts:
        id_, is_exact = _body(part, resolver)
        if id_:
            numbers.append(id_)
        if not is_exact and normalize_name(part):
            unknown.append(part)
    return list(dict.fromkeys(numbers)) or None, "、".join(
        unknown
    ) if numbers else text if unknown else ""


def _body(name: str, resolver: Names) -> tuple[str, bool]:
    """Return the id of a body, and whether the name is exact."""
    if match := resolver.body(name):
        return match.record.id, True
    for shorter in _without_place(name):
        if match := resolver.body(shorter):
            return match.record.id, False
    return "", False


def _without_place(name: str) -> list[str]:
    shortened = [name]
    for pattern in (_LEVEL, _PLACE, _PLACE):
        shorter = pattern.sub("", shortened[-1])
        if shorter != shortened[-1]:
            shortened.append(shorter)
    return [
        *shortened,
        *(
            short.replace(old, new)
            for short in shortened
            for old, new in _ABBREVIATIONS
            if old in short
        ),
    ]


def is_clause(text: str) -> bool:
    """Tell whether a text is the number of an article only."""
    return bool(re.fullmatch(_ARTICLE, text))


def find_citations(line: str, catalogue: Catalogue) -> tuple[Any, str]:
    """Return the citations in a cell, and the whole cell if a part of it was not understood."""
    resolver = names(catalogue)
    items: list[dict[str, str]] = []
    rest = line
    marks = list(_MARKED.finditer(line)) or list(_UNMARKED.finditer(line))
    for mark in marks:
        end = mark.end()
        bracketed = _BRACKETED.match(line, end)
        match = resolver.source(mark[1]) or (resolver.source(bracketed[1]) if bracketed else None)
        end = bracketed.end() if bracketed else end
        clause = _CLAUSE.match(line, end)
        if match is None:
            continue
        clause_text = clause[1].rstrip("、") if clause else ""
        items.append(
            {"source": match.record.id, **({"clause": clause_text} if clause_text else {})}
        )
        citation = line[mark.start() : clause.end() if clause else end]
        rest = rest.replace(citation, "", 1)
    if not marks:
        for number in _NUMBER.finditer(line):
            if match := resolver.source(number.group()):
                items.append({"source": match.record.id})
                rest = rest.replace(number.group(), "", 1)
    remainder = re.sub(r"(?<!\d)\d{1,2}\s*[.．、]", "", rest)
    return items or None, line if re.search(r"\w", remainder) else ""
