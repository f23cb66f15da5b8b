"""Every code that can be told is explained, and its examples are true."""

import re
from pathlib import Path

import pytest
from helpers import DAY, SMALL, cases, small_catalogue, write

import generator
from generator.checking import check
from generator.problems.explanations import explanations, render
from generator.reading.parse import parse
from generator.rules import ALL
from generator.rules.explanations import all_explanations

PACKAGE = Path(generator.__file__).parent
CODES = sorted(
    {
        code
        for file in PACKAGE.rglob("*.py")
        for code in re.findall(r'"([A-Z][0-9]{3})"', file.read_text(encoding="utf-8"))
    }
)
NOT_SHOWN = {"Y018"}
"""Y codes whose failing example would be too long to print."""
OF_SCHEMA = [code for code in CODES if code[0] == "S" and code != "S099"]
"""S099 is for schemas that others add; ours ask for nothing that has no words of its own."""


def test_every_code_in_the_source_is_explained():
    assert list(all_explanations()) == CODES


def test_a_rule_is_explained_beside_its_check_and_nowhere_else():
    beside_check = {rule.code: rule for rule in ALL}

    assert beside_check.keys() & explanations().keys() == set()
    assert {code: all_explanations()[code] for code in beside_check} == beside_check


@pytest.mark.parametrize("code", sorted(all_explanations()))
def test_explanation_is_in_plain_words(code):
    text = all_explanations()[code]

    assert text.title
    assert not text.title.endswith("。")
    assert text.meaning.endswith("。")
    assert 1 <= text.meaning.count("。") <= 3
    assert not re.search(r"请知悉|！|[,;?!](?![^“]*”)", text.title + text.meaning)
    assert not re.search(r"[\u4e00-\u9fff] [0-9A-Za-z]|[0-9A-Za-z] [\u4e00-\u9fff]", text.meaning)
    assert text.fails.strip() != text.passes.strip()


@pytest.mark.parametrize("code", [c for c in CODES if c[0] == "Y" and c not in NOT_SHOWN])
def test_example_of_a_reading_code_gives_it(code):
    example = all_explanations()[code]

    assert {problem.code for problem in parse(example.fails, "x.yml").problems} == {code}
    assert parse(example.passes, "x.yml").problems == ()


@pytest.mark.parametrize("code", OF_SCHEMA)
def test_example_of_a_schema_code_gives_it(code, tmp_path):
    example = all_explanations()[code]

    assert told_of(example.fails, tmp_path / "fails") == {code}
    assert told_of(example.passes, tmp_path / "passes") <= {"R001"}


def told_of(part: str, folder: Path) -> set[str]:
    """Put a part of a file in place of the same keys of the file its first line names."""
    path = re.match(r"# (\S+\.yml)（节选）\n", part)[1]
    keys = re.findall(r"^(\w+):", part, re.MULTILINE)
    if "sumary" in keys:
        keys.append("summary")
    kept = (SMALL / path).read_text(encoding="utf-8")
    for key in keys:
        kept = re.sub(rf"^{key}:.*\n(?:[ ].*\n)*", "", kept, flags=re.MULTILINE)
    root = small_catalogue(folder)
    write(root / path, kept + part)
    return {problem.code for problem in check(root, on=DAY).problems}


def test_other_examples_can_be_read():
    for code, example in all_explanations().items():
        if code[0] in "RW":
            for snippet in (example.fails, example.passes):
                problems = parse(snippet, "x.yml").problems
                # two files in one snippet repeat keys such as id
                assert {problem.code for problem in problems} <= {"Y002", "Y020"}, (code, snippet)


def test_every_code_of_a_single_file_has_a_broken_example():
    told = {
        problem["code"]
        for folder in ("broken", "cases/rules")
        for case in cases(folder)
        for problem in case["expect"]
    }

    assert set(CODES) - told == {
        "F013",  # such a file name cannot be kept in git; see test_reading
        "S099",  # only schemas of others give it; see test_schema
        "W101",  # of a print, not of a file; see test_prints
        "W102",  # of a site, not of a file; see test_editions
    }


def test_explanation_for_a_terminal():
    assert render(all_explanations()["Y024"]) == (
        "Y024  冒号后面少一个空格\n\n"
        "英文冒号后面要空一格。不空，名称和内容就连成一个词了。\n\n"
        "这样写会报错：\n\n    id: ZM-001\n    name:居住证明\n\n"
        "这样写就对了：\n\n    id: ZM-001\n    name: 居住证明\n"
    )
