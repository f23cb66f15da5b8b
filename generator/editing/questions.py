"""Questions that a hotline could not answer, as it sends them back: what an editor accepts is written.

A row says what was asked, how often, and where it belongs: the number of an entry, 目录外, or
nothing as long as nobody has decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from generator.editing.exporting import node_of
from generator.editing.reading_tables import Sheet
from generator.editing.tree import Node, read_tree
from generator.editing.writing import write_tree
from generator.model.catalogue import Catalogue
from generator.reading.guarded import read_guarded
from generator.reading.limits import DEFAULT_LIMITS
from generator.rules.personal import personal_numbers

ASKED = ("没有答案的问题", "怎么问", "问题", "来电问题", "市民问题")
TIMES = ("次数", "件数", "数量")
BELONGS = ("归到哪一条", "归到", "目录编号", "编号")
OUTSIDE = "目录外"
"""What stands where a question is none for this catalogue."""
SPEECH, FILE, TITLE = "speech", "hotline", "热线转来的、目录里没有的事"
SHORTEST, LONGEST = 2, 80
"""Characters of a question, as its schema has them."""


class QuestionsError(ValueError):
    """The list cannot be taken. The text says why, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question, where it stands, how often it was asked, and where it belongs."""

    place: str
    text: str
    times: int = 1
    belongs: str = ""


@dataclass(slots=True)
class Taken:
    """What is to be written, by path, and what is said of every question."""

    files: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def questions(sheets: Iterable[Sheet]) -> tuple[Asked, ...]:
    """Return every question of a list. Raises ``QuestionsError``, so for telephone numbers in it."""
    found = [asked for sheet in sheets for asked in _questions(sheet)]
    if not found:
        raise QuestionsError(f"没有找到写问题的一列。列名写{'、'.join(ASKED)}，都认。")
    return tuple(found)


def _questions(sheet: Sheet) -> Iterator[Asked]:
    head: dict[str, int] = {}
    for number, row in sheet.rows:
        for what, _ in chain.from_iterable(map(personal_numbers, row)):
            raise QuestionsError(f"“{sheet.name}”第{number}行像是写着{what}，去掉再导入。")
        if not head:
            head = _head(row)
            continue
        cells = {name: row[place].strip() for name, place in head.items() if place < len(row)}
        if text := "".join(cells.get("asked", "").split()):
            times = cells.get("times", "")
            yield Asked(
                place=f"“{sheet.name}”第{number}行",
                text=text,
                times=int(times) if times.isascii() and times.isdigit() else 1,
                belongs=cells.get("belongs", "").upper(),
            )


def _head(row: Sequence[str]) -> dict[str, int]:
    """Return the places of the columns that are known; nothing where no row of questions begins."""
    names = {cell.strip(): place for place, cell in reversed(list(enumerate(row)))}
    wanted = (("asked", ASKED), ("times", TIMES), ("belongs", BELONGS))
    found = {
        key: names[next(one for one in some if one in names)]
        for key, some in wanted
        if any(one in names for one in some)
    }
    return found if "asked" in found else {}


def take(
    asked: Sequence[Asked], catalogue: Catalogue, root: Path, answers: Callable[[str], str]
) -> Taken:
    """Return what accepting the questions writes below ``root``.

    ``answers`` tells which entry already answers a question; nothing for none.
    """
    taken = Taken()
    accepted: dict[str, list[str]] = {}
    open_: list[Asked] = []
    for one in asked:
        if not SHORTEST <= len(one.text) <= LONGEST:
            taken.said.append(f"{one.place}：要{SHORTEST}到{LONGEST}个字，没有收。")
        elif number := answers(one.text):
            taken.said.append(f"{one.place}：“{one.text}”已经有答案，是{number}。")
        elif not one.belongs:
            open_.append(one)
        elif refusal := _refusal(one.belongs, catalogue):
            taken.said.append(f"{one.place}：{refusal}")
        else:
            accepted.setdefault(one.belongs, []).append(one.text)
    for belongs, texts in accepted.items():
        _accept(taken, belongs, list(dict.fromkeys(texts)), catalogue, root)
    taken.said += _still_open(open_)
    return taken


def _refusal(belongs: str, catalogue: Catalogue) -> str:
    entry = catalogue.entries.get(belongs)
    if belongs == OUTSIDE or (entry and not entry.origin.parent_title):
        return ""
    if entry:
        return f"{belongs}写在{entry.origin.parent_title}里，要在那里加，没有收。"
    return f"目录里没有{belongs}，没有收。写编号，或者写“{OUTSIDE}”。"


def _accept(taken: Taken, belongs: str, texts: list[str], catalogue: Catalogue, root: Path) -> None:
    entry = catalogue.entries.get(belongs)
    kind = entry.kind if entry else catalogue.kinds.by_key[SPEECH]
    path = entry.path if entry else f"{SPEECH}/{FILE}.yml"
    tree = read_tree(_before(root, root / path))
    _add(tree.root, "asked_as" if entry else "elsewhere", texts)
    taken.files[path] = write_tree(tree, kind.schema, catalogue.kinds.common)
    where = f"{entry.id} {entry.title}" if entry else OUTSIDE
    taken.said.append(f"{where}：收下{len(texts)}句，{'、'.join(f'“{one}”' for one in texts)}。")


def _before(root: Path, file: Path) -> str:
    if not file.exists():
        return f"id: {FILE}\ntitle: {TITLE}\n"
    return read_guarded(root, file, DEFAULT_LIMITS.file_bytes).decode("utf-8")


def _add(record: Node, key: str, texts: list[str]) -> None:
    """Add texts to a list of a record, those that are not in it; comments stay."""
    assert isinstance(record.value, dict)
    listed = record.value.setdefault(key, node_of([]))
    assert isinstance(listed.value, list)
    there = {item.value for item in listed.value}
    listed.value += [node_of(text) for text in texts if text not in there]


def _still_open(asked: Sequence[Asked]) -> Iterator[str]:
    """Say what nobody has decided, what was asked most often first."""
    counts: dict[str, int] = {}
    for one in asked:
        counts[one.text] = counts.get(one.text, 0) + one.times
    if counts:
        yield f"还没有定的{len(counts)}句，在“{BELONGS[0]}”里写编号，或者写“{OUTSIDE}”，再导入："
    yield from (
        f"  {times}次　{text}"
        for text, times in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
