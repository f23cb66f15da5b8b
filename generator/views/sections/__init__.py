"""What each section of an entry's page shows. One function a section; nothing to say gives none."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.model.entries import Certificate, Entry, Funding, Overhead, SealUse, Service
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
from generator.views.sections.work import duty, observed, seal, standards, task

__all__ = ["ORDER", "Subject", "sections"]
_FOOT: tuple[Maker, ...] = (provisions, related, level, history, citation)
_GENERAL: tuple[Maker, ...] = (ended, own, say, meaning, faq, basis, upstream, *_FOOT)
"""The sections of an entry of a kind without a record class of its own."""
_OF_ENDED = frozenset({ended, own, meaning, observed, practice, basis, upstream, *_FOOT})
"""What the page of an entry that has ended still shows: nothing that says how it is done."""
ORDER: Mapping[type[Entry], tuple[Maker, ...]] = MappingProxyType(
    {
        Certificate: (
            *(ended, say, insist, evidence, bring, steps, purposes, attests, form, case_rule),
            *(undecided, exceptions, meaning, requesters, local, practice, faq, basis, upstream),
            *_FOOT,
        ),
        Service: (
            *(ended, say, duty, task, undecided, meaning, exceptions, practice, faq, basis, *_FOOT),
        ),
        SealUse: (
            *(ended, say, insist, seal, case_rule, undecided),
            *(meaning, exceptions, practice, faq, basis, *_FOOT),
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
