"""When a question that nothing answers is answered rightly; the tests and the benchmark of search ask it."""

from __future__ import annotations

import re
from collections.abc import Sequence

PAPER = re.compile(r"(?:ZM|YZ)-\d")


def is_refused(answers: Sequence[str], bodies: set[str]) -> bool:
    """Tell whether what nothing answers is told nothing, or first the body whose field it is and no paper."""
    return not answers or (answers[0] in bodies and not any(map(PAPER.match, answers)))
