"""What tests of ``catalogue import`` share."""

from __future__ import annotations

import csv

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
