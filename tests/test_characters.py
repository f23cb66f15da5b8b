"""Characters nobody sees are refused with their names; those that names need are not."""

import re
import unicodedata

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.characters import (
    forbidden_characters,
    forbidden_in_value,
    visible,
    without_forbidden,
)
from generator.reading.parse import parse
from generator.reading.unseen import CONTROLS, INVISIBLE, SELECTORS

EVERY = [chr(number) for number in range(0x110000)]
SURROGATE = re.compile("[\ud800-\udfff]")
LINE_ENDS = set("\t\n")
LOOKED_AT = set("\u1680\u2800\ufffc\U00013441\U00013442\U00016fe4\U0001d159")
"""Those of the table that no property of Unicode names: blank, and found by looking at them."""
UNSEEN = {
    chr(number)
    for one in (*CONTROLS, *INVISIBLE, *SELECTORS)
    for number in range(one.first, one.last + 1)
}
HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b\u180e\u180f\u200b\u200c\u200d\u200e\u202e"
    "\u2060\u2062\u2065\u2069\u206f\u2800\u3164\ufe0f\ufeff\uffa0\ufff0\ufff9\ufffa\ufffb\ufffc"
    "\U000110bd\U00013430\U0001bca0\U0001d173\U000e0001\U000e0041\U000e007f\U000e0080\U000e0fff"
)
NO_CHARACTER = "\x00\x1b\x85\u2028\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff"
RARE = (
    "\u3400\u9fff\ufa0e\U00020bb7\U0002b81d\U0002ebe0\U000323af"
    "\U0002ee5d\U000323b0\U00033479"  # of blocks added in 2023 and later
)

PRIVATE = "\ue000\uf8ff\U000f0000\U0010fffd"


# --- the table --------------------------------------------------------------------------------


def having(*names: str) -> set[str]:
    """Return the characters of which Unicode says so, as the schemas' pattern library knows it."""
    pattern = "^[" + "".join(rf"\p{{{name}}}" for name in names) + "]$"
    is_so = jsonschema_rs.validator_for({"pattern": pattern}).is_valid
    return {c for c in EVERY if not SURROGATE.match(c) and is_so(c)}


def test_the_table_is_what_unicode_says_and_a_few_blanks_more():
    unseen = having(
        "Default_Ignorable_Code_Point", "Noncharacter_Code_Point", "Cc", "Cf", "Zl", "Zp"
    )

    assert {c for c in UNSEEN if not SURROGATE.match(c)} == (unseen - LINE_ENDS) | LOOKED_AT


def test_the_table_has_every_format_character_this_python_knows():
    assert {c for c in EVERY if unicodedata.category(c) == "Cf"} <= UNSEEN


# --- refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize("character", HIDDEN + NO_CHARACTER, ids=lambda c: f"U+{ord(c):04X}")
def test_a_character_nobody_sees_is_told_by_name_with_the_line_without_it(character):
    number = f"U+{ord(character):04X}"

    (problem,) = parse(f"id: ZM-900\nname: 居住{character}证明\n", "x.yml").problems

    assert problem.code == ("Y025" if character in HIDDEN else "Y015")
    assert re.fullmatch(
        rf"第9个字是.+（{re.escape(number)}，[\u4e00-\u9fffBOM，]+）", problem.message
    )
    assert (problem.location.line, problem.location.column) == (2, 9)
    assert problem.repaired == "name: 居住证明"
    assert problem.source_line == "name: 居住\ufffd证明"


@pytest.mark.parametrize("character", HIDDEN + NO_CHARACTER, ids=lambda c: f"U+{ord(c):04X}")
def test_it_is_found_where_it_is_written_as_an_escape(character):
    (problem,) = parse(f'name: "居住\\U{ord(character):08x}证明"\n', "x.yml").problems

    assert f"U+{ord(character):04X}" in problem.message
    assert problem.repaired == 'name: "居住证明"'


def test_only_escapes_that_hide_something_are_taken_out():
    text = r"""{a: "\u5c45\\u200b\u200b\x41\e\"\uFEFF", b: 'C:\u200b'}"""

    repaired = {problem.repaired for problem in parse(f"x: {text}\n", "x.yml").problems}

    assert repaired == {r"""x: {a: "\u5c45\\u200b\x41\"", b: 'C:\u200b'}"""}


def test_a_line_with_several_is_told_once_and_put_right_as_a_whole():
    (problem,) = parse("name: 居\u200b住\u2800证\U000e0041明\u3164\r\n", "x.yml").problems

    assert (problem.location.column, problem.repaired) == (8, "name: 居住证明")


@pytest.mark.parametrize("selector", ["\ufe00", "\ufe02", "\U000e0100", "\U000e01ef"])
def test_a_variation_selector_stands_behind_an_ideograph_only(selector):
    for ideograph in "葛\u3400\uf900\U00020bb7\U000323b0":
        assert parse(f"name: {ideograph}{selector}城\n", "x.yml").problems == ()
    for other in ("a", "、", "〇", " ", f"葛{selector}", "'"):
        (problem,) = parse(f"name: x{other}{selector}城\n", "x.yml").problems
        assert problem.repaired == f"name: x{other}城"


# --- not refused ------------------------------------------------------------------------------


@pytest.mark.parametrize("character", RARE + PRIVATE, ids=lambda c: f"U+{ord(c):04X}")
def test_what_names_need_is_no_problem_of_a_file(character):
    assert parse(f'name: {character}家\nsame: "\\U{ord(character):08x}"\n', "x.yml").problems == ()


@given(st.text() | st.lists(st.sampled_from([*HIDDEN, *RARE, "葛", "a"])).map("".join))
def test_without_the_forbidden_ones_nothing_else_is_lost(text):
    clean = without_forbidden(text)

    assert forbidden_in_value(clean) is None
    assert "".join(c for c in text if c not in UNSEEN) == "".join(
        c for c in clean if c not in UNSEEN
    )
    assert len(visible(text)) == len(text)
    assert bool(list(forbidden_characters(text, "x"))) == (clean != text.replace("\r\n", "\n"))
