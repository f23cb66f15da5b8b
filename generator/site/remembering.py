"""What was learned of how people ask, taken from the site that is about to be replaced.

The index of a site holds all that was learned. Beside it stands the digest of what it was learned
from, and with what program. Where both are the same, and the index is what the site's own list
names, nothing is learned again.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec

from generator.outputs.files import ASSETS
from generator.search.parts import FIRST, REST, read_senses
from generator.search.sense import Lesson
from generator.search.weights import Senses
from generator.site.made_with import program
from generator.site.manifest import intact, read_manifest

LEARNED_FROM = f"{ASSETS}search-learned-from.txt"
"""Holds a SHA-256."""


def learned_from(lesson: Lesson) -> bytes:
    """Return the content of the file that tells what the index was learned from."""
    content = msgspec.json.encode([program(), lesson])
    return f"{sha256(content).hexdigest()}\n".encode()


def remembered(site: Path, lesson: Lesson) -> Senses | None:
    """Return what a site has learned of a lesson; none where it is to be learned anew."""
    try:
        sums = read_manifest(site)
        if intact(site, LEARNED_FROM, sums) != learned_from(lesson):
            return None
        first, rest = (intact(site, f"{ASSETS}{name}", sums) for name in (FIRST, REST))
        return read_senses(first or b"", rest or b"", lesson)
    except (OSError, ValueError, KeyError):
        return None
