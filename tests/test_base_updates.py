"""`catalogue bases`: what lies above is locked, and taken anew with what that changes."""

import shutil

import pytest
from helpers import DAY, small_catalogue, write
from test_bases import install, of_package, packages  # noqa: F401 - a fixture
from test_locked import ENTRY, city, edit, name  # noqa: F401 - a fixture

from generator.checking import check
from generator.cli import main
from generator.reading.locked import LOCK

OVERLAY = """\
id: ZM-001
summary: 社区不开。到本县任何一个派出所查。
adoption:
  action: narrowed
  reason: 本县可以异地查。
  legal_basis:
    - source: minfa-2020-20
"""
OWN = """\
id: ZM-090
name: 居住地证明
summary: 本地没有规定。
decision: undecided
status: in_force
tier: D
act: certificate
competent_bodies:
  - gonganju
verification:
  verified_on: 2026-11-23
  next_review_on: 2027-05-23
  confidence: memory
"""


def bases(root, *words):
    return main(["bases", *words, "--catalogue", str(root), "--on", DAY.isoformat()])


@pytest.fixture
def newer(city):  # noqa: F811
    """A newer catalogue above, elsewhere."""
    return shutil.copytree(city / "bases/above", city.parent / "new/above")


def test_they_are_listed_with_how_they_stand(city, capsys):  # noqa: F811
    assert bases(city) == 0
    assert "bases/above：" in capsys.readouterr().out

    edit(city / ENTRY)
    assert bases(city) == 0
    assert "有1个文件变了" in capsys.readouterr().out


def test_a_catalogue_with_none_says_so(tmp_path, capsys):
    assert bases(small_catalogue(tmp_path)) == 0
    assert capsys.readouterr().out == "没有上级目录。\n"


@pytest.mark.parametrize("was", ["", "broken\n"])
def test_they_are_locked_as_they_stand(city, was, capsys):  # noqa: F811
    before = (city / LOCK).read_bytes()
    (city / LOCK).unlink()
    if was:
        write(city / LOCK, was)

    assert bases(city, "lock") == 0
    assert "锁定了1个上级目录" in capsys.readouterr().out
    assert (city / LOCK).read_bytes() == before


def test_what_changed_is_told_with_the_local_entries_to_look_at(city, newer, capsys):  # noqa: F811
    write(city / "certificates/zm-001-x.yml", OVERLAY)
    write(city / "certificates/zm-090-x.yml", OWN)
    edit(newer / "certificates/zm-001-qinshu-guanxi.yml")
    edit_body(newer)

    assert bases(city, "update", "--from", str(newer), "--preview") == 0
    seen = capsys.readouterr().out
    assert "亲属的关系" in seen
    assert "本地要再看的（2）" in seen
    assert "certificates/zm-001-x.yml：上级的ZM-001改了" in seen
    assert "certificates/zm-090-x.yml：提到的gonganju，上级改了" in seen
    assert "亲属的关系" not in (city / ENTRY).read_text(encoding="utf-8")


def edit_body(root):
    body = root / "bodies/gonganju.yml"
    text = body.read_text(encoding="utf-8")
    write(body, text.replace("\nname: ", "\nname: 江北县", 1))


def test_a_newer_one_is_put_in_its_place_and_locked(city, newer, capsys):  # noqa: F811
    edit(newer / "certificates/zm-001-qinshu-guanxi.yml")
    write(newer / "pyproject.toml", "[project]\n")

    assert bases(city, "update", "--from", str(newer.parent)) == 0
    assert "换好了" in capsys.readouterr().out
    assert "亲属的关系" in (city / ENTRY).read_text(encoding="utf-8")
    assert check(city, on=DAY).problems == ()
    assert [one.name for one in (city / "bases").iterdir()] == ["above"]
    assert not (city / "bases/above/pyproject.toml").exists()


