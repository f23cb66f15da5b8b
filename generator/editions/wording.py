"""Clauses on the changes of a record, with the titles of the schemas and the names of records.

Digests are left out, and so is the order of a list, unless its schema says that it matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from generator.editions.names import RecordNames
from generator.editions.nouns import noun
from generator.model.canonical import canonical
from generator.model.catalogue import VOCABULARIES
from generator.model.days import written
from generator.model.values import Fields
from generator.schema.kinds import Kinds
from generator.schema.walk import SchemaNode, resolve

MAX_QUOTED = 60
"""The maximum length of a text quoted in full. Of longer ones only the changed part is quoted."""
CONTEXT = 10
"""The number of characters on either side of a change in a long text."""
MOST_ITEMS = 4
"""The maximum number of listed items. Of more the number is added."""
_NAME_FIELDS = ("name", "title", "label", "question", "place", "body", "documents", "text", "id")
"""The fields that can name an item of a list. The first one present is used."""
_IDENTITY_FIELDS = ("source", "list", *_NAME_FIELDS)
"""The fields by which two items are recognised as versions of one."""
_DIGEST = "^[0-9a-f]"
"""The beginning of the pattern of digests."""
_TRANSPARENT = frozenset({"verification"})
"""Objects whose fields are described without the title of the object."""


@dataclass(frozen=True, slots=True)
class ChangeWording:
    """Describes the differences of two values."""

    kinds: Kinds
    names: RecordNames
    corrected: bool = False
    """Whether the change is a correction: 更正为, not 改为."""

    def fields(self, before: Fields, after: Fields, schema: object) -> Iterator[str]:
        """Yield a clause for each changed field of an object, in the order of the schema."""
        properties = resolve(schema, self.kinds.common).get("properties", {})
        order = {name: index for index, name in enumerate(properties)}
        for name in sorted(before.keys() | after.keys(), key=lambda n: (order.get(n, 999), n)):
            node = resolve(properties.get(name, {}), self.kinds.common)
            yield from self.field(name, before.get(name), after.get(name), node)

    def field(self, name: str, before: Any, after: Any, node: SchemaNode) -> Iterator[str]:
        """Yield the clauses of one field: usually one, none if it is unchanged."""
        if before == after or _is_digest(node):
            return
        title = noun(name, node.get("title", name))
        if isinstance(before, Mapping) and isinstance(after, Mapping) and name in _TRANSPARENT:
            yield from self.fields(before, after, node)
        else:
            yield from self._value(title, before, after, node)

    @property
    def change_verb(self) -> str:
        """The verb between the old and the new value."""
        return "更正为" if self.corrected else "改为"

    @property
    def removal_verb(self) -> str:
        """The verb for a removal."""
        return "删去" if self.corrected else "取消"

    def _value(self, title: str, before: Any, after: Any, node: SchemaNode) -> Iterator[str]:
        if before in (None, False) and after is True:
            yield f"标为“{title}”"
        elif before is True and after in (None, False):
            yield f"不再标为“{title}”"
        elif isinstance(before or (), tuple) and isinstance(after or (), tuple):
            yield from self._list(title, before or (), after or (), node)
        elif before is None:
            yield f"增加{title}{self._written_out(after, node)}"
        elif after is None:
            yield f"{self.removal_verb}{title}{self._written_out(before, node)}"
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            clauses = list(self.fields(before, after, node))
            if clauses:
                yield in_whole(title, clauses)
        else:
            old, new = self.differing(before, after, node)
            if old != new:
                yield f"{title}由{old}{self.change_verb}{new}"

    def _list(
        self, title: str, before: tuple[Any, ...], after: tuple[Any, ...], node: SchemaNode
    ) -> Iterator[str]:
        item_node = resolve(node.get("items", {}), self.kinds.common)
        removed, added = differing_items(before, after)
        if not removed and not added:
            yield f"{title.removesuffix('的')}的次序改了"
        for was, now in _pairs(removed, added):
            yield from self._item(title, was, now, item_node)
            removed.remove(was)
            added.remove(now)
        if added:
            yield f"增加{title}{self._several(added, item_node)}"
        if removed:
            yield f"{self.removal_verb}{title}{self._several(removed, item_node)}"

    def _item(self, title: str, was: Any, now: Any, node: SchemaNode) -> Iterator[str]:
        """Yield a clause on a changed item: its name, then its other changes."""
        if not isinstance(was, Mapping):
            old, new = self.differing(was, now, node)
            if old != new:
                yield f"{title}由{old}{self.change_verb}{new}"
            return
        old, new = self.item_name(was, node), self.item_name(now, node)
        if "clause" in was and was.get("source") == now.get("source") is not None:
            old = new = self._quoted(was["source"], self._part(node, "source"))
        named = _identifying_fields(was) | _identifying_fields(now) if old != new else frozenset()
        clauses = list(
            self.fields(
                {key: value for key, value in was.items() if key not in named},
                {key: value for key, value in now.items() if key not in named},
                node,
            )
        )
        if old != new:
            yield "，".join((f"{title}由{old}{self.change_verb}{new}", *clauses))
        elif clauses:
            yield in_whole(f"{title}{old}", clauses)

    def _several(self, items: list[Any], node: SchemaNode) -> str:
        names = joined(self.item_name(item, node) for item in items[:MOST_ITEMS])
        return names if len(items) <= MOST_ITEMS else f"{names}等{len(items)}项"

    # --- values -----------------------------------------------------------------------------------

    def item_name(self, item: Any, node: SchemaNode) -> str:
        """Return the name of an item: a document with its clause, a row with its number."""
        if not isinstance(item, Mapping):
            return self._quoted(item, node)
        keys = tuple(_identifying_fields(item))
        texts = [
            self._quoted(item[key], self._part(node, key)) for key in sorted(keys, key=_sort_key)
        ]
        if "clause" in keys:
            return f"{texts[0]}{item['clause']}"
        if "serial" in keys:
            return f"{texts[0]}第{item['serial']}项"
        return texts[0] if texts else self._written_out(item, node).removeprefix("：")

    def _part(self, node: SchemaNode, key: str) -> SchemaNode:
        return resolve(node.get("properties", {}).get(key, {}), self.kinds.common)

    def _written_out(self, value: Any, node: SchemaNode) -> str:
        """Return a value for display after its title: an object with all fields, other values quoted."""
        if not isinstance(value, Mapping):
            return self._quoted(value, node)
        parts = (
            self._display_part(key, value[key], self._part(node, key))
            for key in node.get("properties", value)
            if key in value and value[key] is not False and not _is_digest(self._part(node, key))
        )
        return f"：{'，'.join(parts)}"

    def _display_part(self, key: str, value: Any, node: SchemaNode) -> str:
        title = noun(key, node.get("title", key))
        if value is True:
            return f"“{title}”"
        if "x-labels" in node and not isinstance(value, tuple):
            return f"{title}{self._display(value, node)}"
        return (
            f"{title}{self._quoted(value.rstrip('。') if isinstance(value, str) else value, node)}"
        )

    def _quoted(self, value: Any, node: SchemaNode) -> str:
        """Return a quoted text; days, numbers and names without quotation marks."""
        if isinstance(value, Mapping):
            return self._written_out(value, node).removeprefix("：")
        if isinstance(value, tuple):
            item_node = resolve(node.get("items", {}), self.kinds.common)
            return joined(self._quoted(item, item_node) for item in value)
        text = self._display(value, node)
        return text if _needs_no_quotes(value, node) else quoted(_short(text))

    def differing(self, before: Any, after: Any, node: SchemaNode) -> tuple[str, str]:
        """Return the old and the new value; of long texts only the excerpts that differ."""
        old, new = self._display(before, node), self._display(after, node)
        if _needs_no_quotes(before, node):
            return old, new
        if len(old) <= MAX_QUOTED and len(new) <= MAX_QUOTED:
            return quoted(old), quoted(new)
        return _excerpts(old, new)

    def _display(self, value: Any, node: SchemaNode) -> str:
        """Return a value for display: labels of enumerations, names of records, days in Chinese."""
        if isinstance(value, bool):
            return str(node.get("title", "")) if value else "否"
        if isinstance(value, Mapping | tuple):
            return self._quoted(value, node)
        if "x-ref" in node:
            return self.names.name(node["x-ref"], str(value))
        if node.get("format") == "date":
            return written(date.fromisoformat(str(value)))
        return str(node.get("x-labels", {}).get(value, value))


def quoted(text: str) -> str:
    """Return a quoted text. Quotation marks within it become inner ones."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def joined(sentences: Iterator[str]) -> str:
    """Join texts with 、, which is omitted between quotations."""
    return "、".join(sentences).replace("”、“", "”“")


