"""What each section of an entry's page shows. One function a section; nothing to say gives none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.model.entries import (
    Certificate,
    Decision,
    Entry,
    Funding,
    Overhead,
    SealUse,
    Service,
)
from generator.views.sections.certificates import (
    attests,
    bring,
    evidence,
    form,
    local,
    purposes,
    requesters,
    steps,
)
from generator.views.sections.general import (
    basis,
    case_rule,
    citation,
    ended,
    exceptions,
    faq,
    history,
    insist,
    level,
    meaning,
    own,
    practice,
    provisions,
    related,
    say,
    undecided,
    upstream,
)
from generator.views.sections.subject import Maker, Subject
from generator.views.sections.types import Section
from generator.views.sections.work import duty, observed, register, seal, standards, task, terms

__all__ = ["ORDER", "Fold", "Subject", "folds", "open_sections", "sections"]
_FOOT: tuple[Maker, ...] = (provisions, related, level, history, citation)
_GENERAL: tuple[Maker, ...] = (ended, own, say, meaning, faq, basis, upstream, *_FOOT)
"""The sections of an entry of a kind without a record class of its own."""
_OF_ENDED = frozenset({ended, own, meaning, observed, practice, basis, upstream, *_FOOT})
"""What the page of an entry that has ended still shows: nothing that says how it is done."""
ORDER: Mapping[type[Entry], tuple[Maker, ...]] = MappingProxyType(
    {
        Certificate: (
            *(ended, insist, case_rule, evidence, bring, steps, say, undecided, exceptions, faq),
            *(meaning, purposes, attests, form, requesters, local, practice, basis, upstream),
            *_FOOT,
        ),
        Service: (
            *(
                ended,
                duty,
                undecided,
                meaning,
                exceptions,
                faq,
                say,
                task,
                terms,
                practice,
                basis,
                *_FOOT,
            ),
        ),
        SealUse: (
            *(ended, insist, seal, case_rule, say, undecided),
            *(meaning, exceptions, practice, faq, register, basis, *_FOOT),
        ),
        Overhead: (ended, say, meaning, observed, practice, faq, basis, *_FOOT),
        Funding: (ended, say, standards, meaning, practice, faq, basis, *_FOOT),
    }
)
"""The sections of each kind, in the order they are shown."""


def sections(subject: Subject) -> tuple[Section, ...]:
    """Return the sections of an entry's page that have something to say."""
    makers = ORDER.get(type(subject.entry), _GENERAL)
    if subject.entry.has_ended(subject.on):
        makers = tuple(make for make in makers if make in _OF_ENDED)
    found = (make(subject) for make in makers)
    return tuple(section for section in found if section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """What stands folded below the answer: what cadres need, or how the entry was made."""

    id: str
    heading: str
    about: str
    """What is inside, in a few words."""
    sections: tuple[Section, ...]


_CADRES = frozenset(
    {"attests", "form", "requesters", "task", "terms", "register"}
    | {"basis", "provisions", "upstream"}
)
"""Sections for who does the work."""
_MADE = frozenset({"local", "practice", "level", "history", "cite"})
"""Sections on how an entry came about."""
_TO_SENDERS = frozenset({"say"})
"""Of what is asked of a committee: it is read out to the office that sends it, by a cadre."""


_ALSO = frozenset({"related", "purposes"})
"""Sections for who wants to know more."""
_DONE = frozenset({Decision.PERMITTED, Decision.CASE_BY_CASE})
"""Verdicts of what a committee does itself: nobody has to be told that it does not."""
_ABOUT = frozenset({"meaning"})
"""Said by the name and the answer already, where somebody comes with a matter."""


def open_sections(entry: Entry, found: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections that a resident needs: they stay open."""
    folded = _also(entry) | _cadres(entry) | _MADE
    return tuple(section for section in found if section.id not in folded)


def folds(entry: Entry, found: Iterable[Section]) -> tuple[Fold, ...]:
    """Return the folds that have something inside, each with its sections in their order."""
    shown = tuple(found)
    made = (
        _fold("also", "还想知道", shown, _also(entry)),
        _fold("for-cadres", "给干部看", shown, _cadres(entry)),
        _fold("how-made", "这条是怎么来的", shown, _MADE),
    )
    return tuple(fold for fold in made if fold.sections)


def _also(entry: Entry) -> frozenset[str]:
    matters = isinstance(entry, Certificate | Service | SealUse)
    done_here = isinstance(entry, Certificate) and entry.decision in _DONE
    return (
        _ALSO | (_ABOUT if matters else frozenset()) | (_TO_SENDERS if done_here else frozenset())
    )


def _cadres(entry: Entry) -> frozenset[str]:
    return _CADRES | _TO_SENDERS if isinstance(entry, Service) else _CADRES


def _fold(id_: str, heading: str, shown: tuple[Section, ...], ids: frozenset[str]) -> Fold:
    inside = tuple(section for section in shown if section.id in ids)
    about = "、".join(section.heading for section in inside)
    return Fold(id=id_, heading=heading, about=about, sections=inside)
