"""A kind is a schema and data, named in ``catalogue.yml``: no code."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
from helpers import write
from test_cli import edit

from generator import build
from generator.cli import main

DAY = date(2026, 11, 23)
RELEASE = "--id 2026-1 --title 第一版 --instrument 甲文 --adopted 2026-10-01 --in-force 2026-11-01"


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
        "required": ["id", "name", "summary", "decision", "status", "tier"],
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
            "notes_internal": {"$ref": "common.schema.json#/$defs/notes_internal"},
        },
    }
    write(
        place / "catalogue/schemas/volunteering.schema.json", json.dumps(schema, ensure_ascii=False)
    )
    settings = place / "catalogue/catalogue.yml"
    write(settings, settings.read_text(encoding="utf-8") + "schemas:\n  - schemas\n")
    write(
        place / "catalogue/volunteering/zy-001-xunluo.yml",
        "id: ZY-001\nname: 治安巡逻\nsummary: 报名就能参加。\ndecision: permitted\n"
        "status: in_force\ntier: A\npartner: gonganju\nhours: 2\n"
        "legal_basis:\n  - source: law-jwh-2025\n    clause: 第四十三条\n"
        "    quote: 需要居民委员会协助开展工作，应当提供必要的经费和条件。\n",
    )


def add_template(place: Path) -> None:
    write(
        place / "templates/entries/volunteering.html.j2",
        '{% extends "entry.html.j2" %}'
        "{% block own %}<p>{{ view.fields.hours + 1 }}小时</p>{% endblock %}",
    )


def built(place: Path, *templates: Path):
    return build(place / "catalogue", on=DAY, extra_templates=templates)


def test_a_new_kind_gets_pages_a_hub_data_and_search(place):
    add_kind(place)

    result = built(place)

    assert result.check.problems == ()
    pages = {page.path: page.body for page in result.pages}
    assert "可以参加" in pages["zy-001/index.html"]
    assert "治安巡逻" in pages["volunteering/index.html"]
    assert "ZY-001" in result.files["api/v1/entries.json"].decode()
    assert "治安巡逻" in result.files["assets/catalogue/search-index.js"].decode()
    assert "schemas/volunteering.schema.json" in result.files


def test_every_command_knows_it(place, monkeypatch, capsys):
    add_kind(place)
    monkeypatch.chdir(place)

    def run(*words: str, code: int = 0) -> str:
        result = main([*words])
        said = capsys.readouterr()
        assert (words, result, said.err if result != code else "") == (words, code, "")
        return said.out

    file = place / "catalogue/volunteering/zy-001-xunluo.yml"
    run("check")
    assert "治安巡逻" in run("show", "ZY-001")
    assert "2026-1" in run("release", *RELEASE.split())
    assert "ZY-001" in (place / "catalogue/editions/2026-1.json").read_text(encoding="utf-8")
    edit(file, "hours: 2\n", "hours: 3\n")
    run("fix")
    run("due")
    assert "几小时" in run("diff", "2026-1")
    assert "zy-002" in run("new", "volunteering", "--name", "清理楼道")
    run("fmt")
    run("fmt", "--check")
    run("export", "--kind", "volunteering", "--to", "list.xlsx")
    book = openpyxl.load_workbook("list.xlsx")
    assert "治安巡逻" in {cell for row in book.active.iter_rows(values_only=True) for cell in row}
    (place / "list.csv").write_text("名称,合作部门\n调解邻里,gonganju\n", encoding="utf-8")
    run("import", "list.csv", "--kind", "volunteering")
    assert "zy-003" in " ".join(one.name for one in file.parent.iterdir())
    run("coverage")
    run("print", "--entry", "ZY-001")
    assert (place / "prints").is_dir()
    run("build", "--no-prints", "--as-of", "2026-11-26")
    data = (place / "site/api/v1/entries/zy-001.json").read_text(encoding="utf-8")
    assert "现行有效" in run("verify", json.loads(data)["citation"])


def test_its_references_are_checked_with_a_guess(place):
    add_kind(place)
    edit(place / "catalogue/volunteering/zy-001-xunluo.yml", "partner: gonganju", "partner: 公安局")

    (problem,) = built(place).check.problems

    assert (problem.code, problem.location.line, problem.location.column) == ("R001", 7, 10)
    assert problem.hint == "是否想写gonganju（公安局）？"
    assert problem.repaired == "partner: gonganju"


def test_the_site_settings_name_the_folders_of_templates(place):
    add_kind(place)
    add_template(place)
    edit(
        place / "mkdocs.yml",
        "  - catalogue\nwatch:",
        "  - catalogue:\n      templates: [templates]\nwatch:",
    )

    assert main(["build", "--no-prints", "--config", str(place / "mkdocs.yml")]) == 0

    page = (place / "site/zy-001/index.html").read_text(encoding="utf-8")
    assert "<p>3小时</p>" in page
    assert '<li><a href="../volunteering/">做志愿者</a></li>' in page
