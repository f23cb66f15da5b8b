"""What a file says of one above, when nothing lies above: it is told or kept, never dropped."""

from __future__ import annotations

import pytest
from helpers import DAY, small_catalogue, write

from generator.checking import check

ENTRY = "certificates/zm-001-qinshu-guanxi.yml"
BODY_FILE, SOURCE_FILE = "bodies/gonganju.yml", "sources/minfa-2020-20.yml"
NOWHERE = "bases:\n  - path: ../nowhere\n"


@pytest.mark.parametrize(
    ("file", "value", "more"),
    [
        *(
            (file, "'~'", "")
            for file in (BODY_FILE, SOURCE_FILE, ENTRY, "vocabularies/life-events.yml")
        ),
        *((ENTRY, value, "") for value in ("~", "", "[]", "本地")),
        *((BODY_FILE, "'~'", more) for more in ("nonsense: 1\n", NOWHERE, "bases: ~\n")),
        (ENTRY, "~", NOWHERE),
    ],
)
def test_an_adoption_that_says_nothing_is_told_in_its_file(tmp_path, file, value, more):
    root = small_catalogue(tmp_path)
    for path, added in ((file, f"adoption: {value}\n"), ("catalogue.yml", more)):
        write(root / path, (root / path).read_text(encoding="utf-8") + added)

    assert file in {problem.location.file for problem in check(root, on=DAY).problems}


@pytest.mark.parametrize("file", [BODY_FILE, SOURCE_FILE])
def test_only_an_entry_waits_for_a_base_that_is_not_there(tmp_path, file):
    root = small_catalogue(tmp_path)
    adopted = "adoption: {action: narrowed, reason: 本地不同}\n"
    for path, added in ((file, adopted), (ENTRY, adopted), ("catalogue.yml", NOWHERE)):
        write(root / path, (root / path).read_text(encoding="utf-8") + added)

    assert {problem.location.file for problem in check(root, on=DAY).problems} == {
        "catalogue.yml",
        file,
    }


def test_who_adopts_without_a_catalogue_above_is_told(tmp_path):
    root = small_catalogue(tmp_path)
    entry = root / ENTRY
    adopted = (
        "adoption: {action: narrowed, reason: 本地不同, legal_basis: [{source: minfa-2020-20}]}\n"
    )
    write(entry, entry.read_text(encoding="utf-8") + adopted)

    problems = check(root, on=DAY).problems

    assert [(problem.code, problem.location.file) for problem in problems] == [("R026", ENTRY)]
