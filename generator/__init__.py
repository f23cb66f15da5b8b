"""Checks a YAML catalogue of what a Chinese community may certify, do and stamp, and renders it.

``generator.build(folder, on=day)`` is the whole product as one pure call; the command line,
the MkDocs plugin and the tests all use it.

The names are loaded when they are asked for: who only checks needs nothing of what builds.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.checking import Check, check
    from generator.site.compose import Build, BuildOptions, build, compose

__all__ = ["Build", "BuildOptions", "Check", "build", "check", "compose"]
_CHECKING = {"Check", "check"}


def __getattr__(name: str) -> Any:
    """Load one of the names that are offered here."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = "generator.checking" if name in _CHECKING else "generator.site.compose"
    return getattr(import_module(room), name)
