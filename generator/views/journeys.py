"""一件事: journeys in steps, and the remedies against a refusal, as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.derive.journeys import GUIDE, journeys, remedies
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.evidence import EvidenceType
from generator.model.journeys import Journey, JourneyStep, OnlineDetail, PhoneDetail, Remedy
from generator.views.evidence import QuoteLine, quote_lines, type_link
from generator.views.links import EntryLink, Link, body_link, entry_links
from generator.views.routes import EMERGENCY

URGENT = "urgent"
DANGER = "遇到危险，先看这里"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper to take along. The page remembers by its id that a reader has it."""

    id: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFact:
    """A detail of a step: a label and a text, with an address or a telephone number."""

    label: str
    text: str
    url: str
    phone: str
    unverified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """一步."""

    id: str
    title: str
    when: str
    text: str
    place: str
    """The place; empty where the link to the body shows the same text."""
    body: Link | None
    call: str
    """The telephone number of the body. It is empty if none was checked, if the step has a number of
    its own, or if the journey is urgent."""
    who: str
    needs: tuple[Paper, ...]
    yields: tuple[Link, ...]
    community: str
    entries: tuple[EntryLink, ...]
    facts: tuple[StepFact, ...]
    refused: str
    quotes: tuple[QuoteLine, ...]
    pages: tuple[tuple[str, str, str], ...]
    """Official pages: the address, the day it was read, and a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyView:
    """一件事, step by step."""

    id: str
    title: str
    crumbs: tuple[Link, ...]
    summary: str
    intro: str
    urgent: bool
    is_guide: bool
    """Whether it is only a guide of one or two steps."""
    calls: tuple[str, ...]
    """Telephone numbers of an urgent journey, in the order of its steps; else none."""
    papers: tuple[Paper, ...]
    """The papers to bring that no step of the journey yields."""
    steps: tuple[StepView, ...]
    refused: Link | None
    unverified: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyRow:
    """A journey in the list."""

    journey: Link
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyGroup:
    """Journeys of one sort."""

    id: str
    title: str
    rows: tuple[JourneyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneysView:
    """一件事: every journey and guide that is shown."""

    title: str
    groups: tuple[JourneyGroup, ...]
    refused: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyView:
    """One remedy against a refusal."""

    id: str
    title: str
    when: str
    steps: tuple[str, ...]
    community_can: bool
    historical: bool
    quotes: tuple[QuoteLine, ...]
    unverified: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedView:
    """窗口不办怎么办."""

    title: str
    remedies: tuple[RemedyView, ...]


def journey_link(journey: Journey) -> Link:
    """Return the link to a journey."""
    return Link(title=journey.title, address=f"{journey.slug}/")


def journey_links(catalogue: Catalogue, life_event: str) -> tuple[Link, ...]:
    """Return the links to the journeys of a life event, urgent ones first."""
    matching = [journey for journey in journeys(catalogue) if life_event in journey.life_events]
    return tuple(
        journey_link(journey)
        for journey in sorted(matching, key=lambda journey: not journey.urgent)
    )


def giving_links(catalogue: Catalogue, evidence_type: str) -> tuple[Link, ...]:
    """Return the links to the journeys on which an evidence type is obtained."""
    return tuple(
        journey_link(journey)
        for journey in journeys(catalogue)
        if any(evidence_type in step.yields for step in journey.steps)
    )


def ordinary_links(catalogue: Catalogue) -> tuple[Link, ...]:
    """Return the links to the journeys that are not urgent, guides last."""
    ordinary = [journey for journey in journeys(catalogue) if not journey.urgent]
    return tuple(
        journey_link(journey)
        for journey in sorted(ordinary, key=lambda journey: journey.type == GUIDE)
    )


def danger_link(catalogue: Catalogue) -> Link | None:
    """Return the link to the urgent journeys; none if there are none."""
    if any(journey.urgent for journey in journeys(catalogue)):
        return Link(title=DANGER, address=f"{addresses.JOURNEYS}#j-{URGENT}")
    return None


def refused_link(catalogue: Catalogue) -> Link | None:
    """Return the link to the remedies against a refusal; none if there are none."""
    title = "窗口不办怎么办"
    return Link(title=title, address=addresses.REFUSED) if remedies(catalogue) else None


def journeys_view(catalogue: Catalogue, *, title: str) -> JourneysView:
    """Return the list of journeys and guides, urgent ones first."""
    all_journeys = journeys(catalogue)
    words = all_journeys[0].kind.labels("type") if all_journeys else {}
    groups = (
        _group(URGENT, DANGER, (journey for journey in all_journeys if journey.urgent)),
        *(
            _group(
                type_,
                name,
                (
                    journey
                    for journey in all_journeys
                    if journey.type == type_ and not journey.urgent
                ),
            )
            for type_, name in words.items()
        ),
    )
    return JourneysView(
        title=title,
        groups=tuple(group for group in groups if group.rows),
        refused=refused_link(catalogue),
    )


def _group(id_: str, title: str, group_journeys: Iterable[Journey]) -> JourneyGroup:
    rows = (
        JourneyRow(journey=journey_link(journey), summary=journey.summary)
        for journey in group_journeys
    )
    return JourneyGroup(id=id_, title=title, rows=tuple(rows))


def journey_view(catalogue: Catalogue, journey: Journey) -> JourneyView:
    """Return one journey."""
    yielded = {number for step in journey.steps for number in step.yields}
    needed = dict.fromkeys(n for step in journey.steps for n in step.needs if n not in yielded)
    return JourneyView(
        id=journey.id,
        title=journey.title,
        crumbs=(Link(title="一件事怎么办", address=addresses.JOURNEYS),),
        summary=journey.summary,
        intro=journey.intro,
        urgent=journey.urgent,
        is_guide=journey.type == GUIDE,
        calls=tuple(_calls(catalogue, journey)) if journey.urgent else (),
        papers=tuple(_papers(catalogue, needed)),
        steps=tuple(_step(catalogue, journey, step) for step in journey.steps),
        refused=refused_link(catalogue),
        unverified=journey.unverified,
    )


def _calls(catalogue: Catalogue, journey: Journey) -> dict[str, None]:
    """Return the telephone numbers of its steps, each once, without the general hotline."""
    phones = (step.phone for step in journey.steps if step.phone and not step.phone.unverified)
    general = catalogue.settings.hotline.phone
    return dict.fromkeys(phone.number for phone in phones if phone.number not in {"", general})


def _papers(catalogue: Catalogue, numbers: dict[str, None] | tuple[str, ...]) -> Iterator[Paper]:
    types = catalogue.of(EvidenceType)
    for number in numbers:
        if number in types:
            yield Paper(id=number, link=type_link(types[number]))


def _step(catalogue: Catalogue, journey: Journey, step: JourneyStep) -> StepView:
    body = body_link(catalogue, step.body) if step.body else None
    in_place = body is not None and body.title in step.place
    return StepView(
        id=step.id,
        title=step.title,
        when=step.when,
        text=step.text,
        place="" if in_place else step.place,
        body=replace(body, title=step.place) if body and in_place else body,
        call="" if step.phone or journey.urgent else _number(catalogue, step.body),
        who=step.who,
        needs=tuple(_papers(catalogue, step.needs)),
        yields=tuple(paper.link for paper in _papers(catalogue, step.yields)),
        community=step.community,
        entries=entry_links(catalogue, step.entries),
        facts=tuple(_facts(step)),
        refused=step.refused,
        quotes=quote_lines(catalogue, step.legal_basis),
        pages=tuple((page.url, str(page.read_on), page.note) for page in step.official_pages),
    )


def _number(catalogue: Catalogue, body_id: str) -> str:
    """Return the first checked telephone number of a body that is no emergency number."""
    body = catalogue.bodies.get(body_id)
    channels = body.channels if body else ()
    numbers = (channel.phone for channel in channels if not channel.unverified)
    return next((number for number in numbers if number and number not in EMERGENCY), "")


def _facts(step: JourneyStep) -> Iterator[StepFact]:
    details = (
        ("最迟", step.deadline),
        ("多久", step.time_limit),
        ("费用", step.fee),
        ("网上", step.online),
        ("电话", step.phone),
    )
    for label, detail in details:
        if detail:
            yield StepFact(
                label=label,
                text=detail.text,
                url=detail.url if isinstance(detail, OnlineDetail) else "",
                phone=detail.number if isinstance(detail, PhoneDetail) else "",
                unverified=detail.unverified,
            )


def refused_view(catalogue: Catalogue, *, title: str) -> RefusedView:
    """Return the remedies against a refusal."""
    return RefusedView(
        title=title, remedies=tuple(_remedy(catalogue, remedy) for remedy in remedies(catalogue))
    )


def _remedy(catalogue: Catalogue, remedy: Remedy) -> RemedyView:
    return RemedyView(
        id=remedy.id,
        title=remedy.title,
        when=remedy.when,
        steps=remedy.steps,
        community_can=remedy.community_can,
        historical=remedy.historical,
        quotes=quote_lines(catalogue, remedy.legal_basis),
        unverified=remedy.unverified,
    )
