"""`catalogue new KIND --over NUMBER` begins a local file over one above."""

import pytest
from helpers import DAY, write
from test_locked import ENTRY, city  # noqa: F401 - a fixture

from generator.checking import check
from generator.cli import main

MINE = "certificates/zm-001-qinshu-guanxi.yml"


def over(root, kind, number):
    return main(["new", kind, "--over", number, "--catalogue", str(root)])


def test_an_entry_is_begun_with_what_stands_above_as_remarks(city):  # noqa: F811
    assert over(city, "certificates", "ZM-001") == 0

    text = (city / MINE).read_text(encoding="utf-8")
    assert "\nid: ZM-001\nadoption:\n" in text
    assert "\n# name: 亲属关系证明\n" in text
    assert "narrowed（收窄）" in text


def test_filled_in_it_checks_at_once(city):  # noqa: F811
    over(city, "certificates", "ZM-001")
    text = (city / MINE).read_text(encoding="utf-8")
    text = text.replace("action: 待写", "action: narrowed").replace(
        "reason: 待写", "reason: 本县查。"
    )
    text = text.replace("source: 待写", "source: minfa-2020-20").replace(
        "clause: 待写", "clause: 第1项"
    )
    write(city / MINE, text + "summary: 社区不开。到县公安局查。\n")

    found = check(city, on=DAY)
    assert found.problems == ()
    assert found.catalogue.entries["ZM-001"].summary == "社区不开。到县公安局查。"


def test_a_record_that_is_no_entry_is_taken_as_a_whole(city):  # noqa: F811
    assert over(city, "bodies", "gonganju") == 0

    above = city / "bases/above/bodies/gonganju.yml"
    assert (city / "bodies/gonganju.yml").read_bytes() == above.read_bytes()
    assert check(city, on=DAY).problems == ()


@pytest.mark.parametrize(
    ("kind", "number", "said"),
    [("certificates", "ZM-999", "证明事项里没有“ZM-999”"), ("bodies", "../x", "没有“../x”")],
)
def test_what_is_not_above_is_told(city, kind, number, said, capsys):  # noqa: F811
    assert over(city, kind, number) == 1
    assert said in capsys.readouterr().err


def test_what_has_a_local_file_is_changed_there(city, capsys):  # noqa: F811
    write(city / MINE, (city / ENTRY).read_text(encoding="utf-8"))

    assert over(city, "certificates", "ZM-001") == 1
    assert f"直接改它：{MINE}" in capsys.readouterr().err


def test_what_is_new_here_has_a_number_that_nothing_above_will_get(city):  # noqa: F811
    for name in ("竹林证明", "茶园证明"):
        assert main(["new", "certificates", "--name", name, "--catalogue", str(city)]) == 0
    assert sorted(file.name[:7] for file in (city / "certificates").iterdir()) == [
        "zm-5001",
        "zm-5002",
    ]

    (city / "bases.lock").unlink()
    assert main(["new", "services", "--name", "巡河", "--catalogue", str(city)]) == 0
    assert [file.name[:6] for file in (city / "services").iterdir()] == ["sx-001"]
