"""经费计算: the yearly funding of one community by the standards in the catalogue.

Amounts are exact decimals in yuan. Each line is rounded to a fen, so the lines add up to their sum.
Where the wording leaves a boundary open, all standards that may apply count, and the line is a
range. ``static/money.js`` computes the same in the browser; a test compares the two.
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
"""Law in force, law in force at that time, and proposals. They are never added up."""
FEN = Decimal("0.01")
AT_LEAST, AT_MOST = "at_least", "at_most"
"""The bounds of a standard that is a minimum or a maximum."""
POSTS = ("chief", "deputy", "other_staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityProfile:
    """The properties of a community that its funding depends on.

    ``base_pay`` is the pay of the chief in yuan a year.
    """

    type: str = ""
    households: int = 0
    party_members: int = 0
    deputies: int = 0
    other_staff: int = 0
    base_pay: Decimal | None = None

    @property
    def posts(self) -> Mapping[str, int]:
        """The number of holders of each post. Every community has one chief."""
        return {"chief": 1, "deputy": self.deputies, "other_staff": self.other_staff}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The yearly amount of one entry: a range from ``least`` to ``most``, which may be equal."""

    entry: Funding
    least: Decimal
    most: Decimal
    texts: tuple[str, ...]
    """The wording of its standards."""
    at_least: bool
    """Whether the amount is a minimum."""


def funding_entries(catalogue: Catalogue, standing: str, on: date) -> tuple[Funding, ...]:
    """Return the funding entries of one standing that are not ended on the day ``on``."""
    return tuple(
        entry
        for entry in catalogue.entries.values()
        if isinstance(entry, Funding) and entry.standing == standing and not entry.has_ended(on)
    )


def lines(
    catalogue: Catalogue, standing: str, community: CommunityProfile, on: date
) -> tuple[Line, ...]:
    """Return the lines of a community for all entries of one standing that apply to it."""
    entries = funding_entries(catalogue, standing, on)
    ratios = _ratios(entries)
    results = (_line(entry, community, ratios) for entry in entries if _applies(entry, community))
    return tuple(line for line in results if line)


def total(amounts: tuple[Line, ...]) -> tuple[Decimal, Decimal]:
    """Return the sums of the minima and of the maxima of lines."""
    return sum((line.least for line in amounts), Decimal(0)), sum(
        (line.most for line in amounts), Decimal(0)
    )


def _applies(entry: Funding, community: CommunityProfile) -> bool:
    types = entry.community_types
    return not types or not community.type or community.type in types


def _ratios(entries: tuple[Funding, ...]) -> Mapping[str, Decimal]:
    """Return the ratio of each post's pay to the chief's, from the standards."""
    return {
        standard.counted_by: standard.amount
        for entry in entries
        for standard in entry.standards
        if standard.counted_by in POSTS and standard.amount is not None
    }


def _line(
    entry: Funding, community: CommunityProfile, ratios: Mapping[str, Decimal]
) -> Line | None:
    counted = [
        (standard, amount)
        for standard in entry.standards
        if (amount := _amount(standard, community, ratios)) is not None
    ]
    if not counted:
        return None
    amounts = [amount.quantize(FEN, ROUND_HALF_UP) for _, amount in counted]
    by_post = {standard.counted_by for standard, _ in counted} <= set(POSTS)
    sums = [sum(amounts, Decimal(0))] if by_post else amounts
    return Line(
        entry=entry,
        least=min(sums),
        most=max(sums),
        texts=tuple(dict.fromkeys(standard.text for standard, _ in counted)),
        at_least=only_at_least(standard for standard, _ in counted),
    )


def only_at_least(standards: Iterable[Standard]) -> bool:
    """Tell whether standards say what may not be gone below, and nothing of how far it goes up."""
    bounds = {standard.bound for standard in standards}
    return AT_LEAST in bounds and AT_MOST not in bounds


def _amount(
    standard: Standard, community: CommunityProfile, ratios: Mapping[str, Decimal]
) -> Decimal | None:
    """Return the yearly amount of one standard; ``None`` if it does not apply."""
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
    """Return the numbers of households at which any standard begins or ends."""
    edges = {
        edge
        for standing in STANDINGS
        for entry in funding_entries(catalogue, standing, on)
        for standard in entry.standards
        for edge in (standard.households_from, standard.households_to)
        if edge is not None
    }
    return tuple(sorted(edges))


def calculator_data(catalogue: Catalogue, on: date) -> list[dict[str, Any]]:
    """Return the data of the calculator on the page, in the order of display."""
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
                dict(standard)
                for standard in entry.fields.get("standards", ())
                if "counted_by" in standard
            ],
        }
        for standing in STANDINGS
        for entry in funding_entries(catalogue, standing, on)
        if any(standard.counted_by for standard in entry.standards)
    ]
