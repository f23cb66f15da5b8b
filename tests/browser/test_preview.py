"""The preview in a browser: it follows what is saved, and says what is wrong."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.site.preview import Preview
from generator.site.preview_server import PreviewServer

ENTRY = "catalogue/certificates/zm-001-qinshu-guanxi.yml"


@pytest.fixture
def server(place: Path, tmp_path: Path):
    preview = Preview(place / "mkdocs.yml", tmp_path / "output")
    with PreviewServer(("127.0.0.1", 0), preview) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_what_is_saved_is_on_the_screen_and_so_is_what_is_wrong(
    server: PreviewServer, place: Path, browser: Browser
):
    file = place / ENTRY
    text = file.read_text(encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/zm-001/")

    file.write_text(text.replace("summary: 社区", "summary: 现在社区"), encoding="utf-8")
    expect(page.locator("main")).to_contain_text("现在社区")

    file.write_text(text.replace("tier: A", "tier: Z"), encoding="utf-8")
    expect(page.get_by_role("alert")).to_contain_text("zm-001-qinshu-guanxi.yml")
    expect(page.locator("main")).to_contain_text("现在社区")

    file.write_text(text, encoding="utf-8")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("现在社区")
    context.close()
