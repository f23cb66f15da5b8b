"""A catalogue above that is locked is not edited here: what is changed in it is an error that says where."""

import hashlib

import pytest
from helpers import DAY, small_catalogue, write
from test_bases import install, of_package, packages  # noqa: F401 - a fixture
from test_law_cutting import LAW

from generator.checking import check
from generator.cli import main
from generator.reading.locked import LOCK, digests, lock_text

ENTRY = "bases/above/certificates/zm-001-qinshu-guanxi.yml"


@pytest.fixture
def city(tmp_path):
    """A catalogue with settings alone over a locked copy of the small one."""
    root = tmp_path / "catalogue"
    small_catalogue(tmp_path / "new").rename(tmp_path / "above")
    write(root / "catalogue.yml", (tmp_path / "above/catalogue.yml").read_text(encoding="utf-8"))
    (root / "bases").mkdir()
    (tmp_path / "above").rename(root / "bases/above")
    name(root, "path: bases/above")
    lock(root)
    return root


def name(root, base):
    settings = root / "catalogue.yml"
    write(settings, f"{settings.read_text(encoding='utf-8')}bases:\n  - {base}\n")


def lock(root):
    write(root / LOCK, lock_text(digests(check(root, on=DAY).bases)))


def told(root):
    return [
        (one.location.file, one.message, one.hint)
        for one in check(root, on=DAY).problems
        if one.code == "F020"
    ]


def edit(file):
    write(file, file.read_text(encoding="utf-8").replace("亲属关系", "亲属的关系"))


def test_what_is_as_it_was_locked_is_sound(city):
    assert check(city, on=DAY).problems == ()


def test_a_lock_has_the_lines_of_sha256sum(city):
    lines = (city / LOCK).read_text(encoding="utf-8").splitlines()
    digest = hashlib.sha256((city / ENTRY).read_bytes()).hexdigest()

    assert f"{digest}  {ENTRY}" in lines
    assert lines == sorted(lines, key=lambda line: line[66:])


def test_without_a_lock_a_catalogue_above_may_be_edited_here(city):
    (city / LOCK).unlink()
    edit(city / ENTRY)

    assert told(city) == []


def test_an_edited_entry_is_told_with_where_the_change_belongs(city):
    edit(city / ENTRY)

    ((file, message, hint),) = told(city)
    assert file == ENTRY
    assert message == "上级目录是锁定的，这个文件改过了"
    assert "运行catalogue new certificates --over 编号，在本地的文件里只写要改的几项" in hint
    assert "上级写错了的，告诉编上级目录的人" in hint


def test_another_record_is_replaced_as_a_whole(city):
    body = city / "bases/above/bodies/gonganju.yml"
    write(body, body.read_text(encoding="utf-8") + "# mine\n")

    ((file, _, hint),) = told(city)
    assert file == "bases/above/bodies/gonganju.yml"
    assert "运行catalogue new bodies --over 编号，在本地的文件里整个换掉" in hint


def test_a_file_that_came_and_one_that_went_are_told(city):
    (city / ENTRY).rename(city / ENTRY.replace("qinshu", "qin-shu"))

    assert [(file, message) for file, message, _ in told(city)] == [
        (ENTRY.replace("qinshu", "qin-shu"), "上级目录是锁定的，多了这个文件"),
        (ENTRY, "上级目录是锁定的，少了这个文件"),
    ]


def test_line_ends_of_windows_are_no_edit(city):
    write(city / ENTRY, (city / ENTRY).read_bytes().replace(b"\n", b"\r\n"))

    assert told(city) == []


def test_fmt_leaves_what_is_locked_as_it_came(city, capsys):
    edit(city / ENTRY)
    write(city / ENTRY, (city / ENTRY).read_text(encoding="utf-8").replace("name: ", "name:   "))

    main(["fmt", "--check", "--catalogue", str(city)])
    assert ENTRY not in capsys.readouterr().out
    (city / LOCK).unlink()
    main(["fmt", "--check", "--catalogue", str(city)])
    assert ENTRY in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"x", b"\xff\xfe", b"0123  bases/above/x\n"])
def test_a_lock_that_cannot_be_read_is_told(city, content):
    write(city / LOCK, content)

    ((file, message, hint),) = told(city)
    assert file == LOCK
    assert message.startswith("锁定上级目录的文件")
    assert "catalogue bases lock" in hint


def test_an_empty_lock_holds_nothing(city):
    write(city / LOCK, "")
    edit(city / ENTRY)

    assert told(city) == []


def test_a_package_is_told_as_a_whole(city, packages):  # noqa: F811
    write(city / "catalogue.yml", (city / "bases/above/catalogue.yml").read_text(encoding="utf-8"))
    install(packages, "jia-mulu", of_package("jia"))
    name(city, "package: jia-mulu")
    lock(city)
    assert told(city) == []

    edit(packages / "jia/catalogue/certificates/zm-001-qinshu-guanxi.yml")

    ((file, message, hint),) = told(city)
    assert (file, message) == (
        "catalogue.yml",
        "上级目录“jia-mulu”和锁定的不一样，有1个文件变了",
    )
    assert "catalogue bases update" in hint


def test_the_wording_of_a_law_from_above_is_not_added_there(city, tmp_path, capsys):
    write(tmp_path / "条例(2025-10-28).md", LAW)
    page = ["--page", "https://www.jiangbei.gov.cn/1.html", "--on", str(DAY)]
    add = ["texts", "add", "minfa-2020-20", str(tmp_path / "条例(2025-10-28).md"), *page]

    assert main([*add, "--catalogue", str(city)]) == 1
    said = capsys.readouterr().err
    assert "bases/above/sources/minfa-2020-20.yml" in said
    assert "catalogue new sources --over minfa-2020-20" in said
    assert check(city, on=DAY).problems == ()

    over = ["new", "sources", "--over", "minfa-2020-20", "--catalogue", str(city)]
    assert main(over) == 0
    assert main([*add, "--catalogue", str(city)]) == 0
    assert (city / "texts/minfa-2020-20.yml").exists()


def test_an_import_leaves_an_entry_from_above_and_says_where_the_change_belongs(
    city, tmp_path, capsys
):
    write(tmp_path / "a.csv", "编号,事项名称,一句话\nZM-001,亲属关系证明,换一句话。\n")
    before = (city / ENTRY).read_bytes()

    main(["import", str(tmp_path / "a.csv"), "--kind", "certificates", "--catalogue", str(city)])

    assert "catalogue new certificates --over ZM-001" in capsys.readouterr().out
    assert (city / ENTRY).read_bytes() == before
