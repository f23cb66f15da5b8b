"""How problems are written: for people, for machines, for the annotations of two forges."""

import json

import pytest
from helpers import DAY, SMALL, TESTS, small_catalogue
from jsonschema import Draft7Validator

from generator.checking import check
from generator.problems import machine, sarif, text
from generator.problems.problem import Location, Problem, Related, Severity, has_errors, in_order
from generator.rules.explanations import all_explanations

FULL = Problem(
    code="R005",
    message="本条“可以用印”，ZM-001却“不应出具”：100%",
    location=Location("seal-uses/yz-001.yml", 3, 7),
    severity=Severity.WARNING,
    hint="两条改成一致。",
    repaired="用印: 不得用印",
    source_line="用印:  可以用印",
    related=(Related(Location("certificates/zm-001.yml", 4, 11), "ZM-001的结论在这里"),),
)
BARE = Problem(code="F001", message="没有找到目录文件夹", location=Location(""))
ODD = Problem(code="F002", message="一\r\n二", location=Location("备忘 50%,a:b.txt"))


def many():
    """Files that give problems of every room at once."""
    return {
        "certificates/zm-002-a.yml": "id：ZM-002\n名称\t: x\n",
        "certificates/zm-003-b.yml": "id: zm-003\nname: 居住\u200b证明\n",
        "certificates/zm-004-c.yml": (SMALL / "certificates/zm-001-qinshu-guanxi.yml")
        .read_text(encoding="utf-8")
        .replace("gonganju", "公安局")
        .replace("ZM-001", "ZM-004"),
        "sources/x y%.yml": b"\xef\xbb\xbfid: x",
        "备忘.txt": "",
    }


class TestText:
    def test_everything_there_is_to_say(self):
        assert text.render([FULL], "catalogue/") == (
            "catalogue/seal-uses/yz-001.yml:3:7: 提醒[R005] 本条“可以用印”，ZM-001却“不应出具”：100%\n"
            "    3 | 用印:  可以用印\n"
            "      | \u3000\u3000   \u3000^\n"
            "      提示：两条改成一致。\n"
            "      改成：用印: 不得用印\n"
            "      另见：catalogue/certificates/zm-001.yml:4:11 ZM-001的结论在这里\n"
        )

    def test_the_folder_itself(self):
        assert text.render([BARE], "catalogue/") == "catalogue:1:1: 错误[F001] 没有找到目录文件夹\n"
        assert text.render([BARE]) == ".:1:1: 错误[F001] 没有找到目录文件夹\n"

    @pytest.mark.parametrize(
        ("line", "column", "blanks"),
        [
            ("name：x", 5, "    "),
            ("名称：x", 3, "\u3000\u3000"),
            ("a\t：x", 3, " \t"),
            ("𠮷Ａa：x", 4, "\u3000\u3000 "),
            ("e\u0301：x", 3, " "),
            ("x", 9, " "),
        ],
    )
    def test_the_caret_stands_under_its_character(self, line, column, blanks):
        problem = Problem(
            code="Y003", message="错", location=Location("a", 1, column), source_line=line
        )

        assert text.render([problem]).splitlines()[-1] == f"      | {blanks}^"

    def test_colours_only_when_asked_for(self):
        assert "\x1b" not in text.render([FULL, BARE])
        assert text.render([FULL], style=text.COLOUR).startswith(
            "\x1b[1mseal-uses/yz-001.yml:3:7\x1b[0m"
        )

    @pytest.mark.parametrize(
        ("problems", "words"),
        [
            ([], "没有问题"),
            ([BARE, BARE], "2处错误"),
            ([FULL], "1处提醒"),
            ([BARE, FULL], "1处错误，1处提醒"),
        ],
    )
    def test_summary(self, problems, words):
        assert text.summary(problems) == words


INJECTED = "一\n::error file=a.yml::二\r::stop-commands::x\u2028::三 ##[error]四"
HOSTILE = Problem(
    code="S004",
    message=INJECTED,
    location=Location("::error::a.yml", 2, 3),
    hint=INJECTED,
    repaired=f"{INJECTED}五",
    source_line=INJECTED,
    related=(Related(Location("::error::b.yml"), INJECTED),),
)


@pytest.mark.parametrize("base", ["", "catalogue/"])
def test_no_text_makes_a_line_or_a_command_of_its_own(base):
    (annotation,) = machine.render_github([HOSTILE], base).splitlines()
    lines = text.render([HOSTILE], base).splitlines()

    assert annotation.startswith(f"::error file={base.replace(':', '%3A')}%3A%3Aerror")
    assert len(lines) == 6
    assert [line for line in lines if line.lstrip().startswith("::") or "##[" in line] == []


def test_json():
    problems = json.loads(machine.render_json([FULL, BARE], "catalogue/"))["problems"]

    assert problems[0] == {
        "code": "R005",
        "severity": "warning",
        "message": "本条“可以用印”，ZM-001却“不应出具”：100%",
        "file": "catalogue/seal-uses/yz-001.yml",
        "line": 3,
        "column": 7,
        "hint": "两条改成一致。",
        "source_line": "用印:  可以用印",
        "repaired": "用印: 不得用印",
        "related": [
            {
                "file": "catalogue/certificates/zm-001.yml",
                "line": 4,
                "column": 11,
                "message": "ZM-001的结论在这里",
            }
        ],
    }
    assert problems[1]["related"] == []


