"""Pages about the work itself: who asks for what, may they, with what money, and each community."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.derive import burden
from generator.model import addresses
from generator.outputs.context import Pages, RenderContext
from generator.outputs.page import Page
from generator.views.burden import burden_view
from generator.views.communities import communities_view, community_view
from generator.views.consultation import OUTCOMES, consultation_view
from generator.views.finished_prints import BOOKS, LEADERS_PAGE
from generator.views.money import money_view
from generator.views.money_sheets import SLUG as WORKBOOK
from generator.views.replies import LETTERS, RepliesView, replies_view
from generator.views.tasks import FORMS, TasksView, tasks_view

NOW = "现在"


def burden_page(context: RenderContext) -> Iterator[Page]:
    """负担: counts by department and edition, before and after, and who may no longer ask for what."""
    title = "社区的负担"
    yield context.page(
        "burden.html.j2",
        lambda: burden_view(
            context.catalogue,
            totals(context),
            context.on,
            title=title,
            one_page=print_path(context, f"{BOOKS}/{LEADERS_PAGE}.pdf"),
        ),
        address=addresses.BURDEN,
        title=title,
        description="哪个部门派得最多，谁出钱，台账牌子考核减了没有，谁不得再要什么。",
    )


def totals(context: RenderContext) -> tuple[burden.Totals, ...]:
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
    title = "部门派来的事，接不接"

    def view() -> TasksView:
        forms = {name: print_path(context, f"forms/{name}.docx") for name in FORMS}
        return tasks_view(context.catalogue, forms, title=title)

    yield context.page(
        "tasks.html.j2",
        view,
        address=addresses.TASKS,
        title=title,
        description="写部门派来的事，查在不在目录里、归谁、谁出钱；不在的，申请表和退回函现成。",
    )


def reply_page(context: RenderContext) -> Iterator[Page]:
    """写函: the letters to departments, filled on the device, printed or copied."""
    title = "写函"

    def view() -> RepliesView:
        forms = {name: print_path(context, f"forms/{name}.docx") for name in LETTERS}
        return replies_view(context.catalogue, forms, title=title)

    yield context.page(
        "replies.html.j2",
        view,
        address=addresses.REPLIES,
        title=title,
        description="退回函、告知单、准入申请，在手机上填好就能印、能复制，在电脑上能存成Word。填的内容不离开这台设备。",
    )


def print_path(context: RenderContext, path: str) -> str:
    """Return where a finished print is below the site's root; empty when it was not made."""
    made = any(one.path == path for one in context.prints)
    return f"{addresses.PRINTS}{path}" if made else ""


def money_page(context: RenderContext) -> Iterator[Page]:
    """经费计算: what the standards yield for a community; law, then and proposal kept apart."""
    title = "经费算一算"
    yield context.page(
        "money.html.j2",
        lambda: money_view(
            context.catalogue,
            context.on,
            title=title,
            workbook=print_path(context, f"forms/{WORKBOOK}.xlsx"),
        ),
        address=addresses.MONEY,
        title=title,
        description="户数、党员、人数填进去，照标准算一年多少钱，每一行写明出处。",
    )


def consultation_page(context: RenderContext) -> Iterator[Page]:
    """意见采纳情况: what departments answered on their entries, and what became of it."""
    yield context.page(
        "consultation.html.j2",
        lambda: consultation_view(context.catalogue, title=OUTCOMES),
        address=addresses.CONSULTATION,
        title=OUTCOMES,
        description="哪个部门对哪件事提了什么意见，采纳没有，为什么。",
    )


def community_pages(context: RenderContext) -> Iterator[Page]:
    """各社区: a list, and for each community its windows, what applies to it, and its prints."""
    catalogue, title = context.catalogue, "各社区"
    communities = catalogue.communities
    if not communities:
        return
    yield context.page(
        "communities.html.j2",
        lambda: communities_view(catalogue, title=title),
        address=addresses.COMMUNITIES,
        title=title,
        description=f"{len(communities)}个社区的地址、电话和办公时间。",
    )
    for community in communities.values():
        poster = print_path(context, f"posters/{community.slug}.pdf")
        yield context.page(
            "community.html.j2",
            partial(community_view, catalogue, community, context.on, poster=poster),
            address=addresses.record(community.kind.name, community.id),
            title=community.name,
            description=f"{community.name}：{community.address}，{community.phone}。",
            source=community.path,
        )


BURDEN_PAGES: tuple[Pages, ...] = (
    burden_page,
    task_page,
    reply_page,
    money_page,
    consultation_page,
    community_pages,
)
