"""Editions: frozen whole or not at all, never changed, in force from a day on, and checked."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import date

import pytest
from helpers import DAY, commit, repository_in, small_catalogue, write
from releasing import ENTRY, FIRST, SECOND, change, release, wanted_edition

from generator.checking import check, document_cache, select_catalogue
from generator.cli import main
from generator.editions import store
from generator.editions.edition import (
    EditionError,
    state_of,
)
from generator.editions.release import make_edition
from generator.editions.store import read_editions, write_edition
from generator.rules import identity
from generator.rules.rule import RuleContext
from generator.schema.kinds import load_kinds
from generator.site.compose import build

KINDS = load_kinds()
OPENED = document_cache(KINDS).opened


@pytest.fixture
def released(first_edition, tmp_path):
    """A small catalogue with a first edition, in force since 2026-11-23."""
    return shutil.copytree(first_edition, tmp_path / "catalogue")


# --- releasing --------------------------------------------------------------------------------


def test_an_edition_is_the_catalogue_as_it_was(released):
    (edition,), problems = read_editions(released, OPENED)

    assert not problems
    assert edition.state == state_of(check(released, on=DAY).catalogue)
    assert OPENED(edition.to_bytes()).digest == edition.digest
    assert "zm-001/" in edition.addresses


def test_the_same_catalogue_gives_the_same_bytes(released, tmp_path):
    other = small_catalogue(tmp_path / "other")
    assert release(other, *FIRST, "--in-force", "2026-11-23") == 0

    one, two = (root / "editions/2026-1.json" for root in (released, other))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([*FIRST, "--in-force", "2026-12-01"], "2026-1版已经发布过"),
        ([*SECOND, "--in-force", "2026-11-01"], "早于通过日期"),
        (
            [*SECOND, "--in-force", "2026-11-22", "--adopted", "2026-11-22"],
            "早于2026-1版的2026-11-23",
        ),
        (["--id", "../x", *SECOND[2:], "--in-force", "2026-12-01"], "版次“../x”不能用"),
        (["--id", "con", *SECOND[2:], "--in-force", "2026-12-01"], "版次“con”不能用"),
        ([*SECOND[:4], "--instrument", " ", "--in-force", "2026-12-01"], "批准文件是空的"),
    ],
)
def test_what_must_not_be_released_is_not(released, options, said, capsys):
    change(released, "户口簿能看出关系的", "户口簿上写着关系的")
    before = sorted(released.rglob("*"))

    assert release(released, *options) == 1

    assert said in capsys.readouterr().err
    assert sorted(released.rglob("*")) == before


def test_nothing_new_is_not_released(released, capsys):
    assert release(released, *SECOND, "--in-force", "2026-12-01") == 1
    assert "没有要发布的变化" in capsys.readouterr().err


def test_a_catalogue_with_errors_is_not_released(released, capsys):
    change(released, "decision: forbidden", "decision: perhaps")

    assert release(released, *SECOND, "--in-force", "2026-12-01") == 1

    assert "目录里有错" in capsys.readouterr().err
    assert not (released / "editions/2026-2.json").exists()


def test_a_number_once_released_must_stay(released, capsys):
    shutil.copy(released / ENTRY, released / "certificates/zm-002-x.yml")
    change(released, "ZM-001", "ZM-002", "certificates/zm-002-x.yml")
    change(released, "亲属关系证明", "居住情况证明", "certificates/zm-002-x.yml")
    (released / ENTRY).unlink()

    assert release(released, *SECOND, "--in-force", "2026-12-01") == 1

    assert "2026-1版里的ZM-001不见了" in capsys.readouterr().out


def test_a_number_never_means_another_kind(released):
    was = (("2026-1", frozenset({("ZM-001", "services")})),)
    catalogue = check(released, on=DAY).catalogue

    (finding,) = identity.RULE.check(catalogue, RuleContext(on=DAY, editions=was))

    assert finding.message == "ZM-001在2026-1版里属于事项，现在属于证明"
    assert (finding.path, finding.pointer) == (ENTRY, ("id",))


def test_a_number_once_released_is_no_draft_again(released):
    change(released, "status: in_force", "status: draft")

    (problem,) = check(released, on=DAY).problems

    assert (problem.code, problem.location.file, problem.location.line) == ("R018", ENTRY, 5)


def test_what_is_not_committed_is_not_released(released, capsys):
    repository_in(released)
    change(released, "户口簿能看出关系的", "户口簿上写着关系的")

    assert release(released, *SECOND, "--in-force", "2026-12-01") == 1
    assert "还没有提交" in capsys.readouterr().err

    commit(released)
    assert release(released, *SECOND, "--in-force", "2026-12-01", papers=()) == 0


@pytest.mark.parametrize("moment", ["mkstemp", "fdopen", "fsync", "chmod", "link", "unlink"])
def test_an_interrupted_release_leaves_the_old_state_or_the_new(released, moment, monkeypatch):
    change(released, "户口簿能看出关系的", "户口簿上写着关系的")
    (first,), _ = read_editions(released, OPENED)
    state = state_of(check(released, on=DAY).catalogue)
    second = make_edition(wanted_edition("2026-2"), state, (first,), ["zm-001/"], KINDS)

    class Killed(BaseException):
        """The process dies here; nothing after it runs."""

    def die(*_args, **_options):
        raise Killed

    homes = {"mkstemp": store.tempfile, "chmod": store.Path, "unlink": store.Path}
    monkeypatch.setattr(homes.get(moment, os), moment, die)
    with pytest.raises(Killed):
        write_edition(released, second)
    monkeypatch.undo()

    editions, problems = read_editions(released, OPENED)
    assert not problems
    assert [edition.id for edition in editions] in (["2026-1"], ["2026-1", "2026-2"])
    assert check(released, on=DAY).passed


def test_two_at_once_do_not_overwrite_each_other(released):
    (first,), _ = read_editions(released, OPENED)
    change(released, "户口簿能看出关系的", "户口簿上写着关系的")
    state = state_of(check(released, on=DAY).catalogue)
    write_edition(released, make_edition(wanted_edition("2026-2"), state, (first,), [], KINDS))
    other = replace(
        make_edition(wanted_edition("2026-2"), state, (first,), [], KINDS), title="别的"
    )

    with pytest.raises(FileExistsError):
        write_edition(released, other)

    assert read_editions(released, OPENED)[0][-1].title == "第二版"


# --- as of a day ------------------------------------------------------------------------------


def test_the_command_shows_an_entry_as_of_a_day(released, capsys):
    change(released, "户口簿能看出关系的", "户口簿上写着关系的")
    assert release(released, *SECOND, "--in-force", "2026-12-15", papers=()) == 0
    capsys.readouterr()

    for day, words in (("2026-12-14", "户口簿能看出关系的"), ("2026-12-15", "户口簿上写着关系的")):
        assert main(["show", "zm-001", "--catalogue", str(released), "--on", day]) == 0
        told = capsys.readouterr().out
        assert words in told.splitlines()[1]
        assert ("还没有施行" in told) == (day < "2026-12-15")


def test_before_the_first_edition_there_is_none(released, capsys):
    with pytest.raises(EditionError, match="还没有施行的版本"):
        select_catalogue(check(released, on=DAY), as_of=date(2026, 1, 1))
    assert main(["diff", "2026-01-01", "--catalogue", str(released)]) == 1
    assert "还没有施行的版本" in capsys.readouterr().err


def test_a_site_of_an_earlier_day_shows_what_held_then(released):
    change(released, "户口簿能看出关系的", "户口簿上写着关系的")

    now, then = (build(released, on=DAY, as_of=day) for day in (None, DAY))

    pages = [next(p.body for p in made.pages if p.address == "zm-001/") for made in (now, then)]
    assert "户口簿上写着关系的" in pages[0]
    assert "工作稿，ZM-001" in pages[0]
    assert "户口簿能看出关系的" in pages[1]
    assert "2026-1版，ZM-001" in pages[1]


def test_what_is_released_but_not_yet_in_force_is_announced(released):
    change(released, "户口簿能看出关系的", "户口簿上写着关系的")
    assert release(released, *SECOND, "--in-force", "2026-12-15", papers=()) == 0

    made = build(released, on=DAY, traditional=False)

    page = next(page.body for page in made.pages if page.address == "zm-001/")
    assert "2026年12月15日起要变" in page
    head = page[: page.index("</header>")]
    assert "改为" not in head, "what was rewritten stands in the history, not above"
    assert 'href="#history"' in head
    listed = next(page.body for page in made.pages if page.address == "editions/")
    assert "还没有施行" in listed


def test_a_verdict_that_is_to_change_is_said_above_the_answer(released):
    change(released, "decision: forbidden", "decision: assist_only")
    change(released, "户口簿能看出关系的", "户口簿上写着关系的")
    assert release(released, *SECOND, "--in-force", "2026-12-15", papers=()) == 0

    made = build(released, on=DAY, traditional=False)

    page = next(page.body for page in made.pages if page.address == "zm-001/")
    head = page[: page.index("</header>")]
    assert "结论由“不应出具”改为“只协助核实”。" in head
    assert head.count("改为") == 1


def test_a_day_is_named_once_above_the_answer_however_many_editions_begin_on_it(released):
    change(released, "户口簿能看出关系的", "户口簿上写着关系的")
    assert release(released, *SECOND, "--in-force", "2026-12-15", papers=()) == 0
    change(released, "decision: forbidden", "decision: assist_only")
    third = ("--id", "2026-3", *SECOND[2:])
    assert release(released, *third, "--in-force", "2026-12-15", papers=()) == 0

    made = build(released, on=DAY, traditional=False)

    page = next(page.body for page in made.pages if page.address == "zm-001/")
    assert page[: page.index("</header>")].count("2026年12月15日起") == 1


# --- comparing --------------------------------------------------------------------------------


def test_the_form_of_the_yaml_is_no_change(released, capsys):
    text = (released / ENTRY).read_text(encoding="utf-8")
    lines = text.splitlines()
    write(released / ENTRY, "# 重新排过\n" + "\n".join([*lines[1:4], lines[0], *lines[4:]]) + "\n")

    assert main(["diff", "2026-1", "--catalogue", str(released)]) == 0

    assert "无实质变化" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("form", "start"), [("text", "对照2026-1版\n"), ("markdown", "## `对照2026-1版`")]
)
def test_changes_are_told_as_text_and_markdown(released, capsys, form, start):
    change(released, "tier: A", "tier: B")

    assert main(["diff", "2026-1", "--catalogue", str(released), "--format", form]) == 0

    said = capsys.readouterr().out
    assert said.startswith(start)
    assert "依据等级由“国家规定”改为“本地规定”" in said


def test_folders_and_git_revisions_are_compared_too(released, tmp_path, capsys):
    repository_in(released)
    copy = shutil.copytree(released, tmp_path / "copy")
    change(released, "tier: A", "tier: B")

    for before in ("HEAD", str(copy)):
        command = ["diff", before, "--catalogue", str(released), "--format", "json"]
        assert main(command) == 0
        (told,) = json.loads(capsys.readouterr().out)["changes"]
        assert told["id"] == "ZM-001"


@pytest.mark.parametrize("name", ["2099-9", "--output=x", "不存在"])
def test_what_means_nothing_is_said_to_mean_nothing(released, name, capsys):
    assert main(["diff", "--catalogue", str(released), "--", name]) == 1
    assert "不知道" in capsys.readouterr().err


# --- addresses --------------------------------------------------------------------------------


def test_an_address_once_released_is_not_dropped(released):
    moved = (released / "bodies/minzhengju.yml").rename(released / "bodies/minzheng.yml")
    write(moved, moved.read_text(encoding="utf-8").replace("id: minzhengju", "id: minzheng"))

    (problem,) = build(released, on=DAY).check.problems

    assert problem.code == "W102"
    assert "/body-minzhengju/" in problem.message

    settings_file = released / "catalogue.yml"
    text = settings_file.read_text(encoding="utf-8")
    more = "redirects:\n  - from: body-minzhengju/\n    to: body-minzheng/\n"
    write(settings_file, text + more)
    made = build(released, on=DAY)
    assert made.check.passed
    assert b'url=../body-minzheng/"' in made.files["body-minzhengju/index.html"]


def test_what_only_gathers_leads_to_the_larger_gathering(released):
    change(released, "decision: forbidden", "decision: assist_only")

    made = build(released, on=DAY)

    assert made.check.passed
    assert b"url=../zm-001/" in made.files["slip-zm-001/index.html"]
    assert b"url=../certificates/#assist_only" in made.files["certificates-assist-only/index.html"]
    assert b'url=../certificates/"' in made.files["certificates-forbidden/index.html"]
    assert "這一頁搬走了" in made.files["zh-hant/slip-zm-001/index.html"].decode()


@pytest.mark.parametrize("option", ["--title", "--instrument"])
def test_what_fits_no_code_is_wrong_usage(tmp_path, capsys, option):
    """A citation holds both, and a printed code holds the citation."""
    root = small_catalogue(tmp_path)
    words = [*FIRST, "--in-force", "2026-11-23"]
    words[words.index(option) + 1] = "长" * 201

    assert release(root, *words) == 2
    assert f"{option}：太长，有201个字，最多200个字" in capsys.readouterr().err
    words[words.index(option) + 1] = "长" * 200
    assert release(root, *words, papers={"prints/lists/certificates.pdf"}) == 0
