"""The form: what it gives is a file the check accepts, in the form `catalogue fmt` has."""

from __future__ import annotations

import copy
import re
import shutil
from pathlib import Path

import pytest
import yaml
from browser.conftest import DESK, PHONE, Visit
from helpers import DAY
from playwright.sync_api import Page, expect

from generator.checking import check
from generator.editing.formatting import format_text
from generator.model.values import thaw
from generator.schema.kinds import load_kinds

KINDS = load_kinds()
FOLDERS = [kind.folder for kind in KINDS.of_entries()]
RECORDS = [kind.folder for kind in KINDS.with_forms() if not kind.is_entry]
NAME = '[name="root[name]"]'
SOUND = "写法都对，可以交了。依据、编号和别的事项对不对得上，交了以后检查。"


def opened(visit: Visit, kind: str, number: str = "", size=DESK) -> Page:
    page = visit("edit/", size=size)
    page.get_by_label("哪一类").select_option(kind)
    page.get_by_label("改哪一条").fill(number)
    page.get_by_role("button", name="打开表").click()
    expect(page.locator('[name="root[id]"]')).to_be_visible()
    return page


def text_of(page: Page) -> str:
    return page.locator("#yaml").input_value()


def test_a_link_opens_the_form_of_an_entry(visit):
    page = visit("edit/?kind=certificates&entry=ZM-001")

    expect(page.locator(NAME)).to_be_visible()
    assert text_of(page).startswith("id: ZM-001\n")


@pytest.mark.parametrize(
    "kind",
    [FOLDERS[0], *(pytest.param(kind, marks=pytest.mark.deep) for kind in FOLDERS[1:])],
)
def test_a_new_entry_passes_the_check_and_is_in_order(visit, repository, tmp_path, kind):
    page = opened(visit, kind, size=PHONE)
    page.locator(NAME).fill("门口停车的证明：“试”")
    page.locator('[name="root[summary]"]').fill("先问要的单位。")
    page.keyboard.press("Tab")
    expect(page.locator("#yaml")).to_have_value(yaml_with("先问要的单位。"))
    expect(page.locator("[data-edit-problems]")).to_have_text(SOUND)
    root = shutil.copytree(repository / "catalogue", tmp_path / "catalogue")
    shutil.rmtree(root / "editions")
    text = text_of(page)
    entry = yaml.safe_load(text)
    (root / kind / f"{entry['id'].lower()}-x.yml").write_text(text, encoding="utf-8")

    assert [
        problem.message for problem in check(root, on=entry["verification"]["verified_on"]).problems
    ] == []
    assert format_text(text, KINDS.by_key[kind], KINDS) == text
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def yaml_with(text: str):
    return re.compile(re.escape(text))


def test_an_entry_opened_says_what_its_file_says(visit, repository):
    page = opened(visit, "certificates", "zm-063")
    file = next((repository / "catalogue/certificates").glob("zm-063-*.yml"))
    before = yaml.safe_load(file.read_text(encoding="utf-8"))
    before.pop("notes_internal", None)

    assert yaml.safe_load(text_of(page)) == before

    page.locator(NAME).fill("别的证明")
    page.keyboard.press("Tab")
    expect(page.locator("[data-edit-changes]")).to_contain_text("改了正式名称")


def test_of_an_entry_from_above_only_the_local_file_is_written(visit, repository):
    page = opened(visit, "services", "sx-001")
    file = next((repository / "catalogue/services").glob("sx-001-*.yml"))

    assert text_of(page) == file.read_text(encoding="utf-8")
    expect(page.locator("[data-edit-said]")).to_contain_text("bases/national/services/sx-001")

    page.locator('[name="root[summary]"]').fill("照法律做。")
    page.keyboard.press("Tab")
    expect(page.locator("#yaml")).to_have_value(yaml_with("action: narrowed"))
    assert set(yaml.safe_load(text_of(page))) == {"id", "summary", "work_area", "adoption"}
    expect(page.locator("[data-edit-problems]")).to_contain_text("改了上级的，还要写凭什么")


