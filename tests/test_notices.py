"""Changes read like an official notice: since when, what, by which document, who does it instead."""

from __future__ import annotations

import shutil
from datetime import date
from types import MappingProxyType

import pytest
from helpers import DAY, SMALL, small_catalogue, write
from releasing import ENTRY, FIRST, SECOND, change, copy_entry, release

from generator.checking import check
from generator.cli import main
from generator.editions.audience import Audience
from generator.editions.edition import EditionType, state_of
from generator.editions.history import describe_changes
from generator.editions.nouns import noun
from generator.model.catalogue import SETTINGS
from generator.model.comparison import COMPARE
from generator.model.values import freeze
from generator.schema.kinds import load_kinds
from generator.schema.walk import resolve
from generator.site.compose import build

KINDS = load_kinds()
SINCE = date(2026, 12, 1)
STANDARD = {"text": "每年6万元。", "amount": "60000", "unit": "元/年", "counted_by": "community"}
BASE = {
    ("certificates", "ZM-001"): {"executing_bodies": ["minzhengju"]},
    ("certificates", "ZM-002"): {
        "id": "ZM-002",
        "name": "居民身份信息证明",
        "decision": "forbidden",
        "executing_bodies": ["gonganju"],
    },
    ("services", "SX-085"): {
        "id": "SX-085",
        "name": "报表",
        "decision": "permitted",
        "status": "in_force",
        "competent_bodies": ["minzhengju"],
    },
    ("funding", "JF-001"): {
        "id": "JF-001",
        "name": "工作经费",
        "decision": "permitted",
        "standards": [STANDARD],
    },
    ("sources", "minfa-2020-20"): {"document_number": "民发〔2020〕20号"},
}


def states(key, now, more=BASE):
    """The state before and after one record is given the fields ``now``."""
    before = dict(state_of(check(SMALL, on=DAY).catalogue))
    for where, fields in more.items():
        before[where] = freeze({**before.get(where, {}), **fields})
    after = before | {key: freeze({**before.get(key, {}), **now})}
    return MappingProxyType(before), MappingProxyType(after)


def sentence(key, now, type_=EditionType.EDITION, on=SINCE):
    (told,) = describe_changes(*states(key, now), KINDS, type_, on)
    return told.sentence


ZM_001, SX_085, JF_001 = ("certificates", "ZM-001"), ("services", "SX-085"), ("funding", "JF-001")
TITLE = "《关于改进和规范基层群众性自治组织出具证明工作的指导意见》"
ENDED = {"status": "abolished", "ended": {"text": "改为部门核查。", "source": "minfa-2020-20"}}


@pytest.mark.parametrize(
    ("key", "now", "said"),
    [
        (
            SX_085,
            {**ENDED, "competent_bodies": ["gonganju"]},
            (
                f"自2026年12月1日起，废止SX-085《报表》，依据{TITLE}（民发〔2020〕20号）；"
                "原由民政局负责的，改由公安局负责。"
            ),
        ),
        (
            SX_085,
            {"status": "abolished", "ceased_on": "2027-03-15", "ended": {"text": "撤了。"}},
            "自2027年3月15日起，废止SX-085《报表》。",
        ),
        (
            ZM_001,
            {"status": "replaced", "replaced_by": ["ZM-002"]},
            (
                "自2026年12月1日起，ZM-001《亲属关系证明》由ZM-002《居民身份信息证明》（不应出具）替代；"
                "原由民政局办理的，改由公安局办理。"
            ),
        ),
        (
            ZM_001,
            {"status": "suspended", "summary": "先停一停。"},
            (
                "自2026年12月1日起，中止ZM-001《亲属关系证明》。另外，一句话答复由"
                "“社区不开这份证明。户口簿能看出关系的，出示户口簿。”改为“先停一停。”。"
            ),
        ),
        (
            ZM_001,
            {"decision": "case_by_case"},
            "自2026年12月1日起，ZM-001《亲属关系证明》：结论由“不应出具”改为“酌情办理”。",
        ),
        (ZM_001, {"plain_name": "关系证明"}, "ZM-001《亲属关系证明》：增加通俗名称“关系证明”。"),
        (
            ("certificates", "ZM-009"),
            {
                "id": "ZM-009",
                "name": "关于《婚姻法》的证明",
                "decision": "forbidden",
                "routes": [{"place": "档案馆"}, {"body": "gonganju"}, {"place": "档案馆"}],
            },
            "自2026年12月1日起，新增ZM-009《关于〈婚姻法〉的证明》，结论是“不应出具”，去处是档案馆、公安局。",
        ),
        (
            JF_001,
            {"standards": [{**STANDARD, "text": "每年7万元。", "amount": "70000"}]},
            "自2026年12月1日起，JF-001《工作经费》：标准由“每年6万元。”改为“每年7万元。”。",
        ),
        (
            JF_001,
            {"standards": [{**STANDARD, "amount": "65500"}]},
            "自2026年12月1日起，JF-001《工作经费》：标准“每年6万元。”的金额由6万元/年改为6.55万元/年。",
        ),
        (
            JF_001,
            {"standards": [{**STANDARD, "counted_by": "chief", "households_from": 1}]},
            "JF-001《工作经费》：标准的文字没有变，写明了起算户数、计算单位。",
        ),
    ],
)
def test_each_sort_of_change_has_its_sentence(key, now, said):
    assert sentence(key, now) == said


