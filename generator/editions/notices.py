"""Sentences on changes in the style of an official notice, one a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from generator.editions.changes import Change, Group, differing_fields, is_settings
from generator.editions.edition import EditionType
from generator.editions.endings import ending
from generator.editions.names import RecordNames, quote_title
from generator.editions.nouns import noun
from generator.editions.wording import ChangeWording, differing_items, joined, quoted
from generator.model.canonical import canonical
from generator.model.days import written
from generator.model.entries import ENDED, Status
from generator.model.values import CatalogueState, Fields
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import resolve

ENDED_STATUS = {
    Group.SUSPENDED: Status.SUSPENDED,
    Group.ABOLISHED: Status.ABOLISHED,
    Group.REPLACED: Status.REPLACED,
}
"""The status of an entry after a change of these groups."""
RULE_FIELDS = (
    "decision",
    "standards",
    "funding",
    "executing_bodies",
    "competent_bodies",
    "routes",
    "legal_basis",
)
"""The fields that make the rule. They come first, with the day in force."""
_END_FIELDS = frozenset({"status", "ceased_on", "ended", "replaced_by"})
"""Fields that are already in the sentence on an end."""
_BODY_FIELDS = (("executing_bodies", "办理"), ("competent_bodies", "负责"))
_TEN_THOUSAND = 10_000


@dataclass(frozen=True, kw_only=True)
class Notices:
    """Describes changes between two states. ``on`` is the day in force of the later one."""

    kinds: Kinds
    before: CatalogueState
    after: CatalogueState
    type: EditionType = EditionType.EDITION
    on: date | None = None

    @cached_property
    def names(self) -> RecordNames:
        """Names records as in the later state."""
        return RecordNames(self.kinds, (self.after.get, self.before.get))

    @cached_property
    def words(self) -> ChangeWording:
        """Describes fields without a template of their own."""
        return ChangeWording(self.kinds, self.names)

    @property
    def since(self) -> str:
        """The beginning of a sentence with the day in force; empty without a day."""
        return since_text(self.on) if self.on else ""

    def subject(self, change: Change) -> str:
        """Return the name of the changed record."""
        return self._subject(change, change.after or change.before or {})

    def _subject(self, change: Change, fields: Fields) -> str:
        kind = self.kinds.by_key.get(change.folder)
        if is_settings(change) or kind is None:
            return "目录设置"
        return (
            f"{change.id if kind.is_entry else kind.label}{_quoted_name(kind, fields, change.id)}"
        )

    def sentence(self, change: Change) -> str:
        """Return one sentence on the change; empty if there is nothing to say."""
        text = self._text(change)
        return f"{text.rstrip('。')}。" if text else ""

    def _text(self, change: Change) -> str:
        group = change.group(self.type)
        if change.before is None:
            return self._added(change, change.after or {})
        if change.after is None:
            return f"{self.since}撤下{self.subject(change)}"
        if group in ENDED_STATUS and self.kinds.by_key[change.folder].is_entry:
            return self._ended(change, change.before, change.after, ENDED_STATUS[group])
        corrected = group is Group.CORRECTED
        return self._changed(change, change.before, change.after, corrected=corrected)

    # --- templates of changes ---------------------------------------------------------------------

    def _added(self, change: Change, fields: Fields) -> str:
        text = f"{self.since}新增{self.subject(change)}"
        kind = self.kinds.by_key[change.folder]
        if not kind.is_entry:
            return text
        if fields.get("status") in ENDED:
            return f"{text}，状态是“{self.kinds.labels('status')[fields['status']]}”"
        destinations = joined(iter(dict.fromkeys(self._places(fields))))
        verdict = kind.decision_words[fields["decision"]]
        return f"{text}，结论是“{verdict}”{f'，去处是{destinations}' if destinations else ''}"

    def _places(self, fields: Fields) -> Iterator[str]:
        for route in fields.get("routes", ()):
            if route.get("place"):
                yield str(route["place"])
            elif route.get("body"):
                yield self.names.name("bodies", str(route["body"]))

    def _ended(self, change: Change, before: Fields, after: Fields, status: Status) -> str:
        """废止、中止、替代: the document, the new bodies, and the other changes."""
        text = ending(after, status, self.names, self.on).notice
        text += "".join(f"；{clause}" for clause in self._handover(before, after))
        old = {key: value for key, value in before.items() if key not in _END_FIELDS}
        new = {key: value for key, value in after.items() if key not in _END_FIELDS}
        body_fields = {field for field, _ in _BODY_FIELDS if old.get(field) and new.get(field)}
        clauses = list(self._clauses(change, old, new, self.words, skipped=body_fields))
        return f"{text}。另外，{'；'.join(clauses)}" if clauses else text

    def _handover(self, before: Fields, after: Fields) -> Iterator[str]:
        """原由…办理的，改由…办理: the handover to another body, in the entry or in its successors."""
        successors = (self.names.entry_fields(fields) for fields in after.get("replaced_by", ()))
        replacing = [successor[1] for successor in successors if successor] or [after]
        for field, verb in _BODY_FIELDS:
            old = tuple(before.get(field, ()))
            new = tuple(
                dict.fromkeys(body for fields in replacing for body in fields.get(field, ()))
            )
            if old and new and set(old) != set(new):
                yield f"原由{self._bodies(old)}{verb}的，改由{self._bodies(new)}{verb}"

    def _bodies(self, ids: Iterable[str]) -> str:
        return "、".join(self.names.name("bodies", id_) for id_ in ids)

    def _changed(self, change: Change, before: Fields, after: Fields, *, corrected: bool) -> str:
        resumed = before.get("status") in ENDED and after.get("status") not in ENDED
        skipped = ("status",) if resumed else ()
        words = replace(self.words, corrected=corrected)
        clauses = list(self._clauses(change, before, after, words, skipped))
        if not clauses and not resumed:
            return ""
        subject, renamed = self.subject(change), ""
        if before.get("name") and before.get("name") != after.get("name"):
            kind = self.kinds.by_key[change.folder]
            subject, clauses = self._subject(change, before), clauses[1:]
            renamed = f"改称{_quoted_name(kind, after, change.id)}"
        if resumed:
            subject = f"恢复{subject}"
        if corrected:
            return f"{self.since}更正{subject}：{'；'.join(filter(None, (renamed, *clauses)))}"
        weighty = renamed or _rule(before) != _rule(after)
        since_text = self.since if weighty else ""
        rest = f"：{'；'.join(clauses)}" if clauses else ""
        return f"{since_text}{subject}{renamed}{rest}"

    # --- templates of fields ----------------------------------------------------------------------

    def _clauses(
        self,
        change: Change,
        before: Fields,
        after: Fields,
        words: ChangeWording,
        skipped: Iterable[str] = (),
    ) -> Iterator[str]:
        """Yield a clause for each changed field that is not ``skipped``, the rule first."""
        kind = self.kinds.by_key[change.folder]
        properties = kind.schema["properties"]
        order = [
            *dict.fromkeys(
                ("name", *RULE_FIELDS, *properties, *sorted(before.keys() | after.keys()))
            )
        ]
        for name in order:
            if name in skipped or name not in before.keys() | after.keys():
                continue
            was, now = before.get(name), after.get(name)
            node = resolve(properties.get(name, {}), self.kinds.common)
            own = self._special_clauses(name, was, now, kind)
            yield from words.field(name, was, now, node) if own is None else own

    def _special_clauses(self, name: str, was: Any, now: Any, kind: Kind) -> list[str] | None:
        """Return the clauses of a field with a template of its own; none for any other."""
        for field, verb in _BODY_FIELDS:
            if name == field and kind.is_entry:
                return list(self._doers(tuple(was or ()), tuple(now or ()), verb))
        if name == "standards":
            return list(self._money(tuple(was or ()), tuple(now or ()), kind))
        return None

    def _doers(self, was: tuple[str, ...], now: tuple[str, ...], verb: str) -> Iterator[str]:
        names = {id_: self._bodies((id_,)) for id_ in (*was, *now)}
        removed = [id_ for id_ in was if names[id_] not in {names[new] for new in now}]
        added = [id_ for id_ in now if names[id_] not in {names[old] for old in was}]
        if removed and added:
            yield f"原由{self._bodies(removed)}{verb}的，改由{self._bodies(added)}{verb}"
        elif added:
            yield f"增加{self._bodies(added)}{verb}"
        elif removed:
            yield f"不再由{self._bodies(removed)}{verb}"
        elif names[was[0]] != names[now[0]]:
            yield f"牵头的由{self._bodies(was[:1])}改为{self._bodies(now[:1])}"
        elif [names[id_] for id_ in was] != [names[id_] for id_ in now]:
            yield f"{verb}的部门次序改了"

    def _money(self, was: tuple[Any, ...], now: tuple[Any, ...], kind: Kind) -> Iterator[str]:
        """Yield clauses on standards: by their wording, or if that is unchanged, by amount and fields."""
        removed, added = differing_items(was, now)
        wordings = {item["text"] for item in removed} & {item["text"] for item in added}
        node = resolve(kind.schema["properties"]["standards"], self.kinds.common)
        old = tuple(item for item in removed if item["text"] not in wordings)
        new = tuple(item for item in added if item["text"] not in wordings)
        if old and new:
            yield f"标准由{_texts(old)}{self.words.change_verb}{_texts(new)}"
        elif new:
            yield f"增加标准{_texts(new)}"
        elif old:
            yield f"{self.words.removal_verb}标准{_texts(old)}"
        amended: set[str] = set()
        for text in sorted(wordings):
            same = ([item for item in side if item["text"] == text] for side in (removed, added))
            for before, after in zip(*same, strict=False):
                if _amount(before) != _amount(after) and before.get("amount"):
                    yield f"标准{quoted(text)}的金额由{_amount(before)}改为{_amount(after)}"
                amended |= differing_fields(before, after) - {"amount", "unit"}
        properties = resolve(node["items"], self.kinds.common)["properties"]
        if amended:
            titles = "、".join(
                noun(key, properties[key]["title"]) for key in properties if key in amended
            )
            yield f"标准的文字没有变，写明了{titles}"


def _rule(fields: Fields) -> list[Any]:
    """Return the rule without the order of lists. Of standards only wording and amount count."""
    rule = {name: fields.get(name) for name in (*RULE_FIELDS, "status")}
    rule["standards"] = tuple(
        (standard["text"], _amount(standard)) for standard in fields.get("standards", ())
    )
    return [
        sorted(map(canonical, value)) if isinstance(value, tuple) else canonical(value)
        for value in rule.values()
    ]


def since_text(day: date) -> str:
    """Return the beginning of a sentence with the day in force."""
    return f"自{written(day)}起，"


def without_day(sentence: str, day: date) -> str:
    """Return a sentence without its day in force, for display below that day."""
    return sentence.removeprefix(since_text(day))


def _quoted_name(kind: Kind, fields: Fields, number: str) -> str:
    """Return the name of a record in the marks for its kind."""
    name = str(fields.get("name") or fields.get("title") or number)
    return quote_title(name) if kind.is_entry or kind.folder == "sources" else f"“{name}”"


def _texts(standards: Iterable[Fields]) -> str:
    return joined(quoted(standard["text"]) for standard in standards)


def _amount(standard: Fields) -> str:
    """Return an amount such as 6万元/年."""
    amount, unit = Decimal(str(standard.get("amount", 0))), str(standard.get("unit", ""))
    if amount >= _TEN_THOUSAND and unit.startswith("元") and amount % 100 == 0:
        return f"{(amount / _TEN_THOUSAND).normalize():f}万{unit}"
    return f"{amount:f}{unit}"
