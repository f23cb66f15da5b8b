"""Reading YAML: every scalar a string, every place known, nothing guessed, nothing raised."""

import os
from time import process_time

import pytest
from helpers import DAY, at, small_catalogue

from generator.checking import check
from generator.problems.problem import Location
from generator.reading.document import Document
from generator.reading.folder import decode, read_folder
from generator.reading.limits import Limits
from generator.reading.parse import parse


def data(text):
    reading = parse(text, "x.yml")
    assert reading.problems == ()
    return reading.document.data


@pytest.mark.parametrize(
    "written", ["0571", "9:00", "1.10", "no", "是", "2026-03-01", "1e3", "0x10", "+86", "1_000"]
)
def test_what_yaml_would_guess_stays_as_written(written):
    assert data(f"a: {written}\n") == {"a": written}


@pytest.mark.parametrize("written", ["", " ~", " null", " Null", " NULL"])
def test_nothing_is_none(written):
    assert data(f"a:{written}\n") == {"a": None}


@pytest.mark.parametrize("written", ["''", '""', "'null'", '"~"'])
def test_quoted_nothing_is_a_text(written):
    assert data(f"a: {written}\n") == {"a": written.strip("'\"")}


def test_lists_mappings_and_block_texts():
    text = "单: 一\n列:\n  - 二\n  - {三: 四}\n文: |\n  五：\n   　六\n折: >-\n  七\n  八\n"

    assert data(text) == {
        "单": "一",
        "列": ["二", {"三": "四"}],
        "文": "五：\n 　六\n",
        "折": "七 八",
    }


def test_windows_line_breaks_are_line_breaks():
    assert data("a: 一\r\nb: |\r\n  二\r\n  三\r\n") == {"a": "一", "b": "二\n三\n"}


@pytest.mark.parametrize(
    "line",
    [
        "a: 上午9：00到下午5：00",
        "a: “我是他爹”的证明",
        "a: 见附件　第二页",
        "a: 户口簿——原件",
        "a: https://www.gov.cn/a:b",
        "a: x#1",
        "a: [一，二]",
        "a: 'C:\\公文'",
        "a: it’s",
        "- PDF：下载后打印",
        "- 2026-11-23",
        "# 说明：\t　“注释里怎么写都行”",
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(line):
    text = f"b:\n  {line}\n" if line.startswith("-") else f"b: 1\n{line}\n"

    assert parse(text, "x.yml").problems == ()


def test_slips_inside_block_texts_are_texts():
    text = (
        "a: |\n  note：x\n  -x\n  “y”\n  z:1\n  \t表\n  　全\nb: >+2\n  k：v\nc:\n  - |\n    d：e\n"
    )

    assert parse(text, "x.yml").problems == ()


def test_all_slips_of_a_file_are_told_at_once():
    problems = parse("a：1\nb:　2\nc:\n  -3\nd: “4”\n\te: 5\n", "x.yml").problems

    assert [(p.code, p.location.line) for p in problems] == [
        ("Y003", 1),
        ("Y004", 2),
        ("Y007", 4),
        ("Y006", 5),
        ("Y005", 6),
    ]


def test_repaired_lines_make_a_file_that_can_be_read():
    text = "id：ZM-001\naliases:\n　-　text：居住证\n    type:colloquial\nnote: “说明: 先问”\nrelated:\n\t-ZM-002\n"
    for _ in range(3):
        lines = text.split("\n")
        for problem in parse(text, "x.yml").problems:
            lines[problem.location.line - 1] = problem.repaired
        text = "\n".join(lines)

    assert data(text) == {
        "id": "ZM-001",
        "aliases": [{"text": "居住证", "type": "colloquial"}],
        "note": "说明: 先问",
        "related": ["ZM-002"],
    }


def test_limits_can_be_set():
    limits = Limits(text_characters=3, nesting=2)

    assert parse("a: 一二三\nb:\n  - 四\n", "x.yml", limits).problems == ()
    assert [p.code for p in parse("a: 一二三四\n", "x.yml", limits).problems] == ["Y018"]
    assert [p.code for p in parse("a:\n  b:\n    c: 一\n", "x.yml", limits).problems] == ["Y016"]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "{" * 100_000,
        "? " * 50_000,
        "- " * 50_000,
        "".join(f"k{i}: 1\n" for i in range(4000)) * 2,
        "".join(f"k{i}: &a 1\n" for i in range(8000)),
        "a: b" + "　" * 60_000 + "c\n",
        "“" * 60_000,
    ],
    ids=["brackets", "braces", "keys", "dashes", "repeats", "anchors", "wide spaces", "quotes"],
)
def test_hostile_files_take_no_time(text):
    start = process_time()
    parse(text, "x.yml")

    assert process_time() - start < 2


