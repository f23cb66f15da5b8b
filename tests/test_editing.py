"""Editing: one form for every file, sure repairs, what is due; and nothing said is ever changed."""

from __future__ import annotations

import json

import pytest
import yaml
from helpers import DAY, break_file, case_name, cases, examples, sampled, small_catalogue, write
from hypothesis import given
from hypothesis import strategies as st

from generator.checking import check
from generator.cli import main
from generator.editing import files
from generator.editing.formatting import NotFormattedError, format_text
from generator.reading.parse import parse
from generator.schema.kinds import load_kinds

KINDS = load_kinds()
CERTIFICATE = KINDS.by_key["certificates"]
ENTRY = "certificates/zm-001-qinshu-guanxi.yml"


def tidy_catalogue(folder):
    root = small_catalogue(folder)
    assert main(["fmt", "--catalogue", str(root)]) == 0
    return root


def fmt(text):
    return format_text(text, CERTIFICATE, KINDS)


# --- the one form -----------------------------------------------------------------------------

UNTIDY = """\
# 第一行的说明

summary:   "社区不开。"   # 先说怎么办


name: '亲属关系证明'
id: ZM-001 # 编号永远不变
# 去处放在后面
routes:
# 第一条
- place: 户籍派出所
  type: issuing_body   # 该开的单位
  documents: [户口簿, "12345", 'yes']
faq:
    - question: 要钱吗
      answer: >
        不要
        钱。
    - answer: |
        第一行
        第二行
      question: 几天
# 最后的说明
"""
TIDY = """\
id: ZM-001  # 编号永远不变

name: 亲属关系证明
# 第一行的说明

summary: 社区不开。  # 先说怎么办
# 去处放在后面
routes:
  # 第一条
  - type: issuing_body  # 该开的单位
    place: 户籍派出所
    documents:
      - 户口簿
      - '12345'
      - 'yes'
faq:
  - question: 要钱吗
    answer: |
      不要 钱。
  - question: 几天
    answer: |
      第一行
      第二行
# 最后的说明
"""


def test_an_untidy_file_is_put_in_order():
    assert fmt(UNTIDY) == TIDY


def test_a_blank_line_after_a_block_stays():
    text = "meaning: |-\n  一\n  二\n\n# 说明\nfaq:\n  - |-\n    一\n    二\n\n  - 三\n"

    assert fmt(text) == text


@sampled("step", sample=3, whole=1)
def test_every_shipped_file_says_the_same_afterwards(repository, step):
    """Of every third file, or of all."""
    for file in sorted((repository / "catalogue").rglob("*.yml"))[::step]:
        kind = KINDS.by_key.get(file.parent.name) or KINDS.by_key[file.name]
        text = file.read_text(encoding="utf-8")
        assert format_text(text, kind, KINDS) == text, file.name


TEXTS = (
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30)
    | st.sampled_from(
        [
            "yes",
            "012",
            "1e3",
            "",
            " x",
            "- x",
            "a: b",
            "x #y",
            "'",
            '"',
            "2026-01-01",
            "9:00",
            "_:0",
            "a\n\n\nb",
            "a\n\n",
        ]
    )
    | st.sampled_from(["id：1", "“一”", "https://a.cn/b"])
)
VALUES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "text", "type", "place", "documents"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
COMMENTS = st.lists(st.sampled_from(["# 说明", "", "# a: b", "#", "  # 缩进的"]), max_size=3)


@examples(150)
@given(
    st.dictionaries(st.sampled_from(list(CERTIFICATE.schema["properties"])), VALUES, min_size=1),
    COMMENTS,
    st.sampled_from(["'", '"', "|", None]),
    st.booleans(),
)
def test_what_a_file_says_never_changes_and_twice_is_once(data, comments, style, flow):
    text = yaml.dump(
        data, allow_unicode=True, default_style=style, default_flow_style=flow, width=40
    )
    lines = text.split("\n")
    text = "\n".join([*comments, *lines[:-1], *comments, ""])
    before = parse(text, "x.yml").document
    if before is None:
        with pytest.raises(NotFormattedError):
            fmt(text)
        return

    made = fmt(text)

    assert parse(made, "x.yml").document.data == before.data
    assert fmt(made) == made
    for comment in comments:
        assert comment.strip() in made


@pytest.mark.parametrize("text", ["", "id：ZM-001\n", "a: [\n", "- 1\n", "\x00"])
def test_what_cannot_be_read_is_left_alone(text):
    with pytest.raises(NotFormattedError):
        fmt(text)


