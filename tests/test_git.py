"""Git is asked, and what it does not answer is an error: nothing is sealed on a guess."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from helpers import DAY, commit, git, repository_in, small_catalogue, write
from test_editions import ENTRY, FIRST, change, release

from generator.cli import main
from generator.cli.git import GitError, extract, uncommitted

NAME = "目录 😀"
"""A folder whose name git writes in octal, unless it is asked not to."""


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Ask git without this machine's own settings."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in [name for name in os.environ if name in {"GIT_DIR", "GIT_WORK_TREE"}]:
        monkeypatch.delenv(name)


@pytest.fixture
def top(tmp_path):
    """A repository with the small catalogue in a folder of it, all committed."""
    made = tmp_path / NAME
    small_catalogue(made)
    repository_in(made)
    return made


@pytest.fixture
def root(top):
    return top / "catalogue"


def sealed(root):
    """Try to release; tell whether an edition was sealed."""
    code = release(root, *FIRST, "--in-force", "2026-12-01", papers=())
    there = (root / "editions/2026-1.json").exists()
    assert there is (code == 0)
    return there


def dirty(root):
    change(root, "户口簿能看出关系的", "户口簿上写着关系的")


# --- what is committed, and what is not -------------------------------------------------------


def test_what_is_committed_is_sealed(root):
    assert sealed(root)


def test_without_any_repository_nothing_is_asked(tmp_path):
    assert sealed(small_catalogue(tmp_path))


def test_a_name_is_told_as_it_is(root, capsys):
    write(root / "certificates/zm-002-x.yml", (root / ENTRY).read_bytes())
    dirty(root)
    write(root / "说明 “甲”.yml", "x")

    assert set(uncommitted(root)) == {
        f"catalogue/{ENTRY}",
        "catalogue/certificates/zm-002-x.yml",
        "catalogue/说明 “甲”.yml",
    }
    assert not sealed(root)
    assert "\\" not in capsys.readouterr().err


def staged(root):
    dirty(root)
    git(root, "add", "-A")


def renamed(root):
    git(root, "mv", ENTRY, "certificates/zm-001-x.yml")


def ignored(root):
    write(root.parent / ".gitignore", "zm-*\n")
    git(root.parent, "add", ".gitignore")
    git(root.parent, "commit", "-qm", "x")
    text = (root / ENTRY).read_text(encoding="utf-8")
    new = text.replace("ZM-001", "ZM-002").replace("亲属关系证明", "居住情况证明")
    write(root / "certificates/zm-002-x.yml", new)


def unwatched(root):
    git(root, "update-index", "--assume-unchanged", ENTRY)
    dirty(root)


def skipped(root):
    git(root, "update-index", "--skip-worktree", ENTRY)
    dirty(root)


def untracked_and_not_shown(root):
    git(root, "config", "status.showUntrackedFiles", "no")
    write(root / "certificates/zm-002-x.yml", (root / ENTRY).read_bytes())


def never_added(root):
    untracked_and_not_shown(root)
    git(root, "rm", "-rq", "--cached", ".")
    git(root, "commit", "-qm", "x", "--allow-empty")


def with_a_submodule(root):
    """The bodies come from a repository of their own, whose changes are not to be shown."""
    other = root.parent.parent / "other"
    shutil.move(root / "bodies", other)
    git(other, "init", "-q")
    commit(other)
    git(root.parent, "rm", "-rq", "--cached", "catalogue/bodies")
    git(root.parent, "submodule", "add", "-q", str(other), "catalogue/bodies")
    git(root.parent, "config", "submodule.catalogue/bodies.ignore", "all")
    commit(root.parent)


def in_a_submodule(root):
    with_a_submodule(root)
    with next((root / "bodies").glob("*.yml")).open("a", encoding="utf-8") as file:
        file.write("# x\n")


def in_a_base(root):
    """What the catalogue builds on lies beside it, and is changed."""
    above = root.parent / "above"
    shutil.copytree(root, above)
    (root / ENTRY).unlink()
    with (root / "catalogue.yml").open("a", encoding="utf-8") as file:
        file.write("bases:\n  - path: ../above\n")
    commit(root.parent)
    change(above, "户口簿能看出关系的", "户口簿上写着关系的")


def before_the_first_commit(root):
    shutil.rmtree(root.parent / ".git")
    git(root.parent, "init", "-q")
    git(root.parent, "add", "-A")


@pytest.mark.parametrize(
    "hide",
    [
        dirty,
        staged,
        renamed,
        ignored,
        unwatched,
        skipped,
        untracked_and_not_shown,
        never_added,
        in_a_submodule,
        in_a_base,
        before_the_first_commit,
    ],
    ids=lambda hide: hide.__name__,
)
def test_no_change_is_hidden_from_a_release(root, hide, capsys):
    hide(root)

    assert not sealed(root)
    assert "还没有提交" in capsys.readouterr().err


def test_a_submodule_that_is_as_it_was_committed_is_no_change(root):
    with_a_submodule(root)

    assert uncommitted(root) == ()


def test_a_folder_that_the_repository_leaves_alone_is_as_one_in_none(top):
    write(top / ".gitignore", "own/\n")
    root = small_catalogue(top / "own")

    assert uncommitted(root) == ()
    assert sealed(root)


def test_a_worktree_and_a_submodule_are_repositories_too(top, tmp_path):
    git(top, "worktree", "add", "-q", str(tmp_path / "tree"))
    git(tmp_path, "init", "-q", "super")
    git(tmp_path / "super", "submodule", "add", "-q", str(top), "sub")

    for root in (tmp_path / "tree/catalogue", tmp_path / "super/sub/catalogue"):
        assert uncommitted(root) == ()
        dirty(root)
        assert uncommitted(root) == (f"catalogue/{ENTRY}",)


# --- git that does not answer -----------------------------------------------------------------


def of_another(_, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    return "safe.directory"


def not_installed(root, monkeypatch):
    monkeypatch.setenv("PATH", str(root))
    return "装上git"


def without_head(root, _):
    (root.parent / ".git/HEAD").unlink()
    return "not a git repository"


def empty(root, _):
    shutil.rmtree(root.parent / ".git")
    (root.parent / ".git").mkdir()
    return "not a git repository"


def with_a_broken_index(root, _):
    (root.parent / ".git/index").write_bytes(b"DIRC broken")
    return "index"


def of_a_worktree_that_is_gone(root, _):
    shutil.rmtree(root.parent / ".git")
    write(root.parent / ".git", "gitdir: /nowhere/.git/worktrees/x\n")
    return "not a git repository: /nowhere/.git/worktrees/x"


def of_a_dead_link(root, _):
    shutil.rmtree(root.parent / ".git")
    (root.parent / ".git").symlink_to("nowhere")
    return "not a git repository"


TROUBLES = [
    of_another,
    not_installed,
    without_head,
    empty,
    with_a_broken_index,
    of_a_worktree_that_is_gone,
    of_a_dead_link,
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.__name__)
def test_when_git_does_not_answer_nothing_is_sealed(root, trouble, monkeypatch, capsys):
    dirty(root)
    words = trouble(root, monkeypatch)

    assert not sealed(root)

    said = capsys.readouterr().err
    assert said.startswith("没有发布：不知道有没有改了还没有提交的。")
    assert words in said


@pytest.mark.parametrize("trouble", TROUBLES[:4], ids=lambda trouble: trouble.__name__)
def test_when_git_does_not_answer_nothing_is_compared(root, trouble, monkeypatch, capsys):
    words = trouble(root, monkeypatch)

    assert main(["diff", "HEAD", "--catalogue", str(root), "--on", DAY.isoformat()]) == 1

    said = capsys.readouterr().err
    assert said.startswith("看不了git里的“HEAD”。")
    assert words in said


# --- which repository -------------------------------------------------------------------------


def test_inside_a_hook_of_another_repository_it_is_the_folders_own(root, tmp_path, monkeypatch):
    git(tmp_path, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    dirty(root)

    assert uncommitted(root) == (f"catalogue/{ENTRY}",)


@pytest.mark.parametrize("named", [True, False])
def test_a_repository_kept_elsewhere_is_asked_when_it_is_named(root, named, tmp_path, monkeypatch):
    (root.parent / ".git").rename(tmp_path / "kept.git")
    dirty(root)
    assert uncommitted(root) == ()

    monkeypatch.chdir(tmp_path if named else root.parent)
    monkeypatch.setenv("GIT_DIR", "kept.git" if named else "../kept.git")
    if named:
        monkeypatch.setenv("GIT_WORK_TREE", NAME)

    assert uncommitted(root) == (f"catalogue/{ENTRY}",)
    assert uncommitted(small_catalogue(tmp_path / "apart")) == ()


# --- an earlier state -------------------------------------------------------------------------


def compared(root, before):
    return main(["diff", before, "--catalogue", str(root), "--on", DAY.isoformat()])


def test_an_earlier_commit_is_compared_wherever_it_lies(root, capsys):
    dirty(root)

    assert compared(root, "HEAD") == 0

    assert "户口簿上写着关系的" in capsys.readouterr().out


def test_a_shallow_clone_says_that_it_is_one(root, tmp_path, capsys):
    dirty(root)
    commit(root.parent)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root.parent}", "clone")
    clone = tmp_path / "clone/catalogue"

    assert compared(clone, "HEAD") == 0
    assert compared(clone, "HEAD~1") == 1
    assert "浅克隆" in (said := capsys.readouterr().err)
    assert "git fetch --unshallow" in said

    git(clone, "fetch", "-q", "--unshallow")
    assert compared(clone, "HEAD~1") == 0
    assert compared(clone, "HEAD~9") == 1
    assert "浅克隆" not in capsys.readouterr().err


def test_before_the_first_commit_there_is_none(root, capsys):
    before_the_first_commit(root)

    assert compared(root, "HEAD") == 1
    assert "不知道“HEAD”是什么" in capsys.readouterr().err


def test_git_says_itself_what_is_wrong_with_a_name(root, capsys):
    assert compared(root, "HEAD@{99}") == 1
    assert "git的原话" in capsys.readouterr().err


def test_links_out_of_the_repository_are_left_behind(root, tmp_path, capsys):
    for name, target in (("a", "/etc/passwd"), ("b", "../../etc/passwd"), ("c", "catalogue")):
        (root.parent / name).symlink_to(target)
    commit(root.parent)

    there = extract(root, "HEAD", tmp_path / "then")

    assert sorted(file.name for file in there.parent.iterdir()) == ["c", "catalogue"]
    assert compared(root, "HEAD") == 0
    assert "无实质变化" in capsys.readouterr().out


def test_what_an_earlier_state_lacks_is_told(root, capsys):
    change(root, "tier: A", "tier: X")
    commit(root.parent)
    change(root, "tier: X", "tier: A")

    assert compared(root, "HEAD") == 1

    assert f"HEAD里的{ENTRY}有错，读不了，改好再比。" in capsys.readouterr().out


def test_a_killed_release_leaves_nothing_that_stops_the_next(root):
    write(root / "editions/.new-abc", "half")

    assert uncommitted(root) == ()


def test_words_of_git_are_told_once_and_not_without_end(root, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    with pytest.raises(GitError) as told:
        uncommitted(root)

    assert str(Path(root.parent)) in str(told.value)
    assert len(str(told.value)) < 1_200
