"""An edition's file is read like anything else from outside: what it says is looked at first."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from helpers import DAY, small_catalogue, write
from test_editions import FIRST, OPENED, SECOND, change, release

from generator.checking import check
from generator.cli import main
from generator.editions.edition import EditionError
from generator.editions.store import read_editions
from generator.model.canonical import canonical
from generator.reading.strict_json import JsonError, read_json

EDITION = "editions/2026-1.json"


@pytest.fixture(scope="module")
def released(first_edition):
    """The file of an edition as it was released."""
    return (first_edition / EDITION).read_text(encoding="utf-8")


def sealed(data):
    """Return the file of a changed edition, with a digest that is right for it."""
    unsealed = {key: value for key, value in data.items() if key != "sha256"}
    digest = hashlib.sha256(canonical(unsealed)).hexdigest()
    return json.dumps({**unsealed, "sha256": digest}, ensure_ascii=False).encode()


def forged(text, *path, value):
    """Return the edition with another value at ``path``, sealed anew."""
    data = json.loads(text)
    node = data
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return sealed(data)


def problems(tmp_path, content):
    root = small_catalogue(tmp_path, {EDITION: content})
    return [(problem.code, problem.message) for problem in check(root, on=DAY).problems]


@pytest.mark.parametrize(
    "address",
    [
        "letter-x/../../../../y/",
        "certificates-/../y/",
        "../y/",
        "/y/",
        "//y/",
        "y",
        "Y/",
        "y//",
        "y\\z/",
        "c:y/",
        "y/\n",
        "y/z/",
        "%2e%2e/",
        "y" * 200 + "/",
        7,
        None,
        ["y/"],
    ],
    ids=repr,
)
def test_an_address_that_is_none_is_told_and_written_nowhere(
    place, tmp_path, released, address, capsys
):
    write(place / "catalogue" / EDITION, forged(released, "addresses", value=["", address]))
    before = sorted(tmp_path.rglob("*"))

    assert main(["build", "--config", str(place / "mkdocs.yml"), "--no-prints"]) == 1

    assert "[F012] 这一版的文件被改坏了：“网址”" in capsys.readouterr().out
    assert sorted(tmp_path.rglob("*")) == before


ZM = ("things", "certificates", "ZM-001")


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("evil",), 1, "这一版的文件被改坏了：不认识“evil”这一项"),
        (("format",), 3, "这一版的格式是3，这个程序只认1、2"),
        (("format",), True, "这一版的文件被改坏了：“格式”（format）要写成整数"),
        (("id",), "../x", "这一版的文件被改坏了：“版次”（id）的写法不对：“../x”"),
        (("type",), "law", "这一版的文件被改坏了：“哪一种”（type）不能写“law”"),
        (("title",), ["x"], "这一版的文件被改坏了：“标题”（title）要写成一段文字"),
        (("title",), "甲\n乙", "这一版的文件被改坏了：“标题”（title）的写法不对：“甲\n乙”"),
        (("instrument",), None, "这一版的文件被改坏了：“批准文件”（instrument）后面是空的"),
        (
            ("in_force_on",),
            "9999-12-31",
            "这一版的文件被改坏了：“施行日期”（in_force_on）：“9999-12-31”太早或者太晚",
        ),
        (
            ("adopted_on",),
            "20261123",
            "这一版的文件被改坏了：“通过日期”（adopted_on）不是一个日期：“20261123”",
        ),
        (
            ("supersedes",),
            {"id": "2025-1", "sha256": "x"},
            "这一版的文件被改坏了：“校验值”（sha256）的写法不对：“x”",
        ),
        (("settings",), {}, "2026-1版里的catalogue.yml不合格式：缺少“名称”（title）"),
        (("things", "evil"), {"x": {}}, "2026-1版里的“evil”，版次里没有这一类"),
        (("things", "../x"), {}, "这一版的文件被改坏了：“内容”（things）的写法不对：“../x”"),
        (
            ("things", "catalogue.yml"),
            {"": {}},
            "这一版的文件被改坏了：“内容”（things）的写法不对：“catalogue.yml”",
        ),
        (("things", "bodies"), [], "这一版的文件被改坏了：“bodies”要分成几项写"),
        (
            ("things", "bodies", "x/y"),
            {},
            "这一版的文件被改坏了：“bodies”的写法不对：“x/y”",
        ),
        (("things", "bodies", "x"), {"id": "y"}, "2026-1版里的x，编号写的不是x"),
        ((*ZM, "id"), "ZM-999", "2026-1版里的ZM-001，编号写的不是ZM-001"),
        ((*ZM, "tier"), "S", "2026-1版里的ZM-001不合格式：“依据等级”（tier）不能写“S”"),
        ((*ZM, "competent_bodies"), ["x"], "2026-1版里的ZM-001提到“x”，这一版里没有"),
        ((*ZM, "life_events"), ["x"], "2026-1版里的ZM-001提到“x”，这一版里没有"),
        ((*ZM, "related"), ["ZM-999"], "2026-1版里的ZM-001提到“ZM-999”，这一版里没有"),
        (
            (*ZM, "summary"),
            "甲\u202e乙",
            "这一版的文件里面有看不见的字符（U+202E，改文字方向的符号）",
        ),
        ((*ZM, "summary"), "甲\x00乙", "这一版的文件里面有控制字符（U+0000，空字符）"),
        ((*ZM, "summary"), "甲\b乙", "这一版的文件里面有控制字符（U+0008，退格符）"),
        ((*ZM, "a\u200b"), "", "这一版的文件里面有看不见的字符（U+200B，零宽空格）"),
    ],
    ids=lambda value: None if isinstance(value, str) else repr(value)[:40],
)
def test_what_is_sealed_must_be_right_as_well(tmp_path, released, path, value, said):
    assert problems(tmp_path, forged(released, *path, value=value)) == [("F012", said)]


@pytest.mark.parametrize("key", ["id", "title", "things", "addresses", "sha256", "supersedes"])
def test_what_is_missing_is_named(tmp_path, released, key):
    data = json.loads(released)
    del data[key]

    ((code, said),) = problems(tmp_path, json.dumps(data).encode())

    assert code == "F012"
    assert f"（{key}）" in said


OPENING = b'{"a": '
BROKEN = [
    (b'{"a": 1, "b": 2, "a": 1}', "“a”写了两次"),
    (b'[{"a": [{"b": 1, "b": 2}]}]', "“b”写了两次"),
    (OPENING + b"NaN}", "不能用的数：NaN"),
    (OPENING + b"-Infinity}", "不能用的数：-Infinity"),
    (OPENING + b"1e999}", "不能用的数：1e999"),
    (OPENING + b"1.0}", "不能用的数：1.0"),
    (OPENING + b"9" * 16 + b"}", "不能用的数：9999"),
    (OPENING + b"9" * 10_000 + b"}", "不能用的数：9999"),
    (OPENING + b'"\\ud800"}', "控制字符（U+D800，半个字符）"),
    (OPENING + b'"\\u202E"}', "看不见的字符（U+202E"),
    (OPENING + b'"\\f"}', "控制字符（U+000C，换页符）"),
    (b'{"\\u200b": 1}', "看不见的字符（U+200B"),
    (OPENING + "\u200b1}".encode(), "打不开"),
    (b'\xef\xbb\xbf{"a": 1}', "打不开"),
    ('{"a": "甲"}'.encode("gbk"), "打不开"),
    ('{"a": 1}'.encode("utf-16"), "打不开"),
    (b"[" * 21 + b"]" * 21, "太深了"),
    (b"[" * 100_000, "打不开"),
    (b'{"a": 1} x', "打不开"),
    (b"", "打不开"),
]


@pytest.mark.parametrize(("content", "said"), BROKEN, ids=lambda value: repr(value)[:40])
def test_json_of_which_two_programs_read_two_things_is_refused(content, said):
    with pytest.raises(JsonError, match=re.escape(said)):
        read_json(content)
    with pytest.raises(EditionError, match="这一版的文件"):
        OPENED(content)


def test_json_that_is_well_is_read_as_it_is():
    value = {"a": [1, -2, True, None, "甲\n“\t”\\u0041"], "b": {"a": {}}}

    for ascii_ in (True, False):
        assert read_json(json.dumps(value, ensure_ascii=ascii_).encode()) == value
    assert read_json(b"[" * 20 + b"]" * 20)


def test_what_could_not_be_read_again_is_not_released(tmp_path, capsys):
    root = small_catalogue(tmp_path)
    for title, status, said in (
        ("第一\u200b版", 2, "看不见的字符"),
        ("长" * 201, 2, "有201个字，最多200个字"),
    ):
        options = ("--title", title, *FIRST[4:], "--in-force", "2026-12-01")
        assert release(root, *FIRST[:2], *options, papers=()) == status
        assert said in capsys.readouterr().err

    assert not (root / "editions").exists()


@pytest.mark.parametrize("day", ["adopted_on", "in_force_on"])
def test_days_never_go_backwards_along_the_chain(tmp_path, day):
    root = small_catalogue(tmp_path)
    assert release(root, *FIRST, "--in-force", "2026-11-23", papers=()) == 0
    change(root, "tier: A", "tier: B")
    assert release(root, *SECOND, "--in-force", "2026-11-24", papers=()) == 0
    file = root / "editions/2026-2.json"
    file.write_bytes(forged(file.read_bytes(), day, value="1999-01-01"))

    _, found = read_editions(root, OPENED)

    assert [(problem.code, problem.location.file) for problem in found] == [
        ("F014", "editions/2026-2.json")
    ]


def test_the_shipped_editions_are_read_as_they_were_written(repository):
    files = sorted((repository / "catalogue/editions").glob("*.json"))

    assert [OPENED(file.read_bytes()).to_bytes() for file in files] == [
        file.read_bytes() for file in files
    ]
    assert [Path(file).stem for file in files][:3] == ["2026-1", "2026-2", "2026-3"]
