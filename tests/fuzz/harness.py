"""Coverage-guided fuzzing of what takes text from strangers. Nothing may raise, hang or grow.

    .venv/bin/pip install atheris
    .venv/bin/python -m fuzz.harness reading CORPUS -max_total_time=600 -rss_limit_mb=1024

(from ``tests/``). What is found becomes a case in ``tests/cases`` or ``tests/broken``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["generator"]):
    from generator.cli.archive import archive
    from generator.editing.formatting import NotFormattedError, formatted
    from generator.pipeline import check
    from generator.reading.folder import decode
    from generator.schema.check import check as check_schema
    from generator.schema.check import compile_conversions, convert
    from generator.schema.kinds import load_kinds
    from generator.views.verification import verify

DAY = date(2026, 11, 24)
CATALOGUE = Path(__file__).parents[2] / "catalogue"
KINDS = load_kinds()
CONVERSIONS = compile_conversions(KINDS)


def reading(data: bytes) -> None:
    """Bytes to a document, a checked one, and problems with places."""
    document = decode(data, "certificates/zm-001-x.yml").document
    if document is not None:
        kind = KINDS.by_key["certificates"]
        check_schema(convert(document, CONVERSIONS["certificates"]), kind, KINDS)


def formatting(data: bytes) -> None:
    """What a file says never changes, and formatting twice is formatting once."""
    text = data.decode("utf-8", "replace")
    kind = KINDS.by_key["services"]
    try:
        made = formatted(text, kind, KINDS)
    except NotFormattedError:
        return
    assert formatted(made, kind, KINDS) == made


def citing() -> Callable[[bytes], None]:
    """A citation typed by anybody is judged, never believed blindly and never a crash."""
    known = archive(check(CATALOGUE, on=DAY), DAY)

    def judge(data: bytes) -> None:
        verify(known, data.decode("utf-8", "replace"))

    return judge


if __name__ == "__main__":
    name = sys.argv.pop(1)
    target = {"reading": lambda: reading, "formatting": lambda: formatting, "citing": citing}[name]
    atheris.Setup(sys.argv, target())
    atheris.Fuzz()
