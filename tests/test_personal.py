"""What counts as a number of a person: one test for the catalogue, the answers and the questions."""

from __future__ import annotations

import pytest

from generator.rules.personal import personal_numbers

IDENTITY, MOBILE = "身份证号", "手机号"


def kinds(text: str) -> list[str]:
    return [what for what, _ in personal_numbers(text)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("张三11010119900307803X问的", IDENTITY),
        ("一位打错了：110101199003078031", IDENTITY),
        ("４２０７０２１９９００３０７１２３４", IDENTITY),
        ("问老王13800138000", MOBILE),
        ("老王/13800138000", MOBILE),
        ("老王-13800138000", MOBILE),
        ("tel13800138000", MOBILE),
        ("微信wx13800138000", MOBILE),
        ("+86 13800138000", MOBILE),
        ("8613800138000", MOBILE),
        ("138 0013 8000", MOBILE),
        ("138-0013-8000", MOBILE),
        ("１３８００１３８０００", MOBILE),
    ],
)
def test_a_number_of_a_person_is_known_however_it_is_typed(text, what):
    assert kinds(text) == [what]


@pytest.mark.parametrize(
    "text",
    [
        "114207000113841290",
        "11420700011384129X",
        "420702299903071234",
        "11420700MB1A123456342071100100001",
        "114000138001380001",
        "0711-13800138000",
        "https://www.gov.cn/t13800138000.html",
        "https://www.gov.cn/110101199003078031?13800138000",
        "content_13800138000.html",
        "24f29392293ce672d608e19c2b13800138000",
        "民发〔2015〕136号 13800",
        "12345",
    ],
)
def test_what_a_law_an_office_or_a_page_is_numbered_with_is_nobodys(text):
    assert kinds(text) == []


def test_the_number_is_told_as_it_stands():
    assert list(personal_numbers("tel138-0013-8000。")) == [(MOBILE, "138-0013-8000")]
