"""``catalogue tally``: add up the totals of ledgers that communities hand in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.checking import check
from generator.cli.common import add_catalogue, base_of, day_of, print_problems
from generator.derive.ledgers import ledger_definitions
from generator.editing.exporting import entry_file
from generator.editing.files import write_all
from generator.editing.tallying import (
    RejectedReport,
    TallyReport,
    conflicts,
    read_tally,
    tally_fields,
)
from generator.model.rounds import Tally
from generator.problems.os_errors import describe_os_error

HELP = "把各社区交来的“汇总”加在一起，写进目录；多交了姓名、别的表的，不收"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="文件", help="例：民主路社区-准入事项台账.xlsx"
    )
    parser.add_argument("--preview", action="store_true", help="只看加起来多少，不写文件")


def run(options: argparse.Namespace) -> int:
    """Add up and write; 1, with nothing written, if a single file is refused."""
    on = day_of(options)
    checked = check(options.catalogue, on=on)
    if not checked.passed:
        print_problems(checked, options.catalogue)
        sys.stderr.write("目录里有错，先改好再汇总。没有写任何文件。\n")
        return 1
    catalogue = checked.catalogue
    read = [read_tally(file, catalogue, on) for file in options.files]
    handed_in = [item for item in read if isinstance(item, TallyReport)]
    reasons = [
        reason for item in read if isinstance(item, RejectedReport) for reason in item.reasons
    ]
    reasons += conflicts(handed_in, catalogue.tallies)
    if reasons:
        sys.stderr.write("\n".join((*reasons, "没有写任何文件。")) + "\n")
        return 1
    kind, months = catalogue.kind_of(Tally), tally_fields(handed_in)
    files = {
        f"{kind.folder}/{month}.yml": entry_file(fields, kind, catalogue.kinds)
        for month, fields in months.items()
    }
    sys.stdout.write("".join(f"{line}\n" for line in _totals(months)))
    if options.preview:
        sys.stdout.write("只是看看，没有写文件。\n")
        return 0
    try:
        write_all(options.catalogue, files)
    except OSError as error:
        sys.stderr.write(f"写不了，一个文件也没有改：{describe_os_error(error)}。\n")
        return 1
    places = "、".join(f"{base_of(options.catalogue)}{path}" for path in files)
    sys.stdout.write(f"写在{places}。\n")
    return 0


def _totals(months: Mapping[str, Mapping[str, Any]]) -> Sequence[str]:
    """Return a line for each month and ledger: how many communities reported, and the total."""
    lines = []
    for month, fields in months.items():
        for ledger, form in ledger_definitions().items():
            reports = [report for report in fields["reports"] if report["ledger"] == ledger]
            if reports:
                total = sum(report["count"] for report in reports)
                lines.append(f"{month} {form.title}：{len(reports)}个社区，{total}件")
    return lines
