"""Laws are copied into the catalogue, and their newer copies compared with them."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from helpers import DAY, SMALL, small_catalogue, write
from test_law_cutting import LAW

from generator.checking import check
from generator.cli import main
from generator.editing import law_files

# --- catalogue texts add ----------------------------------------------------------------------

SOURCE = """\
id: tiaoli-2025
title: 江北县社区工作条例（2025年修订）
kind: local_regulation
jurisdiction: here
validity: in_force
seen: full-text
"""
BASIS = "    clause: 第三条\n    quote: 经费由委托部门承担。\n"


@pytest.fixture
def place(tmp_path):
    """A catalogue that cites the third article of a law of which it has no text yet."""
    entry = (SMALL / "certificates/zm-001-qinshu-guanxi.yml").read_text(encoding="utf-8")
    entry = entry.replace("legal_basis:\n", f"legal_basis:\n  - source: tiaoli-2025\n{BASIS}")
    files = {"sources/tiaoli-2025.yml": SOURCE, "certificates/zm-001-qinshu-guanxi.yml": entry}
    root = small_catalogue(tmp_path, files)
    write(tmp_path / "新/条例(2025-10-28).md", LAW)
    return root


def add(place, file, *options: str) -> int:
    where = ["--catalogue", str(place), "--on", str(DAY)]
    return main(["texts", "add", "tiaoli-2025", str(file), *where, *options])


def compare_with(place, folder) -> int:
    return main(["texts", "check", str(folder), "--catalogue", str(place), "--on", str(DAY)])


def text_of(place):
    return check(place, on=DAY).catalogue.texts["tiaoli-2025"]


def word(text: str) -> bytes:
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


FROM_PAGE = ("--page", "https://www.jiangbei.gov.cn/1.html")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", LAW),
        ("a.txt", LAW.replace("#", "").replace("*", "").encode("gb18030")),
        ("a.docx", word(LAW.replace("#", "").replace("*", "").replace("<!-- INFO END -->", ""))),
    ],
)
def test_what_is_cited_and_what_names_the_committee_is_copied(
    place, tmp_path, name, content, capsys
):
    write(tmp_path / name, content)

    assert add(place, tmp_path / name, *FROM_PAGE) == 0

    text = text_of(place)
    assert [one.label for one in text.wording] == ["第二条", "第三条"]
    assert text.title == "江北县社区工作条例（2025年修订）"
    assert text.contents == ("第一条至第三条", "第三条之一", "第四条")
    assert text.history[-1].endswith("第二次会议修订")
    assert check(place, on=DAY).problems == ()
    assert "全文5条，抄了2条（引用的1条，另外提到居委会、村委会的1条）" in capsys.readouterr().out
    file = str(place / "texts/tiaoli-2025.yml")
    assert main(["fmt", "--check", "--catalogue", str(place), file]) == 0


def test_where_it_comes_from_must_be_said(place, tmp_path, capsys):
    assert add(place, tmp_path / "新/条例(2025-10-28).md") == 2
    assert "--page" in capsys.readouterr().err

    options = ("--repository", "X-STORAGE/Laws", "--commit", "24f2939")
    assert add(place, tmp_path / "新/条例(2025-10-28).md", *options) == 0
    assert text_of(place).origin_.path == "条例(2025-10-28).md"


def test_a_collection_like_our_own_says_where_it_comes_from(place, tmp_path):
    assert add(place, tmp_path / "新/条例(2025-10-28).md", *FROM_PAGE, "--transcribed") == 0
    ours = place / "texts/tiaoli-2025.yml"
    (tmp_path / "别处.yml").write_bytes(ours.read_bytes())
    ours.unlink()

    assert add(place, tmp_path / "别处.yml") == 0
    assert text_of(place).origin_.page == "https://www.jiangbei.gov.cn/1.html"
    assert text_of(place).origin_.transcribed


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * 101_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.pdf", b"%PDF", "只认MD、TXT、DOCX、YAML文件"),
        ("a.docx", b"PK\x03\x04", "坏了，打不开"),
        ("a.docx", bomb, "大得不正常"),
        ("a.yml", "title: 甲\n", "不是原文文件"),
        ("a.yml", "articles:\n  - article: 第一条\n", "每一条要有article和text"),
        ("a.yml", "articles:\n  - [1, 2]\n", "每一条要有article和text"),
        ("a.md", "只有一句话", "看不出哪里是条文"),
        ("a.md", "条例\n第一条　和谁都没有关系。", "没有什么要抄"),
        ("a.txt", b"\xff\xff\xff", "编码认不出来"),
    ],
    ids=range(9),
)
def test_a_file_that_is_no_law_is_told_and_nothing_is_written(
    tmp_path, capsys, name, content, refusal
):
    root = small_catalogue(tmp_path, {"sources/tiaoli-2025.yml": SOURCE})
    write(tmp_path / name, content() if callable(content) else content)

    assert add(root, tmp_path / name, *FROM_PAGE) == 1
    assert refusal in capsys.readouterr().err
    assert not (root / "texts").exists()


def test_an_unknown_source_and_a_file_that_is_not_there_are_told(place, tmp_path, capsys):
    assert add(place, tmp_path / "nichts.md", *FROM_PAGE) == 1
    assert "读不出来" in capsys.readouterr().err
    (place / "sources/tiaoli-2025.yml").unlink()
    assert add(place, tmp_path / "新/条例(2025-10-28).md", *FROM_PAGE) == 1
    assert "没有“tiaoli-2025”这份依据" in capsys.readouterr().err


def test_a_document_longer_than_any_law_is_not_cut(place, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(law_files, "MOST_CHARACTERS", 20)

    assert add(place, tmp_path / "新/条例(2025-10-28).md", *FROM_PAGE) == 1
    assert "最多20字" in capsys.readouterr().err


# --- catalogue texts check --------------------------------------------------------------------


def test_the_same_text_is_noted_once_for_each_copy(place, tmp_path, capsys):
    add(place, tmp_path / "新/条例(2025-10-28).md", *FROM_PAGE)

    assert compare_with(place, tmp_path / "新") == 0
    assert compare_with(place, tmp_path / "新") == 0

    (noted,) = text_of(place).compared
    assert (str(noted.on), noted.with_, noted.same) == (str(DAY), "新 条例(2025-10-28).md", True)
    assert check(place, on=DAY).problems == ()
    assert "对了1份：一样的1份，不一样的0份。" in capsys.readouterr().out


def test_an_amendment_is_a_list_of_entries_to_look_at_again(place, tmp_path, capsys):
    add(place, tmp_path / "新/条例(2025-10-28).md", *FROM_PAGE)
    newer = (
        LAW.replace("**第三条**　经费由", "第三条　每年公布账目。\n\n第四条　经费由")
        .replace("第四条 本", "第五条 本")
        .replace("第三条之一", "第四条之一")
    )
    write(tmp_path / "新/条例(2026-10-01).md", newer)
    capsys.readouterr()

    assert compare_with(place, tmp_path / "新") == 1

    assert capsys.readouterr().out.splitlines() == [
        "《江北县社区工作条例（2025年修订）》和条例(2026-10-01).md对过，有1条不一样：",
        "  第三条现为第四条，文字没有变。",
        "    再看一遍：ZM-001 亲属关系证明（第三条）。",
        "对了1份：一样的0份，不一样的1份。",
    ]
    (noted,) = text_of(place).compared
    assert (noted.same, noted.note) == (False, "第三条现为第四条，文字没有变")


def test_a_part_of_a_code_is_compared_with_the_file_that_holds_it(place, tmp_path, capsys):
    file = place / "sources/tiaoli-2025.yml"
    write(file, SOURCE.replace("江北县社区工作条例（2025年修订）", "江北法典（保障编）"))
    add(place, tmp_path / "新/条例(2025-10-28).md", *FROM_PAGE)
    write(tmp_path / "法典/保障编.md", LAW.replace("江北县社区工作条例", "江北法典"))
    write(tmp_path / "法典/附则(2026-03-01).md", "# 江北法典\n第九十条 自2026年1月1日起施行。")
    capsys.readouterr()

    assert compare_with(place, tmp_path / "法典") == 0

    assert "一样的1份" in capsys.readouterr().out
    assert text_of(place).compared[0].with_ == "法典 保障编.md"


def test_an_older_copy_is_not_compared(place, tmp_path, capsys):
    add(place, tmp_path / "新/条例(2025-10-28).md", *FROM_PAGE)
    old = LAW.replace("2025年10月28日 江北县第二次会议修订）\n\n", "").replace("委托部门", "社区")
    write(tmp_path / "旧/条例(2020-01-01).md", old)
    capsys.readouterr()

    assert compare_with(place, tmp_path / "旧") == 0

    assert "只找到旧文本的1份：《江北县社区工作条例（2025年修订）》" in capsys.readouterr().out
    assert text_of(place).compared == ()


def test_an_amendment_of_what_nobody_cites_fails_nothing(place, tmp_path):
    add(place, tmp_path / "新/条例(2025-10-28).md", *FROM_PAGE)
    write(tmp_path / "新/条例(2025-10-28).md", LAW.replace("宣传法律", "宣传国家的法律"))

    assert compare_with(place, tmp_path / "新") == 0
    assert not text_of(place).compared[0].same


def test_what_will_end_is_told_ahead(place, tmp_path, capsys):
    add(place, tmp_path / "新/条例(2025-10-28).md", *FROM_PAGE)
    write(place / "sources/tiaoli-2025.yml", SOURCE + "ceased_on: 2027-03-01\n")
    write(
        place / "sources/banfa-2019.yml",
        SOURCE.replace("tiaoli-2025", "banfa-2019").replace(
            "江北县社区工作条例（2025年修订）", "江北县社区工作办法"
        ),
    )
    write(tmp_path / "新/条例(2025-10-28).md", LAW.replace("2026年1月1日起", "2027年1月1日起"))
    capsys.readouterr()

    assert compare_with(place, tmp_path / "新") == 0

    assert capsys.readouterr().out.splitlines()[:2] == [
        "《江北县社区工作条例（2025年修订）》将于2027-03-01废止。引用它的：ZM-001 亲属关系证明。",
        "《江北县社区工作办法》将于2027-01-01废止，由《江北县社区工作条例》替代。没有事项引用它。",
    ]


def test_a_text_without_a_newer_copy_and_a_broken_file_are_told(place, tmp_path, capsys):
    add(place, tmp_path / "新/条例(2025-10-28).md", *FROM_PAGE)
    write(tmp_path / "空/别的.md", "条例\n第一条　甲。")
    write(tmp_path / "空/坏.docx", b"PK")
    (tmp_path / "空/链接.md").symlink_to(tmp_path / "新/条例(2025-10-28).md")

    assert compare_with(place, tmp_path / "空") == 0

    out, err = capsys.readouterr()
    assert "没有找到文本、只找到旧文本的1份：《江北县社区工作条例（2025年修订）》。" in out
    assert "没有用：坏.docx坏了" in err
    assert text_of(place).compared == ()


def test_a_folder_with_too_many_files_is_refused(place, tmp_path, monkeypatch, capsys):
    add(place, tmp_path / "新/条例(2025-10-28).md", *FROM_PAGE)
    monkeypatch.setattr(law_files, "MOST_FILES", 0)

    assert compare_with(place, tmp_path / "新") == 1
    assert "文件太多" in capsys.readouterr().err


@pytest.mark.parametrize("texts", [True, False])
def test_there_must_be_something_to_compare(place, tmp_path, texts, capsys):
    if texts:
        add(place, tmp_path / "新/条例(2025-10-28).md", *FROM_PAGE)

    assert compare_with(place, tmp_path / "nichts") == 1
    assert ("没有找到文件夹" if texts else "目录里没有原文") in capsys.readouterr().err
