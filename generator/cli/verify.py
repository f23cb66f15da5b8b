"""``catalogue verify``: verify a citation or a print, and compare a copy of the editions."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from generator.checking import Check, check
from generator.cli.archive import archive
from generator.cli.common import add_catalogue, day_of
from generator.cli.copies import sums_of_copy
from generator.editions.cited import CitationState
from generator.editions.copies import compare
from generator.editions.edition import EditionError
from generator.editions.verification import verify
from generator.outputs.prints.verifying import FORMS, PrintUnreadableError, verify_print
from generator.views.verification_data import archive_data

HELP = "一句引文、一份打印件还算不算数；版次和另一份副本一不一样"
LONGEST = 255
WHOLE = "逐字核对了整份文件。"
"""The note that the whole file was compared."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument(
        "what",
        nargs="?",
        metavar="引文或者文件",
        help="引文整句加引号；或者PDF、Word、Excel、CSV文件",
    )
    parser.add_argument(
        "--against",
        type=Path,
        metavar="副本",
        help="信得过的另一份：目录、网站的文件夹，或者一版的文件、网站的api/v1/editions.json",
    )


def run(options: argparse.Namespace) -> int:
    """Print the results; 0 only if the copy agrees and the citation is in force."""
    if options.what is None and options.against is None:
        sys.stderr.write("写上引文、文件，或者用--against写上另一份副本。\n")
        return 2
    on = day_of(options)
    checked = check(options.catalogue, on=on)
    try:
        agrees = options.against is None or _agrees(checked, options.against)
        holds = options.what is None or _holds(checked, on, options.what)
    except (EditionError, PrintUnreadableError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0 if agrees and holds else 1


def _agrees(checked: Check, copy: Path) -> bool:
    sums = {edition.id: edition.digest for edition in checked.editions}
    compared = compare(sums, sums_of_copy(copy))
    sys.stdout.write("".join(f"{sentence}\n" for sentence in compared.sentences))
    return compared.agrees


def _holds(checked: Check, on: date, what: str) -> bool:
    archive_ = archive(checked, on)
    compared = ""
    if _is_file(what):
        verdict = verify_print(archive_, Path(what))
        compared = "" if verdict.state is CitationState.MISMATCH else f"{WHOLE}\n"
    else:
        verdict = verify(archive_data(archive_), on, what)
    sys.stdout.write(f"{verdict.text}\n{compared}")
    return verdict.state is CitationState.CURRENT


def _is_file(what: str) -> bool:
    """Tell whether a text names a file, even a missing one. No citation ends with such a suffix."""
    if len(what) > LONGEST or "\n" in what:
        return False
    return what.lower().endswith(tuple(f".{form}" for form in FORMS)) or Path(what).is_file()
