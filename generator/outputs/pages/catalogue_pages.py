"""Every generated page. A page is a view put through a template; nothing else happens here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from generator.derive.amendments import citations_by_source
from generator.derive.burden import DepartmentBurden, department_burdens
from generator.derive.citations import Citation
from generator.derive.responsibilities import Responsibilities, responsibilities
from generator.editions.endings import ending_of
from generator.editions.names import quote_title
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Entry
from generator.model.supporting import Body, Source
from generator.outputs.context import Pages, RenderContext
from generator.outputs.page import SITE_PICTURE, Page
from generator.outputs.pages.burden_pages import BURDEN_PAGES
from generator.outputs.pages.edition_pages import EDITION_PAGES, unreleased
from generator.outputs.pages.evidence_pages import EVIDENCE_PAGES
from generator.outputs.pages.journey_pages import JOURNEY_PAGES
from generator.outputs.pages.provision_pages import PROVISION_PAGES
from generator.rules.explanations import all_explanations
from generator.views import groups
from generator.views.bodies import BodyView, bodies_view, body_view
from generator.views.coverage import coverage_view
from generator.views.entry import shown_decision
from generator.views.entry_page import EntryPageView, entry_page_view
from generator.views.gatherings import (
    NUMBERS,
    LettersView,
    SourceView,
    codes_view,
    concept_view,
    home_view,
    letter_links,
    letter_view,
    source_view,
    sources_view,
    vocabulary_view,
)
from generator.views.hub import hub_view
from generator.views.links import Link
from generator.views.places import PLACES, places_view
from generator.views.print_groups import COMPARISONS, REFERRAL_NOTICE, print_link, shelves
from generator.views.referral_notices import (
    ReferralNoticeView,
    asked_of,
    has_referral_notice,
    referral_notice,
)
from generator.views.sections import Subject
from generator.views.services import PrintsView, TitleView, data_view, due_view, edit_view

MOST_CHARTED = 6
"""Departments in a chart on a department's page; its own is added when it is not among them."""
SIGNS = {"permitted": "✓", "forbidden": "✕", "case_by_case": "…", "assist_only": "◐"}


def entry_page(context: RenderContext, entry: Entry) -> Page:
    """事项页: one entry."""
    sign = SIGNS.get(shown_decision(entry, context.on), "")

    def view() -> EntryPageView:
        subject = Subject(
            catalogue=context.catalogue,
            entry=entry,
            on=context.on,
            evidence=context.evidence,
            events=context.history.get((entry.kind.folder, entry.id), ()),
            unreleased=unreleased(context, entry),
            journeys=context.journeys_by_entry.get(entry.id, ()),
            provisions=context.provisions_by_entry.get(entry.id, ()),
        )
        return entry_page_view(subject, context.prints_by_subject)

    description = f"{entry.title}：{sign}{entry.plain_label}。{entry.summary}"
    picture = f"{entry.kind.folder}-{entry.decision}"
    if ended := ending_of(context.catalogue, entry, context.on):
        description = "".join(ended.sentences)
        picture = SITE_PICTURE
    return context.page(
        context.template_for("entries", entry.kind.name, "entry.html.j2"),
        view,
        address=addresses.entry(entry.id),
        title=entry.title,
        description=description,
        section=entry.kind.folder,
        source=entry.own_file,
        picture=picture,
        is_entry=True,
        is_answer=isinstance(entry, Certificate),
    )


def entry_pages(context: RenderContext) -> Iterator[Page]:
    """A page for each entry."""
    for entry in context.catalogue.entries.values():
        yield entry_page(context, entry)


def home_page(context: RenderContext) -> Iterator[Page]:
    """首页: the question box, four doors, common questions, letters and life events."""
    title = "您要办什么事？"
    yield context.page(
        "home.html.j2",
        lambda: home_view(context.catalogue, title=title),
        address=addresses.HOME,
        title=title,
        description="开证明、办事、盖章、找谁负责：写您要办的事，看社区管不管、该去哪里。",
    )


def kind_pages(context: RenderContext) -> Iterator[Page]:
    """A hub for each kind of entry."""
    for kind in context.catalogue.kinds.of_entries():
        found = groups.by_decision(kind, context.catalogue.entries_of(kind))
        counted = "，".join(f"{group.title}{len(group.entries)}项" for group in found)
        yield context.page(
            context.template_for("hubs", kind.name, "hub.html.j2"),
            partial(hub_view, context.catalogue, kind, found, context.on),
            address=addresses.kind(kind.folder),
            title=kind.hub or kind.title,
            description=f"{kind.intro or kind.description}{counted}。",
            section=kind.folder,
            is_answer=kind is context.catalogue.kind_of(Certificate),
        )


