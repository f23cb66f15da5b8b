"""A change in a sentence. Words come from the schemas' titles and from the names of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from generator.editions.changes import Change, is_settings
from generator.editions.edition import State
from generator.model.canonical import canonical
from generator.model.catalogue import VOCABULARIES
from generator.model.comparison import ORDERED
from generator.schema.kinds import Kinds
from generator.schema.walk import resolve

WHOLE = 60
"""Texts up to this length are quoted whole; of longer ones only what changed."""
AROUND = 10
"""Characters shown on either side of a change inside a long text."""
MOST_ITEMS = 4
"""Items of a list told one by one; of more the number is told as well."""
_NAMED_BY = ("name", "title", "label", "question", "place", "text", "source", "id")
"""What an item of a list is called by, the first it has."""


@dataclass(frozen=True, slots=True)
class Words:
    """Puts changes between two states into words."""

    kinds: Kinds
    before: State
    after: State

    def subject(self, change: Change) -> str:
        """Name the record that changed."""
        kind = self.kinds.by_key.get(change.folder)
        if is_settings(change) or kind is None:
            return "目录设置"
        fields = change.after or change.before or {}
        name = str(fields.get("name") or fields.get("title") or change.id)
        return f"{change.id}{name}" if kind.is_entry else f"{kind.label}“{name}”"

    def sentence(self, change: Change) -> str:
        """Say in one sentence what changed."""
        return f"{self.subject(change)}{self._predicate(change)}。"

    def clauses(self, change: Change) -> list[str]:
        """Say what changed in a record that was there and still is, a clause for each field."""
        kind = self.kinds.by_key[change.folder]
        return list(self._fields(change.was or {}, change.now or {}, kind.schema))

    def _predicate(self, change: Change) -> str:
        if change.before is None:
            return f"：新增{self._verdict(change)}"
        if change.after is None:
            return "：从目录里撤下"
        return f"：{'；'.join(self.clauses(change))}"

    def _verdict(self, change: Change) -> str:
        kind, fields = self.kinds.by_key[change.folder], change.after or {}
        if not kind.is_entry:
            return ""
        return f"，{kind.decision_words[fields['decision']]}"

    # --- fields -----------------------------------------------------------------------------------

    def _fields(
        self, before: Mapping[str, Any], after: Mapping[str, Any], schema: object
    ) -> Iterator[str]:
        properties = resolve(schema, self.kinds.common).get("properties", {})
        order = {name: place for place, name in enumerate(properties)}
        for name in sorted(before.keys() | after.keys(), key=lambda n: (order.get(n, 999), n)):
            node = resolve(properties.get(name, {}), self.kinds.common)
            title = node.get("title", name)
            yield from self._value(title, before.get(name), after.get(name), node)

    def _value(self, title: str, before: Any, after: Any, node: Mapping[str, Any]) -> Iterator[str]:
        if canonical(before) == canonical(after):
            return
        if before in (None, False) and after is True:
            yield f"标为“{title}”"
        elif before is True and after in (None, False):
            yield f"去掉“{title}”"
        elif before is None:
            yield f"增加{title}{self._quoted(after, node)}"
        elif after is None:
            yield f"去掉{title}{self._quoted(before, node)}"
        elif isinstance(before, tuple) and isinstance(after, tuple):
            if canonical(sorted(before, key=canonical)) != canonical(sorted(after, key=canonical)):
                yield self._list(title, before, after, node)
            elif node.get(ORDERED):
                yield f"{title.removesuffix('的')}的次序变了"
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            yield f"{title}里，{'，'.join(self._fields(before, after, node))}"
        else:
            old, new = self._differing(before, after, node)
            yield f"{title}由{old}改为{new}"

    def _list(
        self, title: str, before: tuple[Any, ...], after: tuple[Any, ...], node: Mapping[str, Any]
    ) -> str:
        inner = resolve(node.get("items", {}), self.kinds.common)
        old, new = [canonical(item) for item in before], [canonical(item) for item in after]
        gone = [item for item, key in zip(before, old, strict=True) if key not in new]
        come = [item for item, key in zip(after, new, strict=True) if key not in old]
        if not gone and not come:
            return f"{title}里重复的项目数变了"
        parts = []
        for was, now in self._pairs(gone, come):
            if isinstance(was, Mapping):
                inside = "，".join(self._fields(was, now, inner))
                parts.append(f"{title}“{self._called(was, inner)}”里，{inside}")
            else:
                shown = self._differing(was, now, inner)
                parts.append(f"{title}{shown[0]}改为{shown[1]}")
            gone.remove(was)
            come.remove(now)
        if come:
            parts.append(f"{title}增加{self._several(come, inner)}")
        if gone:
            parts.append(f"{title}去掉{self._several(gone, inner)}")
        return "，".join(parts)

    def _pairs(self, gone: list[Any], come: list[Any]) -> list[tuple[Any, Any]]:
        """Pair what went with what came in its place: the same name, or the only one of each."""
        pairs, left = [], list(come)
        for was in gone:
            same = [now for now in left if isinstance(was, Mapping) and _alike(was, now)]
            if not same and len(gone) == len(come) == 1 and type(was) is type(come[0]):
                same = left
            if same:
                pairs.append((was, same[0]))
                left.remove(same[0])
        return pairs

    def _several(self, items: list[Any], node: Mapping[str, Any]) -> str:
        told = "、".join(self._quoted(item, node) for item in items[:MOST_ITEMS])
        return told if len(items) <= MOST_ITEMS else f"{told}等{len(items)}项"

    # --- values -----------------------------------------------------------------------------------

    def _quoted(self, value: Any, node: Mapping[str, Any]) -> str:
        return f"“{_short(self._shown(value, node))}”"

    def _called(self, item: Mapping[str, Any], node: Mapping[str, Any]) -> str:
        for key in _NAMED_BY:
            if item.get(key):
                inner = resolve(node.get("properties", {}).get(key, {}), self.kinds.common)
                return _short(self._shown(item[key], inner))
        return _short(self._shown(item, node))

    def _differing(self, before: Any, after: Any, node: Mapping[str, Any]) -> tuple[str, str]:
        old, new = self._shown(before, node), self._shown(after, node)
        if len(old) <= WHOLE and len(new) <= WHOLE:
            return f"“{old}”", f"“{new}”"
        return _excerpts(old, new)

    def _shown(self, value: Any, node: Mapping[str, Any]) -> str:
        """Write a value as readers see it: labels of enumerations, names of records."""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, tuple):
            inner = resolve(node.get("items", {}), self.kinds.common)
            return "、".join(self._shown(item, inner) for item in value)
        if isinstance(value, Mapping):
            properties = node.get("properties", {})
            parts = [
                self._part(value[key], resolve(part, self.kinds.common))
                for key, part in properties.items()
                if key in value and value[key] is not False
            ]
            return "，".join(part.rstrip("。") for part in parts if part)
        if "x-ref" in node:
            return self._name(node["x-ref"], str(value))
        return str(node.get("x-labels", {}).get(value, value))

    def _part(self, value: Any, node: Mapping[str, Any]) -> str:
        return str(node.get("title", "")) if value is True else self._shown(value, node)

    def _name(self, target: str, number: str) -> str:
        for state in (self.after, self.before):
            if target.startswith(f"{VOCABULARIES}/"):
                vocabulary = state.get((VOCABULARIES, target.removeprefix(f"{VOCABULARIES}/")), {})
                for concept in vocabulary.get("concepts", ()):
                    if concept["id"] == number:
                        return str(concept["label"])
            for kind in self.kinds.of_entries() if target == "entries" else ():
                if found := state.get((kind.folder, number)):
                    return f"{number}{found['name']}"
            if found := state.get((target, number)):
                names = (found.get(key) for key in ("short_name", "short_title", "name", "title"))
                return str(next(filter(None, names), number))
        return number


def _alike(was: Mapping[str, Any], now: Any) -> bool:
    """Tell whether two items are one item, changed: what names them is the same."""
    if not isinstance(now, Mapping):
        return False
    keys = ("source", "list", "id", "text", "name", "title", "question", "place")
    return any(was.get(key) is not None and was.get(key) == now.get(key) for key in keys)


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= WHOLE else f"{text[: WHOLE - 1]}…"


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Return what differs in two long texts, with a little of what stands around it."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = [block for block in blocks if block[0] != "equal"]
    (_, first_old, _, first_new, _), (_, _, last_old, _, last_new) = changed[0], changed[-1]
    return _excerpt(old, first_old, last_old), _excerpt(new, first_new, last_new)


def _excerpt(text: str, start: int, end: int) -> str:
    start, end = max(0, start - AROUND), min(len(text), end + AROUND)
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    return f"“{head}{text[start:end]}{tail}”".replace("\n", " ")
