"""The legal weight of a basis: by the type of its source, its jurisdiction and its transcription."""

from __future__ import annotations

import re
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit

from generator.model.catalogue import Catalogue
from generator.model.entries import Decision, Entry
from generator.model.parts import Basis
from generator.model.settings import Jurisdiction
from generator.model.supporting import Source, Text

LAWS = frozenset(
    {"law", "interpretation", "administrative_regulation", "department_rule", "local_regulation"}
)
POLICIES = frozenset({"national_policy", "provincial_policy", "local_policy"})
PRACTICES = frozenset({"internal_rule"})
NOT_IN_FORCE = frozenset({"draft", "historical"})
PERMITTING = frozenset({Decision.PERMITTED, Decision.CASE_BY_CASE})
"""Verdicts that let a community act. They need a basis in force here."""
OFFICIAL = "gov.cn"
COMMITTEE = re.compile(r"[居村)）]民?委(?:员会|会)|群众性?自治组织")
"""Words for the committee of a community or a village."""
_UPKEEP = re.compile(r"[居村]民委员会日常运转经费")
"""The funding of the committee, which is no statement about its powers."""
_COMMUNITY = re.compile(r"社区(?!\w)")
"""社区 as in 所在社区 means the committee. In 社区矫正 and 社区卫生服务 it does not."""


class LegalWeight(StrEnum):
    """The legal weight of a source in a jurisdiction."""

    LAW = "law"
    POLICY = "policy"
    PRACTICE = "practice"
    REPORT = "report"


WEIGHT_LABELS = MappingProxyType(
    {
        LegalWeight.LAW: "法律",
        LegalWeight.POLICY: "政策",
        LegalWeight.PRACTICE: "别处的做法",
        LegalWeight.REPORT: "只作参考",
    }
)
WEIGHT_DESCRIPTIONS = MappingProxyType(
    {
        LegalWeight.LAW: "法律法规，这里有效",
        LegalWeight.POLICY: "政策文件，这里有效",
        LegalWeight.PRACTICE: "别处的规定，只作参考",
        LegalWeight.REPORT: "报道、材料，只作参考",
    }
)


def applies_in(source: Source, jurisdiction: Jurisdiction) -> bool:
    """Tell whether a source applies in a jurisdiction: by region, or else by its ``jurisdiction``."""
    if source.jurisdiction == "national":
        return True
    if source.region and jurisdiction.code:
        return jurisdiction.code.startswith(source.region)
    return source.jurisdiction in {"here", "province"}


def legal_weight(source: Source, jurisdiction: Jurisdiction) -> LegalWeight:
    """Return the legal weight of a source in a jurisdiction."""
    if source.validity in NOT_IN_FORCE or source.source_kind not in LAWS | POLICIES | PRACTICES:
        return LegalWeight.REPORT
    if source.source_kind in PRACTICES or not applies_in(source, jurisdiction):
        return LegalWeight.PRACTICE
    return LegalWeight.LAW if source.source_kind in LAWS else LegalWeight.POLICY


def is_transcribed(text: Text) -> bool:
    """Tell whether a text is a transcription that was not compared with an official one."""
    origin = text.origin_
    is_copy = origin.transcribed
    if is_copy is None:
        is_copy = bool(origin.page) and not is_official(origin.page)
    return is_copy and not any(
        comparison.same and is_official(comparison.with_) for comparison in text.compared
    )


def is_official(address: str) -> bool:
    """Tell whether an address belongs to a government host."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return host == OFFICIAL or host.endswith(f".{OFFICIAL}")


def rules_of(catalogue: Catalogue, entry: Entry) -> tuple[Basis, ...]:
    """Return the bases of an entry that are law or policy here."""
    jurisdiction = catalogue.settings.jurisdiction
    return tuple(
        basis
        for basis in entry.legal_basis
        if (source := catalogue.sources.get(basis.source)) is not None
        and legal_weight(source, jurisdiction) in {LegalWeight.LAW, LegalWeight.POLICY}
    )


def is_sufficient(catalogue: Catalogue, basis: Basis) -> bool:
    """Tell whether a basis of law or policy is sufficient for a permission.

    It must have a clause, and its text, if there is one, must be no transcription.
    """
    text = catalogue.texts.get(basis.source)
    return bool(basis.clause) and not (text is not None and is_transcribed(text))


def names_committee(basis: Basis) -> bool:
    """Tell whether the quotation of a basis names the committee or its community."""
    quote = _UPKEEP.sub("", basis.quote)
    return any(pattern.search(quote) for pattern in (COMMITTEE, _COMMUNITY))
