"""Explanations of problem codes, for ``catalogue explain``, SARIF and a page of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml


@dataclass(frozen=True, slots=True)
class Explanation:
    """One code: its title, what it means and why, and an example that fails and one that passes."""

    code: str
    title: str
    meaning: str
    fails: str
    passes: str


@cache
def explanations() -> Mapping[str, Explanation]:
    """Return the explanations in the ``codes`` folder of the package: files, YAML, schemas, prints.

    The codes of rules and waivers are explained beside their checks; ``rules.explanations`` has all.
    """
    folder = files("generator.problems") / "codes"
    by_code = {
        item["code"]: Explanation(**item)
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        if file.name.endswith(".yml")
        for item in yaml.safe_load(file.read_text(encoding="utf-8"))
    }
    return MappingProxyType(dict(sorted(by_code.items())))


def render(explanation: Explanation) -> str:
    """Return one explanation as text for a terminal."""
    return (
        f"{explanation.code}  {explanation.title}\n\n{explanation.meaning.rstrip()}\n\n"
        f"这样写会报错：\n\n{_indented(explanation.fails)}\n\n"
        f"这样写就对了：\n\n{_indented(explanation.passes)}\n"
    )


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.rstrip("\n").split("\n"))
