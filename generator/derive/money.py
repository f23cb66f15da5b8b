"""经费计算: what the funding standards in the catalogue yield for one community in a year.

Amounts are exact decimals in yuan; each line is rounded to a fen, so that the lines add up to
their sum. Where the wording leaves a boundary open every standard that may apply counts, and the
line is a range. ``static/money.js`` reckons the same on a page; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from generator.model.catalogue import Catalogue
from generator.model.entries import ENDED, Entry
from generator.model.values import Fields

FUNDING = "funding"
STANDINGS = ("law", "then", "recommended")
"""What is law now, what was in force then, what was proposed: never added to each other."""
FEN = Decimal("0.01")
POSTS = ("chief", "deputy", "other_staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
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

    entry: Entry
    least: Decimal
    most: Decimal
    texts: tuple[str, ...]
    """The wording of the standards it follows from."""

    @property
    def is_open(self) -> bool:
        """Tell whether the wording leaves it open."""
        return self.least != self.most


def funding_entries(catalogue: Catalogue, standing: str) -> tuple[Entry, ...]:
    """Return the funding entries of one standing that have not ended."""
    return tuple(
        entry
        for entry in catalogue.entries.values()
        if entry.kind.folder == FUNDING
        and entry.fields.get("standing") == standing
        and entry.status not in ENDED
    )


def lines(catalogue: Catalogue, standing: str, place: Place) -> tuple[Line, ...]:
    """Return what every entry of one standing yields for a place, those that yield nothing left out."""
    ratios = _ratios(funding_entries(catalogue, standing))
    found = (
        _line(entry, place, ratios)
        for entry in funding_entries(catalogue, standing)
        if _applies(entry, place)
    )
    return tuple(line for line in found if line)


def total(found: tuple[Line, ...]) -> tuple[Decimal, Decimal]:
    """Return the least and the most that lines come to."""
    return sum((one.least for one in found), Decimal(0)), sum(
        (one.most for one in found), Decimal(0)
    )


def _applies(entry: Entry, place: Place) -> bool:
    types = entry.fields.get("community_types", ())
    return not types or not place.type or place.type in types


def _ratios(entries: tuple[Entry, ...]) -> Mapping[str, Decimal]:
    """Return how many times the chief's pay each post has, as far as the standards say."""
    return {
        standard["counted_by"]: Decimal(standard["amount"])
        for entry in entries
        for standard in entry.fields.get("standards", ())
        if standard.get("counted_by") in POSTS
    }


def _line(entry: Entry, place: Place, ratios: Mapping[str, Decimal]) -> Line | None:
    reckoned = [
        (standard, amount)
        for standard in entry.fields.get("standards", ())
        if (amount := _amount(standard, place, ratios)) is not None
    ]
    if not reckoned:
        return None
    amounts = [amount.quantize(FEN, ROUND_HALF_UP) for _, amount in reckoned]
    by_post = {standard["counted_by"] for standard, _ in reckoned} <= set(POSTS)
    whole = [sum(amounts, Decimal(0))] if by_post else amounts
    texts = tuple(dict.fromkeys(standard["text"] for standard, _ in reckoned))
    return Line(entry=entry, least=min(whole), most=max(whole), texts=texts)


def _amount(standard: Fields, place: Place, ratios: Mapping[str, Decimal]) -> Decimal | None:
    """Return what one standard yields in a year; ``None`` when it does not apply."""
    by = standard.get("counted_by", "")
    if by == "community" and _has_size(standard, place.households):
        return Decimal(standard["amount"])
    if by == "party_member":
        return Decimal(standard["amount"]) * place.party_members
    if place.base_pay is None:
        return None
    if by in POSTS:
        return place.base_pay * Decimal(standard["amount"]) * place.posts[by]
    if by == "base_pay":
        pays = (place.base_pay * ratio * place.posts[post] for post, ratio in ratios.items())
        return sum(pays, Decimal(0)) * Decimal(standard["amount"]) / 100
    return None


def _has_size(standard: Fields, households: int) -> bool:
    least, most = standard.get("households_from", 0), standard.get("households_to")
    return bool(least <= households and (most is None or households <= most))


def boundaries(catalogue: Catalogue) -> tuple[int, ...]:
    """Return the numbers of households at which a standard begins or ends."""
    return tuple(sorted(set(_edges(catalogue))))


def _edges(catalogue: Catalogue) -> Iterator[int]:
    for entry in catalogue.entries.values():
        for standard in entry.fields.get("standards", ()):
            for name in ("households_from", "households_to"):
                if name in standard:
                    yield standard[name]


def reckoning_data(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return what the page needs to reckon by itself, in the order it is shown."""
    return [
        {
            "id": entry.id,
            "title": entry.title,
            "name": entry.name,
            "address": f"{entry.slug}/",
            "standing": standing,
            "types": list(entry.fields.get("community_types", ())),
            "open": entry.fields.get("ambiguity", ""),
            "standards": [
                dict(one) for one in entry.fields.get("standards", ()) if one.get("counted_by")
            ],
        }
        for standing in STANDINGS
        for entry in funding_entries(catalogue, standing)
        if any(one.get("counted_by") for one in entry.fields.get("standards", ()))
    ]
