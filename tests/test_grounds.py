"""What a basis weighs, and how much of a catalogue stands on the words of the law."""

from __future__ import annotations

import json

import pytest
from helpers import DAY, small_catalogue

from generator.checking import check
from generator.cli import main
from generator.derive.ground import (
    PERMITTING,
    LegalWeight,
    is_official,
    is_sufficient,
    is_transcribed,
    legal_weight,
    names_committee,
    rules_of,
)
from generator.derive.grounding import grounding
from generator.model.entries import Entry
from generator.model.parts import Basis
from generator.model.settings import Jurisdiction

SOURCE = """\
id: doc
title: 某文件
kind: {kind}
jurisdiction: {jurisdiction}
validity: {validity}
seen: full-text
"""


def weighed(tmp_path, code: str = "", region: str = "", **said: str) -> LegalWeight:
    about = {"kind": "law", "jurisdiction": "national", "validity": "in_force"} | said
    text = SOURCE.format(**about) + (f"region: '{region}'\n" if region else "")
    root = small_catalogue(tmp_path, {"sources/doc.yml": text})
    settings = (root / "catalogue.yml").read_text(encoding="utf-8")
    if code:
        settings = settings.replace("name: 江北县", f"name: 江北县\n  code: '{code}'")
        (root / "catalogue.yml").write_text(settings, encoding="utf-8")
    catalogue = check(root, on=DAY).catalogue
    return legal_weight(catalogue.sources["doc"], catalogue.settings.jurisdiction)


@pytest.mark.parametrize(
    ("said", "weighs"),
    [
        ({"kind": "law"}, LegalWeight.LAW),
        ({"kind": "department_rule"}, LegalWeight.LAW),
        ({"kind": "local_regulation", "jurisdiction": "province"}, LegalWeight.LAW),
        ({"kind": "local_regulation", "jurisdiction": "elsewhere"}, LegalWeight.PRACTICE),
        ({"kind": "national_policy"}, LegalWeight.POLICY),
        ({"kind": "local_policy", "jurisdiction": "here"}, LegalWeight.POLICY),
        ({"kind": "provincial_policy", "jurisdiction": "elsewhere"}, LegalWeight.PRACTICE),
        ({"kind": "internal_rule"}, LegalWeight.PRACTICE),
        ({"kind": "web", "jurisdiction": "none"}, LegalWeight.REPORT),
        ({"kind": "report", "jurisdiction": "here"}, LegalWeight.REPORT),
        ({"kind": "dataset"}, LegalWeight.REPORT),
        ({"kind": "law", "validity": "draft"}, LegalWeight.REPORT),
    ],
)
def test_a_basis_weighs_what_its_source_is_and_where_it_holds(tmp_path, said, weighs):
    assert weighed(tmp_path, **said) is weighs


@pytest.mark.parametrize(
    ("code", "region", "word", "weighs"),
    [
        ("510104", "51", "elsewhere", LegalWeight.LAW),
        ("510104", "5101", "elsewhere", LegalWeight.LAW),
        ("420700", "51", "elsewhere", LegalWeight.PRACTICE),
        ("420700", "51", "here", LegalWeight.PRACTICE),
        ("", "51", "here", LegalWeight.LAW),
        ("420700", "", "province", LegalWeight.LAW),
    ],
)
def test_a_law_of_ones_own_region_is_ones_own(tmp_path, code, region, word, weighs):
    said = {"kind": "local_regulation", "jurisdiction": word}

    assert weighed(tmp_path, code, region, **said) is weighs


def test_what_is_elsewhere_for_ezhou_is_law_in_its_own_place(shipped_catalogue):
    law, here = shipped_catalogue.sources["lr-cd"], shipped_catalogue.settings.jurisdiction

    assert legal_weight(law, here) is LegalWeight.PRACTICE
    assert legal_weight(law, Jurisdiction(name="成都市", code="510100")) is LegalWeight.LAW
    assert legal_weight(law, Jurisdiction(name="四川省", code="510000")) is LegalWeight.PRACTICE
    assert legal_weight(shipped_catalogue.sources["hb-2020-32"], here) is LegalWeight.POLICY


@pytest.mark.parametrize(
    ("address", "official"),
    [
        ("https://www.npc.gov.cn/npc/1.html", True),
        ("http://gov.cn/", True),
        ("https://notgov.cn/", False),
        ("https://www.gov.cn.example/", False),
        ("https://m.e-book.qq.com/read/1", False),
        ("X-STORAGE/Laws 24f2939", False),
        ("http://[", False),
    ],
)
def test_only_government_hosts_are_official(address, official):
    assert is_official(address) is official


TEXT = """\
source: law-jwh-2025
title: 居委会组织法
origin:
{origin}
articles:
  - article: 第四十三条
    text: 所需经费由委托部门承担。
"""
REPOSITORY = "  repository: X-STORAGE/Laws\n  commit: 24f2939\n  path: a.md\n"


@pytest.mark.parametrize(
    ("origin", "transcribed"),
    [
        (REPOSITORY, False),
        (REPOSITORY + "  transcribed: true\n", True),
        ("  page: https://notes.example/1\n  read: full\n", True),
        ("  page: https://notes.example/1\n  read: full\n  transcribed: false\n", False),
        ("  page: https://www.npc.gov.cn/1\n  read: full\n", False),
    ],
)
def test_a_private_page_is_a_transcription(tmp_path, origin, transcribed):
    text = TEXT.format(origin=origin.rstrip())
    root = small_catalogue(tmp_path, {"texts/law-jwh-2025.yml": text})

    assert is_transcribed(check(root, on=DAY).catalogue.texts["law-jwh-2025"]) is transcribed


