"""`catalogue diff` says what it could not compare, and shows reviewers what readers never see."""

import json
import os

import pytest
from helpers import DAY, commit, git, repository_in, small_catalogue, write
from test_editions import ENTRY, change

from generator.cli import main

WAIVER = """\
waivers:
  - code: R001
    file: certificates/zm-001-qinshu-guanxi.yml
    reason: 等部门定名。
    granted_on: 2026-11-20
    until: 2027-11-20
"""


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A repository with the small catalogue, all committed."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    made = small_catalogue(tmp_path / "place")
    repository_in(made.parent)
    return made


def compared(root, *words):
    return main(["diff", *(words or ("HEAD",)), "--catalogue", str(root), "--on", DAY.isoformat()])


@pytest.mark.parametrize(
    ("old", "new"),
    [("tier: A", "tier: X"), ("id: ZM-001", "id：ZM-001"), ("summary: ", "summary: '")],
)
def test_a_broken_entry_is_not_withdrawn(root, capsys, old, new):
    change(root, old, new)

    assert compared(root) == 1

    told = capsys.readouterr()
    assert "撤下" not in told.out
    assert "没有比的（1）\n  工作稿里的certificates/zm-001-qinshu-guanxi.yml有错" in told.out


def test_a_broken_body_is_not_withdrawn(root, capsys):
    change(root, "type: government", "type：government", "bodies/gonganju.yml")

    assert compared(root) == 1

    told = capsys.readouterr().out
    assert "撤下" not in told
    assert "bodies/gonganju.yml有错" in told


def test_what_was_broken_before_is_no_news(root, capsys):
    change(root, "tier: A", "tier: X")
    commit(root.parent)
    change(root, "tier: X", "tier: A")

    assert compared(root) == 1

    told = capsys.readouterr().out
    assert "新增" not in told
    assert "HEAD里的certificates/zm-001-qinshu-guanxi.yml有错" in told


def test_without_settings_nothing_can_be_compared(root, capsys):
    change(root, "name: ", "name：", "catalogue.yml")

    assert compared(root) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "工作稿的catalogue.yml有错，比不了" in told.err


def test_an_error_that_hides_nothing_hinders_nothing(root, capsys):
    change(root, "    body: gonganju", "    body: 公安科")

    assert compared(root) == 0
    assert "没有比的" not in capsys.readouterr().out


def test_a_waiver_is_seen_by_who_reviews(root, capsys):
    write(root / "waivers.yml", WAIVER)

    assert compared(root) == 0
    told = capsys.readouterr().out
    assert "只给审的人看（1）" in told
    assert (
        "新增：豁免R001，certificates/zm-001-qinshu-guanxi.yml：等部门定名。2027-11-20前有效"
        in told
    )


def test_internal_notes_and_written_pages_are_seen_by_who_reviews(root, capsys):
    write(root.parent / "docs/about.md", "# 关于\n")
    commit(root.parent)
    change(root, "tier: A", "tier: A\nnotes_internal: 问过民政局。")
    write(root.parent / "docs/about.md", "# 关于我们\n")

    assert compared(root) == 0
    told = capsys.readouterr().out
    assert "新增：ZM-001《亲属关系证明》的编辑备注：问过民政局。" in told
    assert "修改：手写的页面docs/about.md" in told


def test_what_only_reviewers_see_is_data_too(root, capsys):
    write(root / "waivers.yml", WAIVER)

    assert compared(root, "HEAD", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["not_compared"] == []
    assert len(told["for_reviewers"]) == 1


def test_a_changed_verdict_comes_first(root, capsys):
    for number in ("2", "3"):
        text = (root / ENTRY).read_text(encoding="utf-8")
        text = text.replace("ZM-001", f"ZM-00{number}").replace("亲属关系", f"亲属{number}")
        write(root / f"certificates/zm-00{number}-x.yml", text)
    commit(root.parent)
    change(root, "tier: A", "tier: B")
    change(root, "decision: forbidden", "decision: undecided", "certificates/zm-003-x.yml")

    compared(root)

    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["对照HEAD", "结论变了（1）"]
    assert "ZM-003" in lines[2]


def test_a_title_is_in_words(root, capsys):
    git(root, "branch", "main2")
    change(root, "tier: A", "tier: B")
    hash_ = (root.parent / ".git/refs/heads/main2").read_text().strip()

    compared(root, hash_)
    told = capsys.readouterr().out
    assert hash_[:12] not in told
    assert told.startswith("对照")
    assert "的提交" in told.splitlines()[0]
