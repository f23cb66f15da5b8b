"""Validate and make new editions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.editions.changes import changes
from generator.editions.edition import Edition, EditionType
from generator.model.values import CatalogueState
from generator.reading.names import is_forbidden_name
from generator.schema.kinds import Kinds

ID = re.compile(r"[0-9a-z]{1,12}(-[0-9a-z]{1,12}){0,3}")


class ReleaseError(ValueError):
    """The edition must not be released. The message has the reason and a hint, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRequest:
    """The metadata of a new edition."""

    id: str
    type: EditionType
    title: str
    instrument: str
    adopted_on: date
    in_force_on: date
    address: str = ""
    """The address of its site in citations."""
    digests: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The SHA-256 of its evidence, see ``digests_of``."""


def make_edition(
    request: ReleaseRequest,
    state: CatalogueState,
    editions: tuple[Edition, ...],
    addresses: Iterable[str],
    kinds: Kinds,
) -> Edition:
    """Return the new edition that follows ``editions``, without prints.

    Raises ``ReleaseError`` for an invalid or used id, dates in the wrong order, or no change. The rules
    check before that no number was removed.
    """
    last = editions[-1] if editions else None
    _check_words(request, editions)
    _check_dates(request, last)
    if last is not None and not changes(last.state, state, kinds):
        raise ReleaseError(f"和{last.id}版一样，没有要发布的变化。")
    return Edition(
        id=request.id,
        type=request.type,
        title=request.title,
        instrument=request.instrument,
        adopted_on=request.adopted_on,
        in_force_on=request.in_force_on,
        supersedes=(last.id, last.digest) if last else None,
        state=state,
        addresses=tuple(sorted(set(addresses))),
        address=request.address,
        digests=request.digests,
    )


def _check_words(request: ReleaseRequest, editions: tuple[Edition, ...]) -> None:
    if not ID.fullmatch(request.id) or is_forbidden_name(f"{request.id}.json"):
        raise ReleaseError(f"版次“{request.id}”不能用。用数字、小写字母和短横线，例：2026-1。")
    if any(edition.id == request.id for edition in editions):
        raise ReleaseError(f"{request.id}版已经发布过。版次不能重复，发布过的不能改。")
    for name, text in (("标题", request.title), ("批准文件", request.instrument)):
        if not text.strip() or any(ord(character) < ord(" ") for character in text):
            raise ReleaseError(f"{name}是空的，或者里面有换行。")
    if request.type is not EditionType.EDITION and not editions:
        raise ReleaseError("第一版只能是整本发布，前面没有可以修改、勘误的。")


def _check_dates(request: ReleaseRequest, last: Edition | None) -> None:
    if request.in_force_on < request.adopted_on:
        raise ReleaseError(
            f"施行日期{request.in_force_on}早于通过日期{request.adopted_on}，前后颠倒了。"
        )
    if last is not None and request.adopted_on < last.adopted_on:
        raise ReleaseError(f"通过日期{request.adopted_on}早于{last.id}版的{last.adopted_on}。")
    if last is not None and request.in_force_on < last.in_force_on:
        raise ReleaseError(
            f"{last.id}版{last.in_force_on}起施行，这一版不能更早：到那天，{last.id}版会把这次改的盖掉。"
        )
