"""What a rule is: a question about the whole catalogue, answered with findings."""

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
    """What a rule may know besides the catalogue itself."""

    on: date
    """The day for which the catalogue is checked."""
    unusable: frozenset[str] = frozenset()
    """Paths of files that could not be used; what they hold is unknown."""
    editions: tuple[tuple[str, frozenset[tuple[str, str]]], ...] = ()
    """Frozen editions: the id of each, with the (number, folder) of everything in it."""

    def may_be_unread(self, number: str) -> bool:
        """Tell whether the record with this number may be in a file that could not be used."""
        names = (f"{number.lower()}-", f"{number.lower()}.")
        return any(path.rsplit("/", 1)[-1].startswith(names) for path in self.unusable)

    def is_unread(self, folder: str) -> bool:
        """Tell whether a file of a folder could not be used, here or above; or a file by its name."""
        return any(f"/{folder}/" in f"/{path}/" for path in self.unusable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Explanation):
    """A rule: its permanent code, what the code means, and the check itself.

    ``fails`` and ``passes`` are pieces of YAML files; the first breaks this rule, the second
    does not.
    """

    check: Callable[[Catalogue, RuleContext], Iterator[Finding]] = field(repr=False)
    severity: Severity = Severity.ERROR
