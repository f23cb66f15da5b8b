"""The network goes away, a new version arrives, the site lies on a stick: what a reader then sees."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from browser.conftest import listen
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_cli import edit
from test_site import build, digest

from generator.site.portable import START, pack

CERTIFICATE = "catalogue/certificates/zm-001-qinshu-guanxi.yml"
WHOLE_BUT = """async (old) => {
  for (const name of (await caches.keys()).filter((name) => name !== old)) {
    if ((await (await caches.open(name)).keys()).some(({ url }) => url.endsWith("/offline.json"))) return true;
  }
  return false;
}"""
IS_KEPT = """async (path) => {
  for (const name of await caches.keys()) {
    if ((await (await caches.open(name)).keys()).some(({ url }) => new URL(url).pathname === `/${path}`)) return true;
  }
  return false;
}"""
GONE = "async (old) => !await caches.has(old)"
# Everything the page is shown with, and the index it searches, fetched as the page would.
SHOWN_WITH = """async () => {
  const asked = [...document.querySelectorAll("script[src], link[rel=stylesheet]")].map((e) => e.src || e.href);
  const own = asked.find((address) => address.includes("catalogue.js"));
  asked.push(own.replace("catalogue.js", "search-index.js"));
  return Promise.all(asked.map(async (address) => {
    const sum = await crypto.subtle.digest("SHA-256", await (await fetch(address)).arrayBuffer());
    const hex = [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, "0"));
    return [new URL(address).pathname.slice(1), hex.join("")];
  }));
}"""


class Line:
    """A site behind an address, on a line that can be cut."""

    def __init__(self, folder: Path) -> None:
        line = self
        self.folder = folder
        self.cut = False
        self.lost = ""
        """What of the site does not come: all whose path ends so."""
        self.asked: list[str] = []

        class Handler(SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                line.asked.append(self.path)
                path = self.path.split("?")[0]
                if not line.cut and not (line.lost and path.endswith(line.lost)):
                    super().do_GET()

            def log_message(self, *_: object) -> None:
                pass

        handler = partial(Handler, directory=str(folder))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def line(place: Path, starter_site: Path) -> Iterator[Line]:
    line = Line(Path(shutil.copytree(starter_site, place / "site")))
    with line.server:
        Thread(target=line.server.serve_forever, daemon=True).start()
        yield line
        line.server.shutdown()


@pytest.fixture
def reader(browser: Browser, line: Line) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=line.address, locale="zh-CN")
    context.set_default_timeout(30_000)
    yield context
    context.close()


def kept(page: Page, address: str) -> None:
    """Open a page and wait until the worker answers for it."""
    page.goto(address)
    until(page, "() => navigator.serviceWorker.controller !== null")


def until(page: Page, condition: str, *arguments: str, seconds: int = 10) -> None:
    """Wait until a function, perhaps asynchronous, says so in the page."""
    for _ in range(20 * seconds):
        if page.evaluate(condition, *arguments):
            return
        page.wait_for_timeout(50)
    raise TimeoutError(condition)


def until_asked(page: Page, line: Line, name: str, seconds: int = 10) -> None:
    """Wait until a file was asked for; the page does not know what its worker waits for."""
    for _ in range(20 * seconds):
        if any(name in path for path in line.asked):
            return
        page.wait_for_timeout(50)
    raise TimeoutError(name)


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def ask(page: Page, query: str) -> None:
    page.locator("input[data-catalogue-search]").fill(query)


def new_version(place: Path) -> None:
    """Publish the site with another name, script and style, where it was."""
    edit(place / CERTIFICATE, "name: 亲属关系证明", "name: 亲属关系新证明")
    assert build(place, "--no-prints") == 0


def is_whole(page: Page, site: Path) -> bool:
    """Tell whether the page and all it is shown with are those of one site."""
    names = digest(site)
    version = page.evaluate("new URL(document.querySelector('script[src]').src).search.slice(1)")
    same_page = f'"version": "{version}"' in (site / "offline.json").read_text(encoding="utf-8")
    return same_page and all(names[name] == found for name, found in page.evaluate(SHOWN_WITH))


def test_what_was_opened_is_there_without_a_network(reader, line):
    page = reader.new_page()
    kept(page, "")
    page.goto("zm-001/")

    line.cut = True
    page.reload()
    assert heading(page) == "亲属关系证明"
    page.goto("")
    expect(page.locator("#ask-hint")).to_have_text(
        "没有网络，照样能查。用的是2026-11-23存下的内容。"
    )
    ask(page, "我妈是我妈")
    page.locator("[data-entry=ZM-001] a").click()
    expect(page.locator("h1")).to_have_text("亲属关系证明")


def test_a_page_never_kept_says_so_and_searches(reader, line):
    page = reader.new_page()
    kept(page, "")

    line.cut = True
    page.goto("sx-001/#steps")
    assert heading(page) == "现在连不上网"
    assert page.locator(".c-prose a[href='tel:12345']").is_visible()
    page.locator("#q").fill("我妈是我妈")
    page.locator("[data-entry=ZM-001] a").click()
    expect(page.locator("h1")).to_have_text("亲属关系证明")


def test_of_an_entry_whose_page_was_not_kept_the_answer_is_told(reader, line):
    page = reader.new_page()
    kept(page, "")

    line.cut = True
    page.goto("sx-001/")

    assert heading(page) == "现在连不上网"
    answer = page.locator("[data-entry=SX-001]")
    expect(answer).to_contain_text("社区只帮忙")
    expect(answer).to_contain_text("社区只协助。")


def test_one_visit_keeps_every_answer(reader, line):
    page = reader.new_page()
    kept(page, "sx-001/")

    line.cut = True
    page.goto("zm-001/")
    assert heading(page) == "亲属关系证明"
    assert page.locator("html[data-offline]").count() == 1
    page.goto("certificates")
    assert heading(page) == "开证明"
    page.goto("zh-hant/zm-001/")
    assert heading(page) == "现在连不上网"


def test_who_reads_traditional_characters_has_the_answers_in_them(reader, line):
    page = reader.new_page()
    kept(page, "")
    page.goto("zh-hant/")
    until(page, IS_KEPT, "zh-hant/assets/catalogue/offline/answers.json")

    line.cut = True
    page.goto("zh-hant/zm-001/")
    assert heading(page) == "親屬關係證明"
    page.goto("zh-hant/sx-001/")
    assert heading(page) == "現在連不上網"


def test_who_saves_data_is_sent_nothing_in_the_background(reader, line):
    worker = line.folder / "sw.js"
    saving = 'Object.defineProperty(navigator, "connection", { value: { saveData: true } });\n'
    worker.write_text(saving + worker.read_text(encoding="utf-8"), encoding="utf-8")
    page = reader.new_page()
    kept(page, "zm-001/")
    page.wait_for_timeout(300)

    assert page.evaluate("caches.keys()") == []
    assert not [path for path in line.asked if "search-index" in path or "answers" in path]


def test_a_visit_that_breaks_off_goes_on_where_it_stopped(reader, line):
    page = reader.new_page()
    line.lost = "answers.json"
    page.goto("")
    until_asked(page, line, "answers.json")  # the last of all: what comes before it is kept
    line.lost = ""
    asked = len(line.asked)

    kept(page, "zm-001/")
    again = [path for path in line.asked[asked:] if "search-index.js" in path]
    line.cut = True
    page.goto("certificates/")

    assert heading(page) == "开证明"
    assert again == []


def test_the_page_one_came_in_by_is_kept_and_its_box_searches(reader, line):
    page = reader.new_page()
    kept(page, "zm-001/")

    line.cut = True
    ask(page, "renkou")
    expect(page.locator("[data-entry=SX-001]")).to_be_visible()
    page.reload()
    assert heading(page) == "亲属关系证明"

    line.cut = False
    page.goto("sx-001")
    assert page.url == f"{line.address}sx-001/"
    assert heading(page) == "协助人口普查"


def test_a_new_version_comes_whole_and_the_old_one_goes(reader, line, place):
    page = reader.new_page()
    kept(page, "zm-001/")
    page.goto("sx-001/")
    (old,) = page.evaluate("caches.keys()")
    new_version(place)

    page.reload()
    assert is_whole(page, place / "site")
    until(page, WHOLE_BUT, old)
    page.reload()
    assert is_whole(page, place / "site")
    until(page, GONE, old)

    line.cut = True
    page.goto("zm-001/")
    assert heading(page) == "亲属关系新证明"
    assert is_whole(page, place / "site")


def test_a_page_left_open_gets_nothing_of_the_new_version(reader, line, place):
    left_open = reader.new_page()
    kept(left_open, "")
    (old,) = left_open.evaluate("caches.keys()")
    shutil.copytree(place / "site", place / "old")
    new_version(place)

    page = reader.new_page()
    page.goto("zm-001/")
    until(page, WHOLE_BUT, old)
    page.reload()
    assert is_whole(page, place / "site")
    assert is_whole(left_open, place / "old")
    ask(left_open, "亲属关系")
    expect(left_open.locator("[data-entry=ZM-001] .name > span").first).to_have_text("亲属关系证明")

    line.cut = True
    page.goto("")
    assert is_whole(page, place / "site")
    assert is_whole(left_open, place / "old")


def test_half_a_version_is_not_kept(reader, line, place):
    page = reader.new_page()
    kept(page, "")
    (old,) = page.evaluate("caches.keys()")
    shutil.copytree(place / "site", place / "old")
    new_version(place)
    (place / "site/assets/catalogue/search-index.js").write_bytes(b"// of a third version\n")

    page.goto("zm-001/")
    until(page, "async () => (await caches.keys()).length === 2")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    assert not page.evaluate(WHOLE_BUT, old)

    line.cut = True
    page.goto("")
    assert is_whole(page, place / "old")


def test_the_site_on_a_stick_opens_and_searches(browser, starter_site, tmp_path):
    pack(starter_site, tmp_path / "site.zip", "目录")
    with zipfile.ZipFile(tmp_path / "site.zip") as packed:
        packed.extractall(tmp_path / "U盘")
    context = browser.new_context(locale="zh-CN")
    wrong: list[str] = []
    listen(context, "file://", wrong)
    page = context.new_page()

    page.goto((tmp_path / "U盘" / START).as_uri())
    page.get_by_text("打开目录").click()
    ask(page, "我妈是我妈")
    page.keyboard.press("Enter")
    page.locator("[data-entry=ZM-001] a").click()
    expect(page.locator("h1")).to_have_text("亲属关系证明")
    ask(page, "renkou")
    page.keyboard.press("Enter")
    page.wait_for_url("**/site/index.html?q=renkou")
    page.locator("[data-entry=SX-001] a").click()
    expect(page.locator("h1")).to_have_text("协助人口普查")
    page.locator("footer a", has_text="繁體").click()
    expect(page.locator("h1")).to_have_text("協助人口普查")

    context.close()
    assert not wrong