def only(number: str, catalogue: Path, folder: Path) -> Path:
    """Copy of a catalogue one entry, and what its settings name; return where it is."""

    def others(within: str, names: list[str]) -> list[str]:
        if Path(within).name in FOLDERS:
            return [name for name in names if not name.startswith(number.lower())]
        return [name for name in names if name in {"editions", "texts"}]

    return Path(shutil.copytree(catalogue, folder, ignore=others))


EDITS = {
    "nothing": dict.copy,
    "one more": lambda entry: entry["aliases"].append({"text": "试", "type": "colloquial"}),
    "a list that was not there": lambda entry: entry.update(
        faq=[{"question": "问", "answer": "答"}]
    ),
    "a text that was not there": lambda entry: entry.update(plain_name="试"),
    "another text": lambda entry: entry.update(summary="试"),
    "one less": lambda entry: entry["aliases"].pop(0),
    "one more and another text": lambda entry: (
        entry["aliases"].append({"text": "试", "type": "colloquial"}),
        entry.update(summary="试"),
    ),
}


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(edit, id=name, marks=[pytest.mark.deep] if place % 2 else [])
        for place, (name, edit) in enumerate(EDITS.items())
    ],
)
@pytest.mark.parametrize(
    "number",
    ["ZM-001", *(pytest.param(one, marks=pytest.mark.deep) for one in ["ZM-002", "ZM-010"])],
)
def test_laid_over_the_one_above_it_says_what_the_form_says(
    visit, repository, tmp_path, edit, number
):
    page = visit("edit/")
    before, where = page.evaluate(
        """async (number) => {
          const answer = await fetch(`../api/v1/entries/${number.toLowerCase()}.json`);
          const before = (await answer.json()).fields;
          const form = await new Promise((load) => {
            catalogueEdit.load = load;
            const script = document.createElement("script");
            script.src = "../assets/catalogue/edit/form-certificates.js";
            document.head.append(script);
          });
          return [before, form.entries[number]];
        }""",
        number,
    )
    before["adoption"] = {"reason": "试", **where["adoption"]}
    after = copy.deepcopy(before)
    edit(after)

    own = page.evaluate(
        "([before, after, where]) => catalogueEdit.own(before, after, where)",
        [before, after, where],
    )
    root = only(number, repository / "catalogue", tmp_path / "catalogue")
    text = yaml.safe_dump(own, allow_unicode=True, sort_keys=False)
    (root / where["file"]).write_text(text, encoding="utf-8")
    entry = check(root, on=DAY).catalogue.entries[number]

    assert {**thaw(entry.fields), "adoption": ""} == {**after, "adoption": ""}


def test_what_is_missing_is_said_in_chinese(visit):
    page = opened(visit, "certificates")
    page.locator('[name="root[id]"]').fill("随便")
    page.keyboard.press("Tab")

    expect(page.locator("[data-edit-problems]")).to_contain_text("编号：写法不对")


def test_an_optional_field_is_filled_by_name(visit):
    page = opened(visit, "certificates")
    page.get_by_label("还可以填").last.select_option(label="主管部门")
    page.locator('[name="root[competent_bodies][0]"]').select_option(label="鄂州市公安局")

    expect(page.locator("#yaml")).to_have_value(yaml_with("competent_bodies:\n  - gonganju"))


def test_nothing_is_chosen_that_nobody_chose(visit):
    page = opened(visit, "certificates")
    page.get_by_label("还可以填").last.select_option(label="主管部门")

    expect(page.locator('[name="root[competent_bodies][0]"]')).to_have_value("")
    expect(page.locator("#yaml")).not_to_have_value(yaml_with("competent_bodies"))