def test_one_that_lies_beside_the_catalogue_is_found_while_another_is_tried(city, newer, capsys):  # noqa: F811
    beside = small_catalogue(city.parent / "far").rename(city.parent / "beside")
    (beside / "certificates/zm-001-qinshu-guanxi.yml").unlink()
    settings = city / "catalogue.yml"
    write(settings, settings.read_text(encoding="utf-8") + "  - path: ../beside\n")
    assert bases(city, "lock") == 0
    edit(newer / "certificates/zm-001-qinshu-guanxi.yml")
    capsys.readouterr()

    assert bases(city, "update", "--from", str(newer.parent)) == 0
    assert "beside" not in capsys.readouterr().out
    assert "  ../beside/" in (city / LOCK).read_text(encoding="utf-8")


def test_nothing_new_is_told(city, newer, capsys):  # noqa: F811
    assert bases(city, "update", "--from", str(newer)) == 0
    assert "上级目录没有变" in capsys.readouterr().out


def test_a_newer_one_is_found_in_its_package(city, packages, capsys):  # noqa: F811
    files = {
        path.replace("jia/catalogue", "community_admission_catalogues/above"): content
        for path, content in of_package("jia").items()
    }
    install(packages, "community-admission-above", files)
    edit(packages / "community_admission_catalogues/above/certificates/zm-001-qinshu-guanxi.yml")

    assert bases(city, "update") == 0
    assert "亲属的关系" in capsys.readouterr().out


@pytest.mark.usefixtures("packages")
def test_without_a_newer_one_its_package_is_named(city, capsys):  # noqa: F811
    assert bases(city, "update") == 1
    assert "community-admission-above" in capsys.readouterr().err


def test_what_was_edited_here_is_not_lost(city, newer, capsys):  # noqa: F811
    edit(city / ENTRY)

    assert bases(city, "update", "--from", str(newer)) == 1
    assert ENTRY in capsys.readouterr().out
    assert "亲属的关系" in (city / ENTRY).read_text(encoding="utf-8")


def test_a_package_that_was_renewed_is_told_and_locked_anew(city, packages, capsys):  # noqa: F811
    write(city / "catalogue.yml", (city / "bases/above/catalogue.yml").read_text(encoding="utf-8"))
    install(packages, "jia-mulu", of_package("jia"))
    name(city, "package: jia-mulu")
    assert bases(city, "lock") == 0
    write(city / "certificates/zm-001-x.yml", OVERLAY)
    edit(packages / "jia/catalogue/certificates/zm-001-qinshu-guanxi.yml")

    assert bases(city, "update") == 0
    seen = capsys.readouterr().out
    assert "软件包里变了的文件（1）\n  jia-mulu/certificates/zm-001-qinshu-guanxi.yml\n" in seen
    assert "certificates/zm-001-x.yml：上级的ZM-001改了" in seen
    assert [one.code for one in check(city, on=DAY).problems if one.code == "F020"] == []


def test_what_lies_beside_the_one_above_comes_with_it(tmp_path):
    national = small_catalogue(tmp_path / "new").rename(tmp_path / "national")
    hubei = tmp_path / "hubei"
    write(hubei / "catalogue.yml", (national / "catalogue.yml").read_text(encoding="utf-8"))
    name(hubei, "path: ../national")
    words = ["--on", str(hubei), "--province", "湖北省", "--place", "江北县"]

    assert main(["init", str(tmp_path / "mine"), *words]) == 0
    found = check(tmp_path / "mine/catalogue", on=DAY)
    assert found.problems == ()
    assert [called for called, _ in found.bases] == ["bases/hubei", "bases/national"]


def test_one_that_was_going_when_it_was_killed_is_brought_back(city, capsys):  # noqa: F811
    (city / "bases/above").rename(city / "bases/.catalogue-old-above")
    (city / "bases/.catalogue-new-above").mkdir()

    assert bases(city) == 0

    assert "锁定着" in capsys.readouterr().out
    assert [one.name for one in (city / "bases").iterdir()] == ["above"]


def test_killed_before_the_lock_was_written_it_is_done_again(city, newer):  # noqa: F811
    edit(newer / "certificates/zm-001-qinshu-guanxi.yml")
    held = (city / LOCK).read_bytes()
    assert bases(city, "update", "--from", str(newer.parent)) == 0
    (city / LOCK).write_bytes(held)

    assert bases(city, "update", "--from", str(newer.parent)) == 0
    assert check(city, on=DAY).problems == ()
