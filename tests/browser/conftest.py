"""Fixtures: one browser, the shipped site behind an address, and pages that tell what went wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from browser.chromium import MISSING, QUIET, find
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

import generator

PHONE = (360, 640)
DESK = (1280, 800)
STATIC = Path(generator.__file__).parent / "outputs/pages/static"
SCRIPTS = (
    "verify/verify.js",
    "verify/copies.js",
    "search-language.js",
    "search-ranking.js",
    "search-parted.js",
    "search-weights.js",
    "search-signs.js",
    "search-sense.js",
    "search-finder.js",
    "edit/edit.js",
    "work/money.js",
)
HOST = "http://vectors.test/"
Visit = Callable[..., Page]

expect.set_options(timeout=20_000)  # a machine may have other work too


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, keeps connections open, prints nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture(scope="session")
def address(shipped_site: Path) -> Iterator[str]:
    """The shipped site's address, with a slash at its end."""
    handler = partial(Quiet, directory=str(shipped_site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = find(playwright)
        if not chromium:
            pytest.fail(MISSING, pytrace=False)
        running = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture(scope="session")
def scripts(browser: Browser) -> Iterator[Page]:
    """A page that has run every script which repeats something Python does; no site is built for it."""
    opened = browser.new_page(service_workers="block")

    def answer(route: Route) -> None:
        file = STATIC / route.request.url.removeprefix(HOST)
        if file.is_file():
            route.fulfill(body=file.read_bytes(), content_type="text/javascript; charset=utf-8")
        else:
            tags = "".join(f'<script src="{HOST}{name}"></script>' for name in SCRIPTS)
            route.fulfill(body=f"<!doctype html>{tags}", content_type="text/html; charset=utf-8")

    opened.route("**/*", answer)
    opened.goto(HOST)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def entries(shipped_site: Path) -> list[dict[str, str]]:
    """Every entry of the shipped catalogue, as its data for machines has it."""
    text = (shipped_site / "api/v1/entries.json").read_text(encoding="utf-8")
    found: list[dict[str, str]] = json.loads(text)["entries"]
    return found


@pytest.fixture(scope="session")
def page_types(entries: list[dict[str, str]]) -> dict[str, str]:
    """One page of each type: what it is, and its address below the site's root."""
    samples = {(entry["kind"], entry["decision"]): entry["url"] for entry in reversed(entries)}
    return {
        "home": "",
        **{f"{kind}, {decision}": url for (kind, decision), url in sorted(samples.items())},
        "hub of certificates": "certificates/",
        "hub of services": "services/",
        "departments": "bodies/",
        "department": "body-gonganju/",
        "sources": "sources/",
        "source": "source-pol-2020-20/",
        "source with its text": "source-law-jwh-2025/",
        "concepts": "life-events/",
        "concept": "life-events-inheritance/",
        "letters": "letters/",
        "letter": "letter-j/",
        "prints": "prints/",
        "editions": "editions/",
        "edition": "edition-2026-1/",
        "verify": "verify/",
        "data": "data/",
        "due": "due/",
        "streets": "places/",
        "changes": "changes-2026-5/",
        "edit": "edit/",
        "burden": "burden/",
        "tasks": "tasks/",
        "replies": "replies/",
        "money": "money/",
        "slip": "slip-zm-001/",
        "coverage": "upstream/",
        "provisions": "provisions/",
        "provisions, counted": "provision-counts/",
        "codes": "codes/",
        "written page": "editors/",
        "written page with a table": "developers/",
        "written page with long tables": "trust/",
        "Traditional": f"zh-hant/{entries[0]['url']}",
        "no such page": "404.html",
    }


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open a page as a reader would; an error or a call to another host on the way fails the test."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(path: str = "", size: tuple[int, int] = DESK, **options: Any) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN",
            service_workers="block",
            **options,
        )
        contexts.append(context)
        listen(context, address, wrong)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong


def listen(context: BrowserContext, address: str, wrong: list[str]) -> None:
    """Note everything a page should not do."""
    context.on("weberror", lambda error: wrong.append(f"error: {error.error}"))
    context.on(
        "console",
        lambda message: message.type == "error" and wrong.append(f"console: {message.text}"),
    )
    context.on(
        "request",
        lambda request: request.url.startswith(address) or wrong.append(f"asked {request.url}"),
    )
    context.on(
        "response",
        lambda answer: answer.status < 400 or wrong.append(f"{answer.status} {answer.url}"),
    )
