"""Tasks and money as a cadre uses them: type a task, fill in a community, read the answer."""

from __future__ import annotations

from pathlib import Path

from browser.conftest import PHONE, Visit
from docx import Document
from docx.oxml.ns import qn
from playwright.sync_api import Page, expect


def asked(visit: Visit, task: str, size=PHONE) -> Page:
    page = visit("tasks/", size=size)
    page.get_by_label("派来的是什么事").fill(task)
    expect(page.locator("[data-task-said]")).not_to_be_empty()
    return page


def test_a_task_in_the_catalogue_says_whose_it_is_and_who_pays(visit: Visit):
    page = asked(visit, "看护精神病人")
    row = page.locator("[data-number=SX-040]")

    expect(row).to_be_visible()
    expect(row).to_contain_text("卫健委")
    expect(row).to_contain_text("帮着看护")
    expect(row).to_contain_text("日常经费")


def test_a_barred_task_says_by_which_rule(visit: Visit):
    page = asked(visit, "协税护税")

    expect(page.locator("[data-number=SX-074]")).to_contain_text("社区减负工作通知")
    expect(page.locator("h2", has_text="不得下派")).to_be_visible()


def test_a_task_that_is_nowhere_gets_the_form_and_the_letter(visit: Visit):
    page = asked(visit, "建元宇宙体验馆")

    expect(page.locator("[data-task-said]")).to_have_text("目录里没有“建元宇宙体验馆”。")
    letter = page.get_by_label("退回函").input_value()
    assert letter.startswith("贵单位要社区办理“建元宇宙体验馆”。经查对，《")
    assert "第四十三条" in letter
    for name in ("准入申请表", "Word空白函", "委托协议样稿"):
        link = page.locator("[data-task-none]").get_by_role("link", name=name)
        address = link.evaluate("link => link.href")
        assert page.request.get(address).ok


def test_a_task_that_is_only_near_is_not_told_as_found(visit: Visit):
    page = asked(visit, "消防车通道划线")

    expect(page.locator("[data-task-said]")).to_have_text("目录里没有“消防车通道划线”。")


def test_before_a_task_is_sent_back_what_it_may_be_is_named(visit: Visit):
    page = asked(visit, "统计外墙瓷砖脱落")
    near = page.locator("[data-task-near]")

    link = near.get_by_role("link", name="高空抛物、坠物的调查和处理")
    assert page.request.get(link.evaluate("link => link.href")).ok
    page.get_by_label("派来的是什么事").fill("")
    expect(near).to_be_hidden()


def test_an_empty_box_shows_the_lists_again(visit: Visit):
    page = asked(visit, "协税护税")
    page.get_by_label("派来的是什么事").fill("")

    expect(page.locator("[data-number=SX-001]")).to_be_visible()
    page.get_by_role("button", name="看全部").first.click()
    expect(page.locator("[data-number=SX-040]")).to_be_visible()
    expect(page.locator("[data-task-none]")).to_be_hidden()


def test_a_community_is_reckoned_and_a_boundary_named(visit: Visit):
    page = visit("money/", size=PHONE)
    page.get_by_role("spinbutton", name="户数").fill("3000")
    page.get_by_role("spinbutton", name="党员").fill("40")

    recommended = page.locator("[data-money-standing=recommended] [data-money-lines]")
    expect(recommended).to_contain_text("70,000元至80,000元")
    expect(recommended).to_contain_text("原文没有说算哪一档")
    expect(recommended).to_contain_text("合计不低于172,000元至182,000元")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_nothing_is_reckoned_before_somebody_fills_in_how_many_live_there(visit: Visit):
    page = visit("money/")

    expect(page.locator("[data-money-said]")).to_contain_text("先填户数")
    expect(page.locator("[data-money-lines] table")).to_have_count(0)


def test_nonsense_is_said_to_be_so(visit: Visit):
    page = visit("money/")
    page.get_by_role("spinbutton", name="户数").fill("2.5")

    expect(page.locator("[data-money-said]")).to_contain_text("填数字")
    expect(page.locator("[data-money-lines] table")).to_have_count(0)


def test_a_letter_is_filled_on_the_phone_and_printed_alone(visit: Visit):
    page = visit("replies/", size=PHONE)
    letter = page.locator("#task-notice")
    letter.get_by_label("目录里的哪一项").select_option("SX-074")
    letter.get_by_label("来函部门").fill("市税务局")
    letter.get_by_label("来函日期").fill("2026-11-02")

    text = letter.locator("[data-reply-text]")
    expect(text).to_contain_text("市税务局：")
    expect(text).to_contain_text("贵单位2026年11月2日要社区办理“协税护税任务指标”")
    expect(page.locator("#refusal-letter [data-reply-text]")).to_contain_text("市税务局：")

    page.evaluate("window.print = () => {}")
    letter.get_by_role("button", name="打印").click()
    page.emulate_media(media="print")
    expect(text).to_be_visible()
    expect(page.locator("#refusal-letter [data-reply-text]")).to_be_hidden()
    expect(page.locator("h1")).to_be_hidden()


def test_a_letter_filled_on_a_desk_is_saved_as_word(visit: Visit, tmp_path: Path):
    page = visit("replies/")
    letter = page.locator("#refusal-letter")
    letter.get_by_label("事项名称").fill("填<表>&报数")
    letter.get_by_label("来函日期").fill("2026-11-02")

    with page.expect_download() as saved:
        letter.get_by_role("button", name="存成Word").click()

    file = tmp_path / "letter.docx"
    saved.value.save_as(file)
    assert saved.value.suggested_filename == "退回函.docx"
    paragraphs = Document(str(file)).paragraphs
    said = ["".join(t.text or "" for t in one._element.iter(qn("w:t"))) for one in paragraphs]  # noqa: SLF001 - no other way in
    assert said[0] == "关于退回“填<表>&报数”的函"
    assert "〔来函部门〕：" in said
    assert any(one.startswith("贵单位2026年11月2日来函") for one in said)