def in_whole(whole: str, clauses: list[str]) -> str:
    """Join clauses on the parts of a whole."""
    if clauses[0].startswith(whole):
        return "，".join(clauses)
    verb = clauses[0].startswith(("增加", "删去", "取消", "标为", "不再"))
    return f"{whole}{'' if verb else '的'}{'，'.join(clauses)}"


def differing_items(before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[list[Any], list[Any]]:
    """Return the items that are in only one of two lists, regardless of order."""
    old, new = [canonical(item) for item in before], [canonical(item) for item in after]
    removed = [item for item, key in zip(before, old, strict=True) if key not in new]
    added = [item for item, key in zip(after, new, strict=True) if key not in old]
    return removed, added


def _pairs(removed: list[Any], added: list[Any]) -> list[tuple[Any, Any]]:
    """Pair removed with added items: by identity, or the only one of each."""
    pairs, remaining = [], list(added)
    for was in removed:
        candidates = [
            now for now in remaining if isinstance(was, Mapping) and _is_same_item(was, now)
        ]
        if not candidates and len(removed) == len(added) == 1 and type(was) is type(added[0]):
            candidates = remaining
        if candidates:
            pairs.append((was, candidates[0]))
            remaining.remove(candidates[0])
    return pairs


def _is_same_item(was: Fields, now: Any) -> bool:
    """Tell whether two items are versions of one."""
    if not isinstance(now, Mapping):
        return False
    return any(
        was.get(key) is not None and was.get(key) == now.get(key) for key in _IDENTITY_FIELDS
    )


def _identifying_fields(item: Fields) -> frozenset[str]:
    """Return the fields that name an item."""
    if item.get("source") and "clause" in item:
        return frozenset({"source", "clause"})
    if item.get("list") and "serial" in item:
        return frozenset({"list", "serial"})
    keys = (key for key in (*_NAME_FIELDS, "source") if item.get(key))
    return frozenset({key} if (key := next(keys, "")) else ())


def _sort_key(key: str) -> tuple[bool, str]:
    return key in {"clause", "serial"}, key


def _is_digest(node: SchemaNode) -> bool:
    return str(node.get("pattern", "")).startswith(_DIGEST)


def _needs_no_quotes(value: Any, node: SchemaNode) -> bool:
    """Tell whether a value needs no quotation marks: a name, a day, a number, or a nested value."""
    if isinstance(value, Mapping | tuple):
        return True
    if "x-ref" in node:
        return not node["x-ref"].startswith(f"{VOCABULARIES}/")
    return node.get("format") in {"date", "decimal"} or node.get("type") == "integer"


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= MAX_QUOTED else f"{text[: MAX_QUOTED - 1]}…"


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Return excerpts of two long texts around their differences."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = [block for block in blocks if block[0] != "equal"]
    (_, first_old, _, first_new, _), (_, _, last_old, _, last_new) = changed[0], changed[-1]
    return _excerpt(old, first_old, last_old), _excerpt(new, first_new, last_new)


def _excerpt(text: str, start: int, end: int) -> str:
    """Return a quoted part of a text, shortened in the middle if it is long."""
    start, end = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    part = text[start:end]
    if len(part) > 2 * MAX_QUOTED:
        part = f"{part[:MAX_QUOTED]}〔略〕{part[-MAX_QUOTED:]}"
    return quoted(f"{head}{part}{tail}".replace("\n", " "))
