"""``catalogue bases``: the catalogues above; lock them, take newer ones and say what that changes."""

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
from generator.cli.diff import as_text, compare
from generator.editing.above_changed import to_look_at
from generator.editing.base_copies import PACKAGE, in_package, recover, replace_copies
from generator.editing.files import write_all
from generator.editing.trial import trial_copy
from generator.editions.edition import EditionError
from generator.problems import text
from generator.problems.os_errors import in_words
from generator.problems.problem import Problem, has_errors
from generator.reading.bases import SETTINGS
from generator.reading.document import Document
from generator.reading.layers import NO_BASE, WAIVERS
from generator.reading.locked import LOCK, digests, held_of, lock_text, moved, open_lock

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
    """Do it; 1 when what lies above cannot be read, found or written."""
    with suppress(OSError):  # what is missing then is told
        recover(options.catalogue)
    checked = check(options.catalogue, on=day_of(options))
    broken = [one for one in checked.problems if one.code == NO_BASE or one.place.file == LOCK]
    if options.action == LOCKING:
        broken = [one for one in broken if one.code == NO_BASE]
    if broken:
        sys.stdout.write(text.render(broken, base_of(options.catalogue), style_for(sys.stdout)))
        return 1
    if not checked.bases:
        sys.stdout.write(NONE)
        return 0
    try:
        return ACTIONS[options.action](options, checked)
    except OSError as error:
        sys.stderr.write(f"写不了：{in_words(error)}。\n")
        return 1
    except EditionError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _list(options: argparse.Namespace, checked: Check) -> int:
    held, _ = open_lock(options.catalogue)
    for called, folder in checked.bases:
        now = digests([(called, folder)])
        before = held_of(held, called)
        changed = len(moved(before, now))
        state = "没有锁定" if not before else f"有{changed}个文件变了" if changed else "锁定着"
        sys.stdout.write(f"{called}：{len(now)}个文件，{state}\n")
    return 0


def _lock(options: argparse.Namespace, checked: Check) -> int:
    held = digests(checked.bases)
    write_all(options.catalogue, {LOCK: lock_text(held)})
    sys.stdout.write(
        f"锁定了{len(checked.bases)}个上级目录，{len(held)}个文件，记在"
        f"{base_of(options.catalogue)}{LOCK}。\n"
    )
    return 0


def _update(options: argparse.Namespace, checked: Check) -> int:
    held, _ = open_lock(options.catalogue)
    copies = {called: one for called, one in checked.bases if _is_copy(options.catalogue, one)}
    newer = {
        called: found for called in copies if (found := _newer(called, options.source)) is not None
    }
    kept = {called: one for called, one in copies.items() if not _is_there(called, one, newer)}
    if edited := _edited(held, kept):
        sys.stdout.write(f"锁定以后改过{len(edited)}个上级的文件，换新的会丢掉：\n")
        sys.stdout.writelines(f"  {base_of(options.catalogue)}{path}\n" for path in edited)
        sys.stdout.write("先运行catalogue check，照提示还原或者移到本地的文件里。\n")
        return 1
    if copies and not newer:
        names = "、".join(f"{PACKAGE}{called.rsplit('/', 1)[-1]}" for called in copies)
        sys.stderr.write(f"没有找到新的。装上新的软件包（{names}），或者写 --from 文件夹。\n")
        return 1
    with trial_copy(options.catalogue) as trial:
        (trial / LOCK).unlink(missing_ok=True)
        replace_copies(trial, newer)
        after = check(trial, on=day_of(options))
        before = held or digests(checked.bases)
        now = digests(after.bases)
        changed = moved(before, now)
        if changed:
            sys.stdout.write("".join(_told(options, (checked, after), trial, changed, newer)))
        else:
            sys.stdout.write("上级目录没有变。\n")
        if options.preview:
            return 0
    replace_copies(options.catalogue, newer)
    write_all(options.catalogue, {LOCK: lock_text(now)})
    sys.stdout.write(f"换好了，重新锁定了{len(now)}个文件。再运行 catalogue check 看一遍。\n")
    return 1 if has_errors(_new(checked, after)) else 0


def _told(
    options: argparse.Namespace,
    checks: tuple[Check, Check],
    trial: Path,
    changed: frozenset[str],
    newer: Mapping[str, Path],
) -> Iterator[str]:
    """Yield what changed in sentences, what is wrong because of it, and what to look at again."""
    on, base = day_of(options), base_of(options.catalogue)
    was, now = checks
    before = side_named(WORKING, was, options.catalogue, on)
    after = side_named(WORKING, now, trial, on)
    found = compare(
        replace(before, title="原来的上级目录", kept=None),
        replace(after, title="新的上级目录", kept=None),
        now.catalogue.kinds,
        to_now=False,
    )
    elsewhere = sorted(
        path for path in changed if not path.startswith(tuple(f"{one}/" for one in newer))
    )
    if newer:
        yield as_text(found)
    if elsewhere:  # what they said before is gone, so no sentence can tell it
        yield f"软件包里变了的文件（{len(elsewhere)}）\n"
        yield from (f"  {path}\n" for path in elsewhere)
    yield text.render(_new(was, now), base, style_for(sys.stdout))
    own, above = _apart(now)
    looked_at = tuple(to_look_at(own, {**_apart(was)[1], **above}, changed, now.catalogue.kinds))
    yield f"本地要再看的（{len(looked_at)}）\n" if looked_at else "本地没有要再看的。\n"
    yield from (f"  {base}{one.path}：{one.why}\n" for one in looked_at)


def _new(was: Check, now: Check) -> tuple[Problem, ...]:
    """Return the problems that there were not before."""
    return tuple(one for one in now.problems if one not in was.problems)


def _apart(checked: Check) -> tuple[Mapping[str, Document], Mapping[str, Document]]:
    """Return the catalogue's own files of its kinds, and those of the catalogues above."""
    above = {
        path: one
        for path, one in checked.documents.items()
        if any(path.startswith(f"{called}/") for called, _ in checked.bases)
    }
    tops = {*above, SETTINGS, WAIVERS}
    return {path: one for path, one in checked.documents.items() if path not in tops}, above


def _is_there(called: str, copy: Path, newer: Mapping[str, Path]) -> bool:
    """Tell whether a copy is the newer one already: it was put there, and the lock not written."""
    return called in newer and digests([(called, copy)]) == digests([(called, newer[called])])


def _is_copy(root: Path, base: Path) -> bool:
    return base.resolve().is_relative_to(root.resolve())


def _edited(held: Mapping[str, str], copies: Mapping[str, Path]) -> list[str]:
    """Return the files of locked copies that are not as they were locked."""
    locked = ((called, held_of(held, called)) for called in copies)
    changed = (moved(before, digests([(one, copies[one])])) for one, before in locked if before)
    return sorted(chain.from_iterable(changed))


def _newer(called: str, source: Path | None) -> Path | None:
    """Return where a newer one is: in what was named, or in a package that is installed."""
    name = called.rsplit("/", 1)[-1]
    if source is None:
        return in_package(name)
    within = source / name
    if (within / SETTINGS).is_file():
        return within
    return source if (source / SETTINGS).is_file() and source.resolve().name == name else None


ACTIONS = {LIST: _list, LOCKING: _lock, UPDATE: _update}