def body_pages(context: RenderContext) -> Iterator[Page]:
    """谁负责: a list of bodies, and everything each one answers for."""
    catalogue, kind = context.catalogue, context.catalogue.kind_of(Body)
    charted = cache(lambda: department_burdens(catalogue, context.on)[:MOST_CHARTED])
    yield context.page(
        "bodies.html.j2",
        lambda: bodies_view(_by_count(catalogue), title=kind.hub),
        address=addresses.kind(kind.folder),
        title=kind.hub,
        description=kind.intro,
        section=kind.folder,
    )
    for body in catalogue.bodies.values():
        yield context.page(
            "body.html.j2",
            partial(_body_view, context, body, charted),
            address=addresses.record(body.kind.name, body.id),
            title=body.name,
            description=f"{body.name}：居民找它办什么，它请社区协助什么。",
            section=kind.folder,
            source=body.own_file,
        )


def _by_count(catalogue: Catalogue) -> list[Responsibilities]:
    found = (responsibilities(catalogue, body) for body in catalogue.bodies.values())
    return sorted(found, key=lambda one: (-one.count, one.body.id))


def _body_view(
    context: RenderContext, body: Body, charted: Callable[[], tuple[DepartmentBurden, ...]]
) -> BodyView:
    return body_view(context.catalogue, context.evidence, body, charted(), context.on)


def source_pages(context: RenderContext) -> Iterator[Page]:
    """依据: a list of sources, and everything that cites each one."""
    catalogue, on = context.catalogue, context.on
    yield context.page(
        "sources.html.j2",
        lambda: sources_view(catalogue, on, title="依据"),
        address=addresses.SOURCES,
        title="依据",
        description="目录引用的法律、文件和材料：文号、现状、我们读到多少。",
    )
    cited = cache(partial(citations_by_source, catalogue))
    for source in catalogue.sources.values():
        yield context.page(
            "source.html.j2",
            partial(_source_view, context, source, cited),
            address=addresses.record(source.kind.name, source.id),
            title=source.title,
            description=f"{quote_title(source.title)}{source.document_number}：目录里哪些事项引用它。",
            source=source.own_file,
        )


def _source_view(
    context: RenderContext, source: Source, cited: Callable[[], Mapping[str, Sequence[Citation]]]
) -> SourceView:
    return source_view(context.catalogue, source, context.on, cited().get(source.id, ()))


def concept_pages(context: RenderContext) -> Iterator[Page]:
    """生活场景、服务平台、工作领域、社区类型: a hub for each vocabulary and each concept."""
    catalogue = context.catalogue
    for vocabulary in catalogue.vocabularies.values():
        if vocabulary.id == PLACES:
            continue
        yield context.page(
            "concepts.html.j2",
            partial(vocabulary_view, catalogue, vocabulary),
            address=addresses.vocabulary(vocabulary.id),
            title=vocabulary.title,
            description=vocabulary.intro or vocabulary.title,
            source=vocabulary.own_file,
        )
        for one in groups.concept_entries(catalogue, vocabulary):
            label, count = one.concept.label, len(one.entries)
            yield context.page(
                "concept.html.j2",
                partial(concept_view, catalogue, vocabulary, one.concept.id),
                address=one.address,
                title=label,
                description=f"{vocabulary.title}：{label}，{count}条。",
                source=vocabulary.own_file,
            )


def place_page(context: RenderContext) -> Iterator[Page]:
    """我的街道: every street, and what is known to serve it."""
    vocabulary = context.catalogue.vocabularies.get(PLACES)
    if vocabulary is None:
        return
    yield context.page(
        "places.html.j2",
        lambda: places_view(context.catalogue),
        address=addresses.vocabulary(PLACES),
        title=vocabulary.title,
        description="选您住的街道、乡镇，先看管您那里的窗口。",
        source=vocabulary.own_file,
    )


def letter_pages(context: RenderContext) -> Iterator[Page]:
    """按字母找: every entry by the first letter of its pinyin."""
    letters = groups.by_letter(context.catalogue)
    yield context.page(
        "letters.html.j2",
        lambda: LettersView(title="按字母找", letters=letter_links(letters)),
        address=addresses.LETTERS,
        title="按字母找",
        description="按拼音第一个字母找事项。",
    )
    for letter, entries in letters.items():
        name = NUMBERS if letter == "#" else letter
        yield context.page(
            "letter.html.j2",
            partial(letter_view, letters, letter),
            address=addresses.letter(letter),
            title=f"按字母找：{name}",
            description=f"拼音以{name}开头的事项，共{len(entries)}条。",
        )


