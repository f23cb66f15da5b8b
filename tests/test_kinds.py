"""A kind is a schema, a template and data: no code."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from test_cli import edit

from generator import build
from generator.cli import main

DAY = date(2026, 11, 23)


def add_kind(place: Path) -> None:
    """Add 志愿服务 as a kind of its own: what follows is all it takes."""
    words = {"permitted": "可以参加", "undecided": "本地没有规定"}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://catalogue.example/schemas/volunteering.schema.json",
        "title": "志愿服务",
        "x-kind": {"folder": "volunteering", "prefix": "ZY", "entry": True, "hub": "做志愿者"},
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "name", "summary", "decision", "status", "tier", "partner"],
        "properties": {
            "id": {"type": "string", "pattern": "^ZY-[0-9]{3}$", "title": "编号"},
            "name": {"type": "string", "title": "名称"},
            "summary": {"type": "string", "title": "一句话"},
            "decision": {"enum": list(words), "x-labels": words, "title": "结论"},
            "status": {"$ref": "common.schema.json#/$defs/status"},
            "tier": {"$ref": "common.schema.json#/$defs/tier"},
            "legal_basis": {"$ref": "common.schema.json#/$defs/legal_basis"},
            "partner": {"type": "string", "x-ref": "bodies", "title": "合作部门"},
            "hours": {"type": "integer", "title": "几小时"},
        },
    }
    (place / "schemas").mkdir()
    text = json.dumps(schema, ensure_ascii=False)
    (place / "schemas/volunteering.schema.json").write_text(text, encoding="utf-8")
    (place / "templates/entries").mkdir(parents=True)
    (place / "templates/entries/volunteering.html.j2").write_text(
        '{% extends "entry.html.j2" %}'
        "{% block own %}<p>{{ view.fields.hours + 1 }}小时</p>{% endblock %}",
        encoding="utf-8",
    )
    (place / "catalogue/volunteering").mkdir()
    (place / "catalogue/volunteering/zy-001-xunluo.yml").write_text(
        "id: ZY-001\nname: 治安巡逻\nsummary: 报名就能参加。\ndecision: permitted\n"
        "status: in_force\ntier: A\npartner: gonganju\nhours: 2\n"
        "legal_basis:\n  - source: law-jwh-2025\n",
        encoding="utf-8",
    )


def made(place: Path):
    return build(
        place / "catalogue",
        on=DAY,
        extra_schemas=[place / "schemas"],
        extra_templates=[place / "templates"],
    )


def test_a_new_kind_gets_pages_a_hub_data_and_search(place):
    add_kind(place)

    result = made(place)

    assert result.check.problems == ()
    pages = {page.path: page.body for page in result.pages}
    assert "可以参加" in pages["zy-001/index.html"]
    assert "<p>3小时</p>" in pages["zy-001/index.html"]
    assert "治安巡逻" in pages["volunteering/index.html"]
    assert "ZY-001" in result.files["api/v1/entries.json"].decode()
    assert "治安巡逻" in result.files["assets/catalogue/search-index.js"].decode()
    assert "schemas/volunteering.schema.json" in result.files


def test_its_references_are_checked_with_a_guess(place):
    add_kind(place)
    edit(place / "catalogue/volunteering/zy-001-xunluo.yml", "partner: gonganju", "partner: 公安局")

    (problem,) = made(place).check.problems

    assert (problem.code, problem.place.line, problem.place.column) == ("R001", 7, 10)
    assert problem.hint == "是否想写gonganju（公安局）？"
    assert problem.repaired == "partner: gonganju"


def test_the_site_settings_name_its_folders(place):
    add_kind(place)
    edit(
        place / "mkdocs.yml",
        "  - catalogue\nwatch:",
        "  - catalogue:\n      schemas: [schemas]\n      templates: [templates]\nwatch:",
    )

    assert main(["build", "--no-prints", "--config", str(place / "mkdocs.yml")]) == 0

    assert (place / "site/zy-001/index.html").is_file()
