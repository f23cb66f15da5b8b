"""YAML text to plain data, every scalar a string; what YAML would guess is left to the schema.

YAML 1.1 turns ``0571`` into 377, ``9:00`` into 540, ``no`` into false and a date into an
object, and lets a later duplicate key silently win. Nothing of that happens here: the data
is built straight from the parser's events, one pass, without recursion, so that neither
aliases nor 100,000 open brackets can do harm.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml
from yaml import events

from generator.problems.problem import Place, Problem, Related
from generator.reading import slips
from generator.reading.characters import forbidden_characters
from generator.reading.document import Document, Value, locate, start_of
from generator.reading.limits import DEFAULT_LIMITS, Limits
from generator.reading.syntax import describe

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
        return Reading(None, (Problem(code="Y020", message="这个文件是空的", place=Place(path)),))
    problems.extend(slips.find(text, path))
    builder = _Builder(path, text, limits)
    try:
        builder.run()
    except yaml.MarkedYAMLError as error:
        if not problems and not builder.problems:
            problems.append(describe(error, text, path))
        return Reading(None, (*problems, *builder.problems))
    except (yaml.YAMLError, UnicodeError):
        problems.append(Problem(code="Y001", message="这个文件读不懂", place=Place(path)))
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
        place=Place(path, number),
        hint="例：第一行写 id: ZM-001",
        source_line=text.split("\n")[number - 1].rstrip("\r"),
    )


@dataclass(slots=True)
class _Builder:
    """Turns parser events into data and notes what the catalogue does not allow."""

    path: str
    text: str
    limits: Limits
    root: Value = None
    problems: list[Problem] = field(default_factory=list)
    _open: list[dict[str, Value] | list[Value]] = field(default_factory=list)
    _keys: list[str | None] = field(default_factory=list)
    """For each open collection the key that waits for its value; ``None`` in between."""
    _skip: int = 0
    """Depth inside something already refused, whose contents are passed over."""
    _documents: int = 0

    def run(self) -> None:
        for event in yaml.parse(self.text, Loader=yaml.CBaseLoader):
            if isinstance(event, events.NodeEvent):
                self._node(event)
            elif isinstance(event, events.CollectionEndEvent):
                if self._skip:
                    self._skip -= 1
                else:
                    self._open.pop()
                    self._keys.pop()
            elif isinstance(event, events.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1 and not self._skip:
                    self._report("Y012", "一个文件只能写一条，这里又开始了第二条", event)
                    self._skip = 1 << 30

    def _node(self, event: events.NodeEvent) -> None:
        starts = isinstance(event, events.CollectionStartEvent)
        if self._skip:
            self._skip += starts
            return
        refused = self._refuse(event)
        if refused:
            self._skip += starts
            self._place_value(None)
            return
        if isinstance(event, events.ScalarEvent):
            self._scalar(event)
        elif self._expects_key():
            self._report("Y022", "冒号前面要写一个名称，不能是清单或者一组内容", event)
            self._skip += 1
            self._keys[-1] = ""
        else:
            mapping = isinstance(event, events.MappingStartEvent)
            value: dict[str, Value] | list[Value] = {} if mapping else []
            self._place_value(value)
            self._open.append(value)
            self._keys.append(None)
            if len(self._open) > self.limits.nesting:
                self._report("Y016", f"缩进太深，最多{self.limits.nesting}层", event)
                self._open.pop()
                self._keys.pop()
                self._skip += 1

    def _refuse(self, event: events.NodeEvent) -> bool:
        """Report aliases, anchors and tags: they hide what an entry really says."""
        if isinstance(event, events.AliasEvent):
            self._report("Y009", f"不能用“*{event.anchor}”引用别处，请把内容原样写出来", event)
            return True
        if event.anchor is not None:
            self._report("Y008", f"不能用“&{event.anchor}”做记号，请删掉", event)
            return False
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self._report("Y010", f"不能用“{_written_tag(tag)}”这样的标签，请删掉", event)
        return False

    def _scalar(self, event: events.ScalarEvent) -> None:
        value = event.value
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
        plain = event.style is None or event.style == ""
        self._place_value(None if plain and value in EMPTY_WORDS else value)

    def _key(self, event: events.ScalarEvent) -> None:
        mapping, name = self._open[-1], event.value
        assert isinstance(mapping, dict)
        if name == "<<" and (event.style is None or event.style == ""):
            self._report("Y011", "不能用“<<”合并别处的内容，请把内容原样写出来", event)
        elif name in mapping:
            pointer = (*self._pointer(), name)
            line, column = locate(self.text, pointer, key=True)
            self._report(
                "Y002",
                f"“{name}”写了两次",
                event,
                hint=f"第{line}行已经写过，两处合成一处，或者删掉一处。",
                related=(Related(Place(self.path, line, column), "第一次写在这里"),),
            )
        self._keys[-1] = name

    def _expects_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], dict) and self._keys[-1] is None

    def _place_value(self, value: Value) -> None:
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        if isinstance(parent, list):
            parent.append(value)
            return
        key = self._keys[-1]
        if key is None:  # a refused node stands where a key should be
            self._keys[-1] = ""
            return
        parent.setdefault(key, value)
        self._keys[-1] = None

    def _pointer(self) -> tuple[str | int, ...]:
        """The path to the innermost open collection."""
        path: list[str | int] = []
        for parent, child in zip(self._open, self._open[1:], strict=False):
            if isinstance(parent, list):
                path.append(len(parent) - 1)
            else:
                path.append(next(key for key, value in parent.items() if value is child))
        return tuple(path)

    def _report(
        self,
        code: str,
        message: str,
        event: events.Event,
        hint: str = "",
        related: tuple[Related, ...] = (),
    ) -> None:
        line, column = start_of(event)
        self.problems.append(
            Problem(
                code=code,
                message=message,
                place=Place(self.path, line, column),
                hint=hint,
                source_line=self.text.split("\n")[line - 1].rstrip("\r"),
                related=related,
            )
        )


def _written_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
