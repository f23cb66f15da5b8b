"""The sections of an entry's page. Each has one function, which returns none if it is empty."""

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
    case_rule,
    ended,
    exceptions,
    faq,
    insist,
    meaning,
    own,
    practice,
    related,
    say,
    undecided,
)
from generator.views.sections.provenance import (
    basis,
    citation,
    history,
    level,
    provisions,
    upstream,
)
from generator.views.sections.subject import Maker, Subject
from generator.views.sections.types import Section
from generator.views.sections.work import duty, observed, register, seal, standards, task, terms

__all__ = ["ORDER", "Fold", "Subject", "folds", "open_sections", "sections"]
_FOOT: tuple[Maker, ...] = (provisions, related, level, history, citation)
_GENERAL: tuple[Maker, ...] = (ended, own, say, meaning, faq, basis, upstream, *_FOOT)
"""The sections of an entry whose kind has no record class."""
_OF_ENDED = frozenset({ended, own, meaning, observed, practice, basis, upstream, *_FOOT})
"""The sections of an entry that has ended: none that say how it is done."""
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
"""The sections of each kind, in the order of the page."""


def sections(subject: Subject) -> tuple[Section, ...]:
    """Return the sections of an entry's page that are not empty."""
    makers = ORDER.get(type(subject.entry), _GENERAL)
    if subject.entry.has_ended(subject.on):
        makers = tuple(make for make in makers if make in _OF_ENDED)
    all_sections = (make(subject) for make in makers)
    return tuple(section for section in all_sections if section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A folded group of sections: more to know, for cadres, or how the entry was made."""

    id: str
    heading: str
    about: str
    """The headings inside, as one text."""
    sections: tuple[Section, ...]


_CADRES = frozenset(
    {"attests", "form", "requesters", "task", "terms", "register"}
    | {"basis", "provisions", "upstream"}
)
"""Sections for cadres."""
_HOW_MADE = frozenset({"local", "practice", "level", "history", "cite"})
"""Sections on how an entry came about."""
_TO_SENDERS = frozenset({"say"})
"""Sections that a cadre reads out to the office that sends a task."""


_ALSO = frozenset({"related", "purposes"})
"""Sections for readers who want to know more."""
_DONE = frozenset({Decision.PERMITTED, Decision.CASE_BY_CASE})
"""Verdicts of matters that the committee does itself."""
_ABOUT = frozenset({"meaning"})
"""Sections that mostly repeat the name and the answer of a resident's matter."""


def open_sections(entry: Entry, all_sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections that stay open: those that a resident needs."""
    folded = _also(entry) | _cadres(entry) | _HOW_MADE
    return tuple(section for section in all_sections if section.id not in folded)


def folds(entry: Entry, all_sections: Iterable[Section]) -> tuple[Fold, ...]:
    """Return the folds that are not empty, each with its sections in their order."""
    listed = tuple(all_sections)
    all_folds = (
        _fold("also", "还想知道", listed, _also(entry)),
        _fold("for-cadres", "给干部看", listed, _cadres(entry)),
        _fold("how-made", "这条是怎么来的", listed, _HOW_MADE),
    )
    return tuple(fold for fold in all_folds if fold.sections)


def _also(entry: Entry) -> frozenset[str]:
    matters = isinstance(entry, Certificate | Service | SealUse)
    done_here = isinstance(entry, Certificate) and entry.decision in _DONE
    return (
        _ALSO | (_ABOUT if matters else frozenset()) | (_TO_SENDERS if done_here else frozenset())
    )


def _cadres(entry: Entry) -> frozenset[str]:
    return _CADRES | _TO_SENDERS if isinstance(entry, Service) else _CADRES


def _fold(id_: str, heading: str, all_sections: tuple[Section, ...], ids: frozenset[str]) -> Fold:
    inside = tuple(section for section in all_sections if section.id in ids)
    about = "、".join(section.heading for section in inside)
    return Fold(id=id_, heading=heading, about=about, sections=inside)
