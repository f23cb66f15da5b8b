"""``catalogue verify``: whether a citation or a print still holds."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.checking import check
from generator.cli.archive import archive
from generator.cli.common import add_catalogue, day_of
from generator.editions.cited import State
from generator.editions.edition import EditionError
from generator.editions.verification import verify
from generator.outputs.prints.verifying import FORMS, PrintUnreadableError, verify_print
from generator.views.verification_data import archive_data

HELP = "一句引文、一份打印件还算不算数"
LONGEST = 255
WHOLE = "逐字核对了整份文件。"
"""What was compared where a file is given."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument(
        "what", metavar="引文或者文件", help="引文整句加引号；或者PDF、Word、Excel、CSV文件"
    )


def run(options: argparse.Namespace) -> int:
    """Print the verdict; 0 only when what is cited is in force."""
    on = day_of(options)
    checked = check(options.catalogue, on=on)
    try:
        known = archive(checked, on)
        if _is_file(options.what):
            verdict = verify_print(known, Path(options.what))
            compared = "" if verdict.state is State.MISMATCH else f"{WHOLE}\n"
        else:
            verdict = verify(archive_data(known), on, options.what)
            compared = ""
    except (EditionError, PrintUnreadableError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{verdict.text}\n{compared}")
    return 0 if verdict.state is State.CURRENT else 1


def _is_file(what: str) -> bool:
    """Tell whether a file is meant, there or not: no citation ends like the name of one."""
    if len(what) > LONGEST or "\n" in what:
        return False
    return what.lower().endswith(tuple(f".{form}" for form in FORMS)) or Path(what).is_file()
