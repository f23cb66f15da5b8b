"""A comparison of two states of the catalogue, and how it is written for readers and programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from generator.cli.archive import Side
from generator.cli.reviewing import HEADING, for_reviewers
from generator.editions.edition import EditionType
from generator.editions.history import DescribedChange, by_group, describe_changes
from generator.model.values import CatalogueState
from generator.schema.kinds import Kinds

NOTHING = "无实质变化"
VERDICT = "结论变了"
NOT_COMPARED = "没有比的"
IDEOGRAPHIC_SPACE = "\u3000"
LIKE_A_BACKTICK = "\u02cb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The result of a comparison."""

    title: str
    groups: tuple[tuple[str, tuple[DescribedChange, ...]], ...]
    """The changes by the title of their group. Changes of verdicts come first."""
    for_reviewers: tuple[str, ...]
    """The changes of what is not published."""
    not_compared: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.groups or self.for_reviewers or self.not_compared)


def compare(was: Side, now: Side, kinds: Kinds, *, to_now: bool) -> Comparison:
    """Return the changes between two sides. Files that one side cannot read are not compared."""
    unread = frozenset().union(*was.unread.values(), *now.unread.values())
    before, after = (_without(side.state, unread) for side in (was, now))
    edition = now.edition
    type_ = edition.type if edition else EditionType.EDITION
    changes = describe_changes(
        before, after, kinds, type_, edition.in_force_on if edition else None
    )
    verdicts = [change for change in changes if _verdict_changed(change, before, after)]
    rest = by_group(change for change in changes if change not in verdicts)
    return Comparison(
        title=f"对照{was.title}" if to_now else f"{was.title}到{now.title}",
        groups=((VERDICT, tuple(verdicts)), *rest) if verdicts else rest,
        for_reviewers=for_reviewers(was.for_review, now.for_review),
        not_compared=tuple(
            f"{side.title}里的{path}有错，读不了，改好再比。"
            for side in (was, now)
            for path in sorted(side.unread)
        ),
    )


def _without(state: CatalogueState, unread: frozenset[tuple[str, str]]) -> CatalogueState:
    return {
        (folder, number): fields
        for (folder, number), fields in state.items()
        if (folder, number.casefold()) not in unread
    }


def _verdict_changed(
    change: DescribedChange, before: CatalogueState, after: CatalogueState
) -> bool:
    """Tell whether an entry that is on both sides has another verdict now."""
    was, now = (
        state.get((change.folder, change.id), {}).get("decision") for state in (before, after)
    )
    return None not in {was, now} and was != now


def as_text(comparison: Comparison) -> str:
    """Return the changes as text for a terminal."""
    if comparison.is_empty:
        return f"{comparison.title}：{NOTHING}\n"
    lines = [comparison.title]
    for word, changes in comparison.groups:
        lines.append(f"{word}（{len(changes)}）")
        for change in changes:
            lines += [f"  {change.sentence}", *(f"    {line}" for line in affected_lines(change))]
    for heading, sentences in _other_parts(comparison):
        lines += [f"{heading}（{len(sentences)}）", *(f"  {sentence}" for sentence in sentences)]
    return "\n".join(lines) + "\n"


def as_markdown(comparison: Comparison) -> str:
    """Return the changes as Markdown for a pull request, with texts of the catalogue as code spans."""
    lines = [f"## {_code(comparison.title)}", ""]
    if comparison.is_empty:
        lines.append(NOTHING)
    for word, changes in comparison.groups:
        lines += [f"### {word}（{len(changes)}）", ""]
        for change in changes:
            lines.append(f"- {_code(change.sentence)}")
            lines += [f"  - {_code(line)}" for line in affected_lines(change)]
        lines.append("")
    for heading, sentences in _other_parts(comparison):
        lines += [
            f"### {heading}（{len(sentences)}）",
            "",
            *(f"- {_code(sentence)}" for sentence in sentences),
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def as_json(comparison: Comparison) -> str:
    """Return the changes as JSON."""
    data = {
        "title": comparison.title,
        "changes": [
            asdict(change) | {"group_title": change.word, "verdict": word == VERDICT}
            for word, changes in comparison.groups
            for change in changes
        ],
        "for_reviewers": comparison.for_reviewers,
        "not_compared": comparison.not_compared,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _other_parts(comparison: Comparison) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the parts below the changes, each with its heading."""
    both = ((HEADING, comparison.for_reviewers), (NOT_COMPARED, comparison.not_compared))
    yield from ((heading, sentences) for heading, sentences in both if sentences)


def affected_lines(change: DescribedChange) -> list[str]:
    """Return what a change affects, one line for each kind of page or print."""
    targets = change.affected
    lines = (
        ("网页", [f"/{page}" for page in targets.pages]),
        ("打印件", targets.prints),
        ("生活场景", targets.life_events),
        ("提到它的事项", targets.entries),
    )
    return [f"{name}：{'、'.join(names)}" for name, names in lines if names]


def _code(text: str) -> str:
    """Return a text as a code span, so that nothing in it is a mention, a link, an image or HTML.

    Escaping is not enough: a forge looks for mentions and addresses after it has removed escapes.
    """
    printable = (c if c.isprintable() or c == IDEOGRAPHIC_SPACE else " " for c in text)
    return f"`{''.join(printable).replace('`', LIKE_A_BACKTICK)}`"


WRITERS = {"text": as_text, "markdown": as_markdown, "json": as_json}
