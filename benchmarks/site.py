"""A site to measure: built, served as a usual host would, opened in a browser.

As a command: serve a folder until interrupted, for tools that measure from outside.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from urllib.parse import unquote, urlsplit

from browser.chromium import MISSING, QUIET, find
from playwright.sync_api import Browser, sync_playwright

from benchmarks.report import say
from generator.checking import check, local_day
from generator.cli import main as catalogue_command
from generator.model.catalogue import Catalogue, published

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".png": "image/png",
}
STRONGEST = 9


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer: for what address, how many bytes of (compressed) content, and who asked."""

    path: str
    size: int
    asked_by: str
    """As the browser says it: document, style, script, image, empty (a worker's fetch)…"""

    @property
    def in_background(self) -> bool:
        """Tell whether the worker that keeps the site asked, not the page."""
        return self.asked_by in {"empty", "serviceworker"}


@dataclass(slots=True)
class Served:
    """A folder behind an address, and everything it has sent so far."""

    address: str
    sent: list[Sent] = field(default_factory=list)
    gone: bool = False
    """Whether connections that are still open are answered no more."""


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[Served]:
    """Serve ``folder`` compressed, with validators, on this machine only."""
    site = Served("")
    compress = cache(lambda file: gzip.compress(file.read_bytes(), STRONGEST, mtime=0))
    for file in folder.glob("assets/**/*.*"):
        compress(file)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answer with a file, or that it has not changed, or that it is not there."""
            if site.gone:
                self.close_connection = True
                return
            path = unquote(urlsplit(self.path).path)
            file = folder / path.lstrip("/")
            file = file / "index.html" if path.endswith("/") else file
            status = HTTPStatus.OK
            if not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
                status, file = HTTPStatus.NOT_FOUND, folder / "404.html"
            content = compress(file)
            tag = f'"{sha256(content).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == tag:
                status, content = HTTPStatus.NOT_MODIFIED, b""
            self.send_response(status)
            self.send_header("ETag", tag)
            self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            asked_by = self.headers.get("Sec-Fetch-Dest", "")
            site.sent.append(Sent(self.path, len(content), asked_by))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        site.address = f"http://127.0.0.1:{server.server_port}/"
        Thread(target=server.serve_forever, daemon=True).start()
        yield site
        site.gone = True
        server.shutdown()


def load(folder: Path) -> Catalogue:
    """Return the catalogue that the site is built from."""
    return published(check(folder, on=local_day(folder, datetime.now(UTC))).catalogue)


@contextmanager
def built(config: Path, *, catalogue: Path | None = None, prints: bool = True) -> Iterator[Path]:
    """Build the site that ``config`` describes, perhaps of another catalogue, for a while."""
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        options = ["--catalogue", str(catalogue)] if catalogue else []
        options += [] if prints else ["--no-prints"]
        with redirect_stdout(sys.stderr):
            failed = catalogue_command(
                ["build", "--config", str(config), "--site", str(site), *options]
            )
        if failed:
            sys.exit("The catalogue has errors; nothing can be measured.")
        yield site


@contextmanager
def chromium(*options: str) -> Iterator[Browser]:
    """Start a browser that calls nobody of its own accord."""
    with sync_playwright() as playwright:
        path = find(playwright)
        if not path:
            sys.exit(MISSING)
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *options])
        yield browser
        browser.close()


def _serve() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    with served(options.folder, options.port) as site:
        say(site.address)
        Event().wait()


if __name__ == "__main__":
    _serve()