def test_the_command_tells_and_writes_only_what_changes(tmp_path, capsys):
    root = tidy_catalogue(tmp_path)
    assert main(["fmt", "--check", "--catalogue", str(root)]) == 0
    text = (root / ENTRY).read_text(encoding="utf-8")
    write(root / ENTRY, text.replace("tier: A\n", "").replace("act:", "tier: 'A'\nact:"))
    before = {file: file.stat().st_mtime_ns for file in root.rglob("*.yml")}

    assert main(["fmt", "--check", "--catalogue", str(root)]) == 1
    assert main(["fmt", "--catalogue", str(root)]) == 0

    changed = {file for file in before if file.stat().st_mtime_ns != before[file]}
    assert changed == {root / ENTRY}
    assert (root / ENTRY).read_text(encoding="utf-8") == text
    assert f"{ENTRY}：排好了" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path, capsys):
    root = tidy_catalogue(tmp_path)
    write(root / "certificates/zm-002-x.yml", "id：ZM-002\n")
    text = (root / ENTRY).read_text(encoding="utf-8")
    write(root / ENTRY, text.replace("tier: A", "tier: 'A'"))

    assert main(["fmt", "--catalogue", str(root)]) == 1

    assert "zm-002-x.yml：这个文件读不懂" in capsys.readouterr().err
    assert (root / ENTRY).read_text(encoding="utf-8") == text


def test_a_new_entry_is_in_order_from_the_start(tmp_path):
    root = tidy_catalogue(tmp_path)
    for kind in KINDS.of_entries():
        assert main(["new", kind.folder, "--name", "试一试", "--catalogue", str(root)]) == 0

    assert main(["fmt", "--check", "--catalogue", str(root)]) == 0


def test_all_files_are_written_or_none(tmp_path, monkeypatch):
    one, two = tmp_path / "one.yml", tmp_path / "two.yml"
    write(one, "旧一\n")
    replace = files.Path.replace

    def full(self, target):
        if target == two:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(files.Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        files.write_all(tmp_path, {"one.yml": "新一\n", "two.yml": "新二\n"})

    assert one.read_text(encoding="utf-8") == "旧一\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["one.yml"]


# --- repairs ----------------------------------------------------------------------------------

MENDED = [case for case in cases("broken") if any("repaired" in one for one in case["expect"])]


@pytest.mark.parametrize("case", MENDED, ids=case_name)
def test_a_repair_is_shown_first_and_then_made(case, tmp_path, capsys):
    root = small_catalogue(tmp_path)
    break_file(root, case)
    file = root / case["file"]
    before = file.read_bytes()
    expected = [one for one in case["expect"] if "repaired" in one]

    assert main(["fix", "--catalogue", str(root), "--on", DAY.isoformat()]) == 0
    shown = capsys.readouterr().out
    assert file.read_bytes() == before
    assert f"改成：{expected[0]['repaired']}" in shown

    assert main(["fix", "--yes", "--catalogue", str(root), "--on", DAY.isoformat()]) == 0
    codes = {(p.code, p.location.line) for p in check(root, on=DAY).problems}
    assert (expected[0]["code"], expected[0]["line"]) not in codes


def test_nothing_to_repair_is_said(tmp_path, capsys):
    assert main(["fix", "--catalogue", str(small_catalogue(tmp_path))]) == 0
    assert "没有能自动改的" in capsys.readouterr().out


# --- what is due ------------------------------------------------------------------------------


def test_what_is_due_is_listed_by_department(tmp_path, capsys):
    root = small_catalogue(tmp_path)
    text = (root / ENTRY).read_text(encoding="utf-8")
    write(root / ENTRY, text + "unverified:\n  - 窗口的地址没有核实。\n")

    assert main(["due", "--catalogue", str(root), "--on", "2027-12-01", "--format", "json"]) == 0

    (body,) = json.loads(capsys.readouterr().out)["due"]
    assert body["department"] == "江北县公安局"
    assert [one["reason"] for one in body["duties"]] == [
        "应当在2027-11-01前再核对",
        "待核实：窗口的地址没有核实。",
        "待核实：去处“户籍派出所”",
    ]
    assert main(["due", "--late", "--catalogue", str(root), "--on", "2027-12-01"]) == 0
    assert "窗口" not in capsys.readouterr().out
    assert main(["due", "--late", "--catalogue", str(root), "--on", "2026-12-01"]) == 0
    assert "没有待办的" in capsys.readouterr().out
