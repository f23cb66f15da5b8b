"""Forms: named blanks, and the layout that official papers have."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Emu

from generator.outputs.prints.forms import forms


def test_every_blank_of_a_form_is_a_named_control(shipped_site):
    body = Document(shipped_site / "prints/forms/zm-033.docx").element.body
    names = [tag.get(qn("w:val")) for tag in body.iter(qn("w:tag"))]

    assert "法院名称" in names
    assert names[0] == "编号"
    given = names[: names.index("编号", 1)]
    assert given[-3:] == ["社区名称", "签名", "日期"]
    assert names[len(given) :] == ["编号", "申请人", "用途", "批准人", "签名", "日期"]


def form_named(catalogue, slug):
    return next(form for form in forms(catalogue) if form.slug == slug)


def test_a_letter_has_the_form_of_an_official_one(shipped_catalogue):
    document = Document(io.BytesIO(form_named(shipped_catalogue, "refusal-letter").content))
    page = document.sections[0]
    text = [form_text_of(paragraph) for paragraph in document.paragraphs]

    assert text[0] == "关于退回“〔事项名称〕”的函"
    assert text[1] == "〔发文机关代字〕〔年份〕〔序号〕号"
    assert text[2] == "〔来函部门〕："
    assert text[-2:] == ["〔社区名称〕（盖章）", "〔日期〕"]
    area = (
        page.page_width - page.left_margin - page.right_margin,
        page.page_height - page.top_margin - page.bottom_margin,
    )
    assert [round(one.mm) for one in map(Emu, area)] == [156, 225]
    assert document.styles["Body Text"].font.size.pt == 16
    line = document.paragraphs[2].paragraph_format.line_spacing
    assert area[1] // line == 22


def test_an_agreement_is_in_numbered_articles_and_no_table(shipped_catalogue):
    document = Document(io.BytesIO(form_named(shipped_catalogue, "entrustment-agreement").content))
    text = [form_text_of(paragraph) for paragraph in document.paragraphs]

    assert not document.tables
    assert text[2] == "委托部门（甲方）：" + "＿" * 18  # as much as is left of a line of 28
    assert text[4].startswith("第一条　事项名称和目录编号：")
    assert any(one.startswith("第十四条　什么情况退出") for one in text)


def form_text_of(paragraph):
    return "".join(text.text or "" for text in paragraph._element.iter(qn("w:t")))  # noqa: SLF001 - no other way in