def test_an_alias_is_added_and_a_way_is_taken_out(visit):
    page = opened(visit, "certificates", "zm-001")
    page.get_by_role("button", name="加一项：别名").click()
    page.locator('[name^="root[aliases]"][name$="[text]"]').last.fill("试一试")
    expect(page.locator("#yaml")).to_have_value(yaml_with("- text: 试一试"))

    page.locator('[id="root[routes]"] > summary').click()
    page.locator('[id="root[routes][0]"] > summary').click()
    before = text_of(page)
    page.get_by_role("button", name=re.compile("^删掉：.*1$")).last.click()
    expect(page.locator("#yaml")).not_to_have_value(before)


def test_what_is_wrong_is_said_beside_what_was_filled_in(visit):
    page = opened(visit, "certificates")
    page.locator('[name="root[id]"]').fill("随便")

    expect(page.locator('[data-of="root[id]"]')).to_have_text("写法不对，看说明里的例子")
    expect(page.locator('[name="root[id]"]')).to_have_attribute("aria-invalid", "true")


def test_what_was_begun_stays_on_the_device_until_it_is_thrown_away(visit):
    page = opened(visit, "certificates", "zm-001")
    first = page.locator(NAME).input_value()
    page.locator(NAME).fill("别的名称")
    page.get_by_role("button", name="打开表").click()

    expect(page.locator("[data-edit-said]")).to_contain_text("上次没有交完的还在")
    expect(page.locator(NAME)).to_have_value("别的名称")
    expect(page.locator("[data-edit-form]")).to_contain_text(f"原来：{first}")
    page.get_by_role("button", name="丢掉上次填的").click()
    expect(page.locator(NAME)).to_have_value(first)


def test_the_usual_changes_are_within_a_few_screens_and_everything_has_its_label(visit):
    page = opened(visit, "certificates", "zm-001", size=PHONE)

    assert page.locator("[data-edit-form]").bounding_box()["height"] < 3_000
    for part in page.locator("[data-edit-form] details").all():
        part.evaluate("part => { part.open = true; }")
    page.wait_for_timeout(50)
    boxes = "[...document.querySelectorAll('[data-edit-form] :is(input, select, textarea)')]"
    assert page.evaluate(f"{boxes}.length") > 20
    assert page.evaluate(f"{boxes}.filter((box) => !box.labels.length).length") == 0


ALL_PUBLISHED = """async (kind) => {
  const form = await new Promise((load) => {
    catalogueEdit.load = load;
    const script = document.createElement("script");
    script.src = `../assets/catalogue/edit/form-${kind}.js`;
    document.head.append(script);
  });
  catalogueFields.linked(form.schema, form.names);
  const found = [];
  for (const [number, where] of Object.entries(form.entries)) {
    const { fields } =
      where.fields ?
        where :
        await (await fetch(`../api/v1/entries/${number.toLowerCase()}.json`)).json();
    if (where.adoption) fields.adoption = { reason: "试", ...where.adoption };
    const wrong = catalogueFields.wrong(form.schema, fields);
    found.push(...wrong.map(({ path, message }) => [number, path.join("."), message]));
  }
  return found;
}"""


@pytest.mark.parametrize(
    "kind",
    [
        FOLDERS[0],
        *RECORDS,
        *(pytest.param(kind, marks=pytest.mark.deep) for kind in FOLDERS[1:]),
    ],
)
def test_the_form_finds_nothing_wrong_with_what_passed_the_check(visit, kind):
    assert visit("edit/").evaluate(ALL_PUBLISHED, kind) == []


def test_an_entry_that_is_not_there_is_said_so(visit):
    page = visit("edit/")
    page.get_by_label("改哪一条").fill("ZM-99")
    page.evaluate("window.fetch = async () => ({ ok: false })")
    page.get_by_role("button", name="打开表").click()

    expect(page.locator("[data-edit-said]")).to_have_text("目录里没有ZM-99。")


