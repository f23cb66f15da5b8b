"""Office files are zip files that tell when each part was written; ours tell nothing."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def timeless(content: bytes) -> bytes:
    """Return the same zip file with one order and no times of its parts: same parts, same bytes."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as made, ZipFile(written, "w", ZIP_DEFLATED) as clean:
        for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = ZipInfo(name)
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            clean.writestr(info, made.read(name), ZIP_DEFLATED)
    return written.getvalue()


def moment(day: str) -> datetime:
    """Return the beginning of an ISO day, which stands for when a file was made."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