def test_github():
    assert machine.render_github([FULL, ODD]) == (
        "::warning file=seal-uses/yz-001.yml,line=3,col=7,title=R005::"
        "本条“可以用印”，ZM-001却“不应出具”：100%25%0A两条改成一致。%0A改成：用印: 不得用印\n"
        "::error file=备忘 50%25%2Ca%3Ab.txt,line=1,col=1,title=F002::一%0D%0A二\n"
    )


class TestGitlab:
    def test_report(self):
        issue, _ = json.loads(machine.render_gitlab([FULL, BARE], "catalogue/"))

        assert issue.pop("fingerprint")
        assert issue == {
            "description": "本条“可以用印”，ZM-001却“不应出具”：100%\n两条改成一致。\n改成：用印: 不得用印",
            "check_name": "R005",
            "severity": "minor",
            "location": {"path": "catalogue/seal-uses/yz-001.yml", "lines": {"begin": 3}},
        }

    def test_fingerprints_stay_when_lines_move(self):
        moved = Problem(code="F001", message="没有找到目录文件夹", location=Location("", 9, 9))

        assert self.fingerprints([BARE]) == self.fingerprints([moved])

    def test_fingerprints_of_equal_problems_differ(self):
        assert len(set(self.fingerprints([BARE, FULL, BARE]))) == 3

    def fingerprints(self, problems):
        return [issue["fingerprint"] for issue in json.loads(machine.render_gitlab(problems))]


class TestSarif:
    schema = json.loads((TESTS / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    validator = Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)

    def valid(self, problems, base=""):
        log = json.loads(sarif.render(problems, base, explained=all_explanations()))
        assert [error.message for error in self.validator.iter_errors(log)] == []
        return log["runs"][0]

    def test_no_problems_are_a_valid_log(self):
        assert self.valid([])["results"] == []

    def test_one_with_everything(self):
        run = self.valid([FULL, BARE], "catalogue/")
        result, folder = run["results"]

        assert run["columnKind"] == "unicodeCodePoints"
        assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["F001", "R005"]
        assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("R005", 1, "warning")
        assert result["locations"][0]["physicalLocation"] == {
            "artifactLocation": {"uri": "catalogue/seal-uses/yz-001.yml"},
            "region": {"startLine": 3, "startColumn": 7},
        }
        assert result["fixes"][0]["artifactChanges"][0]["replacements"][0] == {
            "deletedRegion": {"startLine": 3, "startColumn": 1, "endColumn": 10},
            "insertedContent": {"text": "用印: 不得用印"},
        }
        assert folder["locations"][0]["physicalLocation"]["artifactLocation"] == {
            "uri": "catalogue/"
        }

    def test_a_rule_is_described_as_it_is_explained(self):
        explained = all_explanations()
        rules = self.valid([FULL, BARE])["tool"]["driver"]["rules"]

        assert [rule["shortDescription"]["text"] for rule in rules] == [
            explained["F001"].title,
            explained["R005"].title,
        ]
        assert rules[1]["fullDescription"] == {"text": explained["R005"].meaning}

    def test_addresses_are_escaped(self):
        result = self.valid([ODD])["results"][0]

        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (
            "%E5%A4%87%E5%BF%98%2050%25%2Ca%3Ab.txt"
        )

    def test_no_text_is_a_link(self):
        linked = Problem(
            code="S004", message="[一](https://evil.example)", location=Location("a.yml")
        )

        assert "](" not in self.valid([linked])["results"][0]["message"]["text"]

    def test_a_real_check(self, tmp_path):
        problems = check(small_catalogue(tmp_path, many()), on=DAY).problems

        assert {"Y003", "Y005", "Y025", "R001", "F011", "F002"} <= {p.code for p in problems}
        assert len(self.valid(problems, "catalogue/")["results"]) == len(problems)


class TestProblem:
    def test_order_is_by_file_line_column_and_code(self):
        problems = [
            Problem(code=code, message="", location=Location(file, line, column))
            for file, line, column, code in [
                ("b", 1, 1, "Y001"),
                ("a", 10, 1, "Y001"),
                ("a", 2, 3, "Y002"),
                ("a", 2, 3, "Y001"),
                ("a", 2, 1, "Y003"),
            ]
        ]

        assert [(p.location.file, p.location.line, p.code) for p in in_order(problems)] == [
            ("a", 2, "Y003"),
            ("a", 2, "Y001"),
            ("a", 2, "Y002"),
            ("a", 10, "Y001"),
            ("b", 1, "Y001"),
        ]

    def test_repeats_are_dropped(self):
        assert in_order([BARE, FULL, BARE]) == (BARE, FULL)

    def test_warnings_stop_nothing(self):
        assert not has_errors([FULL])
        assert has_errors([FULL, BARE])
