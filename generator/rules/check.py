"""Running every rule, and turning findings into problems with lines and columns."""

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
    """Return the problems of all rules, less what is waived, plus waivers without use.

    ``documents`` are the files by path; places are looked up only for what was found.
    """
    problems = [
        to_problem(replace(finding, code=rule.code, severity=rule.severity), documents)
        for rule in rules
        for finding in rule.check(catalogue, context)
    ]
    return waive(problems, catalogue.waivers, documents, context)
