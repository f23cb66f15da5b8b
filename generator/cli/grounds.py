"""``catalogue grounds``: how much of the catalogue stands on the words of the law."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from generator.checking import check
from generator.cli.common import add_catalogue, day_of
from generator.derive.grounding import Cited, Grounding, Way, grounding
from generator.model.catalogue import published

HELP = "数一数：引用有没有原文、引文，出路有没有依据，没有结论的写没写为什么"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("--json", action="store_true", help="给程序用")
    parser.add_argument("--missing", action="store_true", help="把缺的一处一处列出来")


def run(options: argparse.Namespace) -> int:
    """Print the figures. Always 0: what must not be missing is told by ``check``."""
    catalogue = published(check(options.catalogue, on=day_of(options)).catalogue)
    found = grounding(catalogue)
    if options.json:
        sys.stdout.write(json.dumps(_data(found), ensure_ascii=False, indent=1) + "\n")
        return 0
    sys.stdout.write("\n".join(_table(found)) + "\n")
    if options.missing:
        sys.stdout.write("".join(f"{line}\n" for line in _missing(found)))
    return 0


def _data(found: Grounding) -> dict[str, Any]:
    folders = dict.fromkeys(way.entry.kind.folder for way in found.ways)
    return {
        "citations": {
            **_citations(found.cited),
            "entries": _citations(found.cited_by_entries),
        },
        "routes": {
            "all": _routes(found.ways),
            **{folder: _routes(found.ways_of(folder)) for folder in folders},
        },
        "undecided": {
            "all": len(found.undecided),
            "with_reason": sum(bool(one.reason) for one in found.undecided),
            "entries": [{"id": one.entry.id, "reason": one.reason} for one in found.undecided],
        },
    }


def _citations(cited: tuple[Cited, ...]) -> dict[str, int]:
    return {
        "all": len(cited),
        "with_text": sum(one.has_text for one in cited),
        "with_quote": sum(bool(one.citation.quote) for one in cited),
        "equal": sum(one.equal for one in cited),
        "read_again": sum(one.read_again for one in cited),
    }


def _routes(ways: tuple[Way, ...]) -> dict[str, int]:
    return {
        "all": len(ways),
        "grounded": sum(way.grounded for way in ways),
        "unverified": sum(not way.grounded and not way.bare for way in ways),
        "bare": sum(way.bare for way in ways),
    }


def _table(found: Grounding) -> Iterator[str]:
    for label, cited in (("事项的", found.cited_by_entries), ("全部", found.cited)):
        counts = _citations(cited)
        yield (
            f"{label}引用：{counts['all']}处，有原文{counts['with_text']}处，"
            f"有引文{counts['with_quote']}处，和原文逐字相同{counts['equal']}处，"
            f"引文复读过{counts['read_again']}处"
        )
    for label, ways in _kinds(found):
        routes = _routes(ways)
        yield (
            f"{label}的出路：{routes['all']}条，有依据{routes['grounded']}条，"
            f"写明待核实{routes['unverified']}条，都没有{routes['bare']}条"
        )
    reasoned = sum(bool(one.reason) for one in found.undecided)
    yield f"没有结论的：{len(found.undecided)}条，写明为什么的{reasoned}条"


def _kinds(found: Grounding) -> Iterator[tuple[str, tuple[Way, ...]]]:
    kinds = {way.entry.kind.folder: way.entry.kind.label for way in found.ways}
    for folder, label in kinds.items():
        yield label, found.ways_of(folder)
    yield "全部", found.ways


def _missing(found: Grounding) -> Iterator[str]:
    for one in found.cited:
        citation = one.citation
        who = citation.record.id if citation.record else citation.path
        if one.has_text and not citation.quote:
            yield f"有原文，没有引文：{who}，{citation.source} {citation.clause or '没有写第几条'}"
        elif citation.quote and not one.equal:
            why = "引文和原文不一样" if one.has_text else "有引文，没有原文可对"
            yield f"{why}：{who}，{citation.source} {citation.clause}"
        elif citation.quote and not one.read_again:
            yield f"引文没有复读：{who}，{citation.source} {citation.clause}"
    for way in found.ways:
        if way.bare:
            yield f"出路没有依据，也没有写待核实：{way.entry.id}第{way.place + 1}条"
    for undecided in found.undecided:
        if not undecided.reason:
            yield f"没有结论，没有写为什么：{undecided.entry.id} {undecided.entry.title}"
