"""What changed in a record, in clauses. Words come from the schemas' titles and from names of records.

What is compared by meaning is told by meaning. A digest that only programs read is nothing to
tell; nor is the order of a list, unless its schema says that it means something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from generator.editions.names import Names
from generator.editions.nouns import noun
from generator.model.canonical import canonical
from generator.model.catalogue import VOCABULARIES
from generator.model.days import written
from generator.schema.kinds import Kinds
from generator.schema.walk import resolve

WHOLE = 60
"""Texts up to this length are quoted whole; of longer ones only what changed."""
AROUND = 10
"""Characters shown on either side of a change inside a long text."""
MOST_ITEMS = 4
"""Items of a list told one by one; of more the number is told as well."""
_NAMED_BY = ("name", "title", "label", "question", "place", "body", "documents", "text", "id")
"""What an item of a list is called by, the first it has."""
_ALIKE = ("source", "list", *_NAMED_BY)
"""Two items with one of these in common are one item that changed."""
_DIGEST = "^[0-9a-f]"
"""How the pattern of what only programs read begins."""
_PLAIN = frozenset({"verification"})
"""Objects whose parts are told without naming the whole."""


@dataclass(frozen=True, slots=True)
class Words:
    """Puts what differs between two values into words."""

    kinds: Kinds
    names: Names
    corrected: bool = False
    """Whether what was wrong is put right: 更正为, not 改为."""

    def fields(
        self, before: Mapping[str, Any], after: Mapping[str, Any], schema: object
    ) -> Iterator[str]:
        """Yield a clause for each field of an object that differs, in the schema's order."""
        properties = resolve(schema, self.kinds.common).get("properties", {})
        order = {name: place for place, name in enumerate(properties)}
        for name in sorted(before.keys() | after.keys(), key=lambda n: (order.get(n, 999), n)):
            node = resolve(properties.get(name, {}), self.kinds.common)
            yield from self.field(name, before.get(name), after.get(name), node)

    def field(self, name: str, before: Any, after: Any, node: Mapping[str, Any]) -> Iterator[str]:
        """Yield what there is to tell of one field: mostly one clause, none for what is the same."""
        if before == after or _is_digest(node):
            return
        title = noun(name, node.get("title", name))
        if isinstance(before, Mapping) and isinstance(after, Mapping) and name in _PLAIN:
            yield from self.fields(before, after, node)
        else:
            yield from self._value(title, before, after, node)

    @property
    def into(self) -> str:
        """What stands between the old and the new."""
        return "更正为" if self.corrected else "改为"

    @property
    def away(self) -> str:
        """What is said of what was taken away."""
        return "删去" if self.corrected else "取消"

    def _value(self, title: str, before: Any, after: Any, node: Mapping[str, Any]) -> Iterator[str]:
        if before in (None, False) and after is True:
            yield f"标为“{title}”"
        elif before is True and after in (None, False):
            yield f"不再标为“{title}”"
        elif isinstance(before or (), tuple) and isinstance(after or (), tuple):
            yield from self._list(title, before or (), after or (), node)
        elif before is None:
            yield f"增加{title}{self._whole(after, node)}"
        elif after is None:
            yield f"{self.away}{title}{self._whole(before, node)}"
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            inner = list(self.fields(before, after, node))
            if inner:
                yield within(title, inner)
        else:
            old, new = self.differing(before, after, node)
            if old != new:
                yield f"{title}由{old}{self.into}{new}"

    def _list(
        self, title: str, before: tuple[Any, ...], after: tuple[Any, ...], node: Mapping[str, Any]
    ) -> Iterator[str]:
        inner = resolve(node.get("items", {}), self.kinds.common)
        gone, come = differing_items(before, after)
        if not gone and not come:
            yield f"{title.removesuffix('的')}的次序改了"
        for was, now in _pairs(gone, come):
            yield from self._item(title, was, now, inner)
            gone.remove(was)
            come.remove(now)
        if come:
            yield f"增加{title}{self._several(come, inner)}"
        if gone:
            yield f"{self.away}{title}{self._several(gone, inner)}"

    def _item(self, title: str, was: Any, now: Any, node: Mapping[str, Any]) -> Iterator[str]:
        """Tell one item that changed: what it is called, then what else differs in it."""
        if not isinstance(was, Mapping):
            old, new = self.differing(was, now, node)
            if old != new:
                yield f"{title}由{old}{self.into}{new}"
            return
        old, new = self.called(was, node), self.called(now, node)
        if "clause" in was and was.get("source") == now.get("source") is not None:
            old = new = self._quoted(was["source"], self._part(node, "source"))
        told = _naming(was) | _naming(now) if old != new else frozenset()
        rest = list(
            self.fields(
                {key: value for key, value in was.items() if key not in told},
                {key: value for key, value in now.items() if key not in told},
                node,
            )
        )
        if old != new:
            yield "，".join((f"{title}由{old}{self.into}{new}", *rest))
        elif rest:
            yield within(f"{title}{old}", rest)

    def _several(self, items: list[Any], node: Mapping[str, Any]) -> str:
        told = joined(self.called(item, node) for item in items[:MOST_ITEMS])
        return told if len(items) <= MOST_ITEMS else f"{told}等{len(items)}项"

    # --- values -----------------------------------------------------------------------------------

    def called(self, item: Any, node: Mapping[str, Any]) -> str:
        """Say what an item of a list is called: a document with its clause, a row by its number."""
        if not isinstance(item, Mapping):
            return self._quoted(item, node)
        keys = tuple(_naming(item))
        shown = [self._quoted(item[key], self._part(node, key)) for key in sorted(keys, key=_place)]
        if "clause" in keys:
            return f"{shown[0]}{item['clause']}"
        if "serial" in keys:
            return f"{shown[0]}第{item['serial']}项"
        return shown[0] if shown else self._whole(item, node).removeprefix("：")

    def _part(self, node: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        return resolve(node.get("properties", {}).get(key, {}), self.kinds.common)

    def _whole(self, value: Any, node: Mapping[str, Any]) -> str:
        """Write a value behind its title: an object part by part, anything else quoted."""
        if not isinstance(value, Mapping):
            return self._quoted(value, node)
        parts = (
            self._part_shown(key, value[key], self._part(node, key))
            for key in node.get("properties", value)
            if key in value and value[key] is not False and not _is_digest(self._part(node, key))
        )
        return f"：{'，'.join(parts)}"

    def _part_shown(self, key: str, value: Any, node: Mapping[str, Any]) -> str:
        title = noun(key, node.get("title", key))
        if value is True:
            return f"“{title}”"
        if "x-labels" in node and not isinstance(value, tuple):
            return f"{title}{self._shown(value, node)}"
        return (
            f"{title}{self._quoted(value.rstrip('。') if isinstance(value, str) else value, node)}"
        )

    def _quoted(self, value: Any, node: Mapping[str, Any]) -> str:
        """Quote what is written; days, numbers and names stand as they are."""
        if isinstance(value, Mapping):
            return self._whole(value, node).removeprefix("：")
        if isinstance(value, tuple):
            inner = resolve(node.get("items", {}), self.kinds.common)
            return joined(self._quoted(item, inner) for item in value)
        shown = self._shown(value, node)
        return shown if _stands_alone(value, node) else quoted(_short(shown))

    def differing(self, before: Any, after: Any, node: Mapping[str, Any]) -> tuple[str, str]:
        """Return the old and the new, of long texts only what is around the difference."""
        old, new = self._shown(before, node), self._shown(after, node)
        if _stands_alone(before, node):
            return old, new
        if len(old) <= WHOLE and len(new) <= WHOLE:
            return quoted(old), quoted(new)
        return _excerpts(old, new)

    def _shown(self, value: Any, node: Mapping[str, Any]) -> str:
        """Write a value as readers see it: labels of enumerations, names of records, days."""
        if isinstance(value, bool):
            return str(node.get("title", "")) if value else "否"
        if isinstance(value, Mapping | tuple):
            return self._quoted(value, node)
        if "x-ref" in node:
            return self.names.named(node["x-ref"], str(value))
        if node.get("format") == "date":
            return written(date.fromisoformat(str(value)))
        return str(node.get("x-labels", {}).get(value, value))


def quoted(text: str) -> str:
    """Quote a text; what it quotes itself gets the inner marks."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def joined(sentences: Iterator[str]) -> str:
    """Join what is told: between quotation marks nothing stands, else a pause."""
    return "、".join(sentences).replace("”、“", "”“")


def within(whole: str, clauses: list[str]) -> str:
    """Say what changed within a whole."""
    if clauses[0].startswith(whole):
        return "，".join(clauses)
    verb = clauses[0].startswith(("增加", "删去", "取消", "标为", "不再"))
    return f"{whole}{'' if verb else '的'}{'，'.join(clauses)}"


def differing_items(before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[list[Any], list[Any]]:
    """Return what stands in only one of two lists; their order is nothing."""
    old, new = [canonical(item) for item in before], [canonical(item) for item in after]
    gone = [item for item, key in zip(before, old, strict=True) if key not in new]
    come = [item for item, key in zip(after, new, strict=True) if key not in old]
    return gone, come


def _pairs(gone: list[Any], come: list[Any]) -> list[tuple[Any, Any]]:
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


def _alike(was: Mapping[str, Any], now: Any) -> bool:
    """Tell whether two items are one item, changed: what names them is the same."""
    if not isinstance(now, Mapping):
        return False
    return any(was.get(key) is not None and was.get(key) == now.get(key) for key in _ALIKE)


def _naming(item: Mapping[str, Any]) -> frozenset[str]:
    """Return the fields that an item is called by."""
    if item.get("source") and "clause" in item:
        return frozenset({"source", "clause"})
    if item.get("list") and "serial" in item:
        return frozenset({"list", "serial"})
    keys = (key for key in (*_NAMED_BY, "source") if item.get(key))
    return frozenset({key} if (key := next(keys, "")) else ())


def _place(key: str) -> tuple[bool, str]:
    return key in {"clause", "serial"}, key


def _is_digest(node: Mapping[str, Any]) -> bool:
    return str(node.get("pattern", "")).startswith(_DIGEST)


def _stands_alone(value: Any, node: Mapping[str, Any]) -> bool:
    """Tell whether a value needs no quotation marks: a name, a day, a number, something nested."""
    if isinstance(value, Mapping | tuple):
        return True
    if "x-ref" in node:
        return not node["x-ref"].startswith(f"{VOCABULARIES}/")
    return node.get("format") in {"date", "decimal"} or node.get("type") == "integer"


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
    """Quote a part of a text; of a long one its beginning and its end."""
    start, end = max(0, start - AROUND), min(len(text), end + AROUND)
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    part = text[start:end]
    if len(part) > 2 * WHOLE:
        part = f"{part[:WHOLE]}〔略〕{part[-WHOLE:]}"
    return quoted(f"{head}{part}{tail}".replace("\n", " "))
