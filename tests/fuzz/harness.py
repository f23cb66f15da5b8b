"""Coverage-guided fuzzing of what takes text from strangers. Nothing may raise, hang or grow.

    .venv/bin/pip install atheris
    .venv/bin/python -m fuzz.harness reading CORPUS -max_total_time=600 -rss_limit_mb=1024

(from ``tests/``). What is found becomes a case in ``tests/cases`` or ``tests/broken``.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import atheris
from lxml import html

with atheris.instrument_imports(include=["generator"]):
    from generator.checking import check, select_catalogue
    from generator.cli.archive import archive
    from generator.editing.formatting import NotFormattedError, format_text
    from generator.editing.importing import Importer
    from generator.editing.sheets import read_sheets
    from generator.editing.sizes import SheetError
    from generator.editions.verification import verify
    from generator.model.values import freeze
    from generator.outputs.pages.catalogue_pages import entry_page
    from generator.outputs.pages.environment import environment
    from generator.reading.folder import decode
    from generator.schema.check import check as check_schema
    from generator.schema.check import compile_conversions, convert
    from generator.schema.kinds import load_kinds
    from generator.site.compose import render_context
    from generator.views.verification_data import archive_data

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
        made = format_text(text, kind, KINDS)
    except NotFormattedError:
        return
    assert format_text(made, kind, KINDS) == made


def citing() -> Callable[[bytes], None]:
    """A citation typed by anybody is judged, never believed blindly and never a crash."""
    known = archive_data(archive(check(CATALOGUE, on=DAY), DAY))

    def judge(data: bytes) -> None:
        verify(known, DAY, data.decode("utf-8", "replace"))

    return judge


def importing() -> Callable[[bytes], None]:
    """A list from anywhere is understood, or refused in words."""
    catalogue = check(CATALOGUE, on=DAY).catalogue
    importer = Importer(KINDS.by_key["certificates"], KINDS, catalogue)
    file = Path(tempfile.mkdtemp()) / "list.csv"

    def take(data: bytes) -> None:
        file.write_bytes(data)
        try:
            sheets = read_sheets(file)
        except SheetError:
            return
        importer.read(sheets)

    return take


def rendering() -> Callable[[bytes], None]:
    """Whatever an entry says, its page has the elements it would have, and no more."""
    found = check(CATALOGUE, on=DAY)
    context = render_context(select_catalogue(found), found, DAY, environment(()))
    entry = context.catalogue.entries["ZM-001"]

    def elements(text: str) -> int:
        routes = [{**route, "text": text, "place": text} for route in entry.fields["routes"]]
        fields = freeze({**entry.fields, "meaning": text, "routes": routes})
        page = entry_page(context, replace(entry, summary=text, fields=fields))
        return sum(1 for _ in html.fromstring(page.body).iter("*"))

    usual = elements("字")

    def draw(data: bytes) -> None:
        text = "".join(c for c in data.decode("utf-8", "replace") if c.isprintable()) or "字"
        assert elements(text) == usual, text

    return draw


if __name__ == "__main__":
    name = sys.argv.pop(1)
    targets: dict[str, Callable[[], Callable[[bytes], None]]] = {
        "reading": lambda: reading,
        "formatting": lambda: formatting,
        "citing": citing,
        "importing": importing,
        "rendering": rendering,
    }
    atheris.Setup(sys.argv, targets[name]())
    atheris.Fuzz()