class TestPlaces:
    text = "名称: 一\n列:\n  - 二\n  - 𠮷: 三\n    四:\n空:\n流: {甲: [乙, 丙]}\n"
    document = Document("x.yml", data(text), text)

    @pytest.mark.parametrize(
        ("pointer", "line", "column"),
        [
            ((), 1, 1),
            (("名称",), 1, 5),
            (("列",), 3, 3),
            (("列", 0), 3, 5),
            (("列", 1), 4, 5),
            (("列", 1, "𠮷"), 4, 8),
            (("列", 1, "四"), 5, 7),
            (("空",), 6, 3),
            (("流", "甲", 1), 7, 12),
        ],
    )
    def test_of_values(self, pointer, line, column):
        assert self.document.location(pointer) == Location("x.yml", line, column)

    @pytest.mark.parametrize(
        ("pointer", "part", "line", "column"),
        [
            (("甲",), "丙", 3, 4),
            (("甲",), "乙丙", 1, 4),  # over two lines
            (("甲",), "丁", 1, 4),  # of the next value
            (("戊", 0), "午", 4, 6),
            (("戊", 0), "己", 4, 5),  # of the next value on the same line
            (("戊", 1), "己", 4, 10),
        ],
    )
    def test_of_a_part_of_a_value(self, pointer, part, line, column):
        text = "甲: >\n  甲、乙\n  、丙\n戊: [戊午戊, 己己] # 庚\n"
        document = Document("x.yml", data(text), text)
        place = document.location(pointer)

        assert document.part_location(place, part) == Location("x.yml", line, column)

    @pytest.mark.parametrize(
        ("pointer", "line", "column"),
        [(("名称",), 1, 1), (("列", 1, "四"), 5, 5), (("流", "甲"), 7, 5)],
    )
    def test_of_keys(self, pointer, line, column):
        assert self.document.location(pointer, key=True) == Location("x.yml", line, column)

    @pytest.mark.parametrize(
        ("pointer", "line", "column"),
        [
            (("没有",), 1, 1),
            (("列", 1, "没有"), 4, 5),
            (("空", "没有", 3), 6, 1),
            (("列", 9), 2, 1),
        ],
    )
    def test_of_what_is_missing_are_where_it_should_be(self, pointer, line, column):
        assert self.document.location(pointer) == Location("x.yml", line, column)

    def test_mended_line_is_changed_from_the_place_on(self):
        document = Document("x.yml", {}, "typ: typ\n")

        assert document.repaired_line(Location("x.yml", 1, 6), "typ", "type") == "typ: type"
        assert document.repaired_line(Location("x.yml", 1, 6), "typ:", "type:") == ""

    def test_line_outside_the_file_is_empty(self):
        assert self.document.line(0) == self.document.line(99) == ""


class TestFolders:
    def read(self, root, **options):
        return read_folder(root, folders={"a", "b"}, files={"catalogue.yml"}, **options)

    def test_files_come_in_the_order_of_their_paths(self, tmp_path):
        for path in ("b/2.yml", "a/10.yml", "a/1.yml", "catalogue.yml", "editions/x.json"):
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text("id: x\n")

        reading = self.read(tmp_path, ignored=("editions",))

        assert [file.path for file in reading.files] == [
            "a/1.yml",
            "a/10.yml",
            "b/2.yml",
            "catalogue.yml",
        ]
        assert [file.folder for file in reading.files] == ["a", "a", "b", "catalogue.yml"]
        assert reading.problems == ()

    def test_a_folder_in_place_of_a_file(self, tmp_path):
        (tmp_path / "catalogue.yml").mkdir()

        assert codes_of(self.read(tmp_path)) == [("F006", "catalogue.yml:1:1")]

    def test_a_pipe_is_not_waited_for(self, tmp_path):
        (tmp_path / "catalogue.yml").write_text("id: x\n")
        (tmp_path / "a").mkdir()
        os.mkfifo(tmp_path / "a" / "1.yml")

        assert codes_of(self.read(tmp_path)) == [("F006", "a/1.yml:1:1")]

    def test_a_name_in_gbk_is_told_and_can_be_printed(self, tmp_path):
        root = small_catalogue(tmp_path)
        (root / os.fsdecode("城".encode("gbk"))).mkdir()
        name = os.fsdecode("zm-002-城.yml".encode("gbk"))
        (root / "certificates" / name).write_text("id: ZM-002\n")

        problems = check(root, on=DAY).problems

        assert [(p.code, at(p.location)) for p in problems] == [
            ("F013", "certificates/zm-002-\ufffd\ufffd.yml:1:1"),
            ("F002", "\ufffd\ufffd:1:1"),
        ]
        assert all(str(problem).encode() for problem in problems)

    def test_a_folder_that_is_a_file(self, tmp_path):
        (tmp_path / "x").write_text("")

        assert codes_of(self.read(tmp_path / "x")) == [("F001", ":1:1")]


def codes_of(reading):
    own = [problem for file in reading.files for problem in file.reading.problems]
    return [(problem.code, at(problem.location)) for problem in (*own, *reading.problems)]


def test_bytes_in_another_encoding_are_shown_as_far_as_possible():
    problem = decode("id: ZM-001\nname: 居住\x1b证明\n".encode() + b"\xff", "x.yml").problems[0]
    other = decode("name: 居住\x1b证明".encode() + b"\xff\n", "x.yml").problems[0]

    assert (problem.code, problem.location.line, problem.source_line) == ("F010", 3, "\ufffd")
    assert (other.location.column, other.source_line) == (12, "name: 居住\ufffd证明\ufffd")
