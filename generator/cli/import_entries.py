"""``catalogue import``: import a department's list in Excel, Word or CSV as entries."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.checking import Check, check
from generator.cli import import_questions
from generator.cli import import_upstream as upstream
from generator.cli.common import add_catalogue, day_of
from generator.cli.new import NUMBERS_UNKNOWN
from generator.editing.accounting import report, summary
from generator.editing.drafts import defaults, file_name
from generator.editing.files import write_all
from generator.editing.importing import ImportedFile, ImportedRow, Importer
from generator.editing.merging import (
    MergeResult,
    NewEntries,
    Result,
    merge,
    record_outcomes,
    without_basis,
)
from generator.editing.sheets import every_sheet
from generator.editing.sizes import SheetError
from generator.editing.trial import trial_copy
from generator.editing.undoing import ReportError, undo, undo_records
from generator.problems import text
from generator.problems.os_errors import describe_os_error
from generator.problems.problem import Problem, Severity
from generator.reading.guarded import resolve_inside
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import resolve
from generator.within import write

UNKNOWN_COLUMN = "没认出，原样放进编辑备注"
OTHER_COLUMNS = {"serial": "序号，不用", "verdict": "清单的结论，放进编辑备注，和目录比"}
HELP = "把部门现成的清单（Excel、Word、CSV）变成事项文件"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("list", type=Path, nargs="?", metavar="清单", help="XLSX、DOCX或者CSV文件")
    parser.add_argument("--kind", metavar="类别", help="例：certificates")
    parser.add_argument("--preview", action="store_true", help="只看认出了什么，不写文件")
    parser.add_argument(
        "--name-column", default="", metavar="列名", help="哪一列是名称（列名认不出来的时候）"
    )
    parser.add_argument(
        "--clear-empty", action="store_true", help="导出的表里清空的格子，把目录里的也清掉"
    )
    parser.add_argument(
        "--report", type=Path, metavar="文件", help="每一格用在哪里，写进这个JSON文件"
    )
    upstream.arguments(parser)
    parser.add_argument(
        "--undo", type=Path, metavar="报告", help="把那一次导入写的拿掉（用--report写的文件）"
    )


def run(options: argparse.Namespace) -> int:
    """Write the entries and a report; 1, with nothing written, if the list is not usable."""
    if options.undo:
        return _undo(options.catalogue, options.undo)
    if options.list and options.as_ == "questions":
        return import_questions.run(options, check(options.catalogue, on=day_of(options)))
    if not (options.list and options.kind):
        sys.stderr.write("写上清单和类别，例：catalogue import 清单.xlsx --kind certificates\n")
        return 2
    checked = check(options.catalogue, on=day_of(options))
    kinds = checked.catalogue.kinds
    kind = next((one for one in kinds.of_entries() if one.folder == options.kind), None)
    if kind is None:
        folders = "、".join(kind_.folder for kind_ in kinds.of_entries())
        sys.stderr.write(f"没有“{options.kind}”这一类，可以写{folders}。\n")
        return 2
    try:
        sheets = every_sheet(options.list)
    except SheetError as error:
        sys.stderr.write(f"{error}\n没有写任何文件。\n")
        return 1
    importer = Importer(kind, kinds, checked.catalogue, options.name_column, options.clear_empty)
    understood = importer.read(sheets)
    if understood.errors:
        sys.stdout.write("\n".join(_columns(understood, kind, kinds)) + "\n")
        sys.stderr.write("\n".join(understood.errors) + "\n没有写任何文件。\n")
        return 1
    if options.as_ == "upstream":
        return upstream.take(options, understood, importer)
    return _import(options, understood, importer, checked)


def _import(
    options: argparse.Namespace, understood: ImportedFile, importer: Importer, checked: Check
) -> int:
    """Write the entries, unless it is a preview, and report on each row."""
    kind, kinds, on = importer.kind, importer.kinds, day_of(options)
    try:
        resolve_inside(options.catalogue, options.catalogue / kind.folder)
    except OSError as error:
        sys.stderr.write(f"{describe_os_error(error)}。没有写任何文件。\n")
        return 1
    if checked.numbers is None:
        sys.stderr.write(f"{NUMBERS_UNKNOWN}\n没有写任何文件。\n")
        return 1
    if unread := _unread(checked, kind):
        sys.stderr.write(
            f"{'、'.join(unread)}有错，没有读进来，它可能就是清单里的一条。先改好，再导入。"
            "没有写任何文件。\n"
        )
        return 1
    new = NewEntries(taken=checked.numbers, file_name=file_name, required=defaults(kind, kinds, on))
    try:
        merged, errors = _merge_valid(
            understood.rows, importer, options.catalogue, new, before=checked, on=on
        )
    except OSError as error:
        sys.stderr.write(
            f"写不了，没法在目录旁边先试：{describe_os_error(error)}。没有写任何文件。\n"
        )
        return 1
    if errors:
        sys.stdout.write(text.render(errors))
        sys.stderr.write("照这样写进去，目录会有错。没有写任何文件。\n")
        return 1
    record_outcomes(merged.outcomes)
    sys.stdout.write(
        "\n".join((*_columns(understood, kind, kinds), *_report(understood, merged))) + "\n"
    )
    try:
        _write(options, understood, merged)
    except OSError as error:
        sys.stderr.write(f"写不了，一个文件也没有改：{describe_os_error(error)}。\n")
        return 1
    note = (
        "只是预览，没有写文件。"
        if options.preview
        else "新写的都是起草中，核对、改好status才发布。"
    )
    sys.stdout.write(f"{note}\n")
    return 0


def _unread(checked: Check, kind: Kind) -> list[str]:
    """Return the files of this kind that could not be read because of errors."""
    read = {entry.path for entry in checked.catalogue.entries_of(kind)}
    wrong = {p.location.file for p in checked.problems if p.severity is Severity.ERROR}
    return sorted(f for f in wrong if f.startswith(f"{kind.folder}/") and f not in read)


def _write(options: argparse.Namespace, understood: ImportedFile, merged: MergeResult) -> None:
    """Write the report, if there is to be one, then the entries. Raises ``OSError``."""
    if options.report:
        content = report(
            understood.cells,
            list=options.list.name,
            rows=[
                {
                    "where": outcome.row.location,
                    "name": outcome.row.name,
                    "result": outcome.result.value,
                }
                | {"entry": outcome.entry, "said": outcome.message}
                for outcome in merged.outcomes
            ],
            written=[] if options.preview else undo_records(options.catalogue, merged.files),
        )
        write_all(options.report.parent, {options.report.name: content})
    if not options.preview:
        write_all(options.catalogue, merged.files)


def _undo(root: Path, report_file: Path) -> int:
    """Undo an import; 1 if the report is not usable or files were changed since."""
    try:
        undone = undo(root, report_file)
    except ReportError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"拿不掉：{describe_os_error(error)}。\n")
        return 1
    for word, paths in (
        ("拿掉", undone.removed),
        ("还原", undone.restored),
        ("后来有人改过或者已经没有，没有动", undone.kept),
    ):
        if paths:
            sys.stdout.write(f"{word}{len(paths)}个：{'、'.join(paths)}\n")
    return 1 if undone.kept else 0


def _merge_valid(
    rows: list[ImportedRow],
    importer: Importer,
    root: Path,
    new: NewEntries,
    *,
    before: Check,
    on: date,
) -> tuple[MergeResult, list[Problem]]:
    """Return what to write without the rows that cause errors, and errors that belong to no row.

    A row whose citations cause an error is tried again with the citations moved to its notes.
    """
    refused: dict[str, str] = {}
    while True:
        merged = merge(rows, importer, root, new, refused)
        errors = _new_errors(root, merged, before, on) if merged.files else []
        by_path = {
            outcome.path: outcome.row.location for outcome in merged.outcomes if outcome.path
        }
        reasons: dict[str, list[str]] = {}
        for problem in errors:
            places = [problem.location, *(related.location for related in problem.related)]
            if where := next((by_path[p.file] for p in places if p.file in by_path), None):
                reasons.setdefault(where, []).append(problem.message)
        if not reasons:
            return merged, errors
        for row in rows:
            why = "；".join(reasons.get(row.location, ()))
            if why and (row.is_own or not without_basis(row, why)):
                refused[row.location] = why


def _new_errors(root: Path, merged: MergeResult, before: Check, on: date) -> list[Problem]:
    """Return the errors that the catalogue would have after the import and does not have now."""
    with trial_copy(root) as copy:
        for path, content in merged.files.items():
            write(copy, path, content.encode())
        old = {(p.code, p.location.file, p.message) for p in before.problems}
        return [
            problem
            for problem in check(copy, on=on).problems
            if problem.severity is Severity.ERROR
            and (problem.code, problem.location.file, problem.message) not in old
        ]


def _columns(understood: ImportedFile, kind: Kind, kinds: Kinds) -> Iterator[str]:
    for name, columns in understood.columns:
        yield f"{name}："
        for column in columns:
            if not column.heading:
                continue
            node = resolve(kind.schema["properties"].get(column.field, {}), kinds.common)
            title = node.get("title", OTHER_COLUMNS.get(column.field, UNKNOWN_COLUMN))
            yield f"  {''.join(column.heading.split())} → {title}"


def _report(understood: ImportedFile, merged: MergeResult) -> Iterator[str]:
    for result in (Result.NEW, Result.CHANGED, Result.SAME, Result.IN_BASE):
        outcomes = [outcome for outcome in merged.outcomes if outcome.result is result]
        if outcomes:
            yield f"{result}{len(outcomes)}条：{'、'.join(outcome.entry + outcome.message for outcome in outcomes)}"
    for result in (Result.KNOWN, Result.SKIPPED):
        outcomes = [outcome for outcome in merged.outcomes if outcome.result is result]
        if outcomes:
            yield f"{result}{len(outcomes)}行："
        for outcome in outcomes:
            word = "没有写：" if result is Result.SKIPPED else ""
            yield f"  {outcome.row.location}“{outcome.row.name}”{word}{outcome.message}"
    for outcome in merged.outcomes:
        if outcome.row.not_understood and outcome.result in {
            Result.NEW,
            Result.CHANGED,
            Result.SAME,
        }:
            unused = "；".join(outcome.row.not_understood)
            yield f"{outcome.row.location}没认出的，放进了编辑备注：{unused}"
    yield from merged.notes
    yield from understood.notes
    yield summary(understood.cells)
