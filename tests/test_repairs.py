"""`catalogue fix` makes what is sure; a guess is shown and never made."""

import re

import pytest
from helpers import DAY, examples, small_catalogue, write
from hypothesis import given
from hypothesis import strategies as st

from generator.checking import check
from generator.cli import main
from generator.editing.repairing import apply_repairs, repairs

ENTRY = "certificates/zm-001-qinshu-guanxi.yml"
LABELS = {
    "可以出具": "permitted",
    "不应出具": "forbidden",
    "酌情办理": "case_by_case",
    "只协助核实": "assist_only",
    "本地没有规定": "undecided",
}
WORDS = (
    *LABELS.values(),
    *LABELS,
    "prohibited",
    "not_in_force",
    "可以",
    "不可以出具",
    "不允许",
    "forbiden",
)


def changed(root, old, new, file=ENTRY):
    """Change one place of a file of the catalogue."""
    text = (root / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    write(root / file, text.replace(old, new))


def fixed(root, file=ENTRY):
    """Make every repair, and return what the file then says."""
    assert main(["fix", "--yes", "--catalogue", str(root), "--on", DAY.isoformat()]) == 0
    return (root / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("decision: forbidden", "decision: prohibited"),
        ("decision: forbidden", "decision: permited"),
        ("decision: forbidden", "decision: 不可以出具"),
        ("decision: forbidden", "decision: not_forbidden"),
        ("status: in_force", "status: not_in_force"),
        ("tier: A", "tier: 甲A"),
        ("    body: gonganju", "    body: 安监局"),
        ("    body: gonganju", "    body: gonganjv"),
        ("    body: gonganju", "    body: 江北县公安分局"),
        ("  - source: minfa-2020-20", "  - source: minfa-2020-2"),
        ("decision: forbidden", "decission: forbidden"),
        ("confidence: confirmed", "confidence: confirm"),
    ],
)
def test_a_guess_is_left_broken_and_shown(tmp_path, old, new):
    root = small_catalogue(tmp_path)
    changed(root, old, new)

    assert new in fixed(root)
    assert not check(root, on=DAY).passed


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("decision: forbidden", "decision: 不应出具", "decision: forbidden"),
        ("decision: forbidden", "decision: Forbidden", "decision: forbidden"),
        ("decision: forbidden", "结论：forbidden", "decision: forbidden"),
        ("tier: A", "tier: a", "tier: A"),
        ("    body: gonganju", "    body: 公安局", "    body: gonganju"),
        ("    body: gonganju", "    body: 江北县公安局", "    body: gonganju"),
        ("    body: gonganju", "    body: Gonganju", "    body: gonganju"),
        (
            "  - source: minfa-2020-20",
            "  - source: 民发〔2020〕20号",
            "  - source: minfa-2020-20",
        ),
    ],
)
def test_an_exact_label_or_name_is_filled_in(tmp_path, old, new, after):
    root = small_catalogue(tmp_path)
    changed(root, old, new)

    assert f"\n{after}\n" in fixed(root)


def test_a_former_name_is_the_body_of_today(tmp_path):
    root = small_catalogue(tmp_path)
    changed(
        root,
        "short_name: 民政局",
        "short_name: 民政局\nformer_names:\n  - 民政科",
        "bodies/minzhengju.yml",
    )
    changed(root, "    body: gonganju", "    body: 民政科")

    hint = check(root, on=DAY).problems[0].hint
    assert hint == "“民政科”是以前的名称，现在是民政局，写minzhengju。"
    assert "    body: minzhengju\n" in fixed(root)


def test_a_name_that_two_bodies_had_is_nobody(tmp_path):
    root = small_catalogue(tmp_path)
    for name, file in (("民政局", "minzhengju"), ("公安局", "gonganju")):
        changed(
            root,
            f"short_name: {name}",
            f"short_name: {name}\nformer_names:\n  - 治安科",
            f"bodies/{file}.yml",
        )
    changed(root, "    body: gonganju", "    body: 治安科")

    assert "    body: 治安科\n" in fixed(root)


def test_two_values_with_a_chinese_comma_stay_two(tmp_path):
    root = small_catalogue(tmp_path)
    changed(root, "tier: A\n", "tier: A\nlife_events: [birth，marriage]\n")

    problem = check(root, on=DAY).problems[0]
    assert problem.hint == "这里写了几个，连成了一个：一行写一个，每行开头写“- ”。"
    assert "[birth，marriage]" in fixed(root)


def test_before_and_after_are_shown_in_chinese(tmp_path, capsys):
    root = small_catalogue(tmp_path)
    changed(root, "decision: forbidden", "decision: 不应出具")

    assert main(["fix", "--catalogue", str(root), "--on", DAY.isoformat()]) == 0
    shown = capsys.readouterr().out
    assert "“结论”（decision）不能写“不应出具”" in shown
    assert "  原来：decision: 不应出具\n  改成：decision: forbidden\n" in shown
    assert "forbidden（不应出具）" in shown


@examples(50)
@given(word=st.sampled_from(WORDS) | st.text("不应可以出具_abdefinort", min_size=1, max_size=12))
def test_a_decision_is_filled_from_its_own_word_only(tmp_path_factory, word):
    root = small_catalogue(tmp_path_factory.mktemp("one"))
    changed(root, "decision: forbidden", f"decision: {word}")
    text = (root / ENTRY).read_text(encoding="utf-8")

    found = repairs(check(root, on=DAY).problems)
    after, _ = apply_repairs(text, found)

    now = re.search("^decision: (.*)$", after, re.MULTILINE)[1]
    assert now in {
        word,
        LABELS.get(word, word.lower() if word.lower() in LABELS.values() else word),
    }


def test_a_file_that_passes_is_left_as_it_is(tmp_path):
    root = small_catalogue(tmp_path)
    before = {file: file.read_bytes() for file in root.rglob("*.yml")}

    fixed(root)

    assert {file: file.read_bytes() for file in root.rglob("*.yml")} == before
