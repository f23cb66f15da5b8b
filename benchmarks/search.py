"""Whether people find what they mean: the built site's own box, the prototype and Material's search.

Every query is put into the real box in a browser; the prototype answers by itself. A hit is the entry meant, as the first
result or among the first three, told as the answer. Prints one Markdown
table for each set, and how many questions from elsewhere get no answer.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from browser.refusing import is_refused
from playwright.sync_api import Browser, Page, expect

from benchmarks.material import has_jieba, material_site
from benchmarks.prototype import prototype
from benchmarks.report import say, table
from benchmarks.site import built, chromium, load, served
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.search.sense import pages_of

DATA = Path("tests/data")
SETS = {"queries.tsv": "收集的问法", "neighbours.tsv": "换个说法"}
FORMS = {
    "everyday": "平常话",
    "traditional": "繁体",
    "pinyin": "拼音",
    "initials": "首字母",
    "one character dropped": "漏一个字",
    "sentence": "整句话",
    "other words": "别的词",
    "homophone": "同音错字",
    "cadre": "社区干部",
    "dialect": "方言",
    "guide": "问目录自己",
    "out_of_scope": "目录里没有的",
}
QUESTIONS = "questions.tsv"
"""Sentences, dialect, cadres' questions and what nothing answers, by another hand."""
ENTRY = re.compile(r"[A-Z]{2}-[0-9]")
NOTHING = "out_of_scope"
"""The form of what nothing answers."""
ELSEWHERE = "out-of-scope.tsv"
"""What residents ask and no catalogue of a community answers."""
SHOWN = 3
ASK = """async (found, query) => {
  const box = document.querySelector("#q");
  const status = found.querySelector("[role=status]");
  for (const text of ["", query]) {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    while (!text !== !status.textContent) await new Promise((next) => setTimeout(next));
  }
  const told = [...found.querySelectorAll("[data-entry], [data-page]")];
  return told
    .filter((one) => !one.closest("[data-near]"))
    .map((one) => one.dataset.entry || one.dataset.page.slice(1));
}"""
Asked: TypeAlias = Callable[[Page, str], list[str]]


def ask_ours(page: Page, query: str) -> list[str]:
    """Type into our box; return the entries and pages that are told as answers."""
    told: list[str] = page.locator("#found").evaluate(ASK, query)
    return told


def ask_materials(page: Page, query: str) -> list[str]:
    """Type into Material's box; return the numbers of the first entries."""
    box, told = page.locator(".md-search__input"), page.locator(".md-search-result__meta")
    box.click()
    box.fill("")
    box.press("End")  # it reads the box when a key is let go
    expect(told).to_have_text("键入以开始搜索")
    box.fill(query)
    box.press("End")
    expect(told).not_to_have_text("键入以开始搜索")
    page.wait_for_timeout(150)  # it waits for the keys to stop, and asks a worker
    addresses: list[str] = page.locator(".md-search-result__link").evaluate_all(
        "found => found.map((one) => new URL(one.href).pathname)"
    )
    pages = dict.fromkeys(address.strip("/") for address in addresses)
    return [number for number in pages if number][:SHOWN]


def ranks(browser: Browser, site: Path, ask: Asked, queries: Iterable[str]) -> dict[str, list[str]]:
    """Ask every query on the home page of ``site``; return what each one found."""
    with served(site) as place:
        page = browser.new_context(service_workers="block").new_page()
        page.goto(place.address)
        found = {query: ask(page, query) for query in queries}
        page.context.close()
    return found


def rows_of(
    queries: list[dict[str, str]],
    names: Mapping[str, str],
    found: Sequence[Mapping[str, list[str]]],
) -> list[list[str]]:
    """Return a row for each form, and one for all: how many asked, and hits of each engine."""
    by_form: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for query in queries:
        by_form[FORMS.get(query["form"], query["form"])].append(query)
    by_form["合计"] = queries
    rows = []
    for form, asked in by_form.items():
        row = [form, str(len(asked))]
        for engine in found:
            for within in (1, SHOWN):
                hits = sum(
                    query["expected_name"]
                    in [names[one] for one in engine[query["query"]] if one in names][:within]
                    for query in asked
                )
                row.append(f"{hits / len(asked):.1%}")
        rows.append(row)
    return rows


def read(name: str) -> list[dict[str, str]]:
    """Return the queries of a set; none if it is not there."""
    path = DATA / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def names_of(entry: Entry) -> set[str]:
    """Return the names of an entry, and everything people call it."""
    aliases = (alias["text"] for alias in entry.fields.get("aliases", ()))
    return {entry.name, entry.plain_name or entry.name, *aliases}


