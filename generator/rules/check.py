"""Run all rules, and turn their findings into problems with line and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.model.catalogue import Catalogue
from generator.problems.problem import Problem
from generator.reading.document import Document
from generator.reading.finding import to_problem
from generator.rules import ALL
from generator.rules.rule import Rule, RuleContext
from generator.rules.waivers import waive


def check(
    catalogue: Catalogue,
    documents: Mapping[str, Document],
    context: RuleContext,
    rules: Iterable[Rule] = ALL,
) -> tuple[Problem, ...]:
    """Return the problems of all rules without the waived ones, and a problem for each useless waiver.

    ``documents`` are the files by path.
    """
    problems = [
        to_problem(replace(finding, code=rule.code, severity=rule.severity), documents)
        for rule in rules
        for finding in rule.check(catalogue, context)
    ]
    return waive(problems, catalogue.waivers, documents, context)
