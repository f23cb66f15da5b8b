"""A catalogue whose every text is an attack: nothing runs, nothing breaks out of its page."""

from __future__ import annotations

import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from browser.conftest import PHONE
from conftest import STARTER
from playwright.sync_api import Browser

from generator.cli import main
from generator.reading.parse import parse

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
TEXTS = frozenset(
    [
        "summary",
        "meaning",
        "text",
        "place",
        "note",
        "description",
        "clause",
        "condition",
        "answer",
        "question",
        "notice",
        "headline",
        "say",
        "quote",
        "complain",
        "intro",
        "community_does",
    ]
)

SHORT = {"text": 40, "place": 40, "condition": 40}
"""Characters that some of these fields may have."""


def poisoned(value: object, attacks: list[str], key: str = "") -> object:
    """Put the next attack into every free text, as far as its length allows."""
    if isinstance(value, dict):
        return {name: poisoned(inner, attacks, str(name)) for name, inner in value.items()}
    if isinstance(value, list):
        return [poisoned(inner, attacks, key) for inner in value]
    if isinstance(value, str) and key in TEXTS:
        attacks.append(attacks.pop(0))
        return attacks[0][: SHORT.get(key, 60)]
    return value


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    place = Path(shutil.copytree(STARTER, tmp_path / "place"))
    attacks = list(ATTACKS)
    for file in sorted((place / "catalogue").rglob("*.yml")):
        data = poisoned(parse(file.read_text("utf-8"), file.name).document.data, attacks)
        file.write_text(yaml.safe_dump(data, allow_unicode=True, default_style="'"), "utf-8")
    return place


def test_nothing_runs_and_no_page_breaks(hostile: Path, browser: Browser, capsys):
    built = main(["build", "--config", str(hostile / "mkdocs.yml")])
    assert built == 0, capsys.readouterr()
    handler = partial(SimpleHTTPRequestHandler, directory=str(hostile / "site"))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    pages = sorted((hostile / "site").rglob("index.html"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context(
            viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block"
        )
        page = context.new_page()
        said: list[str] = []
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: said.append(str(error)))
        for file in pages:
            address = file.parent.relative_to(hostile / "site").as_posix()
            page.goto(f"http://127.0.0.1:{server.server_port}/{address}/")
            assert page.evaluate("window.ran") is None, address
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], address
            assert page.locator("footer").is_visible(), address
            links = page.evaluate("[...document.links].map((one) => one.protocol)")
            assert set(links) <= {"http:", "https:", "tel:", "mailto:"}, address
        context.close()
        server.shutdown()
    assert said == []
