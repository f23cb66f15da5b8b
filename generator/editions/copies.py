"""Compare two copies of the editions, to detect a rewritten history.

Whoever can write to the repository can rewrite editions and the page that verifies them. A copy
kept by somebody else reveals it, because each edition contains the digest of the one before.
``verify/copies.js`` has the same algorithm; ``tests/vectors/copies.json`` tests both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.editions.edition import MAX_NESTING, SEAL, EditionError
from generator.model.canonical import digest
from generator.reading.strict_json import JsonError, read_json

SHOWN_DIGITS = 16
"""The number of hex digits of a digest in messages."""


@dataclass(frozen=True, slots=True)
class CopyComparison:
    """The result of the comparison: whether the copies agree, and sentences that explain it."""

    agrees: bool
    sentences: tuple[str, ...]


def digests_in(content: bytes) -> Mapping[str, str]:
    """Return the SHA-256 of each edition in a file of a copy, by its id.

    The file is an edition, which also has the digest of the one before, or the
    ``api/v1/editions.json`` of a site. Raises ``EditionError``.
    """
    try:
        data = read_json(content, MAX_NESTING)
    except JsonError as error:
        raise EditionError(f"副本的文件{error}") from error
    if not isinstance(data, dict):
        raise EditionError("副本里没有版次")
    editions = data.get("editions")
    if isinstance(editions, list):
        return dict(map(_edition_digest, editions))
    number, sealed = _edition_digest(data)
    if digest({key: value for key, value in data.items() if key != SEAL}) != sealed:
        raise EditionError(f"副本里的{number}版和封存时的校验值对不上，被人改过")
    previous = data.get("supersedes")
    return {**(dict([_edition_digest(previous)]) if previous else {}), number: sealed}


def _edition_digest(item: Any) -> tuple[str, str]:
    if not isinstance(item, dict) or not all(isinstance(item.get(k), str) for k in ("id", SEAL)):
        raise EditionError("副本里的版次没有写编号和校验值")
    return item["id"], item[SEAL]


def merge_digests(files: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """Return the digests of all files of a copy. Raises ``EditionError`` if two disagree."""
    digests: dict[str, str] = {}
    for number, sealed in (pair for file in files for pair in file.items()):
        if digests.setdefault(number, sealed) != sealed:
            raise EditionError(f"副本自己接不上：{number}版有两个校验值。")
    return digests


def compare(ours: Mapping[str, str], copy: Mapping[str, str]) -> CopyComparison:
    """Compare our digests, the oldest first, with those of a copy."""
    shared = [number for number in ours if number in copy]
    missing = [number for number in copy if number not in ours]
    missing_text = f"副本里有、这里没有：{'、'.join(missing)}版。这里旧了，或者被人删过。"
    if not shared:
        return CopyComparison(
            agrees=False, sentences=(missing_text if missing else "副本里一版也没有。",)
        )
    for number in shared:
        if ours[number] != copy[number]:
            our_digest, copy_digest = ours[number][:SHOWN_DIGITS], copy[number][:SHOWN_DIGITS]
            difference = (
                f"从{number}版起不一样：这里的校验值是{our_digest}，副本的是{copy_digest}。"
            )
            return CopyComparison(agrees=False, sentences=(difference, "有一份的过去被人改过。"))
    agreement = f"和副本一样：{'、'.join(shared)}版，一共{len(shared)}版。"
    return CopyComparison(
        agrees=not missing, sentences=(agreement, missing_text) if missing else (agreement,)
    )
