"""Addresses asked for politely, against a real server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from helpers import DAY, small_catalogue, write

from generator.cli import main
from generator.editing.links import Link, addresses, stale
from generator.pipeline import check


class Site(BaseHTTPRequestHandler):
    asked: list[str]
    answers: ClassVar = {"/yes": 200, "/gone": 404, "/robot": 403, "/moved": 302, "/broken": 500}

    def do_GET(self):
        self.asked.append(self.path)
        if self.path == "/robots.txt":
            self._say(200, "User-agent: *\nDisallow: /private/\n")
        elif self.path == "/tired":
            self._say(200 if self.asked.count("/tired") > 1 else 503)
        else:
            self._say(self.answers.get(self.path, 200))

    def _say(self, status: int, text: str = "") -> None:
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/yes")
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Site,), {"asked": asked}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def catalogue_with(tmp_path, urls: list[str]):
    root = small_catalogue(tmp_path)
    source = next((root / "sources").glob("*.yml"))
    lines = "".join(f"  - url: {url}\n    state: unchecked\n" for url in urls)
    write(source, source.read_text(encoding="utf-8") + f"urls:\n{lines}")
    return root


def asked_for(root, *more: str) -> dict[str, tuple[str, str]]:
    assert main(["links", "--catalogue", str(root), "--pause", "0", *more]) == 0
    told = json.loads((root / "links.json").read_text(encoding="utf-8"))["links"]
    return {
        one["url"].split("/", 3)[3] if one["url"].count("/") > 2 else "": (
            one["state"],
            one["checked_on"],
        )
        for one in told
    }


def test_each_answer_is_kept_with_its_day_and_no_build_minds(site, tmp_path, capsys):
    address, asked = site
    paths = ["yes", "gone", "robot", "moved", "broken", "tired", "private/x"]
    root = catalogue_with(tmp_path, [f"{address}/{path}" for path in paths])

    found = asked_for(root, "--on", "2026-11-23")

    assert {path: state for path, (state, _) in found.items()} == {
        "yes": "ok",
        "moved": "ok",
        "tired": "ok",
        "gone": "broken",
        "broken": "broken",
        "robot": "refused",
        "private/x": "refused",
    }
    assert {day for _, day in found.values()} == {"2026-11-23"}
    assert "/private/x" not in asked
    assert "网址7个：打得开3个，不让机器看2个，打不开2个。" in capsys.readouterr().out
    assert check(root, on=DAY).passed


def test_what_was_seen_lately_is_not_asked_again(site, tmp_path):
    address, asked = site
    root = catalogue_with(tmp_path, [f"{address}/yes"])
    asked_for(root, "--on", "2026-11-23")

    asked_for(root, "--on", "2026-12-01")
    assert asked.count("/yes") == 1
    found = asked_for(root, "--on", "2027-01-01")

    assert asked.count("/yes") == 2
    assert found["yes"] == ("ok", "2027-01-01")


@pytest.mark.parametrize(("days", "asked"), [(10**9, []), (0, ["x"]), (-(10**9), ["x"])])
def test_any_number_of_days_can_be_counted_back(days, asked):
    seen = {"x": Link("x", "ok", "", DAY.isoformat())}

    assert stale(seen, seen, DAY, days) == asked


def test_a_host_that_is_not_there_is_no_error(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("generator.editing.link_checker.RETRIES", 0)
    root = catalogue_with(tmp_path, ["http://127.0.0.1:9/x"])
    write(root / "links.json", "不是JSON")

    assert asked_for(root)["x"][0] == "broken"
    assert "打不开：http://127.0.0.1:9/x（连不上；sources/" in capsys.readouterr().out


def test_every_address_of_the_sample_is_known_with_its_files(repository):
    found = addresses(check(repository / "catalogue", on=DAY).documents)

    assert len(found) > 10
    assert all(url.startswith("http") and files for url, files in found.items())
