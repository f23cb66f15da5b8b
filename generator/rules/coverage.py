"""Every row of an upstream list has an entry or is marked as not adopted, and totals match."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.derive.coverage import entries_by_row
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.supporting import UpstreamList
from generator.reading.finding import Finding
from generator.rules.name_conflict import entry_name_key, words_of
from generator.rules.rule import Rule, RuleContext


def _covered(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    taken = entries_by_row(catalogue)
    if context.has_unread_entries(catalogue):
        return  # the entry may be in an unusable file
    by_name: Mapping[str, Sequence[Entry]] = {}
    for upstream in catalogue.upstream_lists.values():
        for index, row in enumerate(upstream.rows):
            if (upstream.id, row.serial) not in taken:
                by_name = by_name or _entries_by_name(catalogue)
                yield Finding(
                    path=upstream.path,
                    pointer=("rows", index),
                    message=f"第{row.serial}项“{row.name}”没有着落",
                    hint=_suggestion(by_name.get(entry_name_key(row.name), ()))
                    + "在对应事项的upstream里写上它；不采用的，写relation: not_adopted。",
                )
        yield from _base_covered(catalogue, upstream)


def _entries_by_name(catalogue: Catalogue) -> Mapping[str, Sequence[Entry]]:
    """Return the entries by normalized name and alias."""
    by_name: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in catalogue.entries.values():
        for _, text in words_of(entry):
            by_name[entry_name_key(text)][entry.id] = entry
    return {word: tuple(entries.values()) for word, entries in by_name.items()}


def _suggestion(entries: Sequence[Entry]) -> str:
    """Suggest entries with the name of a row."""
    names = "、".join(f"{entry.id}{entry.name}" for entry in entries)
    return f"名称或者别名一样的有{names}，看看是不是。" if names else ""


def _base_covered(catalogue: Catalogue, upstream: UpstreamList) -> Iterator[Finding]:
    base = catalogue.upstream_lists.get(upstream.base)
    if base is None:
        return
    reported = {row.base_serial for row in upstream.rows}
    reported |= {row.base_serial for row in upstream.not_adopted}
    for row in base.rows:
        if row.serial not in reported:
            yield Finding(
                path=upstream.path,
                pointer=("base",),
                message=f"上级清单第{row.serial}项“{row.name}”在这里没有交代",
                hint="在rows里写base_serial，或者写进not_adopted。",
            )


def _serials_exist(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    lists = catalogue.upstream_lists
    for entry in catalogue.entries.values():
        for index, link in enumerate(entry.upstream):
            upstream = lists.get(link.list)
            if upstream and link.serial not in {row.serial for row in upstream.rows}:
                yield Finding(
                    path=entry.path,
                    pointer=("upstream", index, "serial"),
                    message=f"“{upstream.name}”没有第{link.serial}项",
                    hint=f"这份清单共{len(upstream.rows)}项。",
                )


def _totals(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for upstream in catalogue.upstream_lists.values():
        rows, expected = upstream.rows, upstream.expected_count
        if len(rows) != expected:
            yield Finding(
                path=upstream.path,
                pointer=("expected_count",),
                message=f"应有{expected}项，实有{len(rows)}项",
                hint="补上漏抄的，删掉多抄的，或者改正总数。",
            )
        for serial, count in Counter(row.serial for row in rows).items():
            if count > 1:
                last = max(i for i, row in enumerate(rows) if row.serial == serial)
                yield Finding(
                    path=upstream.path,
                    pointer=("rows", last, "serial"),
                    message=f"序号{serial}写了{count}次",
                    hint="对照原文改正序号，或者删掉多抄的一行。",
                )


COVERED = Rule(
    code="R013",
    title="上级清单的一项没有着落",
    meaning=(
        "上级清单的每一项，都要有一条事项对应它，或者写明不采用。"
        "漏一项，居民照上级清单来问就没有答案。"
    ),
    fails="""\
# upstream/guojia-2020-1.yml里有第2项，没有一条事项写到它
rows:
  - serial: 2
    name: 居民身份信息证明
""",
    passes="""\
# certificates/zm-002-shenfen-xinxi.yml
upstream:
  - list: guojia-2020-1
    serial: 2
    relation: same
""",
    check=_covered,
)
TOTALS = Rule(
    code="R014",
    title="上级清单的项数对不上",
    meaning="文件说有多少项，就要抄多少项，序号不能重复。对不上，说明抄漏了或者抄重了。",
    fails="""\
expected_count: 20
rows:
  - serial: 1
    name: 亲属关系证明
  # 只抄了1项
""",
    passes="""\
expected_count: 1
rows:
  - serial: 1
    name: 亲属关系证明
""",
    check=_totals,
)
SERIALS = Rule(
    code="R015",
    title="上级清单里没有这个序号",
    meaning="这一条说自己对应上级清单的某一项，清单里却没有这个序号。多半是序号写错了。",
    fails="""\
# 国家清单只有20项
upstream:
  - list: guojia-2020-1
    serial: 21
    relation: same
""",
    passes="""\
upstream:
  - list: guojia-2020-1
    serial: 20
    relation: same
""",
    check=_serials_exist,
)
