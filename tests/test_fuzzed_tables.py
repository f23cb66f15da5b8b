"""Tables that come back from departments, communities and hotlines: whatever stands in them, no traceback."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from helpers import DAY, examples, small_catalogue
from hypothesis import given
from hypothesis import strategies as st
from test_consultation import filled
from test_tally import HEADS, handed_in

from generator.cli import main

NASTY = (
    *("", " ", "=1+1", "=cmd|' /C calc'!A0", "＝1", "ZM-001", "ZM-999", "2026-10", "9999-99"),
    *("同意", "修改", "\x07", "\u202e", "\ud83c\udfe0", "9" * 40, "-1", "1e400", "nan", "<b>", "公安局"),
)
VALUES = st.one_of(
    *(st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(), st.dates()),
    *(st.datetimes(), st.times(), st.sampled_from(NASTY), st.text(max_size=12)),
)
CELLS = st.dictionaries(
    st.tuples(st.integers(1, 9), st.integers(1, 12)), VALUES, min_size=1, max_size=6
)
CHANGED = st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=4)), max_size=4)


@pytest.fixture(scope="module")
def given_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Path]]:
    """A catalogue whose letters are out, and a sound file for each reader."""
    folder = tmp_path_factory.mktemp("fuzzed")
    root = small_catalogue(folder)
    with contextlib.redirect_stdout(io.StringIO()):
        sent = ["consult", "--to", str(folder / "out"), "--catalogue", str(root)]
        assert main([*sent, "--on", "2026-11-01"]) == 0
    book = openpyxl.Workbook()
    for row in (("没有答案的问题", "次数", "归到哪一条"), ("哪里能证明我和我爸", 12, "ZM-001")):
        book.active.append(row)
    book.save(folder / "questions.xlsx")
    return root, {
        "consult": filled(root),
        "tally": handed_in(folder),
        "questions": folder / "questions.xlsx",
    }


WORDS = {
    "consult": ("consult", "--read"),
    "tally": ("tally", "--preview"),
    "questions": ("import", "--as", "questions", "--preview"),
}


def ends_well(root: Path, reader: str, file: Path) -> None:
    """Run the reader on a file: it is read or refused in a sentence."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main([*WORDS[reader], str(file), "--catalogue", str(root), "--on", DAY.isoformat()])
    assert code in {0, 1}, said.getvalue()
    assert "程序出错" not in said.getvalue()


@pytest.mark.parametrize("reader", WORDS)
def test_any_cell_is_read_or_refused(reader: str, given_files: tuple[Path, dict[str, Path]]):
    root, files = given_files
    whole = files[reader].read_bytes()
    file = root.parent / f"fuzzed-{reader}.xlsx"

    @examples(8)
    @given(CELLS)
    def holds(cells: dict[tuple[int, int], object]) -> None:
        book = openpyxl.load_workbook(io.BytesIO(whole))
        for (row, column), value in cells.items():
            with contextlib.suppress(ValueError, openpyxl.utils.exceptions.IllegalCharacterError):
                book.active.cell(row, column).value = value
        book.save(file)
        ends_well(root, reader, file)

    holds()


@pytest.mark.parametrize("reader", WORDS)
def test_any_bytes_are_read_or_refused(reader: str, given_files: tuple[Path, dict[str, Path]]):
    """Of the sheet inside the file, and of a file with commas."""
    root, files = given_files
    packed = files[reader].read_bytes()
    file = root.parent / f"broken-{reader}.xlsx"
    lines = root.parent / f"broken-{reader}.csv"
    heads = ",".join(HEADS)

    @examples(8)
    @given(CHANGED, st.binary(max_size=60))
    def holds(changes: list[tuple[int, bytes]], tail: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(file, "w") as new:
            for name in old.namelist():
                content = bytearray(old.read(name))
                if name.startswith("xl/"):
                    for place, put in changes:
                        at = place % (len(content) or 1)
                        content[at : at + len(put)] = put
                new.writestr(name, bytes(content))
        ends_well(root, reader, file)
        lines.write_bytes(heads.encode() + b"\n" + tail)
        ends_well(root, reader, lines)

    holds()