def of_questions(
    found: Sequence[Mapping[str, list[str]]],
    rows: Sequence[Mapping[str, str]],
    pages: Mapping[str, str],
) -> list[list[str]]:
    """Return a row for each form and half of ``questions.tsv``.

    ``pages``: the address of what is no entry, by its name in the questions. Places are counted
    among entries, and with these the pages that are meant.

    The second half, chosen by the hash of the question, is not looked at: only its totals are told.
    """
    by_form: defaultdict[tuple[str, str], list[tuple[str, set[str]]]] = defaultdict(list)
    for row in rows:
        wanted = _named(row["expected"], pages)
        if row["form"] == "cadre":
            wanted = set(filter(ENTRY.match, wanted))
        half = "看过的" if sha256(row["query"].encode()).digest()[0] % 2 == 0 else "没看过的"
        if wanted or row["form"] == NOTHING:
            by_form[row["form"], half].append((row["query"], wanted))
    table_rows = []
    for (form, half), asked in sorted(by_form.items()):
        line = [FORMS.get(form, form), half, str(len(asked))]
        for engine in found:
            for within in (1, SHOWN):
                right = sum(
                    is_refused(engine[query], wanted)
                    if form == NOTHING
                    else _is_right(engine[query], wanted, within)
                    for query, wanted in asked
                )
                line.append(f"{right / len(asked):.1%}")
        table_rows.append(line)
    return table_rows


def _named(expected: str | None, pages: Mapping[str, str]) -> set[str]:
    return {pages.get(one, one) for one in (expected or "").split("|") if one}


def _is_right(answers: Sequence[str], wanted: set[str], within: int) -> bool:
    entries = [one for one in answers if ENTRY.match(one) or one in wanted]
    return bool(wanted & set(entries[:within]))


def asked_of_all(
    config: Path, catalogue: Catalogue, queries: Sequence[str]
) -> list[dict[str, list[str]]]:
    """Return what each engine finds: our box, the prototype, Material without and with jieba."""
    answered = prototype(catalogue)
    with chromium() as browser:
        with built(config, prints=False) as site:
            found = [ranks(browser, site, ask_ours, queries)]
        pages = {page.class_: page.address for page in pages_of(catalogue)}
        found.append({query: [pages.get(one, one) for one in answered(query)] for query in queries})
        for jieba in (False, True) if has_jieba() else (False,):
            with material_site(catalogue, jieba=jieba) as site:
                found.append(ranks(browser, site, ask_materials, queries))
    return found


def main() -> None:
    """Build the sites, ask everything, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"))
    parser.add_argument("--misses", action="store_true", help="also list what our box missed")
    options = parser.parse_args()
    catalogue = load(options.config.parent / "catalogue")
    names = {entry.id: entry.name for entry in catalogue.entries.values()}
    known = {text for entry in catalogue.entries.values() for text in names_of(entry)}
    sets = {title: rows for name, title in SETS.items() if (rows := read(name))}
    questions = read(QUESTIONS)
    asked = (*(row for rows in sets.values() for row in rows), *questions)
    elsewhere = read(ELSEWHERE)
    queries = list(dict.fromkeys(row["query"] for row in (*asked, *elsewhere)))
    found = asked_of_all(options.config, catalogue, queries)
    engines = ["本目录", "原型", "Material", "Material+jieba"][: len(found)]
    head = [f"{engine}{within}" for engine in engines for within in ("第1条", "前3条")]
    for title, rows in sets.items():
        say(table([title, "问了", *head], rows_of(rows, names, found)))
        literal = sum(row["query"] in known for row in rows)
        say(f"{len(rows)}句里，{literal}句一字不差地写在名称或别名里。")
        if options.misses:
            missed = [
                row
                for row in rows
                if row["expected_name"] not in [names.get(one) for one in found[0][row["query"]]]
            ]
            say("".join(f"{row['query']} → {row['expected_name']}\n" for row in missed))
    pages = {page.class_.replace("answer:", "guide:"): page.address for page in pages_of(catalogue)}
    say(table(["问法", "哪一半", "问了", *head], of_questions(found, questions, pages)))
    kept = [
        f"{sum(is_refused(of[row['query']], _named(row['expected'], pages)) for row in elsewhere)}"
        for of in found
    ]
    say(table(["没有给结论的", "问了", *engines], [["目录里没有的", str(len(elsewhere)), *kept]]))


if __name__ == "__main__":
    main()
