"""Every code explained: those of single files and prints, of rules, and of waivers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from generator.problems.explanations import Explanation, explanations
from generator.rules import ALL
from generator.rules.waivers import EXPIRED, UNUSED


@cache
def all_explanations() -> Mapping[str, Explanation]:
    """Return the explanation of every code there is, in the order of the codes."""
    beside_code = {one.code: one for one in (*ALL, UNUSED, EXPIRED)}
    return MappingProxyType(dict(sorted({**explanations(), **beside_code}.items())))
