"""What follows from one record alone is found once, and kept with the record.

Records are frozen, so what a pure function made of one stays right as long as the record is there.
Rules and views ask the same things again, and the preview keeps the records of files that nobody
saved.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from generator.model.record import Record

Of = TypeVar("Of", bound=Record)
Made = TypeVar("Made")


def once(make: Callable[[Of], Made]) -> Callable[[Of], Made]:
    """Let a pure function of a record remember what it gave, as a cached property does."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def remembered(record: Of) -> Made:
        kept = record.__dict__
        if name not in kept:
            kept[name] = make(record)
        made: Made = kept[name]
        return made

    return remembered
