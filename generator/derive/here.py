"""What a catalogue says of its own place: what is one's own, what is elsewhere, what was not found.

The base of a country speaks of no place. The catalogue that has a place says so itself.
"""

from __future__ import annotations

from generator.derive.ground import holds_here, rules_of
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry, Service
from generator.model.parts import Practice
from generator.model.settings import Jurisdiction
from generator.model.supporting import Source

MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
"""Their regulations are of a city, although their code is as short as that of a province."""
_PROVINCE = len("42")
_UNPAID = frozenset({"unfunded", "not_applicable"})


def jurisdiction_name(jurisdiction: Jurisdiction) -> str:
    """Return what a place is called inside its province, 鄂州市; empty for a catalogue of no place."""
    return (
        (jurisdiction.name.removeprefix(jurisdiction.province) or jurisdiction.name)
        if jurisdiction.code
        else ""
    )


def not_found(jurisdiction: Jurisdiction, what: str = "规定") -> str:
    """Return 鄂州市没有查到规定; empty for a catalogue of no place, which has nowhere to look."""
    name = jurisdiction_name(jurisdiction)
    return f"{name}没有查到{what}" if name else ""


def is_own(catalogue: Catalogue, practice: Practice) -> bool:
    """Tell whether a practice is of the place itself, or of what it lies in: by its sources' region."""
    jurisdiction = catalogue.settings.jurisdiction
    sources = (catalogue.sources.get(one) for one in practice.sources)
    return any(source is not None and _is_local(source, jurisdiction) for source in sources)


def funding_said(catalogue: Catalogue, service: Service) -> str:
    """Return what is said of the money, and that no standard of the place was found, where none was."""
    funding = service.funding
    if funding is None:
        return ""
    standard = catalogue.entries.get(funding.standard)
    if funding.principle in _UNPAID or (standard and _has_local_rule(catalogue, standard)):
        return funding.text
    said = not_found(catalogue.settings.jurisdiction, "标准")
    return f"{funding.text}{said}。" if said else funding.text


def where_it_holds(source: Source, jurisdiction: Jurisdiction) -> str:
    """Return where a source holds as seen from a place: one of the words of ``jurisdiction``."""
    if not (source.region and jurisdiction.code):
        return source.jurisdiction
    if not holds_here(source, jurisdiction):
        return "elsewhere"
    of_province = len(source.region) == _PROVINCE and source.region not in MUNICIPALITIES
    return "province" if of_province else "here"


def _is_local(source: Source, jurisdiction: Jurisdiction) -> bool:
    return source.jurisdiction != "national" and holds_here(source, jurisdiction)


def _has_local_rule(catalogue: Catalogue, entry: Entry) -> bool:
    jurisdiction = catalogue.settings.jurisdiction
    return any(
        _is_local(catalogue.sources[basis.source], jurisdiction)
        for basis in rules_of(catalogue, entry)
    )
