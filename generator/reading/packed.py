"""Refuse decompression bombs in Word, Excel and PDF files before they are parsed.

A few kilobytes can unpack to gigabytes. The content is counted piece by piece and discarded.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

LARGEST = 50_000_000
"""Bytes of the packed file."""
MOST_BYTES = 100_000_000
"""Unpacked bytes. The largest list that we print, 20,000 rows in Word, has a third of it."""
MOST_TAGS = 4_000_000
"""The most ``<`` in all files of a zip, because each XML element takes memory."""
MOST_PARTS = 10_000
"""Files in a zip, streams in a PDF."""
_PIECE = 1 << 14
"""Bytes to read at once. Deflate expands them at most a thousand times."""
_LISTED = b"PK\x01\x02"
"""The signature of a central directory header, one for each file of a zip."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    RuntimeError,  # a password, or an unknown compression method
    EOFError,
    OSError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)


class TooMuchError(ValueError):
    """A file unpacks to more than any real document."""


def refuse_bomb(content: bytes) -> None:
    """Raise ``TooMuchError`` if a zip or PDF file is too large, packed or unpacked.

    Other and broken files pass. Their reader reports them.
    """
    if len(content) > LARGEST:
        raise TooMuchError
    unpacked = tags = 0
    for piece in _parts(content):
        unpacked += len(piece)
        tags += piece.count(b"<")
        if unpacked > MOST_BYTES or tags > MOST_TAGS:
            raise TooMuchError
    for piece in _streams(content):
        unpacked += len(piece)
        if unpacked > MOST_BYTES:
            raise TooMuchError


def _parts(content: bytes) -> Iterator[bytes]:
    """Yield the files of a zip, piece by piece. A broken file ends early."""
    if content.count(_LISTED) > MOST_PARTS:
        raise TooMuchError
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _ZIP_ERRORS:
        return
    for part in archive.infolist():
        with suppress(*_ZIP_ERRORS), archive.open(part) as file:
            while piece := file.read(_PIECE):
                yield piece


def _streams(content: bytes) -> Iterator[bytes]:
    """Yield the deflated streams of a PDF, piece by piece."""
    for number, match in enumerate(_STREAM.finditer(content)):
        if number == MOST_PARTS:
            raise TooMuchError
        unpacking = zlib.decompressobj()
        with suppress(zlib.error):
            for at in range(match.end(), len(content), _PIECE):
                yield unpacking.decompress(content[at : at + _PIECE])
                if unpacking.eof:
                    break
