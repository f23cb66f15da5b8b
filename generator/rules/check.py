"""Asking every rule, and turning findings into problems with lines and columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.catalogue import Catalogue
from generator.problems.problem import Place, Problem, Related
from generator.reading.document import Document, Pointer
from generator.rules import ALL
from generator.rules.rule import Finding, Rule, RuleContext
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
        _problem(rule, finding, documents)
        for rule in rules
        for finding in rule.check(catalogue, context)
    ]
    return waive(problems, catalogue.waivers, documents, context)


def _problem(rule: Rule, finding: Finding, documents: Mapping[str, Document]) -> Problem:
    place = _place(documents, finding.path, finding.pointer, at_key=finding.at_key)
    document = documents.get(finding.path)
    if document and finding.part:
        place = document.inside(place, finding.part)
    mended = document.mended(place, *finding.replace) if document and finding.replace else ""
    return Problem(
        code=rule.code,
        message=finding.message,
        place=place,
        severity=rule.severity,
        hint=finding.hint,
        repaired=mended,
        source_line=document.line_at(place) if document else "",
        related=tuple(
            Related(_place(documents, path, pointer), text)
            for path, pointer, text in finding.related
        ),
    )


def _place(
    documents: Mapping[str, Document], path: str, pointer: Pointer, *, at_key: bool = False
) -> Place:
    document = documents.get(path)
    return document.place(pointer, key=at_key) if document else Place(path)
