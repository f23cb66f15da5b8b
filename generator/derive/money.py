"""经费计算: what the funding standards in the catalogue yield for one community in a year.

Amounts are exact decimals in yuan; each line is rounded to a fen, so that the lines add up to
their sum. Where the wording leaves a boundary open every standard that may apply counts, and the
line is a range. ``static/money.js`` reckons the same on a page; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Funding, Standard

STANDINGS = ("law", "then", "recommended")
"""What is law now, what was in force then, what was proposed: never added to each other."""
FEN = Decimal("0.01")
AT_LEAST, AT_MOST = "at_least", "at_most"
"""What a standard is that says what an amount may not go below, or above."""
POSTS = ("chief", "deputy", "other_staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityProfile:
    """What a community's money depends on. ``base_pay`` is the chief's, in yuan a year."""

    type: str = ""
    households: int = 0
    party_members: int = 0
    deputies: int = 0
    other_staff: int = 0
    base_pay: Decimal | None = None

    @property
    def posts(self) -> Mapping[str, int]:
        """How many hold each post; every community has one chief."""
        return {"chief": 1, "deputy": self.deputies, "other_staff": self.other_staff}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry's yield in a year: from ``least`` to ``most``, the same where there is no doubt."""

    entry: Funding
    least: Decimal
    most: Decimal
    texts: tuple[str, ...]
    """The wording of the standards it follows from."""
    at_least: bool
    """Whether the wording says no more than what it may not go below."""


def funding_entries(catalogue: Catalogue, standing: str, on: date) -> tuple[Funding, ...]:
    """Return the funding entries of one standing that have not ended on the day ``on``."""
    return tuple(
        entry
        for entry in catalogue.entries.values()
        if isinstance(entry, Funding) and entry.standing == standing and not entry.has_ended(on)
    )


def lines(
    catalogue: Catalogue, standing: str, community: CommunityProfile, on: date
) -> tuple[Line, ...]:
    """Return what every entry of one standing yields for a community; what yields nothing is left out."""
    entries = funding_entries(catalogue, standing, on)
    ratios = _ratios(entries)
    found = (_line(entry, community, ratios) for entry in entries if _applies(entry, community))
    return tuple(line for line in found if line)


def total(amounts: tuple[Line, ...]) -> tuple[Decimal, Decimal]:
    """Return the least and the most that lines come to."""
    return sum((one.least for one in amounts), Decimal(0)), sum(
        (one.most for one in amounts), Decimal(0)
    )


def _applies(entry: Funding, community: CommunityProfile) -> bool:
    types = entry.community_types
    return not types or not community.type or community.type in types


def _ratios(entries: tuple[Funding, ...]) -> Mapping[str, Decimal]:
    """Return how many times the chief's pay each post has, as far as the standards say."""
    return {
        standard.counted_by: standard.amount
        for entry in entries
        for standard in entry.standards
        if standard.counted_by in POSTS and standard.amount is not None
    }


def _line(
    entry: Funding, community: CommunityProfile, ratios: Mapping[str, Decimal]
) -> Line | None:
    reckoned = [
        (standard, amount)
        for standard in entry.standards
        if (amount := _amount(standard, community, ratios)) is not None
    ]
    if not reckoned:
        return None
    amounts = [amount.quantize(FEN, ROUND_HALF_UP) for _, amount in reckoned]
    by_post = {standard.counted_by for standard, _ in reckoned} <= set(POSTS)
    whole = [sum(amounts, Decimal(0))] if by_post else amounts
    return Line(
        entry=entry,
        least=min(whole),
        most=max(whole),
        texts=tuple(dict.fromkeys(standard.text for standard, _ in reckoned)),
        at_least=only_at_least(standard for standard, _ in reckoned),
    )


def only_at_least(standards: Iterable[Standard]) -> bool:
    """Tell whether standards say what may not be gone below, and nothing of how far it goes up."""
    bounds = {standard.bound for standard in standards}
    return AT_LEAST in bounds and AT_MOST not in bounds


def _amount(
    standard: Standard, community: CommunityProfile, ratios: Mapping[str, Decimal]
) -> Decimal | None:
    """Return what one standard yields in a year; ``None`` when it does not apply."""
    by, amount, base_pay = standard.counted_by, standard.amount, community.base_pay
    if amount is None:
        return None
    if by == "community" and _has_size(standard, community.households):
        return amount
    if by == "party_member":
        return amount * community.party_members
    if base_pay is None:
        return None
    if by in POSTS:
        return base_pay * amount * community.posts[by]
    if by == "base_pay":
        pays = (base_pay * ratio * community.posts[post] for post, ratio in ratios.items())
        return sum(pays, Decimal(0)) * amount / 100
    return None


def _has_size(standard: Standard, households: int) -> bool:
    least, most = standard.households_from or 0, standard.households_to
    return least <= households and (most is None or households <= most)


def boundaries(catalogue: Catalogue, on: date) -> tuple[int, ...]:
    """Return the numbers of households at which a standard begins or ends."""
    edges = {
        edge
        for standing in STANDINGS
        for entry in funding_entries(catalogue, standing, on)
        for standard in entry.standards
        for edge in (standard.households_from, standard.households_to)
        if edge is not None
    }
    return tuple(sorted(edges))


def reckoning_data(catalogue: Catalogue, on: date) -> list[dict[str, Any]]:
    """Return what the page needs to reckon by itself, in the order it is shown."""
    return [
        {
            "id": entry.id,
            "title": entry.title,
            "name": entry.name,
            "address": addresses.entry(entry.id),
            "standing": standing,
            "types": list(entry.community_types),
            "open": entry.ambiguity,
            "standards": [
                dict(one) for one in entry.fields.get("standards", ()) if "counted_by" in one
            ],
        }
        for standing in STANDINGS
        for entry in funding_entries(catalogue, standing, on)
        if any(standard.counted_by for standard in entry.standards)
    ]
