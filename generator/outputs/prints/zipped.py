"""Office files are zip files that tell when each part was written; ours tell nothing."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def timeless(content: bytes) -> bytes:
    """Return the same zip file with one order and no times of its parts: same parts, same bytes."""
    with ZipFile(io.BytesIO(content)) as made:
        return zipped({name: made.read(name) for name in made.namelist()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file of these parts, by name; what an office file begins with comes first."""
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as clean:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            info = ZipInfo(name)
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            clean.writestr(info, parts[name], ZIP_DEFLATED)
    return written.getvalue()


def moment(day: str) -> datetime:
    """Return the beginning of an ISO day, which stands for when a file was made."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