def test_what_was_wrong_is_put_right_and_the_rule_stays():
    said = sentence(ZM_001, {"summary": "社区不开。"}, EditionType.CORRECTION)

    assert said.startswith("自2026年12月1日起，更正ZM-001《亲属关系证明》：一句话答复由“")
    assert said.endswith("”更正为“社区不开。”。")


def test_what_was_suspended_comes_back():
    paused = {**BASE, ZM_001: {"status": "suspended"}}
    (told,) = describe_changes(*states(ZM_001, {"status": "in_force"}, paused), KINDS, on=SINCE)

    assert told.sentence == "自2026年12月1日起，恢复ZM-001《亲属关系证明》。"


def test_nothing_only_programs_read_is_told():
    adopted = {"adoption": {"action": "narrowed", "reason": "本地有办法。", "reviewed": "ba456117"}}

    said = sentence(ZM_001, adopted)

    assert said == "ZM-001《亲属关系证明》：增加采用上级的说明：采用办法收窄，理由“本地有办法”。"
    again = {"adoption": {**adopted["adoption"], "reviewed": "00000000"}}
    assert not describe_changes(*states(ZM_001, again, {**BASE, ZM_001: adopted}), KINDS)


def test_what_is_quoted_within_a_quotation_has_the_inner_marks():
    said = sentence(ZM_001, {"plain_name": "“我妈是我妈”的证明"})

    assert said == "ZM-001《亲属关系证明》：增加通俗名称“‘我妈是我妈’的证明”。"


def test_a_part_that_names_its_whole_is_not_named_twice():
    paid = {**BASE, SX_085: {**BASE[SX_085], "funding": {"principle": "general", "text": "有。"}}}
    now = {"funding": {"principle": "unfunded", "text": "有。"}}

    (told,) = describe_changes(*states(SX_085, now, paid), KINDS)

    assert told.sentence == ("SX-085《报表》：经费规定由“只有总的规定，没有标准”改为“没有经费”。")


@pytest.mark.parametrize(
    ("key", "now", "whom"),
    [
        (ZM_001, {"summary": "不开。"}, Audience.RESIDENTS),
        (ZM_001, {"aliases": [{"text": "关系证明"}]}, Audience.REST),
        (SX_085, {"summary": "不做。"}, Audience.DEPARTMENTS),
        (("bodies", "gonganju"), {"channels": [{"phone": "1"}]}, Audience.RESIDENTS),
        (("bodies", "gonganju"), {"name": "公安分局"}, Audience.DEPARTMENTS),
        (("catalogue.yml", ""), {"hotline": {"phone": "1"}}, Audience.RESIDENTS),
        (("catalogue.yml", ""), {"publisher": "县政府"}, Audience.REST),
    ],
)
def test_a_change_knows_whom_it_concerns_first(key, now, whom):
    (told,) = describe_changes(*states(key, now), KINDS)

    assert told.audience is whom


