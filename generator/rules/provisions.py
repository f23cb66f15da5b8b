"""Every provision that names the committee occurs once, with a status, and its text in one file."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.provisions import (
    ProvisionStatus,
    cited_articles,
    citing_entries,
    sources_of,
    wording,
)
from generator.model.catalogue import COLLECTION, Catalogue
from generator.model.provisions import LawProvisions, Provision
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _cited(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    if context.has_unread_entries(catalogue):
        return  # the entry that cites it may be in an unusable file
    cited = cited_articles(catalogue)
    for law, index, provision in _provisions(catalogue):
        if provision.status == ProvisionStatus.CITED and not citing_entries(
            cited, sources_of(catalogue, law), provision
        ):
            yield Finding(
                path=law.path,
                pointer=("provisions", index, "status"),
                message=f"《{law.title}》{provision.article}写着有事项引用，可是没有一条事项引用它",
                hint="有事项写了这件事的，改成covered，写上entries；还没有的，改成open，写明为什么。",
                replace=(ProvisionStatus.CITED, ProvisionStatus.COVERED)
                if provision.entries
                else None,
            )


def _counted(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    if context.is_unread("provisions"):
        return  # the missing one may be in an unusable file
    seen: set[tuple[str, str]] = set()
    for law, index, provision in _provisions(catalogue):
        if (law.title, provision.article) in seen:
            yield Finding(
                path=law.path,
                pointer=("provisions", index, "article"),
                message=f"《{law.title}》{provision.article}写了两次",
                hint="留一次，另一次删掉。",
            )
        seen.add((law.title, provision.article))
    collection = catalogue.collection
    total = sum(len(law.provisions) for law in catalogue.laws.values())
    if collection and total != collection.expected_count:
        yield Finding(
            path=_collection_path(catalogue),
            pointer=("expected_count",),
            message=f"写到居委会、村委会的法条应有{collection.expected_count}条，实有{total}条",
            hint="补上漏掉的，删掉多出的，或者改正总数。",
        )


def _worded(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    for law, index, provision in _provisions(catalogue):
        wordings = wording(catalogue, sources_of(catalogue, law), provision)
        if wordings and provision.text and _layer(wordings[0].path) == _layer(law.path):
            yield Finding(
                path=law.path,
                pointer=("provisions", index, "text"),
                message=f"《{law.title}》{provision.article}的原文抄了两处",
                hint="texts文件夹里已经有这一条，这里的text删掉。",
            )
        if not wordings and not provision.text and not context.is_unread("texts"):
            yield Finding(
                path=law.path,
                pointer=("provisions", index),
                message=f"《{law.title}》{provision.article}没有原文",
                hint="把原文写进text，一字不改。",
            )


def _provisions(catalogue: Catalogue) -> Iterator[tuple[LawProvisions, int, Provision]]:
    for law in catalogue.laws.values():
        for index, provision in enumerate(law.provisions):
            yield law, index, provision


def _layer(path: str) -> str:
    """Return the catalogue of a file. A local text does not replace one in the base."""
    return "".join(f"{part}/" for part in path.split("/")[:-2])


def _collection_path(catalogue: Catalogue) -> str:
    """Return the path of ``collection.yml``, which is in the catalogue with the provisions."""
    laws = tuple(catalogue.laws.values())
    return f"{_layer(laws[0].path) if laws else ''}{COLLECTION}"


CITED = Rule(
    code="R070",
    title="写着有事项引用的法条，没有事项引用",
    meaning=(
        "写到居委会、村委会的每一条法条，都要有着落：有事项引用，有事项写到，或者写明为什么没有。"
        "写着有事项引用（cited），就要真有一条事项的依据里写着这部法律的这一条。"
    ),
    fails="""\
# provisions/law-fjb.yml，没有一条事项的依据写着反家庭暴力法第十四条
provisions:
  - article: 第十四条
    status: cited
""",
    passes="""\
provisions:
  - article: 第十四条
    status: open
    reason: 法律写给居委会自己的事，还没有写成事项。
""",
    check=_cited,
)

COUNTED = Rule(
    code="R071",
    title="法条的条数对不上",
    meaning="collection.yml写着一共找出多少条。少一条，就有一条没有交代；一条写两次，总数就是假的。",
    fails="""\
# collection.yml，provisions文件夹里一共419条
expected_count: 420
""",
    passes="""\
expected_count: 419
""",
    check=_counted,
)

WORDED = Rule(
    code="R072",
    title="法条没有原文，或者抄了两处",
    meaning=(
        "每一条法条都要能看到原文。texts文件夹里有这一条的，用那里的；没有的，写在法条自己的text里。"
        "抄两处，改了一处，另一处就错了。"
    ),
    fails="""\
# provisions/law-fjb.yml，texts/law-fjb.yml里已经有第十四条
provisions:
  - article: 第十四条
    text: 学校、幼儿园、医疗机构、居民委员会、村民委员会……
""",
    passes="""\
provisions:
  - article: 第十四条
""",
    check=_worded,
)
