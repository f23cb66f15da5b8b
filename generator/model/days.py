"""Days as people write them."""

from __future__ import annotations

from datetime import date


def written(day: date) -> str:
    """Write a day in words: 2026年12月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
