"""``catalogue import --as upstream``: import the list of another place as an upstream list."""

from __future__ import annotations

import argparse
import re
import sys

from generator.cli.common import line
from generator.editing.accounting import report, summary
from generator.editing.files import write_all
from generator.editing.importing import ImportedFile, Importer
from generator.editing.undoing import undo_records
from generator.editing.upstream_lists import (
    UpstreamMetadata,
    coverage,
    file_of,
    record_upstream_outcomes,
    rows_of,
)
from generator.problems.os_errors import describe_os_error

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that describe the list."""
    parser.add_argument(
        "--as",
        dest="as_",
        choices=["upstream", "questions"],
        help="upstream：别处的清单，抄成上级清单来对照；questions：热线转来的、没有答案的问题",
    )
    parser.add_argument(
        "--id", default="", metavar="编号", help="上级清单的编号，例：xianning-2020"
    )
    parser.add_argument("--title", type=line, default="", metavar="全名", help="上级清单的全名")
    parser.add_argument("--short-title", type=line, default="", metavar="简称", help="不超过30字")
    parser.add_argument(
        "--source", default="", metavar="依据", help="公布它的文件，sources里的编号"
    )


def take(options: argparse.Namespace, understood: ImportedFile, importer: Importer) -> int:
    """Write the list and print the entries that its rows may mean; 2 if it is not described."""
    about = UpstreamMetadata(
        options.id, options.title, options.short_title or options.title, options.source
    )
    if trouble := _trouble(about, importer):
        sys.stderr.write(f"{trouble}\n没有写任何文件。\n")
        return 2
    rows = rows_of(understood.rows, importer)
    path, content = file_of(about, rows, importer)
    record_upstream_outcomes(understood.rows, about)
    messages = [*coverage(rows), *understood.notes, summary(understood.cells)]
    files = {} if options.preview or not rows else {path: content}
    try:
        if options.report:
            report_content = report(
                understood.cells,
                list=options.list.name,
                written=undo_records(options.catalogue, files),
            )
            write_all(options.report.parent, {options.report.name: report_content})
        write_all(options.catalogue, files)
    except OSError as error:
        sys.stderr.write(f"写不了，一个文件也没有改：{describe_os_error(error)}。\n")
        return 1
    ending = (
        f"写了{path}。每一项都要有着落：运行catalogue check，逐项看。" if files else "没有写文件。"
    )
    sys.stdout.write("\n".join([*messages, ending]) + "\n")
    return 0


def _trouble(about: UpstreamMetadata, importer: Importer) -> str:
    """Return what is missing or wrong in the description of the list; empty if nothing is."""
    if not (about.id and about.title and about.source):
        return "写上--id、--title、--source：编号、全名、公布它的文件。"
    if not _ID.fullmatch(about.id):
        return f"编号“{about.id}”只用小写字母、数字和短横，例：xianning-2020。"
    if about.id in importer.catalogue.upstream_lists:
        return f"上级清单“{about.id}”已经有了，换一个编号。"
    if about.source not in importer.catalogue.sources:
        return f"sources里没有“{about.source}”，先加这份文件。"
    too_long = len(about.short_title) > 30  # noqa: PLR2004 - as its schema says
    return "简称太长，加--short-title，不超过30字。" if too_long else ""
