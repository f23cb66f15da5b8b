"""What `verify` answers, a year on, for paper of an edition: twelve kinds of change, four of paper.

Each is asked as a file, as a citation and as what its QR code says, and all three say the same.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date

import openpyxl
import pytest
from helpers import DAY, small_catalogue, write
from test_editions import ENTRY, FIRST, SECOND, change, release
from test_verification import known

from generator.editions.cited import CitationState
from generator.editions.verification import verify
from generator.outputs.prints.print_jobs import prints
from generator.outputs.prints.verifying import verify_print
from generator.views.verification_data import archive_data

LATER = date(2026, 12, 20)
ADDRESS = "https://jiangbei.example/mulu"
OTHER = "certificates/zm-002-juzhu-qingkuang.yml"
PAPERS = {
    "entry": "slips/zm-001.pdf",
    "list": "lists/certificates-forbidden.xlsx",
    "poster": "posters/forbidden.pdf",
    "form": "forms/seal-register.docx",
}
STILL, NEW, GONE = CitationState.CURRENT, CitationState.CHANGED, CitationState.ENDED


@dataclass(frozen=True)
class Paper:
    """A print someone kept: its file, its citation, and what its QR code says."""

    file: object
    line: str
    code: str


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A catalogue with one edition, and the papers printed of it."""
    folder = tmp_path_factory.mktemp("first")
    root = small_catalogue(folder)
    change(root, "time_zone:", f"address: {ADDRESS}\ntime_zone:", "catalogue.yml")
    change(
        root,
        "    clause: 清单第1项",
        "    clause: 清单第1项\n  - source: law-jwh-2025\n    clause: 第四十三条",
    )
    text = (root / ENTRY).read_text(encoding="utf-8")
    write(root / OTHER, text.replace("ZM-001", "ZM-002").replace("亲属关系", "居住情况"))
    assert release(root, *FIRST, "--in-force", "2026-11-23", papers=PAPERS.values()) == 0
    about = known(root)
    made = {job.path: job for job in prints(about.catalogue_of(about.editions[0]), DAY)}
    papers = {}
    for name, path in PAPERS.items():
        file = folder / path.replace("/", "-")
        file.write_bytes(made[path].render())
        papers[name] = Paper(file, made[path].imprint.line, made[path].imprint.code)
    return root, papers


def added(root):
    text = (root / OTHER).read_text(encoding="utf-8")
    write(
        root / "certificates/zm-003-x.yml", text.replace("ZM-002", "ZM-003").replace("居住", "出行")
    )


def removed(root):
    change(root, "decision: forbidden", "decision: assist_only")


def reworded(root):
    change(root, "户口簿能看出关系的", "户口簿上写着关系的")


def reordered(root):
    text = (root / ENTRY).read_text(encoding="utf-8")
    start, end = text.index("  - source: minfa"), text.index("verification:")
    first, second = text[start:end].split("  - source: law")
    write(root / ENTRY, text[:start] + "  - source: law" + second + first + text[end:])
    body = root / "bodies/gonganju.yml"  # something must have changed for an edition
    write(body, body.read_text(encoding="utf-8") + "note: 另有一处改动。\n")


def ended(root):
    change(
        root, "status: in_force", "status: abolished\nended:\n  on: 2026-12-15\n  text: 取消了。"
    )


def replaced(root):
    change(
        root,
        "status: in_force",
        "status: replaced\nreplaced_by:\n  - ZM-002\nended:\n  on: 2026-12-15\n  text: 合并了。",
    )


def address(root):
    change(root, ADDRESS, "https://jiangbei.example/xin", "catalogue.yml")


def title(root):
    change(root, "title: 江北县社区事项准入目录", "title: 江北县社区事项目录", "catalogue.yml")


def standing(root):
    change(root, "type: sample", "type: official", "catalogue.yml")


def layer(root):
    """The other certificate is written in a catalogue above from now on, and says the same."""
    above = root / "bases/city"
    for name in ("catalogue.yml", "sources", "bodies", "vocabularies"):
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        (above / name).parent.mkdir(parents=True, exist_ok=True)
        copy(root / name, above / name)
    (above / OTHER).parent.mkdir(parents=True, exist_ok=True)
    (root / OTHER).rename(above / OTHER)
    change(root, "time_zone:", "bases:\n  - path: bases/city\ntime_zone:", "catalogue.yml")


