"""Texts and tests that depend on the jurisdiction of a catalogue.

A national base has no jurisdiction of its own. A local catalogue has one in its settings.
"""

from __future__ import annotations

from generator.derive.ground import applies_in, rules_of
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry, Service
from generator.model.parts import Practice
from generator.model.settings import Jurisdiction
from generator.model.supporting import Source

MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
"""Cities whose code is as short as that of a province."""
_PROVINCE = len("42")
_UNPAID = frozenset({"unfunded", "not_applicable"})


def jurisdiction_name(jurisdiction: Jurisdiction) -> str:
    """Return the name without the province, such as 鄂州市; empty for a national catalogue."""
    return (
        (jurisdiction.name.removeprefix(jurisdiction.province) or jurisdiction.name)
        if jurisdiction.code
        else ""
    )


def not_found_text(jurisdiction: Jurisdiction, subject: str = "规定") -> str:
    """Return a text such as 鄂州市没有查到规定; empty for a national catalogue."""
    name = jurisdiction_name(jurisdiction)
    return f"{name}没有查到{subject}" if name else ""


def is_local(catalogue: Catalogue, practice: Practice) -> bool:
    """Tell whether a source of a practice is local to the jurisdiction."""
    jurisdiction = catalogue.settings.jurisdiction
    sources = (catalogue.sources.get(id_) for id_ in practice.sources)
    return any(source is not None and _is_local_source(source, jurisdiction) for source in sources)


def funding_text(catalogue: Catalogue, service: Service) -> str:
    """Return the text on the funding of a service, with a remark if no local standard was found."""
    funding = service.funding
    if funding is None:
        return ""
    standard = catalogue.entries.get(funding.standard)
    if funding.principle in _UNPAID or (standard and _has_local_rule(catalogue, standard)):
        return funding.text
    remark = not_found_text(catalogue.settings.jurisdiction, "标准")
    return f"{funding.text}{remark}。" if remark else funding.text


def relative_jurisdiction(source: Source, jurisdiction: Jurisdiction) -> str:
    """Return the level of a source as seen from a jurisdiction: a value of ``Source.jurisdiction``."""
    if not (source.region and jurisdiction.code):
        return source.jurisdiction
    if not applies_in(source, jurisdiction):
        return "elsewhere"
    is_provincial = len(source.region) == _PROVINCE and source.region not in MUNICIPALITIES
    return "province" if is_provincial else "here"


def _is_local_source(source: Source, jurisdiction: Jurisdiction) -> bool:
    return source.jurisdiction != "national" and applies_in(source, jurisdiction)


def _has_local_rule(catalogue: Catalogue, entry: Entry) -> bool:
    jurisdiction = catalogue.settings.jurisdiction
    return any(
        _is_local_source(catalogue.sources[basis.source], jurisdiction)
        for basis in rules_of(catalogue, entry)
    )
