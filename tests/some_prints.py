"""`catalogue` with a tenth of the slips and a ninth of the lists of a part: alike, and most of the work.

Run as a program by who builds the shipped site for tests; `make test-deep` makes every print.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

from generator.cli import main
from generator.outputs.prints import print_jobs
from generator.outputs.prints.print_jobs import Print, all_prints

SLIP = re.compile(r"slips/.*7\.pdf")
SHARE = 9


def some_prints(*given: Any) -> Iterator[Print]:
    """Yield the slips whose number ends in 7, every ninth list of a part, and all the rest."""
    parts = 0
    for job in all_prints(*given):
        if job.group == "slips" and not SLIP.fullmatch(job.path):
            continue
        if job.group == "lists" and "-" in job.path:
            parts += 1
            if parts % SHARE:
                continue
        yield job


if __name__ == "__main__":
    print_jobs.all_prints = some_prints
    sys.exit(main(sys.argv[1:]))
