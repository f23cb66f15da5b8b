"""Days in Chinese."""

from __future__ import annotations

from datetime import date


def written(day: date) -> str:
    """Return a day in Chinese, such as 2026年12月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
