"""``catalogue fmt``: give every file the standard order and form."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.cli.common import add_catalogue, base_of
from generator.editing.files import write_all
from generator.editing.formatting import NotFormattedError, format_text
from generator.editing.migrating import migrate_text
from generator.problems.os_errors import describe_os_error
from generator.reading.guarded import read_guarded
from generator.reading.layers import BASES
from generator.reading.limits import DEFAULT_LIMITS
from generator.reading.locked import LOCK
from generator.schema.added import read_kinds
from generator.schema.kinds import Kind, Kinds

HELP = "把文件排成统一的次序和写法，内容不变"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="文件", help="只排这几个（默认全部）"
    )
    parser.add_argument("--migrate", action="store_true", help="旧的写法改成现在的写法，内容不变")
    parser.add_argument("--check", action="store_true", help="只看，不改；有没排好的，结束时是1")


def run(options: argparse.Namespace) -> int:
    """Format the files; 1 if one cannot be formatted, or with ``--check`` if one is not formatted."""
    kinds = read_kinds(options.catalogue).kinds
    base = base_of(options.catalogue)
    changed: dict[str, str] = {}
    failed = 0
    for file, kind in _chosen(options, kinds):
        path = file.relative_to(options.catalogue).as_posix()
        name = f"{base}{path}"
        try:
            content = read_guarded(options.catalogue, file, DEFAULT_LIMITS.file_bytes)
            text = content.decode("utf-8")
            renewed = migrate_text(text, kind, kinds) if options.migrate else text
            formatted_text = format_text(renewed, kind, kinds)
        except (NotFormattedError, UnicodeError, OSError) as error:
            reason = str(error) if isinstance(error, NotFormattedError) else "读不出来。"
            sys.stderr.write(f"{name}：{reason}\n")
            failed += 1
            continue
        if formatted_text != text:
            changed[path] = formatted_text
            sys.stdout.write(f"{name}：{'没有排好' if options.check else '排好了'}\n")
    if changed and not options.check:
        try:
            write_all(options.catalogue, changed)
        except OSError as error:
            sys.stderr.write(f"写不了，一个文件也没有改：{describe_os_error(error)}。\n")
            return 1
    if options.check and changed:
        sys.stdout.write(f"{len(changed)}个文件没有排好，运行 catalogue fmt。\n")
    return 1 if failed or (options.check and changed) else 0


def _chosen(options: argparse.Namespace, kinds: Kinds) -> Iterator[tuple[Path, Kind]]:
    """Yield each chosen file with its kind.

    Files outside the catalogue are left out, and links, whose targets have names of their own. So
    are the files of locked bases, which must stay as they are.
    """
    is_locked = (options.catalogue / LOCK).exists()
    root = options.catalogue.resolve()
    chosen = {file.resolve() for file in options.files}
    for kind in kinds:
        pattern = f"{kind.folder}/*.yml" if kind.folder else kind.file
        above = () if is_locked else options.catalogue.glob(f"{BASES}/*/{pattern}")
        files = (*options.catalogue.glob(pattern), *above)
        for file in sorted(path for path in files if not path.is_symlink()):
            if not chosen or root / file.relative_to(options.catalogue) in chosen:
                yield file, kind
