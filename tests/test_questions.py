"""Questions that a hotline could not answer: an editor says where each belongs, and it is written."""

from __future__ import annotations

import pytest
from helpers import DAY

from generator.checking import check
from generator.cli import main

LIST = """\
没有答案的问题,次数,归到哪一条
我跟我爸的关系哪里能证明,12,ZM-001
公交卡丢了怎么办,3,目录外
楼道里的灯不亮找谁,5,
楼道里的灯不亮找谁,2,
亲属关系证明,1,ZM-001
"""


def taken(root, text, *options):
    file = root.parent / "questions.csv"
    file.write_text(text, encoding="utf-8")
    command = ["import", str(file), "--as", "questions", "--catalogue", str(root)]
    return main([*command, "--on", DAY.isoformat(), *options])


def entry_of(root):
    return (root / "certificates/zm-001-qinshu-guanxi.yml").read_text(encoding="utf-8")


def test_what_an_editor_accepts_is_written_where_it_belongs(root, capsys):
    assert taken(root, LIST) == 0

    said = capsys.readouterr().out
    assert "  - 我跟我爸的关系哪里能证明\n" in entry_of(root)
    speech = (root / "speech/hotline.yml").read_text(encoding="utf-8")
    assert (
        speech
        == "id: hotline\ntitle: 热线转来的、目录里没有的事\nelsewhere:\n  - 公交卡丢了怎么办\n"
    )
    assert "“亲属关系证明”已经有答案，是ZM-001。" in said
    assert "还没有定的1句" in said
    assert "  7次　楼道里的灯不亮找谁" in said
    assert check(root, on=DAY).passed


def test_the_same_list_again_adds_nothing(root):
    taken(root, LIST)
    first = entry_of(root), (root / "speech/hotline.yml").read_bytes()

    assert taken(root, LIST) == 0

    assert (entry_of(root), (root / "speech/hotline.yml").read_bytes()) == first


def test_a_preview_writes_nothing(root, capsys):
    before = entry_of(root)

    assert taken(root, LIST, "--preview") == 0

    assert "只是预览" in capsys.readouterr().out
    assert entry_of(root) == before
    assert not (root / "speech").exists()


@pytest.mark.parametrize(
    ("secret", "what"),
    [
        ("13812345678", "手机号"),
        ("+86 138 1234 5678", "手机号"),
        ("42070019900101123X", "身份证号"),
    ],
)
def test_a_list_that_holds_what_is_personal_is_refused_whole(root, capsys, secret, what):
    before = entry_of(root)

    assert taken(root, f"{LIST}张三{secret}问的,1,\n") == 1

    assert f"像是写着{what}，去掉再导入" in capsys.readouterr().err
    assert entry_of(root) == before


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("问一句话,1,ZM-999", "目录里没有ZM-999，没有收"),
        (f"{'长' * 81},1,ZM-001", "要2到80个字，没有收"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told(root, capsys, row, said):
    assert taken(root, f"问题,次数,编号\n{row}\n") == 0

    assert said in capsys.readouterr().out


def test_a_list_without_questions_is_told(root, capsys):
    assert taken(root, "姓名,电话\n张三,1\n") == 1

    assert "没有找到写问题的一列" in capsys.readouterr().err
