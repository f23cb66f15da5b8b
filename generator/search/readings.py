"""How texts are read aloud: by phrases, since many characters are read otherwise in some of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from pypinyin import lazy_pinyin, load_phrases_dict
from pypinyin.seg.mmseg import seg

from generator.search.folding import FIRST_CJK, LAST_CJK, is_chinese

_TOKEN = re.compile(r"[a-z0-9]+|.")
_JOINED = re.compile(r"[a-z0-9]{2}")
_RUN = re.compile(f"[{FIRST_CJK}-{LAST_CJK}]+|[a-z0-9]+|.")
_CORRECTED = {
    "还款": "huán kuǎn",
    "还钱": "huán qián",
    "还债": "huán zhài",
    "都匀": "dū yún",
    "姓单": "xìng shàn",
    "姓解": "xìng xiè",
    "姓仇": "xìng qiú",
    "姓查": "xìng zhā",
    "姓任": "xìng rén",
    "姓曾": "xìng zēng",
    "单县": "shàn xiàn",
}
"""What the package reads otherwise than people do."""
SAID_BOTH_WAYS: Mapping[str, str] = MappingProxyType(
    {
        "给付": "gei fu",
        "供给": "gong gei",
        "给予": "gei yu",
        "六安": "liu an",
        "血型": "xie xing",
        "献血": "xian xie",
        "大夫": "dai fu",
        "薄弱": "bao ruo",
        "角色": "jiao se",
        "着火": "zhe huo",
        "露天": "lou tian",
        "剥夺": "bao duo",
    }
)
"""Words whose second reading is common too, though dictionaries know only one."""
MOST_PHRASES = 50_000
"""Phrases whose reading is kept."""
MOST_NAMES = 40_000
"""Names whose readings are kept: the index is made once more in Traditional characters."""


def tokens_of(folded: str) -> list[str]:
    """Cut folded text as the script does: Chinese characters singly, Latin words and numbers whole."""
    return _TOKEN.findall(folded) if _JOINED.search(folded) else list(folded)


def sounds_of(folded: str) -> list[str]:
    """Return the syllable of each token of a folded text, read by phrases."""
    _correct()
    sounds: list[str] = []
    for run in _RUN.findall(folded):
        if not is_chinese(run[0]):
            sounds.append(run)
            continue
        for phrase in seg.cut(run):  # as the package cuts it, too
            sounds += _said(phrase)
    return sounds


@lru_cache(maxsize=MOST_PHRASES)
def _said(phrase: str) -> tuple[str, ...]:
    """Look a phrase up, once for all texts: those of 5,000 entries have 285,000, 1,700 different ones."""
    return tuple(lazy_pinyin(phrase, errors=_singly))


def also_said(folded: str) -> list[str]:
    """Return the second way to read a folded text; nothing where there is only one."""
    if not any(word in folded for word in SAID_BOTH_WAYS):
        return []
    sounds = sounds_of(folded)
    told = False
    for word, reading in SAID_BOTH_WAYS.items():
        at = "".join(token[0] for token in tokens_of(folded)).find(word)
        if at >= 0:
            syllables = reading.split()
            sounds[at : at + len(syllables)] = syllables
            told = True
    return sounds if told else []


@lru_cache(maxsize=MOST_NAMES)
def ways_of(folded: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to read a folded text: one or two, and none of an empty one."""
    return tuple(tuple(way) for way in (sounds_of(folded), also_said(folded)) if way)


def _singly(unread: str) -> Any:
    """Return characters that have no reading, each as it is."""
    return list(unread)


@cache
def _correct() -> None:
    load_phrases_dict(
        {word: [[syllable] for syllable in read.split()] for word, read in _CORRECTED.items()}
    )
