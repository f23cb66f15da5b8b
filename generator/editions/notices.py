"""A change as an official notice tells it: one template a sort of change, one sentence a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from generator.editions.changes import Change, Group, is_settings
from generator.editions.edition import EditionType, State
from generator.editions.endings import ending
from generator.editions.names import Names, titled
from generator.editions.nouns import noun
from generator.editions.wording import Words, differing_items, joined, quoted
from generator.model.canonical import canonical
from generator.model.days import written
from generator.model.entries import ENDED, Status
from generator.model.values import Fields
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import resolve

ENDS = {
    Group.SUSPENDED: Status.SUSPENDED,
    Group.ABOLISHED: Status.ABOLISHED,
    Group.REPLACED: Status.REPLACED,
}
"""What an entry is after a change of these sorts."""
WEIGHTY = (
    "decision",
    "standards",
    "funding",
    "executing_bodies",
    "competent_bodies",
    "routes",
    "legal_basis",
)
"""What the rule is: told first, and with the day since when."""
_OF_AN_END = frozenset({"status", "ceased_on", "ended", "replaced_by"})
"""Fields that the sentence of an end has told."""
_DOERS = (("executing_bodies", "办理"), ("competent_bodies", "负责"))
_MYRIAD = 10_000


@dataclass(frozen=True, kw_only=True)
class Notices:
    """Tells changes between two states. ``on`` is the day since when the later one applies."""

    kinds: Kinds
    before: State
    after: State
    type: EditionType = EditionType.EDITION
    on: date | None = None

    @cached_property
    def names(self) -> Names:
        """Names records as the later state calls them."""
        return Names(self.kinds, (self.after.get, self.before.get))

    @cached_property
    def words(self) -> Words:
        """Tells what no template tells."""
        return Words(self.kinds, self.names)

    @property
    def since(self) -> str:
        """The day since when, as a sentence begins with it; empty where it has none."""
        return since(self.on) if self.on else ""

    def subject(self, change: Change) -> str:
        """Name the record that changed."""
        return self._subject(change, change.after or change.before or {})

    def _subject(self, change: Change, fields: Fields) -> str:
        kind = self.kinds.by_key.get(change.folder)
        if is_settings(change) or kind is None:
            return "目录设置"
        return f"{change.id if kind.is_entry else kind.label}{_marked(kind, fields, change.id)}"

    def sentence(self, change: Change) -> str:
        """Say in one sentence what changed; empty where nothing is to be told."""
        told = self._told(change)
        return f"{told.rstrip('。')}。" if told else ""

    def _told(self, change: Change) -> str:
        group = change.group(self.type)
        if change.before is None:
            return self._added(change, change.after or {})
        if change.after is None:
            return f"{self.since}撤下{self.subject(change)}"
        if group in ENDS and self.kinds.by_key[change.folder].is_entry:
            return self._ended(change, change.before, change.after, ENDS[group])
        corrected = group is Group.CORRECTED
        return self._changed(change, change.before, change.after, corrected=corrected)

    # --- one template a sort of change ------------------------------------------------------------

    def _added(self, change: Change, fields: Fields) -> str:
        told = f"{self.since}新增{self.subject(change)}"
        kind = self.kinds.by_key[change.folder]
        if not kind.is_entry:
            return told
        if fields.get("status") in ENDED:
            return f"{told}，状态是“{self.kinds.labels('status')[fields['status']]}”"
        places = joined(iter(dict.fromkeys(self._places(fields))))
        verdict = kind.decision_words[fields["decision"]]
        return f"{told}，结论是“{verdict}”{f'，去处是{places}' if places else ''}"

    def _places(self, fields: Fields) -> Iterator[str]:
        for route in fields.get("routes", ()):
            if route.get("place"):
                yield str(route["place"])
            elif route.get("body"):
                yield self.names.named("bodies", str(route["body"]))

    def _ended(self, change: Change, before: Fields, after: Fields, status: Status) -> str:
        """废止、中止、替代: by what, who does it instead, and what else was rewritten on the way."""
        told = ending(after, status, self.names, self.on).notice
        told += "".join(f"；{clause}" for clause in self._handed_over(before, after))
        left = {key: value for key, value in before.items() if key not in _OF_AN_END}
        now = {key: value for key, value in after.items() if key not in _OF_AN_END}
        doers = {field for field, _ in _DOERS if left.get(field) and now.get(field)}
        rest = list(self._clauses(change, left, now, self.words, skipped=doers))
        return f"{told}。另外，{'；'.join(rest)}" if rest else told

    def _handed_over(self, before: Fields, after: Fields) -> Iterator[str]:
        """原由…办理的，改由…办理: to another body, by the entry itself or by what replaces it."""
        successors = (self.names.entry_fields(one) for one in after.get("replaced_by", ()))
        following = [found[1] for found in successors if found] or [after]
        for field, does in _DOERS:
            old = tuple(before.get(field, ()))
            new = tuple(dict.fromkeys(body for one in following for body in one.get(field, ())))
            if old and new and set(old) != set(new):
                yield f"原由{self._bodies(old)}{does}的，改由{self._bodies(new)}{does}"

    def _bodies(self, ids: Iterable[str]) -> str:
        return "、".join(self.names.named("bodies", one) for one in ids)

    def _changed(self, change: Change, before: Fields, after: Fields, *, corrected: bool) -> str:
        resumed = before.get("status") in ENDED and after.get("status") not in ENDED
        told = ("status",) if resumed else ()
        words = replace(self.words, corrected=corrected)
        clauses = list(self._clauses(change, before, after, words, told))
        if not clauses and not resumed:
            return ""
        subject, renamed = self.subject(change), ""
        if before.get("name") and before.get("name") != after.get("name"):
            kind = self.kinds.by_key[change.folder]
            subject, clauses = self._subject(change, before), clauses[1:]
            renamed = f"改称{_marked(kind, after, change.id)}"
        if resumed:
            subject = f"恢复{subject}"
        if corrected:
            return f"{self.since}更正{subject}：{'；'.join(filter(None, (renamed, *clauses)))}"
        weighty = renamed or _rule(before) != _rule(after)
        since = self.since if weighty else ""
        rest = f"：{'；'.join(clauses)}" if clauses else ""
        return f"{since}{subject}{renamed}{rest}"

    # --- one template a sort of field -------------------------------------------------------------

    def _clauses(
        self,
        change: Change,
        before: Fields,
        after: Fields,
        words: Words,
        skipped: Iterable[str] = (),
    ) -> Iterator[str]:
        """Yield a clause for each field that differs and is not ``skipped``: the rule first."""
        kind = self.kinds.by_key[change.folder]
        properties = kind.schema["properties"]
        order = [
            *dict.fromkeys(("name", *WEIGHTY, *properties, *sorted(before.keys() | after.keys())))
        ]
        for name in order:
            if name in skipped or name not in before.keys() | after.keys():
                continue
            was, now = before.get(name), after.get(name)
            node = resolve(properties.get(name, {}), self.kinds.common)
            own = self._own_clauses(name, was, now, kind)
            yield from words.field(name, was, now, node) if own is None else own

    def _own_clauses(self, name: str, was: Any, now: Any, kind: Kind) -> list[str] | None:
        """Return the clauses of a field that has a template of its own; none for any other."""
        for field, does in _DOERS:
            if name == field and kind.is_entry:
                return list(self._doers(tuple(was or ()), tuple(now or ()), does))
        if name == "standards":
            return list(self._money(tuple(was or ()), tuple(now or ()), kind))
        return None

    def _doers(self, was: tuple[str, ...], now: tuple[str, ...], does: str) -> Iterator[str]:
        names = {one: self._bodies((one,)) for one in (*was, *now)}
        gone = [one for one in was if names[one] not in {names[new] for new in now}]
        come = [one for one in now if names[one] not in {names[old] for old in was}]
        if gone and come:
            yield f"原由{self._bodies(gone)}{does}的，改由{self._bodies(come)}{does}"
        elif come:
            yield f"增加{self._bodies(come)}{does}"
        elif gone:
            yield f"不再由{self._bodies(gone)}{does}"
        elif names[was[0]] != names[now[0]]:
            yield f"牵头的由{self._bodies(was[:1])}改为{self._bodies(now[:1])}"
        elif [names[one] for one in was] != [names[one] for one in now]:
            yield f"{does}的部门次序改了"

    def _money(self, was: tuple[Any, ...], now: tuple[Any, ...], kind: Kind) -> Iterator[str]:
        """Tell standards by their wording; of one whose wording stayed, what it is reckoned by."""
        gone, come = differing_items(was, now)
        wordings = {one["text"] for one in gone} & {one["text"] for one in come}
        node = resolve(kind.schema["properties"]["standards"], self.kinds.common)
        old = tuple(one for one in gone if one["text"] not in wordings)
        new = tuple(one for one in come if one["text"] not in wordings)
        if old and new:
            yield f"标准由{_texts(old)}{self.words.into}{_texts(new)}"
        elif new:
            yield f"增加标准{_texts(new)}"
        elif old:
            yield f"{self.words.away}标准{_texts(old)}"
        amended: set[str] = set()
        for text in sorted(wordings):
            same = ([one for one in side if one["text"] == text] for side in (gone, come))
            for before, after in zip(*same, strict=False):
                if _amount(before) != _amount(after) and before.get("amount"):
                    yield f"标准{quoted(text)}的金额由{_amount(before)}改为{_amount(after)}"
                amended |= _differing(before, after) - {"amount", "unit"}
        properties = resolve(node["items"], self.kinds.common)["properties"]
        if amended:
            titles = "、".join(
                noun(key, properties[key]["title"]) for key in properties if key in amended
            )
            yield f"标准的文字没有变，写明了{titles}"


def _differing(before: Fields, after: Fields) -> frozenset[str]:
    names = before.keys() | after.keys()
    return frozenset(name for name in names if before.get(name) != after.get(name))


def _rule(fields: Fields) -> list[Any]:
    """Return what the rule is, the order of lists aside; of standards the wording and the amount."""
    rule = {name: fields.get(name) for name in (*WEIGHTY, "status")}
    rule["standards"] = tuple((one["text"], _amount(one)) for one in fields.get("standards", ()))
    return [
        sorted(map(canonical, value)) if isinstance(value, tuple) else canonical(value)
        for value in rule.values()
    ]


def since(day: date) -> str:
    """Return how a sentence begins that holds from a day on."""
    return f"自{written(day)}起，"


def without_day(sentence: str, day: date) -> str:
    """Return a sentence as it stands below the day since when it holds."""
    return sentence.removeprefix(since(day))


def _marked(kind: Kind, fields: Fields, number: str) -> str:
    """Return the name of a record between the marks that belong to it."""
    name = str(fields.get("name") or fields.get("title") or number)
    return titled(name) if kind.is_entry or kind.folder == "sources" else f"“{name}”"


def _texts(standards: Iterable[Mapping[str, Any]]) -> str:
    return joined(quoted(one["text"]) for one in standards)


def _amount(standard: Mapping[str, Any]) -> str:
    """Write an amount as people do: 6万元/年."""
    amount, unit = Decimal(str(standard.get("amount", 0))), str(standard.get("unit", ""))
    if amount >= _MYRIAD and unit.startswith("元") and amount % 100 == 0:
        return f"{(amount / _MYRIAD).normalize():f}万{unit}"
    return f"{amount:f}{unit}"
