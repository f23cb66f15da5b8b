"""``catalogue bases``: list the base catalogues, lock them, or update them and show what changes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path

from generator.checking import Check, check
from generator.cli.archive import WORKING, side_named
from generator.cli.common import add_catalogue, base_of, day_of, style_for
from generator.cli.comparison import as_text, compare
from generator.editing.above_changed import files_to_review
from generator.editing.base_copies import PACKAGE, packaged_base, recover, replace_copies
from generator.editing.files import write_all
from generator.editing.trial import trial_copy
from generator.editions.edition import EditionError
from generator.problems import text
from generator.problems.os_errors import describe_os_error
from generator.problems.problem import Problem, has_errors
from generator.reading.bases import SETTINGS
from generator.reading.document import Document
from generator.reading.layers import NO_BASE, WAIVERS
from generator.reading.locked import (
    LOCK,
    changed_paths,
    digests,
    lock_text,
    locked_files,
    open_lock,
)

HELP = "上级目录：看有哪些、锁定、换成新的"
LIST, LOCKING, UPDATE = "list", "lock", "update"
NONE = "没有上级目录。\n"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument(
        "action",
        nargs="?",
        choices=(LIST, LOCKING, UPDATE),
        default=LIST,
        metavar="做什么",
        help="list看有哪些（默认），lock照现在的样子锁定，update换成新的",
    )
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="文件夹",
        help="新的上级目录在哪里：它的文件夹，或者放着几个的bases文件夹（默认在装好的软件包里找）",
    )
    parser.add_argument("--preview", action="store_true", help="只看改了什么，不换")
    add_catalogue(parser)


def run(options: argparse.Namespace) -> int:
    """Run the action; 1 if the bases cannot be read, found or written."""
    with suppress(OSError):  # the check reports what is missing then
        recover(options.catalogue)
    checked = check(options.catalogue, on=day_of(options))
    broken = [
        problem
        for problem in checked.problems
        if problem.code == NO_BASE or problem.location.file == LOCK
    ]
    if options.action == LOCKING:
        broken = [problem for problem in broken if problem.code == NO_BASE]
    if broken:
        sys.stdout.write(text.render(broken, base_of(options.catalogue), style_for(sys.stdout)))
        return 1
    if not checked.bases:
        sys.stdout.write(NONE)
        return 0
    try:
        return ACTIONS[options.action](options, checked)
    except OSError as error:
        sys.stderr.write(f"写不了：{describe_os_error(error)}。\n")
        return 1
    except EditionError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _list(options: argparse.Namespace, checked: Check) -> int:
    lock, _ = open_lock(options.catalogue)
    for name, folder in checked.bases:
        now = digests([(name, folder)])
        before = locked_files(lock, name)
        changed = len(changed_paths(before, now))
        state = "没有锁定" if not before else f"有{changed}个文件变了" if changed else "锁定着"
        sys.stdout.write(f"{name}：{len(now)}个文件，{state}\n")
    return 0


def _lock(options: argparse.Namespace, checked: Check) -> int:
    locked = digests(checked.bases)
    write_all(options.catalogue, {LOCK: lock_text(locked)})
    sys.stdout.write(
        f"锁定了{len(checked.bases)}个上级目录，{len(locked)}个文件，记在"
        f"{base_of(options.catalogue)}{LOCK}。\n"
    )
    return 0


def _update(options: argparse.Namespace, checked: Check) -> int:
    lock, _ = open_lock(options.catalogue)
    copies = {name: folder for name, folder in checked.bases if _is_copy(options.catalogue, folder)}
    newer = {
        name: folder for name in copies if (folder := _newer(name, options.source)) is not None
    }
    old = {name: folder for name, folder in copies.items() if not _is_replaced(name, folder, newer)}
    if edited := _edited(lock, old):
        sys.stdout.write(f"锁定以后改过{len(edited)}个上级的文件，换新的会丢掉：\n")
        sys.stdout.writelines(f"  {base_of(options.catalogue)}{path}\n" for path in edited)
        sys.stdout.write("先运行catalogue check，照提示还原或者移到本地的文件里。\n")
        return 1
    if copies and not newer:
        names = "、".join(f"{PACKAGE}{name.rsplit('/', 1)[-1]}" for name in copies)
        sys.stderr.write(f"没有找到新的。装上新的软件包（{names}），或者写 --from 文件夹。\n")
        return 1
    with trial_copy(options.catalogue) as trial:
        (trial / LOCK).unlink(missing_ok=True)
        replace_copies(trial, newer)
        after = check(trial, on=day_of(options))
        before = lock or digests(checked.bases)
        now = digests(after.bases)
        changed = changed_paths(before, now)
        if changed:
            sys.stdout.write("".join(_report(options, (checked, after), trial, changed, newer)))
        else:
            sys.stdout.write("上级目录没有变。\n")
        if options.preview:
            return 0
    replace_copies(options.catalogue, newer)
    write_all(options.catalogue, {LOCK: lock_text(now)})
    sys.stdout.write(f"换好了，重新锁定了{len(now)}个文件。再运行 catalogue check 看一遍。\n")
    return 1 if has_errors(_new_problems(checked, after)) else 0


def _report(
    options: argparse.Namespace,
    checks: tuple[Check, Check],
    trial: Path,
    changed: frozenset[str],
    newer: Mapping[str, Path],
) -> Iterator[str]:
    """Yield what changed in the bases, the new problems, and the local entries to review."""
    on, base = day_of(options), base_of(options.catalogue)
    was, now = checks
    before = side_named(WORKING, was, options.catalogue, on)
    after = side_named(WORKING, now, trial, on)
    comparison = compare(
        replace(before, title="原来的上级目录", for_review=None),
        replace(after, title="新的上级目录", for_review=None),
        now.catalogue.kinds,
        to_now=False,
    )
    elsewhere = sorted(
        path for path in changed if not path.startswith(tuple(f"{name}/" for name in newer))
    )
    if newer:
        yield as_text(comparison)
    if elsewhere:  # their old content is gone, so only the paths are listed
        yield f"软件包里变了的文件（{len(elsewhere)}）\n"
        yield from (f"  {path}\n" for path in elsewhere)
    yield text.render(_new_problems(was, now), base, style_for(sys.stdout))
    own, above = _own_and_above(now)
    reviews = tuple(
        files_to_review(own, {**_own_and_above(was)[1], **above}, changed, now.catalogue.kinds)
    )
    yield f"本地要再看的（{len(reviews)}）\n" if reviews else "本地没有要再看的。\n"
    yield from (f"  {base}{review.path}：{review.reason}\n" for review in reviews)


def _new_problems(was: Check, now: Check) -> tuple[Problem, ...]:
    """Return the problems that are new."""
    return tuple(problem for problem in now.problems if problem not in was.problems)


def _own_and_above(checked: Check) -> tuple[Mapping[str, Document], Mapping[str, Document]]:
    """Return the records of the catalogue itself, and those of its bases."""
    above = {
        path: document
        for path, document in checked.documents.items()
        if any(path.startswith(f"{name}/") for name, _ in checked.bases)
    }
    tops = {*above, SETTINGS, WAIVERS}
    return {
        path: document for path, document in checked.documents.items() if path not in tops
    }, above


def _is_replaced(name: str, copy: Path, newer: Mapping[str, Path]) -> bool:
    """Tell whether a copy is the newer one already, because an update broke off before the lock."""
    return name in newer and digests([(name, copy)]) == digests([(name, newer[name])])


def _is_copy(root: Path, base: Path) -> bool:
    return base.resolve().is_relative_to(root.resolve())


def _edited(lock: Mapping[str, str], copies: Mapping[str, Path]) -> list[str]:
    """Return the files of the copies that have changed since they were locked."""
    locked = ((name, locked_files(lock, name)) for name in copies)
    changed = (
        changed_paths(before, digests([(name, copies[name])])) for name, before in locked if before
    )
    return sorted(chain.from_iterable(changed))


def _newer(path: str, source: Path | None) -> Path | None:
    """Return the folder of a newer base: in ``source``, or in an installed package."""
    name = path.rsplit("/", 1)[-1]
    if source is None:
        return packaged_base(name)
    within = source / name
    if (within / SETTINGS).is_file():
        return within
    return source if (source / SETTINGS).is_file() and source.resolve().name == name else None


ACTIONS = {LIST: _list, LOCKING: _lock, UPDATE: _update}
