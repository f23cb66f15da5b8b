"""``catalogue journeys``: how far each journey is checked."""

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
    """Print a line for each journey, drafts too. Always 0: a draft is no mistake."""
    catalogue = check(options.catalogue, on=day_of(options)).catalogue
    for journey in catalogue.of(Journey).values():
        found = figures(journey)
        draft = "，草稿" if journey.draft else ""
        could = "（够格了，可以给人看）" if journey.draft and found.may_be_shown else ""
        sys.stdout.write(
            f"{journey.id} {journey.title}：{found.steps}步，跑{found.visits}处，"
            f"{found.grounded}步有依据，细节{found.details}处，没有核实{found.unchecked}处{draft}{could}\n"
        )
    return 0
