"""``catalogue new KIND``: create a well-formed file with the next free number."""

from __future__ import annotations

import argparse
import difflib
import sys

from generator.checking import Check, check
from generator.cli.common import add_catalogue, base_of, day_of, line
from generator.derive.adoption import reviewed_mark
from generator.editing.drafts import file_name, free_id, new_file
from generator.editing.overlaying import TO_WRITE, overlay_text
from generator.model.numbering import free_numbers
from generator.model.values import freeze
from generator.problems.os_errors import describe_os_error
from generator.schema.added import read_kinds
from generator.schema.kinds import Kind
from generator.within import inside

HELP = "新建一条，自动取下一个编号"
NUMBERS_UNKNOWN = "发布过的版本（editions）有读不出来的，不知道哪些编号用过，没有取编号。先运行catalogue check，照提示恢复。"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("kind", metavar="类别", help="文件夹的名字，例：certificates")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--name", type=line, metavar="名称", help="正式名称")
    what.add_argument(
        "--over", metavar="编号", help="上级目录里的哪一条，本地要改或者补充，例：ZM-004"
    )
    add_catalogue(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file and print its path; 2 for an unknown kind, 1 if it cannot be written."""
    kinds = read_kinds(options.catalogue).kinds
    known_kinds = {kind.folder: kind for kind in kinds if kind.folder}
    if options.kind not in known_kinds:
        near = difflib.get_close_matches(options.kind, known_kinds, n=1)
        hint = f"是否想写{near[0]}？" if near else ""
        choices = "、".join(f"{folder}（{kind.title}）" for folder, kind in known_kinds.items())
        sys.stderr.write(f"没有“{options.kind}”这一类。{hint}可以写：{choices}。\n")
        return 2
    if not options.catalogue.is_dir():
        sys.stderr.write(f"没有找到目录文件夹“{options.catalogue}”。\n")
        return 1
    kind = known_kinds[options.kind]
    checked = check(options.catalogue, on=day_of(options))
    try:
        path, text = (
            _overlay(options.over, kind, checked) if options.over else _new(options, kind, checked)
        )
    except LookupError as error:
        sys.stderr.write(f"{error.args[0]}\n")
        return 1
    try:
        file = inside(options.catalogue, path)
        file.parent.mkdir(exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except OSError as error:
        sys.stderr.write(f"写不了{options.catalogue / path}：{describe_os_error(error)}。\n")
        return 1
    is_draft = kind.is_entry and not options.over
    after = "起草中的事项不会发布。" if is_draft else f"写着“{TO_WRITE}”的都要改。"
    sys.stdout.write(
        f"新建了 {base_of(options.catalogue)}{path}\n改好以后运行 catalogue check 检查。{after}\n"
    )
    return 0


def _new(options: argparse.Namespace, kind: Kind, checked: Check) -> tuple[str, str]:
    """Return path and text of a new file. Raises ``LookupError`` if the used numbers are unknown."""
    if checked.numbers is None:
        raise LookupError(NUMBERS_UNKNOWN)
    if kind.is_entry:
        number = next(free_numbers(kind, checked.numbers))
        path = f"{kind.folder}/{file_name(number, options.name)}"
    else:
        number = free_id(kind, checked.numbers, options.name)
        path = f"{kind.folder}/{number}.yml"
    kinds = checked.catalogue.kinds
    return path, new_file(kind, kinds, number=number, name=options.name, on=day_of(options))


def _overlay(number: str, kind: Kind, checked: Check) -> tuple[str, str]:
    """Return path and text of a local file that changes a record of a base.

    Raises ``LookupError`` if there is no such record in a base.
    """
    catalogue = checked.catalogue
    record = catalogue.records.get(kind.folder, {}).get(number)
    if record is None:
        raise LookupError(f"{kind.title}里没有“{number}”。")
    above = checked.documents[record.path]
    if not any(above.path.startswith(f"{base}/") for base, _ in checked.bases):
        raise LookupError(f"“{number}”本地已经有文件，直接改它：{above.path}。")
    fields = {name: value for name, value in above.data.items() if name != "adoption"}
    mark = reviewed_mark(catalogue, freeze(fields), kind)
    labels = catalogue.kinds.labels("adoption", "action")
    actions = "、".join(f"{value}（{word}）" for value, word in labels.items())
    path = f"{kind.folder}/{above.path.rsplit('/', 1)[-1]}"
    return path, overlay_text(above, number, mark, kind, actions)
