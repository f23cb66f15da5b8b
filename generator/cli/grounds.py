"""``catalogue grounds``: how much of the catalogue rests on quoted law."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from generator.checking import check
from generator.cli.common import add_catalogue, day_of
from generator.derive.grounding import CheckedCitation, EntryRoute, Grounding, grounding
from generator.model.catalogue import published

HELP = "数一数：引用有没有原文、引文，出路有没有依据，没有结论的写没写为什么"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("--json", action="store_true", help="给程序用")
    parser.add_argument("--missing", action="store_true", help="把缺的一处一处列出来")


def run(options: argparse.Namespace) -> int:
    """Print the figures. Always 0, since ``check`` reports what must not be missing."""
    catalogue = published(check(options.catalogue, on=day_of(options)).catalogue)
    figures = grounding(catalogue)
    if options.json:
        sys.stdout.write(json.dumps(_data(figures), ensure_ascii=False, indent=1) + "\n")
        return 0
    sys.stdout.write("\n".join(_table(figures)) + "\n")
    if options.missing:
        sys.stdout.write("".join(f"{line}\n" for line in _missing(figures)))
    return 0


def _data(figures: Grounding) -> dict[str, Any]:
    folders = dict.fromkeys(way.entry.kind.folder for way in figures.routes)
    return {
        "citations": {
            **_citations(figures.citations),
            "entries": _citations(figures.entry_citations),
        },
        "routes": {
            "all": _routes(figures.routes),
            **{folder: _routes(figures.routes_of(folder)) for folder in folders},
        },
        "undecided": {
            "all": len(figures.undecided),
            "with_reason": sum(bool(undecided.reason) for undecided in figures.undecided),
            "entries": [
                {"id": undecided.entry.id, "reason": undecided.reason}
                for undecided in figures.undecided
            ],
        },
    }


def _citations(citations: tuple[CheckedCitation, ...]) -> dict[str, int]:
    return {
        "all": len(citations),
        "with_text": sum(cited.has_text for cited in citations),
        "with_quote": sum(bool(cited.citation.quote) for cited in citations),
        "equal": sum(cited.equal for cited in citations),
        "read_again": sum(cited.is_reviewed for cited in citations),
    }


def _routes(ways: tuple[EntryRoute, ...]) -> dict[str, int]:
    return {
        "all": len(ways),
        "grounded": sum(way.has_source for way in ways),
        "unverified": sum(not way.has_source and not way.is_ungrounded for way in ways),
        "bare": sum(way.is_ungrounded for way in ways),
    }


def _table(figures: Grounding) -> Iterator[str]:
    for label, cited in (("事项的", figures.entry_citations), ("全部", figures.citations)):
        counts = _citations(cited)
        yield (
            f"{label}引用：{counts['all']}处，有原文{counts['with_text']}处，"
            f"有引文{counts['with_quote']}处，和原文逐字相同{counts['equal']}处，"
            f"引文复读过{counts['read_again']}处"
        )
    for label, ways in _kinds(figures):
        routes = _routes(ways)
        yield (
            f"{label}的出路：{routes['all']}条，有依据{routes['grounded']}条，"
            f"写明待核实{routes['unverified']}条，都没有{routes['bare']}条"
        )
    reasoned = sum(bool(undecided.reason) for undecided in figures.undecided)
    yield f"没有结论的：{len(figures.undecided)}条，写明为什么的{reasoned}条"


def _kinds(figures: Grounding) -> Iterator[tuple[str, tuple[EntryRoute, ...]]]:
    kinds = {way.entry.kind.folder: way.entry.kind.label for way in figures.routes}
    for folder, label in kinds.items():
        yield label, figures.routes_of(folder)
    yield "全部", figures.routes


def _missing(figures: Grounding) -> Iterator[str]:
    for cited in figures.citations:
        citation = cited.citation
        who = citation.record.id if citation.record else citation.path
        if cited.has_text and not citation.quote:
            yield f"有原文，没有引文：{who}，{citation.source} {citation.clause or '没有写第几条'}"
        elif citation.quote and not cited.equal:
            why = "引文和原文不一样" if cited.has_text else "有引文，没有原文可对"
            yield f"{why}：{who}，{citation.source} {citation.clause}"
        elif citation.quote and not cited.is_reviewed:
            yield f"引文没有复读：{who}，{citation.source} {citation.clause}"
    for way in figures.routes:
        if way.is_ungrounded:
            yield f"出路没有依据，也没有写待核实：{way.entry.id}第{way.index + 1}条"
    for undecided in figures.undecided:
        if not undecided.reason:
            yield f"没有结论，没有写为什么：{undecided.entry.id} {undecided.entry.title}"
