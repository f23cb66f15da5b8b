"""Parse YAML into plain data in which every scalar is a string. The schema converts types.

YAML 1.1 turns ``0571`` into 377, ``9:00`` into 540, ``no`` into false and a date into an object,
and the last of duplicate keys wins. Here the data is built from the events of the parser, in one
pass and without recursion. So neither aliases nor 100,000 open brackets can do harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from sys import intern

import yaml
from yaml import events

from generator.problems.problem import Location, Problem, Related
from generator.reading import typing_errors
from generator.reading.characters import (
    forbidden_characters,
    forbidden_in_value,
    without_escaped,
)
from generator.reading.document import Document, Value, start_of
from generator.reading.limits import DEFAULT_LIMITS, Limits
from generator.reading.syntax import describe, merge_conflict, quoted, repair

_LOST = re.compile(r"#[^\s#]")
EMPTY_WORDS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading one file: the document unless it is unusable, and the problems."""

    document: Document | None
    problems: tuple[Problem, ...]


def parse(text: str, path: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Parse one YAML text. Never raises, whatever the text.

    ``path`` is the path of the file in the catalogue. The document is ``None`` if there are problems,
    because the text then may not mean what the editor intended.
    """
    problems = list(forbidden_characters(text, path))
    if problems:
        return Reading(None, tuple(problems))
    if not text.strip() or all(_is_blank(line) for line in text.split("\n")):
        return Reading(
            None, (Problem(code="Y020", message="这个文件是空的", location=Location(path)),)
        )
    if conflict := merge_conflict(text, path):
        return Reading(None, (conflict,))
    problems.extend(typing_errors.find(text, path))
    builder = _Builder(path, text, limits)
    try:
        builder.run()
    except yaml.MarkedYAMLError as error:
        if not problems and not builder.problems:
            problems.append(describe(error, text, path))
        return Reading(None, (*problems, *builder.problems))
    except (yaml.YAMLError, UnicodeError):
        problems.append(Problem(code="Y001", message="这个文件读不懂", location=Location(path)))
        return Reading(None, (*problems, *builder.problems))
    problems.extend(builder.problems)
    data = builder.root
    if not isinstance(data, dict):
        if not problems:
            problems.append(_not_a_mapping(text, path))
        return Reading(None, tuple(problems))
    return Reading(None if problems else Document(path, data, text), tuple(problems))


def _is_blank(line: str) -> bool:
    stripped = line.strip()
    return not stripped or stripped.startswith("#") or stripped in {"---", "..."}


def _not_a_mapping(text: str, path: str) -> Problem:
    number = next(n for n, line in enumerate(text.split("\n"), 1) if not _is_blank(line))
    return Problem(
        code="Y019",
        message="文件的最外层要写成“名称: 内容”的样子，一行一项",
        location=Location(path, number),
        hint="例：第一行写 id: ZM-001",
        source_line=text.split("\n")[number - 1].rstrip("\r"),
    )


@dataclass(slots=True)
class _OpenCollection:
    """A mapping or list whose end event has not come yet."""

    value: dict[str, Value] | list[Value]
    key: str | None = None
    """The key whose value comes next; ``None`` before a key, and in a list."""
    first_locations: dict[str, Location] = field(default_factory=dict)
    """The location of the first occurrence of each key."""


@dataclass(slots=True)
class _Builder:
    """Turns parser events into data, and reports YAML features that a catalogue does not allow."""

    path: str
    text: str
    limits: Limits
    root: Value = None
    problems: list[Problem] = field(default_factory=list)
    _open: list[_OpenCollection] = field(default_factory=list)
    _skip: int = 0
    """The depth inside a refused node, whose content is skipped."""
    _documents: int = 0
    _stopped: bool = False
    """Whether to stop before the end of the text."""
    _lines: list[str] = field(init=False)
    _has_comments: bool = field(init=False)

    def __post_init__(self) -> None:
        self._lines = self.text.split("\n")
        self._has_comments = " #" in self.text

    def run(self) -> None:
        for event in yaml.parse(self.text, Loader=yaml.CBaseLoader):
            if isinstance(event, events.NodeEvent):
                self._node(event)
            elif isinstance(event, events.CollectionEndEvent):
                if self._skip:
                    self._skip -= 1
                else:
                    self._open.pop()
            elif isinstance(event, events.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    self._report("Y012", "一个文件只能写一条，这里又开始了第二条", event)
                    self._stopped = True
            if self._stopped:
                return

    def _node(self, event: events.NodeEvent) -> None:
        starts = isinstance(event, events.CollectionStartEvent)
        if starts and len(self._open) + self._skip >= self.limits.nesting:
            self._report("Y016", f"缩进太深，最多{self.limits.nesting}层", event)
            self._stopped = True
        elif self._skip:
            self._skip += starts
        elif isinstance(event, events.AliasEvent):
            self._report("Y009", f"不能用“*{event.anchor}”引用别处，请把内容原样写出来", event)
            self._add_value(None)
        else:
            self._report_anchor_or_tag(event)
            if isinstance(event, events.ScalarEvent):
                self._scalar(event)
            elif self._expects_key():
                self._report(
                    "Y022",
                    "冒号前面要写一个名称，不能是清单或者一组内容",
                    event,
                    hint="文字以“{”或者“[”开头时，整段要用英文单引号括起来。",
                    is_repairable=True,
                )
                self._skip = 1
                self._open[-1].key = ""
            else:
                collection = _OpenCollection(
                    {} if isinstance(event, events.MappingStartEvent) else []
                )
                self._add_value(collection.value)
                self._open.append(collection)

    def _report_anchor_or_tag(self, event: events.NodeEvent) -> None:
        """Report anchors and tags, because they hide the real content of an entry."""
        tag = getattr(event, "tag", None)
        if event.anchor is not None:
            self._report("Y008", f"不能用“&{event.anchor}”做记号，请删掉", event)
        elif tag is not None and tag != "!":
            self._report("Y010", f"不能用“{_written_tag(tag)}”这样的标签，请删掉", event)

    def _scalar(self, event: events.ScalarEvent) -> None:
        value = event.value
        if event.style == '"' and (hidden := forbidden_in_value(value)):
            code, what = hidden
            hint = "把“\\”和它后面的字符删掉；要写“\\”本身，就用单引号。"
            self._report(
                code, f"双引号里写出了{what}", event, hint=hint, repaired=self._unescaped(event)
            )
        if self._expects_key():
            self._key(event)
            return
        if len(value) > self.limits.text_characters:
            self._report(
                "Y018",
                f"这段文字有{len(value)}个字，最多{self.limits.text_characters}个字",
                event,
                hint="拆成几条，或者删短。",
            )
        if self._has_comments and _is_plain(event):
            self._report_lost_comment(event)
        if _is_plain(event) and value in EMPTY_WORDS:
            self._add_value(None)
        else:  # a text of spaces counts as empty
            self._add_value("" if value.isspace() else value)

    def _report_lost_comment(self, event: events.ScalarEvent) -> None:
        """Report a ``#`` without a space behind it after a text, because the rest would be lost silently.

        A real comment has a space after ``#``, as in all formatted files.
        """
        end = event.end_mark
        if end is None or not event.value:
            return
        line = self._lines[end.line].rstrip("\r")
        lost = line[end.column :].strip()
        if not _LOST.match(lost):
            return
        start = max(line.rfind(event.value, 0, end.column), 0)
        self.problems.append(
            Problem(
                code="Y026",
                message=f"“{lost}”不会留下：空格后面的#是备注的记号，后面的字都不算",
                location=Location(self.path, end.line + 1, line.index(lost, end.column) + 1),
                hint=f"是文字，写成：{quoted(line, start).strip()}；是备注，#后面空一格。",
                source_line=line,
            )
        )

    def _unescaped(self, event: events.ScalarEvent) -> str:
        """Return the line of a quoted text without escaped forbidden characters; empty if it spans lines."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None or start.line != end.line:
            return ""
        line = self._lines[start.line].rstrip("\r")
        quoted_text = line[start.column : end.column]
        unescaped = without_escaped(quoted_text)
        return (
            line[: start.column] + unescaped + line[end.column :]
            if unescaped != quoted_text
            else ""
        )

    def _key(self, event: events.ScalarEvent) -> None:
        holder, name = self._open[-1], event.value
        if name == "<<" and _is_plain(event):
            self._report("Y011", "不能用“<<”合并别处的内容，请把内容原样写出来", event)
        elif name in holder.first_locations:
            first = holder.first_locations[name]
            self._report(
                "Y002",
                f"“{name}”写了两次",
                event,
                hint=f"第{first.line}行已经写过，两处合成一处，或者删掉一处。",
                related=(Related(first, "第一次写在这里"),),
            )
        holder.first_locations.setdefault(name, Location(self.path, *start_of(event)))
        holder.key = intern(name)  # sharing the keys of all files saves a quarter of the memory

    def _expects_key(self) -> bool:
        if not self._open:
            return False
        holder = self._open[-1]
        return isinstance(holder.value, dict) and holder.key is None

    def _add_value(self, value: Value) -> None:
        if not self._open:
            self.root = value
            return
        holder = self._open[-1]
        if isinstance(holder.value, list):
            holder.value.append(value)
        elif holder.key is None:  # a refused node in place of a key
            holder.key = ""
        else:
            holder.value.setdefault(holder.key, value)
            holder.key = None

    def _report(
        self,
        code: str,
        message: str,
        event: events.Event,
        hint: str = "",
        related: tuple[Related, ...] = (),
        *,
        is_repairable: bool = False,
        repaired: str = "",
    ) -> None:
        line, column = start_of(event)
        text = self._lines[line - 1].rstrip("\r")
        self.problems.append(
            Problem(
                code=code,
                message=message,
                location=Location(self.path, line, column),
                hint=hint,
                repaired=repair(text) if is_repairable else repaired,
                source_line=text,
                related=related,
            )
        )


def _is_plain(event: events.ScalarEvent) -> bool:
    return event.style is None or event.style == ""


def _written_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
