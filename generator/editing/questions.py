"""Import questions that a hotline could not answer.

A row has a question, its count, and its entry: a number, 目录外, or nothing while undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from generator.editing.exporting import to_node
from generator.editing.reading_tables import Sheet
from generator.editing.tree import Node, read_tree
from generator.editing.writing import write_tree
from generator.model.catalogue import Catalogue
from generator.reading.guarded import read_guarded
from generator.reading.limits import DEFAULT_LIMITS
from generator.rules.personal import personal_numbers

QUESTION_HEADINGS = ("没有答案的问题", "怎么问", "问题", "来电问题", "市民问题")
COUNT_HEADINGS = ("次数", "件数", "数量")
ENTRY_HEADINGS = ("归到哪一条", "归到", "目录编号", "编号")
OUTSIDE = "目录外"
"""The value for a question outside this catalogue."""
SPEECH, FILE, TITLE = "speech", "hotline", "热线转来的、目录里没有的事"
SHORTEST, LONGEST = 2, 80
"""The limits of the length of a question, as in the schema."""


class QuestionsError(ValueError):
    """The list cannot be imported. The message is in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with its location, its count, and its entry."""

    location: str
    text: str
    count: int = 1
    entry: str = ""


@dataclass(slots=True)
class AcceptedQuestions:
    """The files to write, by path, and messages on the questions."""

    files: dict[str, str] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)


def questions(sheets: Iterable[Sheet]) -> tuple[Question, ...]:
    """Return all questions of a list. Raises ``QuestionsError``, for example for personal numbers."""
    all_questions = [question for sheet in sheets for question in _questions(sheet)]
    if not all_questions:
        raise QuestionsError(f"没有找到写问题的一列。列名写{'、'.join(QUESTION_HEADINGS)}，都认。")
    return tuple(all_questions)


def _questions(sheet: Sheet) -> Iterator[Question]:
    head: dict[str, int] = {}
    for number, row in sheet.rows:
        for kind, _ in chain.from_iterable(map(personal_numbers, row)):
            raise QuestionsError(f"“{sheet.name}”第{number}行像是写着{kind}，去掉再导入。")
        if not head:
            head = _head(row)
            continue
        cells = {name: row[index].strip() for name, index in head.items() if index < len(row)}
        if text := "".join(cells.get("asked", "").split()):
            count = cells.get("times", "")
            yield Question(
                location=f"“{sheet.name}”第{number}行",
                text=text,
                count=int(count) if count.isascii() and count.isdigit() else 1,
                entry=cells.get("belongs", "").upper(),
            )


def _head(row: Sequence[str]) -> dict[str, int]:
    """Return the indexes of known columns; nothing if the row is no header."""
    names = {cell.strip(): index for index, cell in reversed(list(enumerate(row)))}
    headings = (
        ("asked", QUESTION_HEADINGS),
        ("times", COUNT_HEADINGS),
        ("belongs", ENTRY_HEADINGS),
    )
    indexes = {
        key: names[next(name for name in known if name in names)]
        for key, known in headings
        if any(name in names for name in known)
    }
    return indexes if "asked" in indexes else {}


def accept_questions(
    questions: Sequence[Question], catalogue: Catalogue, root: Path, answers: Callable[[str], str]
) -> AcceptedQuestions:
    """Return the files in ``root`` that accepting the questions changes.

    ``answers`` returns the number of the entry that already answers a question, or an empty text.
    """
    result = AcceptedQuestions()
    accepted: dict[str, list[str]] = {}
    undecided: list[Question] = []
    for question in questions:
        if not SHORTEST <= len(question.text) <= LONGEST:
            result.messages.append(f"{question.location}：要{SHORTEST}到{LONGEST}个字，没有收。")
        elif number := answers(question.text):
            result.messages.append(
                f"{question.location}：“{question.text}”已经有答案，是{number}。"
            )
        elif not question.entry:
            undecided.append(question)
        elif refusal := _refusal(question.entry, catalogue):
            result.messages.append(f"{question.location}：{refusal}")
        else:
            accepted.setdefault(question.entry, []).append(question.text)
    for entry, texts in accepted.items():
        _accept(result, entry, list(dict.fromkeys(texts)), catalogue, root)
    result.messages += _open_question_lines(undecided)
    return result


def _refusal(number: str, catalogue: Catalogue) -> str:
    entry = catalogue.entries.get(number)
    if number == OUTSIDE or (entry and not entry.origin.parent_title):
        return ""
    if entry:
        return f"{number}写在{entry.origin.parent_title}里，要在那里加，没有收。"
    return f"目录里没有{number}，没有收。写编号，或者写“{OUTSIDE}”。"


def _accept(
    result: AcceptedQuestions, number: str, texts: list[str], catalogue: Catalogue, root: Path
) -> None:
    entry = catalogue.entries.get(number)
    kind = entry.kind if entry else catalogue.kinds.by_key[SPEECH]
    path = entry.path if entry else f"{SPEECH}/{FILE}.yml"
    tree = read_tree(_current_text(root, root / path))
    _add(tree.root, "asked_as" if entry else "elsewhere", texts)
    result.files[path] = write_tree(tree, kind.schema, catalogue.kinds.common)
    target = f"{entry.id} {entry.title}" if entry else OUTSIDE
    result.messages.append(
        f"{target}：收下{len(texts)}句，{'、'.join(f'“{text}”' for text in texts)}。"
    )


def _current_text(root: Path, file: Path) -> str:
    if not file.exists():
        return f"id: {FILE}\ntitle: {TITLE}\n"
    return read_guarded(root, file, DEFAULT_LIMITS.file_bytes).decode("utf-8")


def _add(record: Node, key: str, texts: list[str]) -> None:
    """Add texts to a list of a record unless they are in it. Comments are kept."""
    assert isinstance(record.value, dict)
    items = record.value.setdefault(key, to_node([]))
    assert isinstance(items.value, list)
    existing = {item.value for item in items.value}
    items.value += [to_node(text) for text in texts if text not in existing]


def _open_question_lines(questions: Sequence[Question]) -> Iterator[str]:
    """Yield lines on undecided questions, the most frequent first."""
    counts: dict[str, int] = {}
    for question in questions:
        counts[question.text] = counts.get(question.text, 0) + question.count
    if counts:
        yield f"还没有定的{len(counts)}句，在“{ENTRY_HEADINGS[0]}”里写编号，或者写“{OUTSIDE}”，再导入："
    yield from (
        f"  {count}次　{text}"
        for text, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
