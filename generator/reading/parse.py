"""YAML text to plain data, every scalar a string; what YAML would guess is left to the schema.

YAML 1.1 turns ``0571`` into 377, ``9:00`` into 540, ``no`` into false and a date into an
object, and lets a later duplicate key silently win. Nothing of that happens here: the data
is built straight from the parser's events, one pass, without recursion, so that neither
aliases nor 100,000 open brackets can do harm.
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
from generator.reading.syntax import describe, quoted, repair, unmerged

_LOST = re.compile(r"#[^\s#]")
EMPTY_WORDS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one file gave: the document unless it is unusable, and the problems."""

    document: Document | None
    problems: tuple[Problem, ...]


def parse(text: str, path: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read one YAML text. Never raises, whatever the text.

    ``path`` is the file's place in the catalogue, used in problems only. The document is
    ``None`` when the text cannot be trusted to mean what the editor meant.
    """
    problems = list(forbidden_characters(text, path))
    if problems:
        return Reading(None, tuple(problems))
    if not text.strip() or all(_is_blank(line) for line in text.split("\n")):
        return Reading(
            None, (Problem(code="Y020", message="这个文件是空的", location=Location(path)),)
        )
    if halves := unmerged(text, path):
        return Reading(None, (halves,))
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
class _Open:
    """A mapping or list whose end has not been reached."""

    value: dict[str, Value] | list[Value]
    key: str | None = None
    """The key that waits for its value; ``None`` in between, and in a list."""
    first: dict[str, Location] = field(default_factory=dict)
    """Where each key was written first."""


@dataclass(slots=True)
class _Builder:
    """Turns parser events into data and notes what the catalogue does not allow."""

    path: str
    text: str
    limits: Limits
    root: Value = None
    problems: list[Problem] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _skip: int = 0
    """Depth inside something already refused, whose contents are passed over."""
    _documents: int = 0
    _stopped: bool = False
    """Whether the rest is not worth reading: only the scanner would still see it, at length."""
    _lines: list[str] = field(init=False)
    _has_remarks: bool = field(init=False)

    def __post_init__(self) -> None:
        self._lines = self.text.split("\n")
        self._has_remarks = " #" in self.text

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
            self._place_value(None)
        else:
            self._refuse_marks(event)
            if isinstance(event, events.ScalarEvent):
                self._scalar(event)
            elif self._expects_key():
                self._report(
                    "Y022",
                    "冒号前面要写一个名称，不能是清单或者一组内容",
                    event,
                    hint="文字以“{”或者“[”开头时，整段要用英文单引号括起来。",
                    mend=True,
                )
                self._skip = 1
                self._open[-1].key = ""
            else:
                held = _Open({} if isinstance(event, events.MappingStartEvent) else [])
                self._place_value(held.value)
                self._open.append(held)

    def _refuse_marks(self, event: events.NodeEvent) -> None:
        """Report anchors and tags: they hide what an entry really says."""
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
        if self._has_remarks and _is_plain(event):
            self._refuse_remark(event)
        if _is_plain(event) and value in EMPTY_WORDS:
            self._place_value(None)
        else:  # nobody sees a text of blanks, so it says as little as an empty one
            self._place_value("" if value.isspace() else value)

    def _refuse_remark(self, event: events.ScalarEvent) -> None:
        """Report what stands close behind a number sign after a text: it is lost, and nobody told.

        A remark has a blank after its sign, as all files have it that were put in order.
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
        """Return the line of a quoted text without the characters escapes hide; empty if it goes on."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None or start.line != end.line:
            return ""
        line = self._lines[start.line].rstrip("\r")
        inside = line[start.column : end.column]
        mended = without_escaped(inside)
        return line[: start.column] + mended + line[end.column :] if mended != inside else ""

    def _key(self, event: events.ScalarEvent) -> None:
        holder, name = self._open[-1], event.value
        if name == "<<" and _is_plain(event):
            self._report("Y011", "不能用“<<”合并别处的内容，请把内容原样写出来", event)
        elif name in holder.first:
            first = holder.first[name]
            self._report(
                "Y002",
                f"“{name}”写了两次",
                event,
                hint=f"第{first.line}行已经写过，两处合成一处，或者删掉一处。",
                related=(Related(first, "第一次写在这里"),),
            )
        holder.first.setdefault(name, Location(self.path, *start_of(event)))
        holder.key = intern(name)  # the same few in every file: a quarter of the data's memory

    def _expects_key(self) -> bool:
        if not self._open:
            return False
        holder = self._open[-1]
        return isinstance(holder.value, dict) and holder.key is None

    def _place_value(self, value: Value) -> None:
        if not self._open:
            self.root = value
            return
        holder = self._open[-1]
        if isinstance(holder.value, list):
            holder.value.append(value)
        elif holder.key is None:  # a refused node stands where a key should be
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
        mend: bool = False,
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
                repaired=repair(text) if mend else repaired,
                source_line=text,
                related=related,
            )
        )


def _is_plain(event: events.ScalarEvent) -> bool:
    return event.style is None or event.style == ""


def _written_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
