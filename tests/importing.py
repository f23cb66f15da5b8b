"""What tests of ``catalogue import`` share."""

from __future__ import annotations

import csv
import json

import openpyxl
import yaml
from helpers import DAY

from generator.cli import main

ALIASES = """\
aliases:
  - text: 关系证明
    type: colloquial
"""


def imported(root, file, *options, kind="certificates"):
    """Run ``catalogue import`` on a file."""
    arguments = ["import", str(file), "--kind", kind, "--catalogue", str(root)]
    return main([*arguments, "--on", DAY.isoformat(), *options])


def entries(root, folder="certificates"):
    """Return what stands in the files of a kind, by name."""
    files = (file.read_text(encoding="utf-8") for file in sorted((root / folder).glob("*.yml")))
    return {fields["name"]: fields for fields in map(yaml.safe_load, files)}


def comma(file, *rows):
    """Write a CSV file, a row a text with its cells by comma."""
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([row.split(",") for row in rows])
    return file


def book(file, *sheets):
    """Write a workbook: each sheet a name, its rows and its merged cells."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows, merged in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    made.save(file)
    return file


def taking(root, tmp_path, capsys):
    """Return what imports rows as CSV and gives new entries by name, what was told, cells' fates."""

    def run(*rows, kind="certificates", options=()):
        file, report = comma(tmp_path / "list.csv", *rows), tmp_path / "report.json"
        assert imported(root, file, "--report", str(report), *options, kind=kind) == 0
        found = entries(root, kind)
        found.pop("亲属关系证明", None)
        cells = json.loads(report.read_text(encoding="utf-8"))["cells"]
        filled = sum(bool(cell) for row in rows for cell in row.split(","))
        assert len(cells) == filled
        assert all(cell["to"] not in {"", "没有读到"} for cell in cells)
        return found, capsys.readouterr().out, {cell["cell"]: cell for cell in cells}

    return run