# --- catalogue grounds ------------------------------------------------------------------------

ENTRY = """\
id: ZM-002
name: 居住证明
summary: 一句话。
decision: undecided
status: in_force
tier: C
act: certificate
routes:
  - type: issuing_body
    body: gonganju
    legal_basis:
      - source: law-jwh-2025
        clause: 第四十三条
        quote: 所需经费由委托部门承担。
        quote_read:
          'on': 2026-11-01
          changed: false
  - type: ask_requester
    body: gonganju
    unverified: true
  - type: ask_requester
    body: gonganju
legal_basis:
  - source: law-jwh-2025
    clause: 第四十三条
verification:
  verified_on: 2026-11-01
  next_review_on: 2027-11-01
  confidence: confirmed
"""


@pytest.fixture
def place(tmp_path):
    return small_catalogue(
        tmp_path,
        {
            "certificates/zm-002-juzhu.yml": ENTRY,
            "texts/law-jwh-2025.yml": TEXT.format(origin=REPOSITORY.rstrip()),
        },
    )


def test_what_is_grounded_is_counted(place, capsys):
    assert main(["grounds", "--catalogue", str(place), "--on", str(DAY), "--missing"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "事项的引用：3处，有原文2处，有引文1处，和原文逐字相同1处，引文复读过1处",
        "全部引用：3处，有原文2处，有引文1处，和原文逐字相同1处，引文复读过1处",
        "证明的出路：4条，有依据1条，写明待核实2条，都没有1条",
        "全部的出路：4条，有依据1条，写明待核实2条，都没有1条",
        "没有结论的：1条，写明为什么的0条",
        "有原文，没有引文：ZM-002，law-jwh-2025 第四十三条",
        "出路没有依据，也没有写待核实：ZM-002第3条",
        "没有结论，没有写为什么：ZM-002 居住证明",
    ]


def test_programs_get_the_same_figures(place, capsys):
    assert main(["grounds", "--catalogue", str(place), "--on", str(DAY), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    counts = {"all": 3, "with_text": 2, "with_quote": 1, "equal": 1, "read_again": 1}
    assert told["citations"] == {**counts, "entries": counts}
    assert told["routes"]["all"] == {"all": 4, "grounded": 1, "unverified": 2, "bare": 1}
    assert told["undecided"]["entries"] == [{"id": "ZM-002", "reason": ""}]


RULE = """
{rule}:
  quote: 所需经费由委托部门承担。
  source: law-jwh-2025
  clause: 第四十三条
  quote_read:
    'on': 2026-11-02
    changed: true
"""


@pytest.mark.parametrize("rule", ["insist", "entrust"])
def test_a_sentence_of_the_settings_is_read_again_too(place, capsys, rule):
    settings = place / "catalogue.yml"
    with settings.open("a", encoding="utf-8") as file:
        file.write(RULE.format(rule=rule))

    assert [
        one.message for one in check(place, on=DAY).problems if "quote_read" in one.message
    ] == []
    assert main(["grounds", "--catalogue", str(place), "--on", str(DAY), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["citations"]["read_again"] == 2


def test_a_quotation_that_nobody_read_again_is_missing(place, capsys):
    entry = place / "certificates" / "zm-002-juzhu.yml"
    words = entry.read_text(encoding="utf-8")
    start, end = words.index("        quote_read:"), words.index("  - type: ask_requester")
    entry.write_text(words[:start] + words[end:], encoding="utf-8")

    assert main(["grounds", "--catalogue", str(place), "--on", str(DAY), "--missing"]) == 0
    assert "引文没有复读：ZM-002，law-jwh-2025 第四十三条" in capsys.readouterr().out.splitlines()


def test_the_shipped_catalogue_quotes_what_the_texts_say(shipped_catalogue):
    found = grounding(shipped_catalogue)
    texts = [one for one in found.citations if one.has_text]
    quoted = [one for one in texts if one.citation.quote]

    assert len(quoted) > 2000
    assert len([one for one in quoted if isinstance(one.citation.record, Entry)]) > 400
    assert [one.citation.pointer for one in quoted if not one.equal] == []
    assert [one.citation.pointer for one in quoted if not one.is_reviewed] == []
    assert [way.entry.id for way in found.routes_of("certificates") if way.is_ungrounded] == []
    assert sum(bool(one.reason) for one in found.undecided) >= len(found.undecided) - 1


def test_every_permission_names_the_committee_or_says_what_follows(shipped_catalogue):
    given = [one for one in shipped_catalogue.entries.values() if one.decision in PERMITTING]
    grounds = {
        one.id: [
            basis
            for basis in rules_of(shipped_catalogue, one)
            if is_sufficient(shipped_catalogue, basis)
        ]
        for one in given
    }

    assert len(given) > 100
    assert [
        number
        for number, bases in grounds.items()
        if not any(names_committee(basis) or basis.follows for basis in bases)
    ] == []
    assert {
        number for number, bases in grounds.items() if not any(map(names_committee, bases))
    } == {"ZM-037", "ZM-038", "YZ-008", "YZ-011", "YZ-012"}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("由居民委员会出具", True),
        ("居（村）民委员会证明", True),
        ("村（居）委会", True),
        ("基层群众自治组织应当报告", True),
        ("当事人所在社区、单位推荐的公民", True),
        ("有关单位或者个人应当依法予以协助", False),
        ("社区卫生服务中心出具", False),
        ("居民委员会日常运转经费，由人民政府拨付", False),
        ("人民委员会批准", False),
    ],
)
def test_words_name_the_committee_or_somebody_else(words, names):
    assert names_committee(Basis(source="law-jwh-2025", quote=words)) is names
