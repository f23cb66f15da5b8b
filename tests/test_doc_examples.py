"""The examples in the guides are the real files, shortened; made-up ones are what the schemas say."""

import re

import pytest
import yaml
from conftest import REPOSITORY

from generator.reading.parse import parse
from generator.schema.check import compile_conversions, convert
from generator.schema.kinds import load_kinds

KINDS = load_kinds()
NO_CATALOGUE = {"sites", "jobs"}
"""What begins a fleet or what a forge runs."""
EXAMPLES = [
    (page, example)
    for page in ("editors.md", "adopt.md")
    for example in re.findall(
        r"^```yaml\n(.*?)^```",
        (REPOSITORY / "docs" / page).read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
]
REAL = [one for one in EXAMPLES if one[1].startswith("# catalogue/")]
MADE_UP = [
    one for one in EXAMPLES if one not in REAL and not NO_CATALOGUE & yaml.safe_load(one[1]).keys()
]


def begins(example):
    return f"{example[0]}: {example[1].splitlines()[0]}"


def test_most_examples_are_real():
    assert len(REAL) >= len(MADE_UP) > 0


@pytest.mark.parametrize("example", REAL, ids=begins)
def test_an_example_stands_in_its_file_line_for_line(example):
    first, *lines = example[1].splitlines()
    path = re.fullmatch(r"# (\S+)（节选）", first)[1]
    left = iter((REPOSITORY / path).read_text(encoding="utf-8").splitlines())

    assert [line for line in lines if line not in left] == []


@pytest.mark.parametrize("example", REAL, ids=begins)
def test_what_was_left_out_leaves_a_file_of_the_same_form(example):
    text = (
        example[1] if re.search(r"^\w", example[1], re.MULTILINE) else f"provisions:\n{example[1]}"
    )

    assert parse(text, "x.yml").problems == ()


@pytest.mark.parametrize("example", MADE_UP, ids=begins)
def test_a_made_up_example_is_what_a_schema_says(example):
    document = parse(example[1], "x.yml").document
    converted = {
        key: convert(document, conversion).data
        for key, conversion in compile_conversions(KINDS).items()
    }

    assert any(
        all(KINDS.field_conforms(key, name, value) for name, value in data.items())
        for key, data in converted.items()
    )
