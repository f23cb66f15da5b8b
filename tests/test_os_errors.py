"""What a user is told when the system refuses: the reason in Chinese, wherever it is met."""

import errno
import shutil
import subprocess
import sys

import pytest

from generator.cli import main
from generator.editing.files import write_all
from generator.editing.leftovers import clear_leftovers, own_prefix
from generator.editing.sheets import SheetError, read_sheets
from generator.editing.trial import trial_copy
from generator.problems.os_errors import StatedError, describe_os_error


def test_a_reason_of_the_system_is_translated():
    assert describe_os_error(OSError(errno.ENOSPC, "No space left on device")) == "磁盘满了"


def test_a_reason_of_our_own_stays_whatever_its_number():
    assert describe_os_error(StatedError(errno.EPERM, "会写到文件夹外面去")) == "会写到文件夹外面去"


def test_a_reason_nobody_knows_is_told_as_the_system_tells_it():
    assert describe_os_error(OSError(errno.ENOTTY, "Inappropriate ioctl")) == "Inappropriate ioctl"


def test_a_list_that_is_not_there_is_said_in_chinese(tmp_path):
    with pytest.raises(SheetError, match="没有这个文件或者文件夹"):
        read_sheets(tmp_path / "list.csv")


def test_a_place_for_a_new_catalogue_that_cannot_be_is_said_in_chinese(tmp_path, capsys):
    (tmp_path / "file").write_bytes(b"")

    assert main(["init", str(tmp_path / "file/below")]) == 1
    assert "不是文件夹" in capsys.readouterr().err


def test_a_workbook_that_cannot_be_written_is_said_in_chinese(place, tmp_path, capsys):
    (tmp_path / "file").write_bytes(b"")
    asked = ["--kind", "certificates", "--catalogue", str(place / "catalogue"), "--to"]

    assert main(["export", *asked, str(tmp_path / "file/x.xlsx")]) == 1
    assert "已经有同名的" in capsys.readouterr().err


def test_a_link_that_would_be_lost_is_named(tmp_path):
    (tmp_path / "a.yml").symlink_to(tmp_path / "b.yml")
    (tmp_path / "b.yml").write_text("")

    with pytest.raises(StatedError, match="是链接或者设备") as told:
        write_all(tmp_path, {"a.yml": "x"})

    assert describe_os_error(told.value) == "a.yml是链接或者设备，不是普通文件"


def test_what_a_killed_run_left_is_cleared_and_what_runs_is_left_alone(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".new-{ended.pid}-a").write_text("x")
    (tmp_path / f".new-{ended.pid}-b").mkdir()
    for kept in (f"{own_prefix('.new-')}a", ".new-mine", ".newer"):
        (tmp_path / kept).write_text("x")

    clear_leftovers(tmp_path, ".new-")

    left = {file.name for file in tmp_path.iterdir()}
    assert left == {f"{own_prefix('.new-')}a", ".new-mine", ".newer"}


def test_a_trial_clears_the_one_that_was_killed(root):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (killed := root.parent / f".catalogue-trial-{ended.pid}-a").mkdir()

    with trial_copy(root) as copy:
        assert copy.parent == root.parent
        assert not killed.exists()

    assert [file.name for file in root.parent.iterdir()] == [root.name]


def test_why_a_folder_could_not_be_copied_is_told_in_chinese():
    told = shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")])
    assert describe_os_error(told) == "磁盘满了"
