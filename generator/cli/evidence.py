"""``catalogue evidence``: the evidence that shows a fact, and how to obtain it."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator

from generator.checking import check
from generator.cli.common import add_catalogue, day_of
from generator.derive.evidence import EVIDENCE, Evidence, audience_text, evidence_of, names_of
from generator.derive.proof_graph import GRADE_WORDS, Way, steps
from generator.model.catalogue import Catalogue, published
from generator.views.evidence import step_words

HELP = "一件事拿什么证明，那些材料怎么拿到"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("fact", metavar="事实", help="编号或者名称里的字，例：FS-001、没有房")
    parser.add_argument("--with", dest="held", metavar="材料", help="手里有的，用顿号隔开")


def run(options: argparse.Namespace) -> int:
    """Print the ways to show a fact, the shortest first; 1 if there is no such fact."""
    catalogue = published(check(options.catalogue, on=day_of(options)).catalogue)
    evidence = evidence_of(catalogue)
    if options.held is not None:
        names = re.split("[,，、]", options.held)
        held_types, unknown = _named(evidence, names)
        if unknown:
            sys.stderr.write(f"目录里没有这样的材料：{'、'.join(unknown)}。\n")
            return 1
        evidence = evidence_of(catalogue, held_types)
    facts = [
        id_
        for id_, fact in evidence.facts.items()
        if options.fact.upper() == id_ or options.fact in fact.name
    ]
    if not facts:
        sys.stderr.write(f"目录里没有“{options.fact}”这件事。\n")
        return 1
    lines = [line for id_ in facts for line in _lines(catalogue, evidence, id_)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _named(evidence: Evidence, names: list[str]) -> tuple[list[str], list[str]]:
    """Return the evidence types with these names or numbers, and the unknown names."""
    by_name = {type_.name: id_ for id_, type_ in evidence.types.items()}
    short = {name.removeprefix("居民"): id_ for name, id_ in by_name.items()}
    by_text = {**{id_: id_ for id_ in evidence.types}, **short, **by_name}
    non_empty = [name for name in names if name]
    return [by_text[name] for name in non_empty if name in by_text], [
        name for name in non_empty if name not in by_text
    ]


def _lines(catalogue: Catalogue, evidence: Evidence, number: str) -> Iterator[str]:
    fact = evidence.facts[number]
    yield f"{number} {fact.name}（{fact.of}）"
    ways = evidence.ways_to_show(number)
    if not ways:
        yield "  没有读到有规定的办法。"
    for grade, visits, way in ways:
        before = audience_text(catalogue, way.node.before)
        details = "，".join(filter(None, (GRADE_WORDS[grade], f"跑{visits}趟", before)))
        yield f"  {'、'.join(names_of(evidence, way.needs))}（{details}）"
        for step in _steps(evidence, way):
            yield f"    {_step(catalogue, evidence, step)}"


def _steps(evidence: Evidence, way: Way) -> Iterator[Way]:
    """Return the steps that obtain the evidence of a way, each type once."""
    all_steps = dict.fromkeys(step for need in way.needs for step in steps(need, evidence.solution))
    return (step for step in all_steps if step.node.kind == EVIDENCE)


def _step(catalogue: Catalogue, evidence: Evidence, step: Way) -> str:
    (name,) = names_of(evidence, [step.node])
    return f"{name}：{step_words(catalogue, evidence, step)}"
