"""Rules: checks of the whole catalogue that yield findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from generator.model.catalogue import Catalogue
from generator.problems.explanations import Explanation
from generator.problems.problem import Severity
from generator.reading.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleContext:
    """The data of a check besides the catalogue."""

    on: date
    """The day of the check."""
    unusable: frozenset[str] = frozenset()
    """Paths of unusable files, whose content is unknown."""
    editions: tuple[tuple[str, frozenset[tuple[str, str]]], ...] = ()
    """Released editions: the id of each, and the number and folder of all its records."""

    def may_be_unread(self, number: str) -> bool:
        """Tell whether the record with this number may be in an unusable file."""
        names = (f"{number.lower()}-", f"{number.lower()}.")
        return any(path.rsplit("/", 1)[-1].startswith(names) for path in self.unusable)

    def is_unread(self, folder: str) -> bool:
        """Tell whether any file in this folder, or this file itself, is unusable, bases included."""
        return any(f"/{folder}/" in f"/{path}/" for path in self.unusable)

    def has_unread_entries(self, catalogue: Catalogue) -> bool:
        """Tell whether a file of an entry is unusable."""
        return any(self.is_unread(kind.folder) for kind in catalogue.kinds.of_entries())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Explanation):
    """A rule: the explanation of its permanent code, and the check.

    ``fails`` and ``passes`` are YAML fragments that break and keep the rule.
    """

    check: Callable[[Catalogue, RuleContext], Iterator[Finding]] = field(repr=False)
    severity: Severity = Severity.ERROR
