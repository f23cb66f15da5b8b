"""Each stage of a build timed apart, in a process of its own for each size.

As a command inside: print one line of JSON for one size. Each figure is wall-clock seconds;
memory is the peak of the process so far, in MiB.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from generator.checking import FOLDER, LINKS, Check, _against_schemas, document_cache
from generator.model.catalogue import assemble, published
from generator.outputs.traditional import traditional_page
from generator.reading.folder import read_folder
from generator.reading.limits import DEFAULT_LIMITS
from generator.rules.check import check as check_rules
from generator.rules.rule import RuleContext
from generator.schema.kinds import load_kinds
from generator.site.compose import BuildOptions, compose

DAY = date(2026, 11, 24)
Made = TypeVar("Made")


def measure(folder: Path, *, traditional: bool) -> dict[str, float]:
    """Return seconds by stage, and peak memory after each, for the catalogue in ``folder``."""
    told: dict[str, float] = {}

    def timed(name: str, make: Callable[[], Made]) -> Made:
        start = time.perf_counter()
        made = make()
        told[name] = time.perf_counter() - start
        told[f"{name} MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return made

    cached = document_cache(load_kinds())
    kinds = cached.kinds
    reading = timed(
        "read",
        lambda: read_folder(
            folder,
            folders=kinds.folders,
            files=kinds.files,
            ignored=(FOLDER, LINKS),
            limits=DEFAULT_LIMITS,
        ),
    )
    usable, problems, _ = timed("check", lambda: _against_schemas(reading, cached))
    assert not problems, problems[:3]
    catalogue = timed("model", lambda: published(assemble(usable, kinds)))
    documents = {document.path: document for _, document in usable}
    timed("rules", lambda: check_rules(catalogue, documents, RuleContext(on=DAY)))
    checked = Check(catalogue=catalogue, problems=(), paths=(), documents={})
    build = compose(checked, BuildOptions(folder=folder, on=DAY, traditional=False))
    pages = build.pages

    def render() -> int:
        size = 0
        for page in pages:
            size += len(page.body.encode())
            if not traditional:
                page.forget()
        return size

    size = timed("pages", render)
    timed("files", lambda: sum(len(content) for make in build.file_makers for _, content in make()))
    if traditional:
        timed("traditional", lambda: sum(len(traditional_page(page).body) for page in pages))
    told["entries"] = len(catalogue.entries)
    told["number of pages"] = len(pages)
    told["bytes a page"] = size / len(pages)
    return told


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--traditional", action="store_true")
    chosen = parser.parse_args()
    sys.stdout.write(json.dumps(measure(chosen.folder, traditional=chosen.traditional)) + "\n")
