"""Which body or source a text means: by name, short name, former name or document number.

The one place that decides it; lists that are imported, references that lead nowhere and their
repairs ask here.
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
"""Characters a name must have to be found as the end of a longer one."""
STATE = "中华人民共和国"
_ASIDE = re.compile(r"[\s（(【〔].*?[）)】〕]|[\s（）()《》〈〉“”\"【】：:*]")
_YEAR = re.compile(r"[\[(【〔〈{（［](\d{4})[\])】〕〉}）］]")
Named = TypeVar("Named", Body, Source)


@dataclass(frozen=True, slots=True)
class Match(Generic[Named]):
    """What a text means, and whether it is called so no longer."""

    record: Named
    is_former: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Bodies and sources by each of their names, as names are compared."""

    bodies: Mapping[str, tuple[Match[Body], ...]]
    sources: Mapping[str, tuple[Match[Source], ...]]

    def body(self, text: str) -> Match[Body] | None:
        """Return the body with this name, or the only one whose name ends so.

        Lists leave out the place a body is of: 公安局 means 江北县公安局. ``None`` for no body, and
        for a name that several have.
        """
        name = normalize_name(text)
        if found := self.bodies.get(name):
            return _only(found)
        if len(name) < SHORTEST:
            return None
        longer = (
            one for whole, some in self.bodies.items() if whole.endswith(name) for one in some
        )
        return _only(longer)

    def source(self, text: str) -> Match[Source] | None:
        """Return the source with this title, short title or document number; ``None`` for none."""
        number = normalize_document_number(text)
        name = normalize_name(text)
        for key in (number, name, f"{STATE}{name}"):
            if found := self.sources.get(key):
                return _only(found)
        return None


def names(catalogue: Catalogue) -> Names:
    """Gather every name of the bodies and sources of a catalogue."""
    bodies: defaultdict[str, list[Match[Body]]] = defaultdict(list)
    for body in catalogue.bodies.values():
        former = {normalize_name(name) for name in body.former_names}
        present = {normalize_name(name) for name in (body.name, body.short_name, *body.aliases)}
        for name in present - former:  # an alias may be a former name, marked so: 安监局（旧称）
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
        bodies={name: tuple(found) for name, found in bodies.items()},
        sources={name: tuple(found) for name, found in sources.items()},
    )


def _only(found: Iterable[Match[Named]]) -> Match[Named] | None:
    """Return the match if all mean one record; a present name wins over a former one."""
    ordered = sorted(found, key=lambda one: one.is_former)
    ids = {one.record.id for one in ordered}
    return ordered[0] if len(ids) == 1 else None


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def normalize_name(text: str) -> str:
    """Return a name as it is compared: simplified, one width, without blanks, marks and asides."""
    folded = unicodedata.normalize("NFKC", text)
    return str(_simplifier().convert(_ASIDE.sub("", folded) or folded.strip()))


def normalize_entry_name(text: str) -> str:
    """Return an entry's name as such names are compared: simplified, without blanks; brackets count."""
    return str(_simplifier().convert("".join(text.split())))


def normalize_document_number(text: str) -> str:
    """Return a 发文字号 as it is compared: one width, its year in 〔〕, without blanks.

    GB/T 9704-2012, 7.2.5, wants 六角括号; people write any brackets.
    """
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return _YEAR.sub(r"〔\1〕", folded)
