"""``catalogue release``: freeze the checked catalogue as an edition."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from generator.checking import check
from generator.cli.common import add_catalogue, day, day_of, line, print_problems
from generator.cli.git import GitError, uncommitted
from generator.editions.edition import (
    TYPE_LABELS,
    Edition,
    EditionError,
    EditionType,
    digests_of,
    from_bytes,
    state_of,
)
from generator.editions.history import changes_by_edition
from generator.editions.release import ReleaseError, ReleaseRequest, make_edition
from generator.editions.store import write_edition
from generator.model.catalogue import published
from generator.outputs.prints.frozen import with_prints
from generator.problems.os_errors import describe_os_error
from generator.schema.kinds import Kinds
from generator.site.compose import build

HELP = "把检查过的目录封存成一版，以后不再改动"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("--id", required=True, metavar="版次", help="例：2026-1")
    parser.add_argument("--title", type=line, required=True, metavar="标题", help="这一版叫什么")
    parser.add_argument(
        "--instrument",
        type=line,
        required=True,
        metavar="批准文件",
        help="凭哪份文件发布；没有，就如实写没有",
    )
    parser.add_argument(
        "--in-force", required=True, type=day, metavar="日期", help="从哪一天起施行"
    )
    parser.add_argument("--adopted", type=day, metavar="日期", help="哪一天通过（默认今天）")
    parser.add_argument(
        "--type",
        choices=[str(type_) for type_ in EditionType],
        default=str(EditionType.EDITION),
        help="；".join(f"{key}：{word}" for key, word in TYPE_LABELS.items()),
    )


def run(options: argparse.Namespace) -> int:
    """Release and print what is new; 1, with nothing written, if it must not be released."""
    on = day_of(options)
    try:
        return _release(options, on)
    except ReleaseError as error:
        sys.stderr.write(f"没有发布：{error}\n")
    except FileExistsError:
        sys.stderr.write(f"没有发布：{options.id}版已经有了，发布过的不能改。\n")
    except OSError as error:
        sys.stderr.write(f"没有发布：写不进{options.catalogue}，{describe_os_error(error)}。\n")
    return 1


def _release(options: argparse.Namespace, on: date) -> int:
    _all_committed((options.catalogue,))
    composed = build(options.catalogue, on=on, traditional=False)
    if not composed.check.passed:
        print_problems(composed.check, options.catalogue)
        raise ReleaseError("目录里有错。")
    state = state_of(published(composed.check.catalogue))
    editions = composed.check.editions
    request = ReleaseRequest(
        id=options.id,
        type=EditionType(options.type),
        title=options.title,
        instrument=options.instrument,
        adopted_on=options.adopted or on,
        in_force_on=options.in_force,
        address=composed.check.catalogue.address,
        digests=digests_of(composed.check.catalogue),
    )
    kinds = composed.check.catalogue.kinds
    edition = with_prints(
        make_edition(request, state, editions, (page.address for page in composed.pages), kinds),
        composed.check.catalogue,
        kinds,
    )
    _check_readable(edition, kinds)
    again = check(options.catalogue, on=on)
    if state_of(published(again.catalogue)) != state or len(again.editions) != len(editions):
        raise ReleaseError("封存的时候目录又被改了，再来一次。")
    _all_committed(again.folders)
    file = write_edition(options.catalogue, edition)
    (*_, step) = changes_by_edition((*editions, edition), again.catalogue.kinds)
    sys.stdout.write(f"{edition.id}版封存在 {file}，{edition.in_force_on}起施行。\n")
    for word, changes in step.grouped:
        sys.stdout.write(
            f"{word}{len(changes)}处\n" + "".join(f"  {change.sentence}\n" for change in changes)
        )
    sys.stdout.write("提交这个文件，以后不要改它。\n")
    return 0


def _all_committed(folders: Iterable[Path]) -> None:
    """Raise ``ReleaseError`` if the catalogue or one of its bases has uncommitted changes."""
    try:
        unsaved = list(dict.fromkeys(name for folder in folders for name in uncommitted(folder)))
    except GitError as error:
        raise ReleaseError(f"不知道有没有改了还没有提交的。{error}") from error
    if unsaved:
        raise ReleaseError(
            f"有{len(unsaved)}个文件改了还没有提交，先提交：{'、'.join(unsaved[:3])}。"
        )


def _check_readable(edition: Edition, kinds: Kinds) -> None:
    """Raise ``ReleaseError`` for an edition that cannot be read back: it could never be corrected."""
    try:
        from_bytes(edition.to_bytes(), kinds)
    except EditionError as error:
        raise ReleaseError(f"封存了就再也读不出来：{error}。") from error
