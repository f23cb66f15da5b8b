"""``catalogue due``: the reviews that are due, by department."""

from __future__ import annotations

import argparse
import json
import sys

from generator.checking import check
from generator.cli.common import add_catalogue, day_of
from generator.model.catalogue import published
from generator.views.duties import Duties, duties

HELP = "该再核对的、依据失效的、待核实的、豁免的，按部门列出"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="怎么写出来")
    parser.add_argument("--late", action="store_true", help="只列过了日子的")


def run(options: argparse.Namespace) -> int:
    """Print what is due. Always 0, since due work is no error."""
    on = day_of(options)
    by_department = duties(published(check(options.catalogue, on=on).catalogue), on)
    lines = [
        (department, [duty for duty in department.duties if duty.since or not options.late])
        for department in by_department
    ]
    if options.format == "json":
        data = [
            {
                "department": department.department,
                "duties": [
                    {
                        "id": duty.entry.id,
                        "name": duty.entry.name,
                        "reason": duty.reason,
                        "since": duty.since.isoformat() if duty.since else None,
                    }
                    for duty in due
                ],
            }
            for department, due in lines
            if due
        ]
        sys.stdout.write(json.dumps({"due": data}, ensure_ascii=False, indent=1) + "\n")
        return 0
    for department, due in lines:
        if due:
            _write(
                department, [f"  {duty.entry.id} {duty.entry.title}：{duty.reason}" for duty in due]
            )
    if not any(due for _, due in lines):
        sys.stdout.write("没有待办的。\n")
    return 0


def _write(department: Duties, lines: list[str]) -> None:
    sys.stdout.write(f"{department.department}（{len(lines)}）\n" + "\n".join(lines) + "\n")
