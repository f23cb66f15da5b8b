"""``catalogue diff``: what changed between two states of the catalogue, in sentences."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from generator.checking import check
from generator.cli.archive import WORKING, Side, side_named
from generator.cli.common import add_catalogue, day_of
from generator.cli.reviewing import HEADING, for_reviewers
from generator.editions.edition import EditionError, EditionType, State
from generator.editions.history import DescribedChange, by_group, tell
from generator.schema.kinds import Kinds

HELP = "两版之间改了什么，一处一句话"
NOTHING = "无实质变化"
VERDICT = "结论变了"
NOT_COMPARED = "没有比的"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a comparison found."""

    title: str
    groups: tuple[tuple[str, tuple[DescribedChange, ...]], ...]
    """The changes by what their group is called; those of a verdict first."""
    for_reviewers: tuple[str, ...]
    """What changed of what readers never see."""
    not_compared: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to say."""
        return not (self.groups or self.for_reviewers or self.not_compared)


def run(options: argparse.Namespace) -> int:
    """Print the changes; 1 when something could not be compared."""
    on = day_of(options)
    checked = check(options.catalogue, on=on)
    try:
        was = side_named(options.before, checked, options.catalogue, on)
        now = side_named(options.after, checked, options.catalogue, on)
    except EditionError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    found = compare(was, now, checked.catalogue.kinds, to_now=options.after == WORKING)
    sys.stdout.write(WRITERS[options.format](found))
    return 1 if found.not_compared else 0


def compare(was: Side, now: Side, kinds: Kinds, *, to_now: bool) -> Comparison:
    """Tell what changed between two sides. What one of them cannot read is not compared."""
    unread = frozenset().union(*was.unread.values(), *now.unread.values())
    before, after = (_without(side.state, unread) for side in (was, now))
    edition = now.edition
    type_ = edition.type if edition else EditionType.EDITION
    told = tell(before, after, kinds, type_, edition.in_force_on if edition else None)
    decided = [one for one in told if _decided_otherwise(one, before, after)]
    rest = by_group(one for one in told if one not in decided)
    return Comparison(
        title=f"对照{was.title}" if to_now else f"{was.title}到{now.title}",
        groups=((VERDICT, tuple(decided)), *rest) if decided else rest,
        for_reviewers=for_reviewers(was.kept, now.kept),
        not_compared=tuple(
            f"{side.title}里的{path}有错，读不了，改好再比。"
            for side in (was, now)
            for path in sorted(side.unread)
        ),
    )


def _without(state: State, unread: frozenset[tuple[str, str]]) -> State:
    return {
        (folder, number): fields
        for (folder, number), fields in state.items()
        if (folder, number.casefold()) not in unread
    }


def _decided_otherwise(one: DescribedChange, before: State, after: State) -> bool:
    """Tell whether an entry that there was and is has another verdict now."""
    was, now = (state.get((one.folder, one.id), {}).get("decision") for state in (before, after))
    return None not in {was, now} and was != now


def as_text(comparison: Comparison) -> str:
    """Write the changes for a terminal."""
    if comparison.is_empty:
        return f"{comparison.title}：{NOTHING}\n"
    lines = [comparison.title]
    for word, some in comparison.groups:
        lines.append(f"{word}（{len(some)}）")
        for one in some:
            lines += [f"  {one.sentence}", *(f"    {line}" for line in affected(one))]
    for heading, said in _apart(comparison):
        lines += [f"{heading}（{len(said)}）", *(f"  {one}" for one in said)]
    return "\n".join(lines) + "\n"


def as_markdown(comparison: Comparison) -> str:
    """Write the changes for a pull request: what comes from the catalogue is code, all else is ours."""
    lines = [f"## {_code(comparison.title)}", ""]
    if comparison.is_empty:
        lines.append(NOTHING)
    for word, some in comparison.groups:
        lines += [f"### {word}（{len(some)}）", ""]
        for one in some:
            lines.append(f"- {_code(one.sentence)}")
            lines += [f"  - {_code(line)}" for line in affected(one)]
        lines.append("")
    for heading, said in _apart(comparison):
        lines += [f"### {heading}（{len(said)}）", "", *(f"- {_code(one)}" for one in said), ""]
    return "\n".join(lines).rstrip() + "\n"


def as_json(comparison: Comparison) -> str:
    """Write the changes for programs."""
    data = {
        "title": comparison.title,
        "changes": [
            asdict(one) | {"group_title": one.word, "verdict": word == VERDICT}
            for word, some in comparison.groups
            for one in some
        ],
        "for_reviewers": comparison.for_reviewers,
        "not_compared": comparison.not_compared,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _apart(comparison: Comparison) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what stands below the changes, under its heading."""
    both = ((HEADING, comparison.for_reviewers), (NOT_COMPARED, comparison.not_compared))
    yield from ((heading, said) for heading, said in both if said)


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