def test_an_item_left_empty_moves_no_mark_to_another(visit):
    page = opened(visit, "certificates")
    page.get_by_label("还可以填").last.select_option(label="别名")
    page.get_by_role("button", name="加一项：别名").click()
    page.locator('[name="root[aliases][1][text]"]').fill("试一试")
    page.locator('[name="root[aliases][1][type]"]').select_option("")
    page.locator('[id="root[aliases][0]"] > summary').click()

    expect(page.locator('[data-of="root[aliases][1][type]"]')).to_contain_text("还要填")
    expect(page.locator('[data-of="root[aliases][0][type]"]')).to_have_text("")


@pytest.mark.parametrize(
    ("kind", "asked", "file"),
    [
        ("bodies", "公安局", "bodies/gonganju.yml"),
        ("sources", "ez-dog", "sources/ez-dog.yml"),
        ("journeys", "jiehun", "bases/national/journeys/jiehun.yml"),
    ],
)
def test_a_record_opened_by_number_or_name_says_what_its_file_says(
    visit, repository, kind, asked, file
):
    page = opened(visit, kind, asked)
    before = yaml.safe_load((repository / "catalogue" / file).read_text("utf-8"))
    before.pop("notes_internal", None)

    assert yaml.safe_load(text_of(page)) == before
    expect(page.locator("[data-edit-problems]")).to_have_text(SOUND)


def test_a_telephone_number_is_on_the_first_screen_and_saved_as_a_file(visit, repository):
    page = visit("body-gonganju/", size=PHONE)
    page.get_by_role("link", name="修改这一条").click()
    number = page.locator('[name="root[channels][0][phone]"]')
    page.locator('[id="root[channels][0]"] > summary').click()

    number.fill("110、120")
    expect(page.locator('[data-of="root[channels][0][phone]"]')).to_contain_text("写法不对")
    number.fill("12110")
    expect(page.locator("[data-edit-problems]")).to_have_text(SOUND)
    form = page.locator("[data-edit-form]").bounding_box()
    assert number.bounding_box()["y"] - form["y"] < PHONE[1]

    with page.expect_download() as saved:
        page.get_by_role("button", name="下载").click()
    assert saved.value.suggested_filename == "gonganju.yml"
    before = (repository / "catalogue/bodies/gonganju.yml").read_text(encoding="utf-8")
    after = Path(saved.value.path()).read_text(encoding="utf-8")
    assert after == before.replace("phone: '110'", "phone: '12110'")


def test_a_record_from_above_becomes_a_file_of_its_own_here(visit):
    page = opened(visit, "bodies", "dangzuzhi")

    expect(page.locator("[data-edit-said]")).to_contain_text("整个换掉上级那一份")
    expect(page.locator("[data-edit-file]")).to_contain_text("catalogue/bodies/dangzuzhi.yml")


def test_a_name_that_is_not_there_is_answered_with_those_like_it(visit):
    page = visit("edit/?kind=bodies&entry=公安")

    expect(page.locator("[data-edit-said]")).to_contain_text("相近的：gonganju")


def test_a_new_community_passes_the_check(visit, repository, tmp_path):
    page = opened(visit, "communities")
    for key, text in {
        "id": "minzhulu",
        "name": "江北县民主路社区居民委员会",
        "address": "民主路1号",
        "phone": "0711-0000000",
        "hours": "周一到周五",
    }.items():
        page.locator(f'[name="root[{key}]"]').fill(text)
    expect(page.locator("[data-edit-problems]")).to_have_text(SOUND)
    root = only("ZM-001", repository / "catalogue", tmp_path / "catalogue")
    (root / "communities").mkdir()
    file = root / "communities/minzhulu.yml"
    file.write_text(text_of(page), encoding="utf-8")

    told = [
        p.message for p in check(root, on=DAY).problems if p.location.file.startswith("communities")
    ]
    assert told == []
    assert format_text(text_of(page), KINDS.by_key["communities"], KINDS) == text_of(page)
