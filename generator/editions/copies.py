"""Two copies of the editions: from which edition on they differ.

Whoever may write to the repository can seal a rewritten past anew, and serves the page that checks
it too. A copy that somebody else has kept tells: each edition is sealed over the one before it.
``verify/copies.js`` says the same on a reader's device; ``tests/vectors/copies.json`` holds both to
the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.editions.edition import LEVELS, SEAL, EditionError
from generator.model.canonical import digest
from generator.reading.strict_json import JsonError, read_json

SHOWN = 16
"""Hex digits of a digest that are said."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing with a copy gave: whether all agrees, and sentences that say so."""

    agrees: bool
    sentences: tuple[str, ...]


def sums_in(content: bytes) -> Mapping[str, str]:
    """Return the SHA-256 of each edition that a file of a copy tells of, by its number.

    It is the file of an edition, which also tells of the one before, or ``api/v1/editions.json`` of
    a site. Raises ``EditionError``.
    """
    try:
        data = read_json(content, LEVELS)
    except JsonError as error:
        raise EditionError(f"副本的文件{error}") from error
    if not isinstance(data, dict):
        raise EditionError("副本里没有版次")
    listed = data.get("editions")
    if isinstance(listed, list):
        return dict(map(_sum, listed))
    number, sealed = _sum(data)
    if digest({key: value for key, value in data.items() if key != SEAL}) != sealed:
        raise EditionError(f"副本里的{number}版和封存时的校验值对不上，被人改过")
    before = data.get("supersedes")
    return {**(dict([_sum(before)]) if before else {}), number: sealed}


def _sum(told: Any) -> tuple[str, str]:
    if not isinstance(told, dict) or not all(isinstance(told.get(k), str) for k in ("id", SEAL)):
        raise EditionError("副本里的版次没有写编号和校验值")
    return told["id"], told[SEAL]


def together(files: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """Return what all files of a copy tell. Raises ``EditionError`` where two do not agree."""
    sums: dict[str, str] = {}
    for number, told in (pair for file in files for pair in file.items()):
        if sums.setdefault(number, told) != told:
            raise EditionError(f"副本自己接不上：{number}版有两个校验值。")
    return sums


def compare(sums: Mapping[str, str], theirs: Mapping[str, str]) -> Compared:
    """Say from which edition on a copy is another; the oldest of our own come first."""
    shared = [number for number in sums if number in theirs]
    missing = [number for number in theirs if number not in sums]
    gone = f"副本里有、这里没有：{'、'.join(missing)}版。这里旧了，或者被人删过。"
    if not shared:
        return Compared(agrees=False, sentences=(gone if missing else "副本里一版也没有。",))
    for number in shared:
        if sums[number] != theirs[number]:
            here, there = sums[number][:SHOWN], theirs[number][:SHOWN]
            said = f"从{number}版起不一样：这里的校验值是{here}，副本的是{there}。"
            return Compared(agrees=False, sentences=(said, "有一份的过去被人改过。"))
    same = f"和副本一样：{'、'.join(shared)}版，一共{len(shared)}版。"
    return Compared(agrees=not missing, sentences=(same, gone) if missing else (same,))
