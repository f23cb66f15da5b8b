"""``catalogue journeys``: how much of each journey is verified."""

from __future__ import annotations

import argparse
import sys

from generator.checking import check
from generator.cli.common import add_catalogue, day_of
from generator.derive.journeys import figures
from generator.model.journeys import Journey

HELP = "每件事有几步、跑几趟、几步有依据、几处没有核实"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)


def run(options: argparse.Namespace) -> int:
    """Print a line for each journey, also for drafts. Always 0, since a draft is no error."""
    catalogue = check(options.catalogue, on=day_of(options)).catalogue
    for journey in catalogue.of(Journey).values():
        counts = figures(journey)
        draft = "，草稿" if journey.draft else ""
        publishable = "（够格了，可以给人看）" if journey.draft and counts.may_be_shown else ""
        sys.stdout.write(
            f"{journey.id} {journey.title}：{counts.steps}步，跑{counts.visits}处，"
            f"{counts.grounded}步有依据，细节{counts.details}处，没有核实{counts.unchecked}处{draft}{publishable}\n"
        )
    return 0
