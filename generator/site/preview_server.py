"""Showing the preview in a browser on this machine, which follows what is saved."""

from __future__ import annotations

import json
import mimetypes
import time
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTP_PORT
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socket import AF_INET, AF_INET6
from threading import Lock
from urllib.parse import parse_qs, quote, unquote, urlsplit

from generator.site.preview import INDEX, Preview

OWN = "-preview/"
"""What is asked for by the preview itself, not by the site."""
FOLLOW = f'<script src="/{OWN}follow.js" data-number="%d"></script></body>'
WORKER = "sw.js"
LONGEST_WAIT, BETWEEN_LOOKS = 20.0, 0.2
"""Seconds that a browser is kept waiting for a change, and between two looks at the disc."""
ALWAYS = ("localhost", "127.0.0.1", "::1")
"""What this machine is called by its own browsers."""
EVERY = ("0.0.0.0", "::")  # noqa: S104 - compared with what the user gave
REFUSED = """<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><title>没有打开</title>
<p>没有打开：这个网址用的名字不是开预览时给的。别的网站可能借这样的名字偷看预览，所以不答。
<p>打开 <a href="http://{host}:{port}/">http://{host}:{port}/</a>。
<p>要用这个名字看，先停下，再写明它：catalogue serve --address 名字:{port}
"""


class PreviewServer(ThreadingHTTPServer):
    """Serves one preview; requests take turns at it. Raises ``OSError`` when it cannot listen."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], preview: Preview) -> None:
        host = address[0].strip("[]")
        self.address_family = AF_INET6 if ":" in host else AF_INET
        super().__init__((host, address[1]), _Handler)
        self.host = address[0]
        self.preview = preview
        self.turn = Lock()

    def get(self, path: str) -> tuple[bytes | None, int]:
        """Return a file as it stands now, and the number of the state it belongs to."""
        with self.turn:
            number = self.preview.refresh()
            try:
                return self.preview.get(path), number
            except (OSError, ValueError):  # no name of a file: too long, or with U+0000
                return None, number

    def state(self, seen: int) -> dict[str, int | str]:
        """Wait until the state is another one than ``seen``; return its number and what is wrong."""
        end = time.monotonic() + LONGEST_WAIT
        while True:
            with self.turn:
                number, told = self.preview.refresh(), self.preview.told
            if number != seen or time.monotonic() > end:
                return {"number": number, "told": told}
            time.sleep(BETWEEN_LOOKS)


def knows(asked: str, given: str, port: int) -> bool:
    """Tell whether the preview may be asked for under this name, as it stands in ``Host``.

    ``given`` is where it was told to listen. A stranger's page may have its own name lead to
    this machine and read what is shown here (DNS rebinding). Under a number it cannot; so where
    every address of the machine is listened at, numbers are answered.
    """
    host, own = asked.lower(), given.lower().strip("[]")
    if not host.endswith(f":{port}") and port != HTTP_PORT:
        return False
    host = host.removesuffix(f":{port}").strip("[]")
    return host in (*ALWAYS, own) or (own in EVERY and _is_number(host))


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer

    def do_GET(self) -> None:
        here = self.server
        if not knows(self.headers.get("Host", ""), here.host, here.server_port):
            host = "localhost" if here.host.strip("[]") in EVERY else here.host
            refused = REFUSED.format(host=host, port=here.server_port)
            self._send(refused.encode(), "text/html", HTTPStatus.FORBIDDEN)
            return
        asked = urlsplit(self.path)
        path = unquote(asked.path).lstrip("/")
        if path == f"{OWN}state":
            seen = parse_qs(asked.query).get("seen", ["0"])[0]
            state = self.server.state(int(seen) if seen.isdecimal() else 0)
            self._send(json.dumps(state).encode(), "application/json")
        elif path in {f"{OWN}follow.js", WORKER}:
            name = "preview.js" if path.startswith(OWN) else "preview-worker.js"
            self._send(Path(__file__).with_name(name).read_bytes(), "text/javascript")
        else:
            self._send_file(f"{path}{INDEX}" if path.endswith("/") or not path else path)

    def _send_file(self, path: str) -> None:
        content, number = self.server.get(path)
        status = HTTPStatus.OK
        if content is None:
            if self.server.get(f"{path}/{INDEX}")[0] is not None:
                self.send_response(HTTPStatus.FOUND)
                self.send_header("Location", quote(f"/{path}/"))
                self.end_headers()
                return
            status, path = HTTPStatus.NOT_FOUND, "404.html"
            content = self.server.get(path)[0] or b""
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if kind == "text/html":
            content = content.replace(b"</body>", (FOLLOW % number).encode(), 1)
        self._send(content, kind, status)

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith("json") else ""
        self.send_header("Content-Type", f"{kind}{charset}")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with suppress(ConnectionError):  # whoever asked has gone to another page
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing of each request."""
