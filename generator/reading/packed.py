"""How much is packed in a file of Word, Excel or PDF, before anything of it is unpacked for good.

A few kilobytes can hold gigabytes. What is counted here is thrown away at once.
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
"""Bytes of the file itself."""
MOST_BYTES = 100_000_000
"""Unpacked. A list of 20,000 rows in Word, the largest we print, has a third of it."""
MOST_TAGS = 4_000_000
"""``<`` in all parts of a zip: every part of a text takes more memory when it is read."""
MOST_PARTS = 10_000
"""Files in a zip, streams in a PDF."""
_PIECE = 1 << 14
"""Bytes; deflated ones become a thousand times as many at most."""
_LISTED = b"PK\x01\x02"
"""How a zip begins what it tells of each of its files."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_UNSOUND = (
    zipfile.BadZipFile,
    RuntimeError,  # a password, or a way of packing that is not known
    EOFError,
    OSError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)


class TooMuchError(ValueError):
    """More is packed in a file than anyone writes."""


def refuse_bomb(content: bytes) -> None:
    """Raise ``TooMuchError`` when a file is too large, or too much is packed in it.

    As a zip, or as a PDF. Nothing is said of what is neither, or is broken: who reads it finds out.
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
    """Yield all that is in a zip, piece by piece; of a broken part what can be read of it."""
    if content.count(_LISTED) > MOST_PARTS:
        raise TooMuchError
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except _UNSOUND:
        return
    for part in packed.infolist():
        with suppress(*_UNSOUND), packed.open(part) as file:
            while piece := file.read(_PIECE):
                yield piece


def _streams(content: bytes) -> Iterator[bytes]:
    """Yield what is in the streams of a PDF, piece by piece, as far as they are deflated."""
    for number, found in enumerate(_STREAM.finditer(content)):
        if number == MOST_PARTS:
            raise TooMuchError
        unpacking = zlib.decompressobj()
        with suppress(zlib.error):
            for at in range(found.end(), len(content), _PIECE):
                yield unpacking.decompress(content[at : at + _PIECE])
                if unpacking.eof:
                    break
