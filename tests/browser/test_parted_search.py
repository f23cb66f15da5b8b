"""A large catalogue's index comes in parts; what people find must be the same."""

from __future__ import annotations

import os
import shutil
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread

import pytest
from browser.conftest import Quiet
from browser.test_questions import ASK
from browser.test_search import all_results, read, results
from helpers import DAY

from generator.search import parts

EVERY = 5
"""One in so many of the collected queries is asked."""

DIFFERENT = 0.05
"""Of these, such a share may have another first result: of a large catalogue no entries are learned."""


@pytest.fixture(scope="module")
def parted(browser, shipped_site, shipped_catalogue, tmp_path_factory):
    """The home page of the shipped site, its index cut into parts as a large one would be."""
    site = tmp_path_factory.mktemp("parted") / "site"
    shutil.copytree(shipped_site, site, copy_function=os.link)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "WHOLE_UP_TO", 20)
        for name, content in parts.search_files(shipped_catalogue, DAY):
            file = site / "assets/catalogue" / name
            file.parent.mkdir(exist_ok=True)
            file.unlink(missing_ok=True)
            file.write_bytes(content)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        server.daemon_threads = True
        server.block_on_close = False
        Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page(service_workers="block")
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield page
        page.close()
        server.shutdown()


def told(page, questions):
    """Return of each question the answers that are told, entries by number and pages by address."""
    page.locator("input[type=search][data-catalogue-search]").focus()
    page.wait_for_function("() => globalThis.catalogueFind")
    return [[answer.lstrip("/") for answer in answers] for answers in page.evaluate(ASK, questions)]


def test_a_number_is_found(parted):
    assert results(parted, "zm17") == ["ZM-017"]
    assert results(parted, "zm-999") == []


def test_the_first_result_is_the_same_as_with_a_whole_index(parted, visit):
    whole = visit()
    asked = [row["query"] for row in read("queries.tsv")[::EVERY]]
    ours, theirs = (
        {query: found[:1] for query, found in zip(asked, all_results(page, asked), strict=True)}
        for page in (parted, whole)
    )
    different = {
        query: (ours[query], theirs[query]) for query in ours if ours[query] != theirs[query]
    }
    assert len(different) <= DIFFERENT * len(asked), different


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("无房证明", "ZM-017"),
        ("wufangzhengming", "ZM-017"),
        ("wfzm", "ZM-017"),
        ("zm17", "ZM-017"),
        ("银行贷款要居民财产证明怎么开", "ZM-017"),
        ("犬", "ZM-004"),
        ("凭免疫证明登记", "ZM-004"),
        ("汛前汇总变更", "SX-135"),
    ],
)
def test_a_query_asks_for_few_files(parted, query, number):
    parted.reload()
    asked: list[str] = []
    parted.on("request", lambda request: asked.append(request.url))

    found = results(parted, query)

    assert number in found
    assert len([url for url in asked if "/search/" in url]) <= 3


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("老公喝了酒把我往死里打", "journey-jiabao/"),
        ("厨房里好大的煤气味", "journey-meiqi-wei/"),
        ("办一张证明要交多少钱", "answer:fee"),
        ("rsj", "body-rensheju/"),
    ],
)
def test_danger_guides_and_bodies_are_found_beside_entries_that_were_not_learned(
    parted, question, page
):
    parted.reload()
    (found,) = told(parted, [question])
    assert page in found[:2]


def test_an_everyday_word_is_understood(parted):
    assert "ZM-009" in results(parted, "毛毛的出生证")


def test_no_part_is_asked_for_while_somebody_types(parted):
    parted.reload()
    results(parted, "无房证明")
    asked: list[str] = []
    parted.on("request", lambda request: asked.append(request.url))

    box = parted.locator("input[type=search][data-catalogue-search]")
    box.fill("")
    box.press_sequentially("残疾人两项补贴", delay=20)
    parted.locator("#found [data-entry]").first.wait_for()

    assert 0 < len([url for url in asked if "/search/" in url]) <= 3
