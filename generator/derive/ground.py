"""What a basis weighs here: by what its source is, where it holds, and who copied its text."""

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
GIVES_LEAVE = frozenset({Decision.PERMITTED, Decision.CASE_BY_CASE})
"""Verdicts that let a community do something: they need a ground that holds here."""
OFFICIAL = "gov.cn"
COMMITTEE = re.compile(r"[居村)）]民?委(?:员会|会)|群众性?自治组织")
"""What names the committee of a community or a village."""
_UPKEEP = re.compile(r"[居村]民委员会日常运转经费")
"""Who pays for the committee says nothing of what it may do."""
_COMMUNITY = re.compile(r"社区(?!\w)")
"""所在社区、单位: the committee by its place; 社区矫正, 社区卫生服务 are somebody else's."""


class Force(StrEnum):
    """What a source weighs in this jurisdiction."""

    LAW = "law"
    POLICY = "policy"
    PRACTICE = "practice"
    REPORT = "report"


SHORT_WORDS = MappingProxyType(
    {
        Force.LAW: "法律",
        Force.POLICY: "政策",
        Force.PRACTICE: "别处的做法",
        Force.REPORT: "只作参考",
    }
)
WORDS = MappingProxyType(
    {
        Force.LAW: "法律法规，这里有效",
        Force.POLICY: "政策文件，这里有效",
        Force.PRACTICE: "别处的规定，只作参考",
        Force.REPORT: "报道、材料，只作参考",
    }
)


def holds_here(source: Source, place: Jurisdiction) -> bool:
    """Tell whether a source holds in a place: by its region where both are known, else by its word."""
    if source.jurisdiction == "national":
        return True
    if source.region and place.code:
        return place.code.startswith(source.region)
    return source.jurisdiction in {"here", "province"}


def force(source: Source, place: Jurisdiction) -> Force:
    """Return what a source weighs in a place."""
    if source.validity in NOT_IN_FORCE or source.source_kind not in LAWS | POLICIES | PRACTICES:
        return Force.REPORT
    if source.source_kind in PRACTICES or not holds_here(source, place):
        return Force.PRACTICE
    return Force.LAW if source.source_kind in LAWS else Force.POLICY


def is_transcribed(text: Text) -> bool:
    """Tell whether a text is somebody's transcription that nobody compared with an official one."""
    origin = text.origin_
    copied = origin.transcribed
    if copied is None:
        copied = bool(origin.page) and not is_official(origin.page)
    return copied and not any(one.same and is_official(one.with_) for one in text.compared)


def is_official(address: str) -> bool:
    """Tell whether an address belongs to a government host."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return host == OFFICIAL or host.endswith(f".{OFFICIAL}")


def rules_of(catalogue: Catalogue, entry: Entry) -> tuple[Basis, ...]:
    """Return the bases of an entry that are law or policy and hold here."""
    place = catalogue.settings.jurisdiction
    return tuple(
        basis
        for basis in entry.legal_basis
        if (source := catalogue.sources.get(basis.source)) is not None
        and force(source, place) in {Force.LAW, Force.POLICY}
    )


def carries(catalogue: Catalogue, basis: Basis) -> bool:
    """Tell whether a basis of law or policy can carry a permission.

    It names its clause, and its text, where there is one, is no transcription.
    """
    text = catalogue.texts.get(basis.source)
    return bool(basis.clause) and not (text is not None and is_transcribed(text))


def names_committee(basis: Basis) -> bool:
    """Tell whether the quoted words of a basis name the committee, or its community by that word."""
    said = _UPKEEP.sub("", basis.quote)
    return any(words.search(said) for words in (COMMITTEE, _COMMUNITY))
