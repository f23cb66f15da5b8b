"""Checks a YAML catalogue of what a Chinese community may certify, do and stamp, and renders it.

``generator.build(folder, on=day)`` is the whole product as one pure call; the command line,
the MkDocs plugin and the tests all use it.
"""

from generator.pipeline import Build, Check, build, check

__all__ = ["Build", "Check", "build", "check"]
