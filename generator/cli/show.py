"""``catalogue show``: print one entry as it is on a day."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from generator.checking import check
from generator.cli.archive import archive
from generator.cli.common import add_catalogue, day_of
from generator.editions.edition import EditionError
from generator.editions.endings import ending_of
from generator.editions.history import changes_by_edition, ended_since, history, none_in_force
from generator.editions.verification import Archive
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.views.columns import column_value
from generator.views.entry import EntryView, entry_view
from generator.views.routes import RouteLine

HELP = "某一条在某一天怎么写的"
NOT_RELEASED = "工作稿，还没有发布"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("number", metavar="编号", help="例：ZM-007")


def run(options: argparse.Namespace) -> int:
    """Print the entry; 1 if there is no such entry on the day."""
    on = day_of(options)
    checked = check(options.catalogue, on=on)
    number = options.number.upper()
    try:
        archive_ = archive(checked, on)
        catalogue = _catalogue_on(archive_)
    except EditionError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    entry = catalogue.entries.get(number)
    if entry is None:
        where = f"{on}施行的{archive_.current.id}版" if archive_.current else "目录"
        sys.stderr.write(f"{where}里没有{number}。\n")
        return 1
    kinds = checked.catalogue.kinds
    events = history(changes_by_edition(checked.editions, kinds), kinds).get(
        (entry.kind.folder, number), ()
    )
    lines = _lines(catalogue, entry, on, ended_since(events, on))
    sys.stdout.write("\n".join(lines) + "\n")
    for event in events:
        coming = "（还没有施行）" if event.in_force_on > on else ""
        sys.stdout.write(
            f"{event.in_force_on} {event.edition}版{coming} {event.word}{'：' if event.sentence else ''}{event.sentence}\n"
        )
        if event.was:
            sys.stdout.write(f"  原来写的是：{event.was}\n")
    return 0


def _catalogue_on(archive_: Archive) -> Catalogue:
    """Return the catalogue in force on the day, or the working copy if nothing was released yet.

    Raises ``EditionError`` if there are editions, but none was in force.
    """
    if archive_.current is not None:
        return archive_.catalogue_of(archive_.current)
    if archive_.editions:
        raise EditionError(none_in_force(archive_.editions, archive_.on))
    return archive_.working


def _lines(catalogue: Catalogue, entry: Entry, on: date, since: date | None) -> list[str]:
    view = entry_view(catalogue, entry, on, since)
    if ended := ending_of(catalogue, entry, on, since):
        lines = [f"{entry.id} {entry.name}：{view.status_label}", *ended.sentences]
        lines += [_way(view, route) for route in view.routes]
        return [*lines, f"引用：{view.citation.line}"]
    status = view.status_label if catalogue.stamp else NOT_RELEASED
    lines = [
        f"{entry.id} {entry.name}：{entry.decision_label}（{status}）",
        entry.summary,
    ]
    lines += [_way(view, route) for route in view.routes]
    lines += [f"依据：{column_value(catalogue, entry, 'basis')}"] if entry.legal_basis else []
    return [*lines, *view.notices, f"引用：{view.citation.line}"]


def _way(view: EntryView, route: RouteLine) -> str:
    return f"{view.routes_heading}：{route.heading}　{route.detail}".rstrip("　")
