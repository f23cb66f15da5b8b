"""Entries that share a name have the same verdict, or refer to each other."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from generator.derive.naming import normalize_entry_name
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.once import once
from generator.reading.document import Pointer
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    uses_by_word: defaultdict[str, list[tuple[Entry, Pointer, str]]] = defaultdict(list)
    for entry in catalogue.entries.values():
        for pointer, text, word in folded_words_of(entry):
            uses_by_word[word].append((entry, pointer, text))
    for uses in uses_by_word.values():
        for index, (entry, pointer, text) in enumerate(uses):
            clash = next((use for use in uses[:index] if _contradict(entry, use[0])), None)
            if clash is None:
                continue
            first, first_pointer, _ = clash
            yield Finding(
                path=entry.path,
                pointer=pointer,
                message=f"“{text}”在{first.id}里是“{first.decision_label}”，在这里是“{entry.decision_label}”",
                hint="删掉一处；确实是两件事的，在related里互相写上对方的编号。",
                related=((first.path, first_pointer, f"{first.id}写在这里"),),
            )


@once
def folded_words_of(entry: Entry) -> tuple[tuple[Pointer, str, str], ...]:
    """Return the names of ``words_of``, each with its folded form for comparison."""
    return tuple((pointer, text, folded(text)) for pointer, text in words_of(entry))


def words_of(entry: Entry) -> Iterator[tuple[Pointer, str]]:
    """Yield the pointers and texts of the name, the plain name and the aliases of an entry."""
    yield ("name",), entry.name
    if entry.plain_name and entry.plain_name != entry.name:
        yield ("plain_name",), entry.plain_name
    for index, alias in enumerate(entry.aliases):
        yield ("aliases", index, "text"), alias.text


def folded(text: str) -> str:
    """Return a text without differences of width, case, spaces and punctuation."""
    normalized = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in normalized if character.isalnum()) or text


def entry_name_key(name: str) -> str:
    """Return an entry's name or alias for comparison: simplified, and folded."""
    return folded(normalize_entry_name(name))


def _contradict(entry: Entry, other: Entry) -> bool:
    return entry.decision != other.decision and not _name_each_other(entry, other)


def _name_each_other(entry: Entry, other: Entry) -> bool:
    return other.id in entry.related and entry.id in other.related


RULE = Rule(
    code="R006",
    title="同一个叫法有两个结论",
    meaning=(
        "居民用一个词来问，搜出来一条说能办，一条说不能办。"
        "确实是两件事的，在related里互相写上对方的编号。"
    ),
    fails="""\
# ZM-001
name: 居住证明
decision: forbidden
# ZM-002
aliases:
  - text: 居住证明
    type: colloquial
decision: permitted
""",
    passes="""\
# ZM-001
name: 居住证明
decision: forbidden
related:
  - ZM-002
# ZM-002
aliases:
  - text: 居住证明
    type: colloquial
decision: permitted
related:
  - ZM-001
""",
    check=_check,
)