def test_every_title_that_asks_is_told_as_a_noun():
    """在一句话中间不能问：“增加去哪里办”."""
    asking = "谁什哪怎吗么"
    found = {
        noun(name, str(node["title"]))
        for kind in KINDS.by_key.values()
        if kind.is_frozen and (kind.folder or kind.file == SETTINGS)
        for name, node in _properties(kind.schema)
        if "title" in node
    }

    assert [title for title in sorted(found) if set(title) & set(asking)] == []


def _properties(schema):
    node = resolve(schema, KINDS.common)
    for name, part in node.get("properties", {}).items():
        inner = resolve(part, KINDS.common)
        if COMPARE in inner:  # what is not compared is not told
            continue
        yield name, inner
        yield from _properties(inner)
        yield from _properties(inner.get("items", {}))


# --- as released ------------------------------------------------------------------------------


@pytest.fixture
def replaced(first_edition, tmp_path):
    """ZM-001 is replaced by ZM-002 in the second edition, in force since 2026-12-15."""
    root = shutil.copytree(first_edition, tmp_path / "catalogue")
    copy_entry(root, "ZM-002", "居民身份信息证明")
    change(root, "status: in_force", "status: replaced\nreplaced_by:\n  - ZM-002")
    assert release(root, *SECOND, "--in-force", "2026-12-15", papers=()) == 0
    return root


def test_the_command_tells_since_when(replaced, capsys):
    assert main(["diff", "2026-1", "2026-2", "--catalogue", str(replaced)]) == 0

    said = capsys.readouterr().out
    assert "自2026年12月15日起，ZM-001《亲属关系证明》由ZM-002《居民身份信息证明》" in said


def test_an_edition_that_only_changed_an_order_tells_nothing(tmp_path, capsys):
    root = small_catalogue(tmp_path)
    both = "aliases:\n  - text: {}\n    type: colloquial\n  - text: {}\n    type: colloquial\n"
    text = (root / ENTRY).read_text(encoding="utf-8")
    write(root / ENTRY, text + both.format("甲方", "乙方"))
    assert release(root, *FIRST, "--in-force", "2026-11-23", papers=()) == 0
    write(root / ENTRY, text + both.format("乙方", "甲方"))

    assert main(["diff", "2026-1", "--catalogue", str(root)]) == 0

    assert capsys.readouterr().out.endswith("无实质变化\n")


def test_the_page_of_changes_begins_with_what_changes_for_residents(replaced):
    change(replaced, "short_name: 公安局", "short_name: 县公安局", "bodies/gonganju.yml")
    change(replaced, "publisher: 江北县民政局", "publisher: 江北县人民政府", "catalogue.yml")
    change(replaced, "社区不开", "社区不能开", "certificates/zm-002-x.yml")
    third = ["--id", "2026-3", "--title", "第三版", "--instrument", "江北县政府令第3号"]
    assert release(replaced, *third, "--in-force", "2026-12-20", papers=()) == 0

    made = build(replaced, on=date(2026, 12, 20), traditional=False)

    (page,) = (page for page in made.pages if page.address == "changes-2026-3/")
    parts = [page.body.index(f">{title}：") for title in ("居民办事", "部门和社区", "其他")]
    assert parts == sorted(parts)
    assert "2026年12月20日起照新的办。" in page.body
    assert "自2026年12月20日起" not in page.body


def test_an_id_that_only_we_see_is_no_change_to_tell():
    """The body got another id and kept its name: entries that name it say what they said."""
    more = {**BASE, ("bodies", "gonganfenju"): {"id": "gonganfenju", "short_name": "公安局"}}
    now = {
        "competent_bodies": ["gonganfenju"],
        "routes": [
            {
                "type": "issuing_body",
                "place": "户籍派出所",
                "body": "gonganfenju",
                "unverified": True,
            }
        ],
    }

    assert not describe_changes(*states(ZM_001, now, more), KINDS, on=SINCE)
