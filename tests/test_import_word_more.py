"""What Word keeps out of sight, draws as a sign, or numbers by itself."""

from __future__ import annotations

from docx import Document
from importing import entries, imported
from test_import_word import cell, document, paragraph, plain, run, table

HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部看的</w:t></w:r>"
SHOWN = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>证明</w:t></w:r>'
TICKED = '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>'
READING = (
    f"<w:r><w:ruby><w:rt>{run('fēn')}</w:rt><w:rubyBase>{run('分')}</w:rubyBase></w:ruby></w:r>"
)


def take(root, tmp_path, *blocks):
    assert imported(root, document(tmp_path / "list.docx", *blocks)) == 0
    found = entries(root)
    found.pop("亲属关系证明")
    return found


def test_text_that_is_hidden_is_no_part_of_a_name(root, tmp_path, capsys):
    rows = [plain("证明事项", "备注"), f"<w:tr>{cell(run('分户'), SHOWN, HIDDEN)}{cell()}</w:tr>"]

    assert list(take(root, tmp_path, table(*rows))) == ["分户证明"]
    assert "隐藏的字" in capsys.readouterr().out


def test_how_a_character_is_read_is_no_part_of_a_name(root, tmp_path):
    rows = [plain("证明事项", "备注"), f"<w:tr>{cell(READING, run('户证明'))}{cell()}</w:tr>"]

    assert list(take(root, tmp_path, table(*rows))) == ["分户证明"]


def test_a_sign_that_is_ticked_stays(root, tmp_path):
    answer = cell(TICKED, run("是 □否"))
    rows = [plain("证明事项", "是否出具"), f"<w:tr>{cell(run('分户证明'))}{answer}</w:tr>"]

    found = take(root, tmp_path, table(*rows))

    assert "是否出具：☑是 □否" in found["分户证明"]["notes_internal"]


def test_a_text_box_is_read_once(root, tmp_path, capsys):
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{paragraph(run('咨询处'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    take(root, tmp_path, paragraph(both), table(plain("证明事项"), plain("分户证明")))

    assert "没有读：咨询处\n" in capsys.readouterr().out


def test_what_is_written_beside_the_text_is_told(root, tmp_path, capsys):
    note = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'
    rows = [plain("证明事项", "备注"), f"<w:tr>{cell(run('分户证明'), note)}{cell()}</w:tr>"]

    take(root, tmp_path, table(*rows))

    assert "有批注或者脚注，没有读" in capsys.readouterr().out


def test_a_style_that_numbers_makes_items_and_a_heading_none(root, tmp_path):
    made = Document()
    made.add_paragraph("可以出具的证明", style="Heading 1")
    made.add_paragraph("分户证明", style="List Number")
    made.add_paragraph("危房证明", style="List Number")
    made.save(tmp_path / "list.docx")

    assert imported(root, tmp_path / "list.docx") == 0

    assert set(entries(root)) == {"亲属关系证明", "分户证明", "危房证明"}


def test_a_broken_row_does_not_keep_a_table_from_going_on(root, tmp_path, capsys):
    first = table(plain("序号", "证明事项", "用途"), plain("1", "分户证明", "上学"))
    rest = table(plain("2", "危房证明", "补助"), plain("树木证明", "卖树"))

    found = take(root, tmp_path, first, paragraph(), rest)

    assert found["危房证明"]["purposes"] == ["补助"]
    assert set(found) == {"分户证明", "危房证明"}
    assert "第2行的格子比表头少，没有读：树木证明；卖树" in capsys.readouterr().out


def test_text_that_is_struck_out_is_told(root, tmp_path, capsys):
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>分户</w:t></w:r>"
    rows = [plain("证明事项", "备注"), f"<w:tr>{cell(struck, run('危房证明'))}{cell()}</w:tr>"]

    assert list(take(root, tmp_path, table(*rows))) == ["分户危房证明"]
    assert "第1张表里有划了删除线的字，照读了" in capsys.readouterr().out
