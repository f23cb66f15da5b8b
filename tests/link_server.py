"""A real server on this machine whose paths say what it answers."""

from __future__ import annotations

from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep
from typing import ClassVar
from urllib.parse import unquote

TRICKLE = "trickle"
MOST_LINES = 99
"""Lines a server sends one by one; fewer than would be too many for a head."""
ENDLESS = 200_000_000
"""Bytes a server has ready that never ends by itself: more than anyone should read."""


class Site(BaseHTTPRequestHandler):
    """Answers what its path says. ``/to/URL`` leads to another address."""

    asked: list[str]
    times: dict[str, list[float]]
    robots: ClassVar[dict[str, str]]
    sent: list[int]
    answers: ClassVar = {"/gone": 404, "/robot": 403, "/broken": 500}
    pages: dict[str, tuple[bytes, str]]

    def do_GET(self):
        host = self.headers["Host"].rsplit(":", 1)[0]
        self.asked.append(self.path)
        self.times[host].append(monotonic())
        if self.path == "/robots.txt" and self.robots.get(host) == TRICKLE:
            self._slowly("HTTP/1.1 200 OK\r\n\r\n")
        elif self.path == "/robots.txt":
            told = self.robots.get(host, "User-agent: *\nDisallow: /private/\n")
            self._say(200, told.encode())
        elif self.path == "/tired":
            self._say(200 if self.asked.count("/tired") > 1 else 503)
        elif self.path.startswith("/to/"):
            self._say(302, location=unquote(self.path.removeprefix("/to/")))
        elif self.path == "/loop":
            self._say(302, location="/loop")
        elif self.path in {"/endless", "/endless-redirect"}:
            self._endless()
        elif self.path in self.pages:
            self._say(200, *self.pages[self.path])
        elif self.path == "/slow":
            self._slowly("HTTP/1.1 200 OK\r\n")
        else:
            self._say(self.answers.get(self.path, 200))

    def _say(
        self,
        status: int,
        body: bytes = b"",
        content_type: str = "text/plain",
        location: str = "",
    ) -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _endless(self) -> None:
        self.send_response(302 if self.path == "/endless-redirect" else 200)
        self.send_header("Location", "/yes")
        self.send_header("Content-Length", str(ENDLESS))
        self.end_headers()
        sent = 0
        try:
            while sent < ENDLESS:
                sent += self.wfile.write(b"x" * 100_000)
        except OSError:
            pass  # who asked has gone
        self.sent.append(sent)

    def _slowly(self, start: str) -> None:
        """Send a line now and then, so that none is waited for long."""
        sent = 0
        try:
            self.wfile.write(start.encode())
            while sent < MOST_LINES:
                sent += self.wfile.write(b"x: x\r\n") // 6
                sleep(0.02)
        except OSError:
            pass
        self.sent.append(sent)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server:
    """A running site: where it is, what it was asked, its robots.txt by host, its pages by path."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.times: dict[str, list[float]] = defaultdict(list)
        self.robots: dict[str, str] = {}
        self.sent: list[int] = []
        self.pages: dict[str, tuple[bytes, str]] = {}
        handler = type("Here", (Site,), vars(self).copy())
        self.server = ThreadingHTTPServer(("0.0.0.0", 0), handler)  # noqa: S104 - 127.0.0.2 too
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        self.server.daemon_threads = False

    def stop(self) -> None:
        """Stop, when everything that is being sent has been sent or given up."""
        self.server.shutdown()
        self.server.server_close()
