"""The shipped catalogue with an attack for every text: nothing runs, nothing breaks out of its page."""

from __future__ import annotations

import csv
import re
import shutil
import threading
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from browser.conftest import PHONE, Quiet
from helpers import DAY, sampled, write
from lxml import html
from playwright.sync_api import Browser

from generator.checking import check, select_catalogue
from generator.cli import main
from generator.editing.excel_files import opened_book
from generator.outputs.prints.ledgers import ROWS
from generator.outputs.prints.print_jobs import prints
from generator.outputs.prints.writing import write_prints
from generator.reading.parse import parse
from generator.schema.kinds import Kinds, load_kinds
from generator.schema.walk import resolve
from generator.site.progress import silent

ATTACKS = [
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    '"><svg onload=window.ran=1>',
    "' onmouseover=window.ran=1 x='",
    "</title></style></textarea></script><script>window.ran=1</script>",
    "{{ 7*7 }}{% raw %}{{ cycler.__init__.__globals__ }}",
    "[点这里](javascript:window.ran=1) `x` **粗** <!-- -->",
    '#eval("1") #import "x": * $ x $ @ref <label>',
    '=HYPERLINK("http://evil.example","x")+cmd|\' /C calc\'!A0',
    "ΡауРаl 亲属关系证明",
    "一" * 60,
    "&lt;b&gt;&amp;#x3c;script&amp;#x3e; ]]> <?php ?> ${7*7} %0a%0d",
]
BREAKS_OUT = ATTACKS[2]
MORE = 8
"""How much longer than the text it takes the place of an attack may be."""
PAGES_OF_A_SORT = 4
FOLLOWED = frozenset(["path", "package"])
"""Texts that lead to files: they are checked when they are followed."""

OURS = re.compile(rf'=(?:{ROWS}!|[A-Za-z0-9_:+*/(),.<>=&"$ -])+')
LITERAL = re.compile(r'"(?:[^"]|"")*"')
"""Formulas of our own workbooks: names of functions, cells and one sheet, nothing anybody wrote."""


class Poison:
    """Puts the next attack into every free text, as far as its schema allows; counts them."""

    def __init__(self, kinds: Kinds, attacks: Sequence[str] = ATTACKS) -> None:
        self.kinds = kinds
        self.attacks = attacks
        self.count = 0

    def into(self, value: object, schema: object) -> object:
        """Return a value of this schema with attacks in it; each ends in its number."""
        node = resolve(schema, self.kinds.common)
        if isinstance(value, dict):
            parts = node.get("properties", {})
            made = {
                name: inner if name in FOLLOWED else self.into(inner, parts.get(name, {}))
                for name, inner in value.items()
            }
            if isinstance(made.get("quote"), str):  # what permits must name who may (R051)
                made["quote"] = f"居委会{made['quote']}"[:400]
            return made
        if isinstance(value, list):
            return [self.into(inner, node.get("items", {})) for inner in value]
        chosen = node.keys() & {"enum", "const", "pattern", "format", "x-ref"}
        if not isinstance(value, str) or node.get("type") != "string" or chosen:
            return value
        self.count += 1
        attack, mark = self.attacks[self.count % len(self.attacks)], str(self.count)
        length = min(node.get("maxLength", 400), max(len(value) + MORE, 24))
        return attack[: length - len(mark)] + mark


