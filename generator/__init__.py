"""Checks a YAML catalogue of what a Chinese community may certify, do and stamp, and renders it.

``generator.build(folder, on=day)`` is the whole product as one pure call; the command line,
the MkDocs plugin and the tests all use it.
"""

from generator.checking import Check, check
from generator.site.compose import Build, BuildOptions, build, compose

__all__ = ["Build", "BuildOptions", "Check", "build", "check", "compose"]
