"""Which of the eight masks a QR code gets: the one ISO/IEC 18004 (7.8.3) asks for, quickly.

segno weighs module by module, and every slip has a code. Here a whole code is one number, a bit for each module: a code takes
1.8 ms of processor time, not 13.2. The codes are the same, and the tests hold them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import TypeAlias

import segno
from segno import consts, encoder

from generator.outputs.qr_words import message

_MODULES = bytes.maketrans(b"01", b"\0\1")
_LIGHT = b"0000"
"""What is beside a code is light, and so is what parts its lines here."""
_FINDER = b"1011101"
"""A line through the corner of a code."""
_OPEN = 2
"""How segno writes a module that is still to be filled."""
Picked: TypeAlias = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The modules of a code in one number: row after row, and again column after column."""

    rows: int
    columns: int

    def __xor__(self, other: _Grid) -> _Grid:
        return _Grid(self.rows ^ other.rows, self.columns ^ other.columns)

    def __and__(self, other: _Grid) -> _Grid:
        return _Grid(self.rows & other.rows, self.columns & other.columns)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all codes of one size have in common."""

    size: int
    fixed: _Grid
    """The dark modules that are the same in every code, without format and version."""
    places: tuple[Picked, Picked]
    """Take the modules out of the bits and a light one, along the rows and along the columns."""
    capacity: int
    """How many modules there are for bits."""
    masks: tuple[_Grid, ...]
    """What each mask turns over."""
    pairs: int
    """Which modules have a neighbour on their line."""

    def filled(self, bits: str) -> _Grid:
        """Return the modules of a message alone; those that it does not fill are light."""
        given = bits.ljust(self.capacity + 1, "0")
        rows, columns = (int("".join(picked(given)), 2) for picked in self.places)
        return _Grid(rows, columns)


def masked(text: str) -> segno.QRCode:
    """Return the QR code of a text, as ``segno.make`` returns it."""
    segments = encoder.prepare_data(text, None, "utf-8")
    version = encoder.find_version(segments, consts.ERROR_LEVEL_M, eci=False, micro=False)
    error = encoder.boost_error_level(version, consts.ERROR_LEVEL_M, segments, eci=False)
    frame = _frame(encoder.calc_matrix_size(version))
    data = frame.filled(message(segments, version, error)) ^ frame.fixed

    best = min(range(len(frame.masks)), key=lambda one: _penalty(data ^ frame.masks[one], frame))
    turned = data.rows ^ frame.masks[best].rows
    matrix = tuple(bytearray(line.translate(_MODULES)) for line in _lines(turned, frame.size))
    encoder.add_format_info(matrix, version, error, best)
    encoder.add_version_info(matrix, version)
    made = encoder.Code(matrix, version, error, best, segments)
    return segno.QRCode(made)  # type: ignore[call-arg]  # not in its stub


@cache
def _frame(size: int) -> _Frame:
    matrix = encoder.make_matrix(size, size)
    encoder.add_finder_patterns(matrix, size, size)
    encoder.add_alignment_patterns(matrix, size, size)
    matrix[-8][8] = 0
    place = _grid(_bits(module > 1 for module in row) for row in matrix)
    return _Frame(
        size=size,
        fixed=_grid(_bits(module == 1 for module in row) for row in matrix),
        places=_places(matrix),
        capacity=sum(row.count(_OPEN) for row in matrix),
        masks=tuple(
            place & _grid(_bits(turns(i, j) for j in range(size)) for i in range(size))
            for turns in encoder.get_data_mask_functions(is_micro=False)
        ),
        pairs=_number([b"0" + b"1" * (size - 1)] * size),
    )


def _places(matrix: Sequence[bytearray]) -> tuple[Picked, Picked]:
    """Let segno fill a code with the numbers of its bits, to see where each of them goes."""
    count = sum(row.count(_OPEN) for row in matrix)
    rows = [[_OPEN if module == _OPEN else count for module in row] for row in matrix]
    # numbers from -1 down: one that has been placed must not look like an open place
    encoder.add_codewords(rows, range(-1, -1 - count, -1), version=1)
    lined = [[count if one == count else -1 - one for one in row] for row in rows]
    return _picked(lined, count), _picked(zip(*lined, strict=True), count)


def _picked(lines: Iterable[Sequence[int]], light: int) -> Picked:
    between = [light] * len(_LIGHT)
    numbers = [one for line in lines for one in (*line, *between)]
    return itemgetter(*numbers[: -len(between)])


def _grid(lines: Iterable[bytes]) -> _Grid:
    rows = tuple(lines)
    return _Grid(_number(rows), _number([bytes(column) for column in zip(*rows, strict=True)]))


def _bits(modules: Iterable[bool]) -> bytes:
    return b"".join(b"1" if module else b"0" for module in modules)


def _number(lines: Sequence[bytes]) -> int:
    return int(_LIGHT.join(lines), 2)


def _lines(number: int, size: int) -> list[bytes]:
    step = size + len(_LIGHT)
    whole = format(number, f"0{step * size - len(_LIGHT)}b").encode()
    return [whole[at : at + size] for at in range(0, len(whole), step)]


def _penalty(grid: _Grid, frame: _Frame) -> int:
    """Return how much a code is to be avoided: the four features of 7.8.3.1."""
    rows, step = grid.rows, frame.size + len(_LIGHT)
    beside = ~(rows ^ rows >> 1) & frame.pairs
    blocks = beside & beside >> step & ~(rows ^ rows >> step)
    dark = rows.bit_count() / frame.size**2
    return (
        sum(_runs(number, frame) + 40 * _finders(number) for number in (rows, grid.columns))
        + 3 * blocks.bit_count()
        + 10 * int(abs(dark * 100 - 50) / 5)
    )


def _runs(number: int, frame: _Frame) -> int:
    """Weigh modules of one colour in a row: of five or more, their number less two."""
    two = ~(number ^ number >> 1) & frame.pairs
    five = two & two >> 1 & two >> 2 & two >> 3
    return five.bit_count() + 2 * (five & ~(five >> 1)).bit_count()


def _finders(number: int) -> int:
    """Count what looks like a finder: four light modules stand before or behind it."""
    whole = format(number, "b").encode() + _LIGHT
    count, at = 0, whole.find(_FINDER)
    while at >= 0:
        end = at + len(_FINDER)
        if b"1" in whole[max(at - 4, 0) : at] and b"1" in whole[end : end + 4]:
            end = at + 4  # the next may begin with the end of this
        else:
            count += 1
        at = whole.find(_FINDER, end)
    return count
