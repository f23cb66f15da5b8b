"""One matter in steps, and what to do when an office refuses, as data for pages."""

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
    """A paper taken along: its id, by which the page remembers that a reader has it."""

    id: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFact:
    """A detail of a step: a label and a text; where it leads, or the number to call."""

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
    """Empty where it names the body: the link to the body then says it all."""
    body: Link | None
    call: str
    """The number to call at the body; empty where none was checked, the step names its own, or it
    would only cost time."""
    who: str
    needs: tuple[Paper, ...]
    yields: tuple[Link, ...]
    community: str
    entries: tuple[EntryLink, ...]
    facts: tuple[StepFact, ...]
    refused: str
    quotes: tuple[QuoteLine, ...]
    pages: tuple[tuple[str, str, str], ...]
    """Official pages: address, day it was read, what it says."""


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
    """Whether its one or two steps only point the way."""
    calls: tuple[str, ...]
    """Numbers to call at once, in the order of the steps; none where nothing is urgent."""
    papers: tuple[Paper, ...]
    """Everything one takes along that no step gives."""
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
    """One thing to do against a refusal."""

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
    """Return the links to the journeys of a life event; what is urgent comes first."""
    found = [one for one in journeys(catalogue) if life_event in one.life_events]
    return tuple(journey_link(one) for one in sorted(found, key=lambda one: not one.urgent))


def giving_links(catalogue: Catalogue, evidence_type: str) -> tuple[Link, ...]:
    """Return the links to the journeys on which an evidence type is got."""
    return tuple(
        journey_link(one)
        for one in journeys(catalogue)
        if any(evidence_type in step.yields for step in one.steps)
    )


def ordinary_links(catalogue: Catalogue) -> tuple[Link, ...]:
    """Return the links to what is not urgent; what only points the way comes last."""
    found = [one for one in journeys(catalogue) if not one.urgent]
    return tuple(journey_link(one) for one in sorted(found, key=lambda one: one.type == GUIDE))


def danger_link(catalogue: Catalogue) -> Link | None:
    """Return the link to what is urgent; none where the catalogue says nothing of it."""
    if any(one.urgent for one in journeys(catalogue)):
        return Link(title=DANGER, address=f"{addresses.JOURNEYS}#j-{URGENT}")
    return None


def refused_link(catalogue: Catalogue) -> Link | None:
    """Return the link to what to do against a refusal; none where the catalogue says nothing."""
    title = "窗口不办怎么办"
    return Link(title=title, address=addresses.REFUSED) if remedies(catalogue) else None


def journeys_view(catalogue: Catalogue, *, title: str) -> JourneysView:
    """Return the list of journeys and guides; what is urgent comes first."""
    shown = journeys(catalogue)
    words = shown[0].kind.labels("type") if shown else {}
    groups = (
        _group(URGENT, DANGER, (one for one in shown if one.urgent)),
        *(
            _group(type_, name, (one for one in shown if one.type == type_ and not one.urgent))
            for type_, name in words.items()
        ),
    )
    return JourneysView(
        title=title,
        groups=tuple(group for group in groups if group.rows),
        refused=refused_link(catalogue),
    )


def _group(id_: str, title: str, found: Iterable[Journey]) -> JourneyGroup:
    rows = (JourneyRow(journey=journey_link(one), summary=one.summary) for one in found)
    return JourneyGroup(id=id_, title=title, rows=tuple(rows))


def journey_view(catalogue: Catalogue, journey: Journey) -> JourneyView:
    """Return one journey."""
    given = {number for step in journey.steps for number in step.yields}
    needed = dict.fromkeys(n for step in journey.steps for n in step.needs if n not in given)
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
    """Return the numbers of its steps, each once; not the hotline, which every page dials."""
    phones = (step.phone for step in journey.steps if step.phone and not step.phone.unverified)
    general = catalogue.settings.hotline.phone
    return dict.fromkeys(one.number for one in phones if one.number not in {"", general})


def _papers(catalogue: Catalogue, numbers: dict[str, None] | tuple[str, ...]) -> Iterator[Paper]:
    types = catalogue.of(EvidenceType)
    for number in numbers:
        if number in types:
            yield Paper(id=number, link=type_link(types[number]))


def _step(catalogue: Catalogue, journey: Journey, step: JourneyStep) -> StepView:
    body = body_link(catalogue, step.body) if step.body else None
    named = body is not None and body.title in step.place
    return StepView(
        id=step.id,
        title=step.title,
        when=step.when,
        text=step.text,
        place="" if named else step.place,
        body=replace(body, title=step.place) if body and named else body,
        call="" if step.phone or journey.urgent else _number(catalogue, step.body),
        who=step.who,
        needs=tuple(_papers(catalogue, step.needs)),
        yields=tuple(paper.link for paper in _papers(catalogue, step.yields)),
        community=step.community,
        entries=entry_links(catalogue, step.entries),
        facts=tuple(_facts(step)),
        refused=step.refused,
        quotes=quote_lines(catalogue, step.legal_basis),
        pages=tuple((one.url, str(one.read_on), one.note) for one in step.official_pages),
    )


def _number(catalogue: Catalogue, body_id: str) -> str:
    """Return the first telephone number of a body that was checked and is not for emergencies."""
    body = catalogue.bodies.get(body_id)
    channels = body.channels if body else ()
    numbers = (one.phone for one in channels if not one.unverified)
    return next((number for number in numbers if number and number not in EMERGENCY), "")


def _facts(step: JourneyStep) -> Iterator[StepFact]:
    named = (
        ("最迟", step.deadline),
        ("多久", step.time_limit),
        ("费用", step.fee),
        ("网上", step.online),
        ("电话", step.phone),
    )
    for label, one in named:
        if one:
            yield StepFact(
                label=label,
                text=one.text,
                url=one.url if isinstance(one, OnlineDetail) else "",
                phone=one.number if isinstance(one, PhoneDetail) else "",
                unverified=one.unverified,
            )


def refused_view(catalogue: Catalogue, *, title: str) -> RefusedView:
    """Return what can be done against a refusal."""
    return RefusedView(
        title=title, remedies=tuple(_remedy(catalogue, one) for one in remedies(catalogue))
    )


def _remedy(catalogue: Catalogue, one: Remedy) -> RemedyView:
    return RemedyView(
        id=one.id,
        title=one.title,
        when=one.when,
        steps=one.steps,
        community_can=one.community_can,
        historical=one.historical,
        quotes=quote_lines(catalogue, one.legal_basis),
        unverified=one.unverified,
    )
