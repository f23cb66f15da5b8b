"""A cache for pure functions of one record. The result is kept with the record.

Records are frozen, so a result stays valid as long as the record exists. Rules and views need the
same results, and the preview reuses the records of unchanged files.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from generator.model.record import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)
Result = TypeVar("Result")


def once(function: Callable[[AnyRecord], Result]) -> Callable[[AnyRecord], Result]:
    """Cache the result of a pure function of a record, as a cached property does."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def cached(record: AnyRecord) -> Result:
        cache = record.__dict__
        if name not in cache:
            cache[name] = function(record)
        result: Result = cache[name]
        return result

    return cached
