"""Numbers of new entries: above all there is and ever was, the same wherever one is proposed."""

from __future__ import annotations

import json
import shutil

import openpyxl
import pytest
import yaml
from helpers import DAY, small_catalogue, write
from releasing import release

from generator.checking import check, select_catalogue
from generator.cli import main
from generator.model.numbering import free_numbers
from generator.outputs.pages.edit_form import edit_forms
from generator.outputs.pages.environment import environment
from generator.schema.kinds import load_kinds
from generator.site.compose import render_context

KINDS = load_kinds()
SERVICES = KINDS.by_key["services"]
CERTIFICATES = KINDS.by_key["certificates"]
FIRST = ["--id", "2026-1", "--title", "第一版", "--instrument", "江北县政府令第1号"]
FIRST += ["--in-force", DAY.isoformat()]
ENTRY = "certificates/zm-001-qinshu-guanxi.yml"


def proposed(root, kind):
    """The number `catalogue new` takes."""
    before = set((root / kind.folder).glob("*"))
    arguments = [kind.folder, "--name", "试一试", "--catalogue", str(root)]
    assert main(["new", *arguments, "--on", DAY.isoformat()]) == 0
    (file,) = set((root / kind.folder).glob("*")) - before
    return yaml.safe_load(file.read_text(encoding="utf-8"))["id"]


def in_forms(checked):
    """The number the form for each kind of entries begins with."""
    context = render_context(select_catalogue(checked), checked, DAY, environment(()))
    drafts = ((folder, form["draft"]) for folder, form in edit_forms(context))
    return {folder: draft["id"] for folder, draft in drafts if "id" in draft}


def imported(root, file, rows):
    """The numbers and names that importing a list of certificates gives."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)
    before = set((root / "certificates").glob("*"))
    arguments = [str(file), "--kind", "certificates", "--catalogue", str(root)]
    assert main(["import", *arguments, "--on", DAY.isoformat()]) == 0
    made = set((root / "certificates").glob("*")) - before
    found = [yaml.safe_load(one.read_text(encoding="utf-8")) for one in made]
    return {entry["name"]: entry["id"] for entry in found}


def written(catalogue, kind):
    """Every number of a kind as it stands in files and editions, read by other means."""
    for file in catalogue.glob(f"**/{kind.folder}/*.yml"):
        yield yaml.safe_load(file.read_text(encoding="utf-8"))["id"]
    for file in catalogue.glob("editions/*.json"):
        yield from json.loads(file.read_text(encoding="utf-8"))["things"].get(kind.folder, {})


FIRST_KIND, *OTHER_KINDS = KINDS.of_entries()


@pytest.mark.parametrize(
    "kind",
    [FIRST_KIND, *(pytest.param(kind, marks=pytest.mark.deep) for kind in OTHER_KINDS)],
    ids=lambda kind: kind.folder,
)
def test_new_takes_the_next_number_of_every_kind_shipped(kind, repository, tmp_path):
    root = shutil.copytree(repository / "catalogue", tmp_path / "catalogue")
    highest = max(int(number.split("-")[1]) for number in written(root, kind))

    assert proposed(root, kind) == f"{kind.prefix}-{highest + 1:03}"


def test_the_forms_propose_what_new_takes(shipped_check):
    assert in_forms(shipped_check) == {
        kind.folder: next(free_numbers(kind, shipped_check.numbers)) for kind in KINDS.of_entries()
    }


def test_a_source_whose_id_looks_like_a_number_counts_for_no_entry(tmp_path):
    source = "id: sx-2023\ntitle: 测试\nshort_title: 测试\nkind: law\njurisdiction: national\n"
    source += "validity: in_force\nseen: full-text\n"
    root = small_catalogue(tmp_path, {"sources/sx-2023.yml": source})
    assert release(root, *FIRST, on=DAY.isoformat(), papers=()) == 0
    (edition,) = check(root, on=DAY).editions
    assert ("sx-2023", "sources") in edition.numbers()

    assert proposed(root, SERVICES) == "SX-001"


def test_a_draft_counts_before_it_is_published(tmp_path):
    root = small_catalogue(tmp_path)
    assert proposed(root, CERTIFICATES) == "ZM-002"

    assert in_forms(check(root, on=DAY))["certificates"] == "ZM-003"
    assert proposed(root, CERTIFICATES) == "ZM-003"


def test_a_file_with_errors_counts_by_its_text_or_its_name(tmp_path):
    files = {
        "certificates/zm-007-a.yml": "id: ZM-007\nname：坏的\n",
        "certificates/b.yml": "id: ZM-011\ndecision: perhaps\n",
    }
    root = small_catalogue(tmp_path, files)
    (root / "certificates/zm-012-c.yml").symlink_to("/nowhere/c.yml")

    assert proposed(root, CERTIFICATES) == "ZM-013"


def test_a_number_that_has_ended_is_never_free(tmp_path):
    root = small_catalogue(tmp_path)
    text = (root / ENTRY).read_text(encoding="utf-8")
    more = text.replace("ZM-001", "ZM-041").replace("name: 亲属关系证明", "name: 别的证明")
    write(root / "certificates/zm-041-b.yml", more)
    assert release(root, *FIRST, on=DAY.isoformat(), papers=()) == 0
    (root / "certificates/zm-041-b.yml").unlink()

    assert proposed(root, CERTIFICATES) == "ZM-042"


def test_numbers_above_count_entries_and_editions(tmp_path):
    above = small_catalogue(tmp_path)
    settings = (above / "catalogue.yml").read_text(encoding="utf-8")
    above = above.rename(tmp_path / "above")
    text = (above / ENTRY).read_text(encoding="utf-8")
    more = text.replace("ZM-001", "ZM-041").replace("name: 亲属关系证明", "name: 别的证明")
    write(above / "certificates/zm-041-b.yml", more)
    root = tmp_path / "catalogue"
    write(root / "catalogue.yml", settings + "bases:\n  - path: ../above\n")
    (root / "certificates").mkdir()
    assert in_forms(check(root, on=DAY))["certificates"] == "ZM-042"
    assert release(above, *FIRST, on=DAY.isoformat(), papers=()) == 0
    (above / "certificates/zm-041-b.yml").unlink()

    assert proposed(root, CERTIFICATES) == "ZM-042"


def test_an_import_leaves_the_numbers_its_own_list_names(tmp_path):
    root = small_catalogue(tmp_path)
    rows = [
        ["编号（id）", "名称（name）"],
        [None, "甲证明"],
        ["ZM-002", "乙证明"],
        [None, "丙证明"],
    ]

    made = imported(root, tmp_path / "list.xlsx", rows)

    assert made == {"甲证明": "ZM-003", "乙证明": "ZM-002", "丙证明": "ZM-004"}


@pytest.mark.parametrize("command", ["new", "import"])
def test_with_an_edition_that_cannot_be_read_no_number_is_given(command, tmp_path, capsys):
    root = small_catalogue(tmp_path, {"editions/2026-1.json": '{"ZM-041": {}}'})
    write(tmp_path / "list.csv", "名称\n甲证明\n")
    before = sorted(root.rglob("*"))
    arguments = {
        "new": ["new", "certificates", "--name", "甲证明"],
        "import": ["import", str(tmp_path / "list.csv"), "--kind", "certificates"],
    }

    assert main([*arguments[command], "--catalogue", str(root)]) == 1

    assert "不知道哪些编号用过" in capsys.readouterr().err
    assert sorted(root.rglob("*")) == before