@pytest.fixture(scope="module")
def hostile(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile")
    catalogue = Path(shutil.copytree(repository / "catalogue", place / "catalogue"))
    shutil.copytree(repository / "docs", place / "docs")
    shutil.copy(repository / "mkdocs.yml", place / "mkdocs.yml")
    shutil.rmtree(catalogue / "editions")
    kinds = load_kinds()
    poison = Poison(kinds)
    for file in catalogue.rglob("waivers.yml"):
        file.unlink()
    for proof in ("texts", "provisions"):  # no attack is a true quotation, nor a law by its title
        for folder in list(catalogue.rglob(proof)):
            shutil.rmtree(folder)
    for collection in list(catalogue.rglob("collection.yml")):
        collection.unlink()
    for file in sorted(catalogue.rglob("*.yml")):
        kind = kinds.by_key.get(file.parent.name) or kinds.by_key[file.name]
        data = parse(file.read_text("utf-8"), file.name).document.data
        made = yaml.dump(
            poison.into(data, kind.schema),
            Dumper=yaml.CSafeDumper,
            allow_unicode=True,
            default_style="'",
        )
        file.write_text(made, "utf-8")
    assert poison.count > 7_000
    return place


@pytest.fixture(scope="module", params=[False, pytest.param(True, marks=pytest.mark.deep)])
def site(hostile: Path, request: pytest.FixtureRequest) -> Path:
    """The site of it; in Traditional characters too only where there is time."""
    settings = hostile / "mkdocs.yml"
    text = settings.read_text("utf-8")
    chosen = f"  - catalogue:\n      traditional: {str(request.param).lower()}\n"
    write(settings, re.sub(r"  - catalogue(:\n      traditional: \w+)?\n", chosen, text, count=1))
    assert main(["build", "--no-prints", "--config", str(settings)]) == 0
    return hostile / "site"


def some_pages(site: Path) -> list[str]:
    """Return the largest pages of each sort, and every one that is alone of its sort."""
    sorts = defaultdict(list)
    for file in site.rglob("index.html"):
        address = file.parent.relative_to(site).as_posix()
        sorts[re.sub(r"[-0-9][^/]*$", "", address)].append((file.stat().st_size, address))
    return sorted(
        address
        for pages in sorts.values()
        for _, address in sorted(pages, reverse=True)[:PAGES_OF_A_SORT]
    )


@sampled("step", sample=5, whole=1)
def test_nothing_runs_and_no_page_breaks(site: Path, browser: Browser, step):
    handler = partial(Quiet, directory=str(site))
    pages = some_pages(site)
    assert len(pages) > 100
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context(
            viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block"
        )
        page = context.new_page()
        said: list[str] = []
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: said.append(str(error)))
        for address in pages[::step]:
            if 'http-equiv="refresh"' in (site / address / "index.html").read_text("utf-8"):
                continue  # it leads on at once
            page.goto(f"http://127.0.0.1:{server.server_port}/{address}/")
            assert page.evaluate("window.ran") is None, address
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], address
            assert page.locator("#foot").is_visible(), address
            links = page.evaluate("[...document.links].map((one) => one.protocol)")
            assert set(links) <= {"http:", "https:", "tel:", "mailto:"}, address
        context.close()
        server.shutdown()
    assert said == []


@pytest.mark.parametrize(
    "attack",
    [
        attack if attack == BREAKS_OUT else pytest.param(attack, marks=pytest.mark.deep)
        for attack in ATTACKS
    ],
)
def test_no_setting_breaks_out_of_the_head_of_a_page(tmp_path: Path, attack: str):
    """Each attack in every setting at once: what stands behind it, such as the policy, must hold."""
    assert main(["init", str(tmp_path / "ours")]) == 0
    settings = tmp_path / "ours/catalogue/catalogue.yml"
    kinds = load_kinds()
    data = parse(settings.read_text("utf-8"), settings.name).document.data
    poison = Poison(kinds, [attack])
    attacked = poison.into(data, kinds.by_key["catalogue.yml"].schema)
    settings.write_text(yaml.dump(attacked, allow_unicode=True), "utf-8")
    shutil.rmtree(settings.parent / "texts")  # no attack is a true quotation

    config = str(tmp_path / "ours/mkdocs.yml")
    assert main(["build", "--config", config, "--no-prints"]) == 0

    assert poison.count > 10
    for page in ("index.html", "404.html", "about/index.html", "zm-001/index.html"):
        head = html.fromstring((tmp_path / "ours/site" / page).read_bytes()).find("head")
        assert head.xpath("meta[@http-equiv='Content-Security-Policy']"), page
        assert len(head.xpath("link[contains(@href, 'catalogue.css')]")) == 1, page
        assert not head.xpath("//*[@onload or @onerror or @onmouseover]"), page


@sampled("most", sample=1, whole=6)
def test_prints_hold_it_as_text(hostile: Path, tmp_path: Path, most):
    """Each print is opened again and compared with the catalogue as it is made."""
    sorts = defaultdict(list)
    for job in prints(select_catalogue(check(hostile / "catalogue", on=DAY)), DAY):
        sorts[job.group, job.path.rsplit(".", 1)[-1]].append(job)
    jobs = [job for some in sorts.values() for job in some[:most]]
    assert {form for _, form in sorts} == {"pdf", "docx", "xlsx", "csv"}

    finished, problems = write_prints(jobs, tmp_path, silent)

    assert [problem.message for problem in problems] == []
    assert len(finished) == len(jobs)
    for file in tmp_path.rglob("*.xlsx"):
        cells = [
            cell for sheet in opened_book(file.read_bytes()) for row in sheet.rows for cell in row
        ]
        formulas = {cell.value for cell in cells if cell.data_type == "f"}
        assert all(OURS.fullmatch(LITERAL.sub("", formula)) for formula in formulas), formulas
    for file in tmp_path.rglob("*.csv"):
        rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