def form(root):
    text = (root / ENTRY).read_text(encoding="utf-8")
    start, end = text.index("routes:"), text.index("legal_basis:")
    fields = "".join(
        f"{line}\n"
        for line in (
            "seal_type: committee",
            "approver: 主任",
            "custodian: 文书",
            "pre_checks:",
            "  - 核对收件人",
            "register_fields:",
            "  - 用印日期",
            "  - 盖在哪里",
        )
    )
    text = (text[:start] + fields + text[end:]).replace("act: certificate\n", "")
    text = text.replace("ZM-001", "YZ-001").replace("亲属关系证明", "收件登记")
    write(root / "seal-uses/yz-001-x.yml", text.replace("forbidden", "permitted"))


CASES = {
    added: ((STILL, NEW, NEW, STILL), "新增：ZM-003出行情况证明。"),
    removed: ((NEW, NEW, NEW, STILL), "移出：ZM-001亲属关系证明。"),
    reworded: ((NEW, NEW, NEW, STILL), "户口簿上写着关系的"),
    reordered: ((STILL, STILL, STILL, STILL), ""),
    ended: ((GONE, NEW, NEW, STILL), "废止"),
    replaced: ((GONE, NEW, NEW, STILL), "替代"),
    "corrected": ((NEW, NEW, NEW, STILL), "户口簿上写着关系的"),
    address: ((STILL, STILL, STILL, STILL), ""),
    title: ((STILL, STILL, STILL, STILL), ""),
    standing: ((STILL, STILL, STILL, STILL), "目录的性质由“示例”改为“正式”。"),
    layer: ((STILL, STILL, STILL, STILL), ""),
    form: ((STILL, STILL, STILL, NEW), "这份表单的字改了，请用新的。"),
}


def asked(root, paper):
    """Return what is answered to the file, to the citation and to the code."""
    about = known(root, LATER)
    data = archive_data(about)
    return (
        verify_print(about, paper.file),
        verify(data, LATER, paper.line),
        verify(data, LATER, paper.code),
    )


@pytest.mark.parametrize("kind", CASES, ids=lambda kind: getattr(kind, "__name__", kind))
def test_paper_is_judged_by_what_changed_since(first, tmp_path, kind, capsys):
    kept, papers = first
    root = shutil.copytree(kept, tmp_path / "catalogue")
    states, said = CASES[kind]
    edit = reworded if kind == "corrected" else kind
    edit(root)
    if kind is not address:
        type_ = "correction" if kind == "corrected" else "edition"
        options = (*SECOND, "--in-force", "2026-12-15", "--type", type_)
        assert release(root, *options, papers=PAPERS.values()) == 0, capsys.readouterr()

    told = {name: asked(root, paper) for name, paper in papers.items()}

    for (name, verdicts), state in zip(told.items(), states, strict=True):
        file, citation, code = verdicts
        assert file.state is citation.state is code.state is state, (name, verdicts)
        assert file.sentences == citation.sentences == code.sentences
        assert (citation.digits, code.digits) == (16, 32)
    assert said in "".join(told["form" if kind is form else "list"][0].sentences)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("指纹2-", "指纹2-0000-"),
        ("指纹2-", "指纹"),
        ("?c=2.", "?c=2.ZM-001"),
        (f"{ADDRESS}/verify/", "https://jiangbei.example.invalid/verify/"),
    ],
)
def test_a_list_with_another_fingerprint_or_code_is_no_list_of_ours(first, tmp_path, old, new):
    root, papers = first
    book = openpyxl.load_workbook(papers["list"].file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    told = [cell for cell in cells if old in str(cell.value)]
    assert told
    for cell in told:
        cell.value = str(cell.value).replace(old, new)
    book.save(tmp_path / "list.xlsx")

    assert verify_print(known(root), papers["list"].file).state is CitationState.CURRENT
    assert verify_print(known(root), tmp_path / "list.xlsx").state is CitationState.MISMATCH


def test_a_print_made_by_a_later_program_is_known_by_the_digest_of_its_text(first, monkeypatch):
    """A later version may print a list in other words; paper of an edition stays genuine."""
    root, papers = first
    monkeypatch.setattr("generator.outputs.prints.verifying.prints", lambda *_, **__: iter(()))

    for paper in papers.values():
        assert verify_print(known(root), paper.file).state is CitationState.CURRENT
