"""Word files as offices send them: tracked changes, content controls, tables in cells, paragraphs."""

from __future__ import annotations

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from importing import entries, imported

W = nsdecls("w")


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def inserted(text):
    return f'<w:ins w:id="1" w:author="x">{run(text)}</w:ins>'


def deleted(text):
    return f'<w:del w:id="2" w:author="x"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def control(inner):
    return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def paragraph(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(*runs):
    return f"<w:tc>{paragraph(*runs)}</w:tc>"


def plain(*texts):
    return f"<w:tr>{''.join(cell(run(text)) for text in texts)}</w:tr>"


def table(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def document(file, *blocks):
    made = Document()
    for block in blocks:
        opening, _, rest = block.partition(">")
        made.element.body.insert(-1, parse_xml(f"{opening} {W}>{rest}"))
    made.save(file)
    return file


def test_what_is_put_in_under_tracked_changes_counts(root, tmp_path, capsys):
    row = f"<w:tr>{cell(run('居民养犬'), inserted('登记证明'), deleted('证'))}{cell(run('公安局'))}</w:tr>"
    file = document(tmp_path / "list.docx", table(plain("证明事项", "责任部门"), row))

    assert imported(root, file) == 0

    told = capsys.readouterr().out
    assert "居民养犬登记证明" in entries(root)
    assert "修订时插入的字，当作正文读了" in told
    assert "修订时删掉的字，没有读" in told


def test_a_content_control_shifts_nothing(root, tmp_path, capsys):
    row = f"<w:tr>{control(cell(run('分户证明')))}{cell(control(run('上学')))}</w:tr>"
    file = document(tmp_path / "list.docx", table(plain("证明事项", "用途"), row))

    assert imported(root, file) == 0

    assert entries(root)["分户证明"]["purposes"] == ["上学"]
    assert "内容控件" in capsys.readouterr().out


def test_a_table_in_a_cell_is_text_of_that_cell(root, tmp_path, capsys):
    inner = f"<w:tc>{table(plain('户口簿', '身份证'))}<w:p/></w:tc>"
    row = f"<w:tr>{cell(run('分户证明'))}{inner}</w:tr>"
    file = document(tmp_path / "list.docx", table(plain("证明事项", "需提交材料"), row))

    assert imported(root, file) == 0

    assert [one["name"] for one in entries(root)["分户证明"]["materials"]] == ["户口簿", "身份证"]
    assert "格子里又套着表" in capsys.readouterr().out


def test_a_row_with_fewer_cells_than_its_head_is_never_guessed(root, tmp_path, capsys):
    rows = [
        plain("序号", "证明事项", "用途"),
        plain("分户证明", "上学"),
        plain("2", "危房证明", ""),
    ]
    file = document(tmp_path / "list.docx", table(*rows))

    assert imported(root, file) == 0

    assert set(entries(root)) == {"亲属关系证明", "危房证明"}
    assert "第2行的格子比表头少，没有读：分户证明；上学" in capsys.readouterr().out


def test_a_table_goes_on_after_a_page_without_its_head(root, tmp_path, capsys):
    first = table(plain("证明事项", "用途"), plain("分户证明", "上学"))
    file = document(tmp_path / "list.docx", first, paragraph(), table(plain("危房证明", "补助")))

    assert imported(root, file) == 0

    assert entries(root)["危房证明"]["purposes"] == ["补助"]
    assert "接着上一张表读" in capsys.readouterr().out


def test_items_are_numbered_paragraphs(root, tmp_path, capsys):
    texts = ["江北县取消的证明", "1.无宅基地证明", "2.分户证明；", "此件公开发布"]
    file = document(tmp_path / "list.docx", *(paragraph(run(text)) for text in texts))

    assert imported(root, file) == 0

    assert set(entries(root)) == {"亲属关系证明", "无宅基地证明", "分户证明"}
    assert "此件公开发布" in capsys.readouterr().out


def test_a_guide_for_one_matter_has_labels_down_its_side(root, tmp_path):
    rows = [
        plain("事项名称", "分户证明"),
        plain("受理条件", "已经分家"),
        plain("承诺时限", "当场办"),
        plain("申请材料", "户口簿"),
    ]
    file = document(tmp_path / "list.docx", table(*rows))

    assert imported(root, file) == 0

    found = entries(root)
    assert set(found) == {"亲属关系证明", "分户证明"}
    assert found["分户证明"]["time_limit"] == {"text": "当场办"}
    assert "受理条件：已经分家" in found["分户证明"]["notes_internal"]


def test_text_beside_the_tables_is_told(root, tmp_path, capsys):
    rows = table(plain("证明事项"), plain("分户证明"))
    file = document(tmp_path / "list.docx", paragraph(run("江北县文件")), rows)

    assert imported(root, file) == 0

    assert "表以外还有1段话，没有读：江北县文件" in capsys.readouterr().out
    assert "第1张表" not in entries(root)["分户证明"].get("notes_internal", "")
