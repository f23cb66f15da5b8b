"""Telling what is being done, as it begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str], None]
"""Reports what is being done, in Chinese, as it begins."""


def silent(_: str) -> None:
    """Report no progress."""
