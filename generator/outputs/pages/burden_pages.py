"""Pages about the work itself: who asks for what, may they, with what money, and each community."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from markupsafe import Markup

from generator.derive import burden, money
from generator.model import addresses
from generator.model.catalogue import VOCABULARIES
from generator.model.entries import Decision, Entry
from generator.outputs.context import Pages, RenderContext
from generator.outputs.page import Page
from generator.outputs.scripts import json_for_script
from generator.views.groups import Group, by_kind
from generator.views.posters import COMMUNITIES

BURDEN, TASKS, MONEY = "burden/", "tasks/", "money/"
MOST_CHARTED = 12
NOW = "现在"
EXAMPLES = (1000, 1999, 2000, 2001, 2999, 3000, 3001)
"""Households of the worked examples: on both sides of every boundary the survey drew."""
_FORMS = ("admission-application", "refusal-letter", "entrustment-agreement")
_TASKS = frozenset({"services", "overheads"})
_ANSWERS = (
    ("in", "在目录里", {Decision.PERMITTED, Decision.ASSIST_ONLY, Decision.CASE_BY_CASE}),
    ("barred", "不得下派、已经取消", {Decision.FORBIDDEN}),
    ("open", "本地没有规定", {Decision.UNDECIDED}),
)


def burden_page(context: RenderContext) -> Iterator[Page]:
    """负担: counts by department and edition, before and after, and who may no longer ask for what."""
    loads = burden.loads(context.catalogue, context.on)
    totals = _totals(context)
    yield context.page(
        "burden.html.j2",
        address=BURDEN,
        title="社区的负担",
        loads=loads,
        totals=totals,
        most=[(one.body.short_name, len(one.asks)) for one in loads if one.asks][:MOST_CHARTED],
        trend=[(one.label, one.assisted) for one in totals],
        forms=burden.by_form(context.catalogue, context.on),
        no_longer=burden.no_longer(context.catalogue, context.on),
        baseline=context.catalogue.settings.baseline,
        description="哪个部门派得最多，谁出钱，台账牌子考核减了没有，谁不得再要什么。",
    )


def _totals(context: RenderContext) -> tuple[burden.Totals, ...]:
    """Return the burden of every edition on its first day, the oldest first, and as it is now."""
    then = (
        burden.totals(
            context.opened(step.edition),
            step.edition.in_force_on,
            label=f"{step.edition.id}版",
            address=addresses.edition(step.edition.id),
        )
        for step in context.steps
    )
    return (*then, burden.totals(context.catalogue, context.on, label=NOW))


def task_page(context: RenderContext) -> Iterator[Page]:
    """部门派来的事: may they send us this? In the catalogue, barred, or not there: what to do."""
    yield context.page(
        "tasks.html.j2",
        address=TASKS,
        title="部门派来的事，接不接",
        groups=tasks(context),
        forms={
            slug: path for slug in _FORMS if (path := print_path(context, f"forms/{slug}.docx"))
        },
        description="写部门派来的事，查在不在目录里、归谁、谁出钱；不在的，申请表和退回函现成。",
    )


def tasks(context: RenderContext) -> tuple[Group, ...]:
    """Return everything a department may send or set up, by what to answer."""
    entries = [e for e in context.catalogue.entries.values() if e.kind.folder in _TASKS]
    return tuple(
        Group(id=name, title=title, entries=tuple(e for e in entries if e.decision in decisions))
        for name, title, decisions in _ANSWERS
    )


def print_path(context: RenderContext, path: str) -> str:
    """Return where a finished print is below the site's root; empty when it was not made."""
    return f"prints/{path}" if any(one.path == path for one in context.prints) else ""


def money_page(context: RenderContext) -> Iterator[Page]:
    """经费计算: what the standards yield for a community; law, then and proposal kept apart."""
    catalogue = context.catalogue
    boundaries = money.boundaries(catalogue, context.on)
    sizes = sorted({*EXAMPLES, *boundaries}) if boundaries else ()
    examples = [
        (
            size,
            money.lines(
                catalogue, "recommended", money.CommunityProfile(households=size), context.on
            ),
        )
        for size in sizes
    ]
    types = catalogue.records.get(VOCABULARIES, {}).get("community-types")
    data = json_for_script(
        json.dumps(money.reckoning_data(catalogue, context.on), ensure_ascii=False)
    )
    yield context.page(
        "money.html.j2",
        address=MONEY,
        title="经费算一算",
        standings=money.STANDINGS,
        funding={one: money.funding_entries(catalogue, one, context.on) for one in money.STANDINGS},
        words=catalogue.kinds.by_key["funding"].labels("standing"),
        types=types.fields["concepts"] if types else (),
        examples=[(size, money.total(found)) for size, found in examples if found],
        data=Markup(data),  # noqa: S704 - made safe by json_for_script
        yuan=yuan,
        description="户数、党员、人数填进去，照标准算一年多少钱，每一行写明出处。",
    )


def yuan(amount: Decimal) -> str:
    """Write an amount in yuan: thousands apart, fen only where there are some."""
    return f"{amount:,.2f}".removesuffix(".00") + "元"


def community_pages(context: RenderContext) -> Iterator[Page]:
    """各社区: a list, and for each community its windows, what applies to it, and its prints."""
    communities = tuple(context.catalogue.records.get(COMMUNITIES, {}).values())
    if not communities:
        return
    yield context.page(
        "communities.html.j2",
        address=f"{COMMUNITIES}/",
        title="各社区",
        communities=communities,
        description=f"{len(communities)}个社区的地址、电话和办公时间。",
    )
    for community in communities:
        type_ = str(community.fields.get("type", ""))
        applies = [e for e in context.catalogue.entries.values() if _applies(e, type_)]
        place = money.CommunityProfile(type=type_, households=community.fields.get("households", 0))
        yield context.page(
            "community.html.j2",
            address=f"{community.slug}/",
            title=community.name,
            community=community.fields,
            groups=by_kind(context.catalogue, applies),
            own=tuple(e for e in applies if e.fields.get("community_types")),
            money=money.lines(context.catalogue, "recommended", place, context.on)
            if place.households
            else (),
            yuan=yuan,
            poster=print_path(context, f"posters/{community.slug}.pdf"),
            description=f"{community.name}：{community.fields['address']}，{community.fields['phone']}。",
            source=community.path,
        )


def _applies(entry: Entry, type_: str) -> bool:
    """Tell whether an entry is for communities of this type; those that name none are for all."""
    types = entry.fields.get("community_types", ())
    return not types or not type_ or type_ in types


BURDEN_PAGES: tuple[Pages, ...] = (burden_page, task_page, money_page, community_pages)
