"""``catalogue diff``: what changed between two states of the catalogue, in sentences."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from generator.checking import check
from generator.cli.archive import WORKING, state_named
from generator.cli.common import add_catalogue, day_of
from generator.editions.edition import EditionError, EditionType
from generator.editions.history import DescribedChange, by_group, tell

HELP = "两版之间改了什么，一处一句话"
NOTHING = "无实质变化"
IDEOGRAPHIC_SPACE = "\u3000"
LIKE_A_BACKTICK = "\u02cb"
FORMS = ("text", "markdown", "json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("before", metavar="前", help="版次、日期、文件夹，或者git里的版本")
    parser.add_argument(
        "after", metavar="后", nargs="?", default=WORKING, help=f"同上；{WORKING}是正在编的（默认）"
    )
    parser.add_argument("--format", choices=FORMS, default="text", help="怎么写出来")


def run(options: argparse.Namespace) -> int:
    """Print the changes; 1 when one side cannot be read."""
    on = day_of(options)
    checked = check(options.catalogue, on=on)
    try:
        was, before, _ = state_named(options.before, checked, options.catalogue, on)
        now, after, edition = state_named(options.after, checked, options.catalogue, on)
    except EditionError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    type_ = edition.type if edition else EditionType.EDITION
    since = edition.in_force_on if edition else None
    told = tell(before, after, checked.catalogue.kinds, type_, since)
    sys.stdout.write(WRITERS[options.format](f"{was}到{now}", told))
    return 0


def as_text(title: str, told: tuple[DescribedChange, ...]) -> str:
    """Write the changes for a terminal."""
    if not told:
        return f"{title}：{NOTHING}\n"
    lines = [title]
    for word, some in by_group(told):
        lines.append(f"{word}（{len(some)}）")
        for one in some:
            lines += [f"  {one.sentence}", *(f"    {line}" for line in affected(one))]
    return "\n".join(lines) + "\n"


def as_markdown(title: str, told: tuple[DescribedChange, ...]) -> str:
    """Write the changes for a pull request: what comes from the catalogue is code, all else is ours."""
    lines = [f"## {_code(title)}", ""]
    if not told:
        lines.append(NOTHING)
    for word, some in by_group(told):
        lines += [f"### {word}（{len(some)}）", ""]
        for one in some:
            lines.append(f"- {_code(one.sentence)}")
            lines += [f"  - {_code(line)}" for line in affected(one)]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def as_json(title: str, told: tuple[DescribedChange, ...]) -> str:
    """Write the changes for programs."""
    changes = [asdict(one) | {"group_title": one.word} for one in told]
    return json.dumps({"title": title, "changes": changes}, ensure_ascii=False, indent=1) + "\n"


def affected(one: DescribedChange) -> list[str]:
    """Say whom a change concerns, a line for each kind."""
    who = one.affected
    lines = (
        ("网页", [f"/{page}" for page in who.pages]),
        ("打印件", who.prints),
        ("生活场景", who.life_events),
        ("提到它的事项", who.entries),
    )
    return [f"{name}：{'、'.join(some)}" for name, some in lines if some]


def _code(text: str) -> str:
    """Return a text as a code span: nothing in it is a mention, a link, an image or HTML.

    Escapes would not do: a forge looks for mentions and addresses after it has taken them away.
    """
    shown = (c if c.isprintable() or c == IDEOGRAPHIC_SPACE else " " for c in text)
    return f"`{''.join(shown).replace('`', LIKE_A_BACKTICK)}`"


WRITERS = {"text": as_text, "markdown": as_markdown, "json": as_json}
