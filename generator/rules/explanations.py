"""The explanations of all codes: of single files and prints, of rules, and of waivers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from generator.problems.explanations import Explanation, explanations
from generator.rules import ALL
from generator.rules.waivers import EXPIRED, UNUSED


@cache
def all_explanations() -> Mapping[str, Explanation]:
    """Return the explanations of all codes, sorted by code."""
    by_code = {explanation.code: explanation for explanation in (*ALL, UNUSED, EXPIRED)}
    return MappingProxyType(dict(sorted({**explanations(), **by_code}.items())))
