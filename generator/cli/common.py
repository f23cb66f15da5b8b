"""Helpers of several commands: options, colours, progress."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

from generator.checking import Check, local_day
from generator.problems import text
from generator.reading.characters import forbidden_in_value, without_forbidden
from generator.schema.formats import YEARS, in_our_years
from generator.site.progress import Progress, silent


def day(value: str) -> date:
    """Parse a day on the command line."""
    try:
        parsed = date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{value}”不是日期，写成2026-11-23这样") from None
    if not in_our_years(parsed.year):
        raise argparse.ArgumentTypeError(f"“{value}”太早或者太晚，{YEARS.removesuffix('。')}")
    return parsed


def line(value: str) -> str:
    """Parse a line of text on the command line. It has to be clean, since it is written to a file."""
    clean = "".join(without_forbidden(value).splitlines()).replace("\t", " ").strip()
    correction = f"写成“{clean}”" if clean else "删掉它"
    if forbidden := forbidden_in_value(value):
        raise argparse.ArgumentTypeError(f"有{forbidden[1]}，{correction}")
    if clean and clean != value:
        raise argparse.ArgumentTypeError(f"只写一行，前后不空格，{correction}")
    return clean


def add_catalogue(parser: argparse.ArgumentParser) -> None:
    """Add the options for the catalogue and the day."""
    parser.add_argument(
        "--catalogue",
        type=Path,
        default=Path("catalogue"),
        metavar="文件夹",
        help="目录在哪个文件夹（默认catalogue）",
    )
    parser.add_argument("--on", type=day, metavar="日期", help="按哪一天看（默认今天）")


def add_site(parser: argparse.ArgumentParser) -> None:
    """Add the option for the configuration of the site."""
    parser.add_argument(
        "--config",
        type=Path,
        default=Path("mkdocs.yml"),
        metavar="文件",
        help="网站设置（默认mkdocs.yml）",
    )


def day_of(options: argparse.Namespace) -> date:
    """Return the day of the options, or today in the catalogue's time zone."""
    chosen: date | None = options.on
    return chosen or local_day(options.catalogue, datetime.now(UTC))


def base_of(folder: Path) -> str:
    """Return the prefix that makes the path of a catalogue file relative to the working directory."""
    try:
        path = folder.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        path = folder.as_posix()
    return "" if path == "." else f"{path}/"


def style_for(stream: TextIO) -> text.Style:
    """Return the colours for a terminal; none elsewhere or if ``NO_COLOR`` is set."""
    return text.COLOUR if stream.isatty() and not os.environ.get("NO_COLOR") else text.PLAIN


def progress_for(stream: TextIO) -> Progress:
    """Return a progress function that prints on a terminal and is silent elsewhere."""
    return (lambda step: _say(stream, step)) if stream.isatty() else silent


def _say(stream: TextIO, step: str) -> None:
    stream.write(f"{step}……\n")
    stream.flush()


def print_problems(checked: Check, folder: Path) -> None:
    """Print problems as text, with their number."""
    out = sys.stdout
    out.write(text.render(checked.problems, base_of(folder), style_for(out)))
    out.write(f"查了{len(checked.paths)}个文件，{text.summary(checked.problems)}。\n")
