"""Find bodies and sources by name, short name, former name or document number.

Importing, checking references and repairing them all use this module.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from opencc import OpenCC

from generator.model.catalogue import Catalogue
from generator.model.supporting import Body, Source

SHORTEST = 3
"""The minimum length of a name that is found as the end of a longer one."""
STATE = "中华人民共和国"
_BRACKETED_OR_MARK = re.compile(r"[\s（(【〔].*?[）)】〕]|[\s（）()《》〈〉“”\"【】：:*]")
_YEAR = re.compile(r"[\[(【〔〈{（［](\d{4})[\])】〕〉}）］]")
Named = TypeVar("Named", Body, Source)


@dataclass(frozen=True, slots=True)
class Match(Generic[Named]):
    """The record with a name, and whether the name is a former one."""

    record: Named
    is_former: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Bodies and sources by each of their normalized names."""

    bodies: Mapping[str, tuple[Match[Body], ...]]
    sources: Mapping[str, tuple[Match[Source], ...]]

    def body(self, text: str) -> Match[Body] | None:
        """Return the body with this name, or the only one whose name ends with it.

        Lists leave out the place of a body: 公安局 means 江北县公安局. ``None`` if no body or several match.
        """
        name = normalize_name(text)
        if matches := self.bodies.get(name):
            return _single_match(matches)
        if len(name) < SHORTEST:
            return None
        longer = (
            match
            for full_name, candidates in self.bodies.items()
            if full_name.endswith(name)
            for match in candidates
        )
        return _single_match(longer)

    def source(self, text: str) -> Match[Source] | None:
        """Return the source with this title, short title or document number; ``None`` if there is none."""
        number = normalize_document_number(text)
        name = normalize_name(text)
        for key in (number, name, f"{STATE}{name}"):
            if matches := self.sources.get(key):
                return _single_match(matches)
        return None


def names(catalogue: Catalogue) -> Names:
    """Return all names of the bodies and sources of a catalogue."""
    bodies: defaultdict[str, list[Match[Body]]] = defaultdict(list)
    for body in catalogue.bodies.values():
        former = {normalize_name(name) for name in body.former_names}
        current = {normalize_name(name) for name in (body.name, body.short_name, *body.aliases)}
        for name in current - former:  # an alias may be a former name, marked so: 安监局（旧称）
            bodies[name].append(Match(body))
        for name in former:
            bodies[name].append(Match(body, is_former=True))
    sources: defaultdict[str, list[Match[Source]]] = defaultdict(list)
    for source in catalogue.sources.values():
        for name in filter(None, (source.title, source.short_title)):
            sources[normalize_name(name)].append(Match(source))
        if source.document_number:
            sources[normalize_document_number(source.document_number)].append(Match(source))
    return Names(
        bodies={name: tuple(matches) for name, matches in bodies.items()},
        sources={name: tuple(matches) for name, matches in sources.items()},
    )


def _single_match(matches: Iterable[Match[Named]]) -> Match[Named] | None:
    """Return the match if all are of one record. A current name takes precedence over a former one."""
    ordered = sorted(matches, key=lambda match: match.is_former)
    ids = {match.record.id for match in ordered}
    return ordered[0] if len(ids) == 1 else None


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def normalize_name(text: str) -> str:
    """Return a name for comparison: simplified, NFKC, without spaces, punctuation and brackets."""
    folded = unicodedata.normalize("NFKC", text)
    return str(_simplifier().convert(_BRACKETED_OR_MARK.sub("", folded) or folded.strip()))


def normalize_entry_name(text: str) -> str:
    """Return an entry's name for comparison: simplified, without spaces. Brackets remain."""
    return str(_simplifier().convert("".join(text.split())))


def normalize_document_number(text: str) -> str:
    """Return a 发文字号 for comparison: NFKC, its year in 〔〕, without spaces.

    GB/T 9704-2012, 7.2.5, prescribes 六角括号, but people write any brackets.
    """
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return _YEAR.sub(r"〔\1〕", folded)