def coverage_page(context: RenderContext) -> Iterator[Page]:
    """上级清单: how each row of the national and provincial lists is covered."""
    copies = context.prints_by_subject.get(COMPARISONS, ())
    prints = tuple(print_link(name, copy) for name, copy in copies)
    yield context.page(
        "coverage.html.j2",
        lambda: coverage_view(context.catalogue, prints, title="上级清单对照"),
        address=addresses.UPSTREAM,
        title="上级清单对照",
        description="国家和省的清单，逐项对照本目录。",
    )


def codes_page(context: RenderContext) -> Iterator[Page]:
    """编辑报错: what every code means."""
    yield context.page(
        "codes.html.j2",
        lambda: codes_view(all_explanations().values(), title="报错代码"),
        address=addresses.CODES,
        title="报错代码",
        description="检查目录时的每个代码是什么意思，怎么改。",
    )


def referral_notice_pages(context: RenderContext) -> Iterator[Page]:
    """转办告知单: the same slip as a page, for phones whose browser opens no PDF."""
    for entry in context.catalogue.entries.values():
        if has_referral_notice(entry, context.on):
            yield context.page(
                "slip.html.j2",
                partial(_referral_notice_view, context, entry),
                address=addresses.referral_notice(entry.id),
                title=f"转办告知单：{entry.title}",
                description=f"{entry.title}：{entry.decision_label}。{asked_of(entry)}",
                section="prints",
            )


def _referral_notice_view(context: RenderContext, entry: Entry) -> ReferralNoticeView:
    return ReferralNoticeView(
        notice=referral_notice(context.catalogue, entry, context.on),
        crumbs=(Link(title=entry.title, address=addresses.entry(entry.id)),),
        prints=tuple(
            print_link(copy.name, copy)
            for name, copy in context.prints_by_subject.get(entry.id, ())
            if name == REFERRAL_NOTICE
        ),
    )


def print_centre_page(context: RenderContext) -> Iterator[Page]:
    """打印下载: every list, slip, poster and form, with pages, size and edition."""
    yield context.page(
        "prints.html.j2",
        lambda: PrintsView(title="打印和下载", shelves=shelves(context.prints)),
        address=addresses.PRINTS,
        title="打印和下载",
        description="清单、转办告知单、海报和表单，可以打印、下载。",
        section="prints",
    )


def edit_page(context: RenderContext) -> Iterator[Page]:
    """填表: a new entry or a change as a form, for who does not want to write YAML."""
    yield context.page(
        "edit.html.j2",
        lambda: edit_view(context.catalogue, title="填表新建、修改"),
        address=addresses.EDIT,
        title="填表新建、修改",
        description="用表格新建一条、修改一条，得到写好的文件。",
    )


def due_page(context: RenderContext) -> Iterator[Page]:
    """待办: what has to be looked at again, by department."""
    yield context.page(
        "due.html.j2",
        lambda: due_view(context.catalogue, context.on, title="待办"),
        address=addresses.DUE,
        title="待办",
        description="该再核对的、依据失效的、没有核实的，按部门列出。",
    )


def data_page(context: RenderContext) -> Iterator[Page]:
    """数据接口: every file for programs, with examples that work as they stand."""
    yield context.page(
        "data.html.j2",
        lambda: data_view(context.catalogue, title="数据接口"),
        address=addresses.DATA,
        title="数据接口",
        description="目录里的全部内容，给程序用。",
    )


def offline_page(context: RenderContext) -> Iterator[Page]:
    """没有网络: shown for a page this device has not kept."""
    yield context.page(
        "offline.html.j2",
        lambda: TitleView(title="现在连不上网"),
        address=addresses.OFFLINE,
        title="现在连不上网",
        description="没有网络，也没有存下这一页。",
    )


ALL: tuple[Pages, ...] = (
    home_page,
    entry_pages,
    kind_pages,
    body_pages,
    source_pages,
    concept_pages,
    place_page,
    letter_pages,
    coverage_page,
    codes_page,
    referral_notice_pages,
    print_centre_page,
    data_page,
    due_page,
    edit_page,
    offline_page,
    *BURDEN_PAGES,
    *EVIDENCE_PAGES,
    *JOURNEY_PAGES,
    *PROVISION_PAGES,
    *EDITION_PAGES,
)
