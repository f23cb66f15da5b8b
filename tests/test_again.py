"""What is remembered is right: of a file as it looks, and of a record as it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.model.once import once
from generator.model.record import Origin, Record
from generator.reading.again import MIN_AGE, caching_reader
from generator.reading.limits import DEFAULT_LIMITS
from generator.schema.kinds import load_kinds

PATH = "certificates/zm-001-juzhu.yml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / PATH
    made.parent.mkdir()
    made.write_text("id: ZM-001\n", encoding="utf-8")
    return made


def reader(file: Path, after: int = MIN_AGE + 1):
    """Return what reads a file so many nanoseconds after it was written."""
    about = file.stat()
    written = max(about.st_mtime_ns, about.st_ctime_ns)
    read = caching_reader(lambda: written + after)
    return lambda: read(file.parents[1], file, PATH, DEFAULT_LIMITS)


def test_a_file_that_looks_the_same_is_not_read_again(file):
    read = reader(file)

    assert read() is read()


def test_a_file_is_read_anew_that_is_as_long_and_says_to_be_as_old(file):
    read, about = reader(file), file.stat()
    assert read().reading.document.data == {"id": "ZM-001"}

    file.write_text("id: ZM-002\n", encoding="utf-8")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))

    assert read().reading.document.data == {"id": "ZM-002"}


def test_a_file_written_a_moment_ago_is_read_once_more(file):
    read = reader(file, after=MIN_AGE)

    assert read() is not read()


def test_a_file_that_became_a_link_out_of_the_folder_is_refused(file, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / file.name
    outside.write_text("id: ZM-001\n", encoding="utf-8")
    read = reader(file)
    assert read().reading.document

    file.unlink()
    file.symlink_to(outside)

    assert [problem.code for problem in read().reading.problems] == ["F008"]


def test_a_file_behind_a_link_is_read_each_time(file):
    other = file.with_name("other.yml")
    file.rename(other)
    file.symlink_to(other.name)
    read = reader(file)
    assert read().reading.document.data == {"id": "ZM-001"}

    other.write_text("id: ZM-002\n", encoding="utf-8")

    assert read().reading.document.data == {"id": "ZM-002"}


def test_a_record_is_asked_once():
    asked: list[str] = []

    @once
    def name(record: Record) -> str:
        asked.append(record.id)
        return record.name

    kind = load_kinds().by_key["sources"]
    one, other = (
        Record(origin=Origin(kind=kind, fields={"title": title}, path=PATH), id=title)
        for title in ("甲", "乙")
    )

    assert [name(one), name(other), name(one)] == ["甲", "乙", "甲"]
    assert asked == ["甲", "乙"]
