"""Where prints and the packed site are written: a link is followed, a device left alone."""

from __future__ import annotations

import os
import shutil

import pytest

from generator.cli import main


def test_the_offline_file_goes_where_a_link_leads(place, starter_site, tmp_path):
    shutil.copytree(starter_site, place / "www")
    (place / "site").symlink_to("www")
    (place / "www/.site-new-site-abcdefgh").mkdir()
    (place / "www/.site-new-site-abcdefgh/half.html").write_text("half")
    (tmp_path / "stick").mkdir()
    (place / "copy.zip").symlink_to(tmp_path / "stick/list.zip")
    offline = ["offline", "--config", str(place / "mkdocs.yml"), "--out", str(place / "copy.zip")]

    assert main(offline) == 0

    assert (place / "copy.zip").is_symlink()
    assert [file.name for file in (tmp_path / "stick").iterdir()] == ["list.zip"]
    assert b"half.html" not in (tmp_path / "stick/list.zip").read_bytes()


def test_the_offline_file_never_takes_the_place_of_a_device(place, starter_site, tmp_path, capsys):
    shutil.copytree(starter_site, place / "site")
    os.mkfifo(tmp_path / "pipe")
    config = ["--config", str(place / "mkdocs.yml")]

    for name in ("pipe", "place"):
        assert main(["offline", *config, "--out", str(tmp_path / name)]) == 1
        assert "不是普通文件" in capsys.readouterr().err
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("there", [True, False])
def test_prints_go_where_a_link_leads(place, tmp_path, there):
    if there:
        (tmp_path / "paper").mkdir()
    (place / "prints").symlink_to(tmp_path / "paper")
    wanted = ["--catalogue", str(place / "catalogue"), "--only", "slips", "--entry", "ZM-001"]

    assert main(["print", *wanted, "--to", str(place / "prints")]) == 0

    assert (place / "prints").is_symlink()
    assert list((tmp_path / "paper").rglob("*.pdf"))


def test_prints_that_cannot_be_written_are_told(place, tmp_path, capsys):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "loop").symlink_to("loop")
    wanted = ["--catalogue", str(place / "catalogue"), "--only", "slips", "--entry", "ZM-001"]

    for name, said in (("file", "不是文件夹"), ("file/below", "不是文件夹"), ("loop", "绕回")):
        assert main(["print", *wanted, "--to", str(tmp_path / name)]) == 1
        assert said in capsys.readouterr().err
