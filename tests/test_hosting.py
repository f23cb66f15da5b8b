"""The site behind a real nginx, under the settings the command writes."""

from __future__ import annotations

import gzip
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path

import pytest

from generator.cli import main
from generator.site import swap
from generator.site.manifest import MANIFEST
from generator.site.policy import POLICY

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
pytestmark = pytest.mark.skipif(not Path(NGINX).exists(), reason="nginx is not on this machine")
MAIN = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@pytest.fixture
def hosted(starter_site: Path, tmp_path: Path, capsys) -> Iterator[tuple[str, Path]]:
    site = Path(shutil.copytree(starter_site, tmp_path / "site"))
    for folder in (tmp_path, *tmp_path.parents):
        if not folder.stat().st_mode & 0o005:
            folder.chmod(0o755)  # nginx reads as another user
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert main(["nginx", "--site", str(site), "--listen", f"127.0.0.1:{port}"]) == 0
    (tmp_path / "site.conf").write_text(capsys.readouterr().out, encoding="utf-8")
    (tmp_path / "nginx.conf").write_text(MAIN.format(folder=tmp_path), encoding="utf-8")
    command = [NGINX, "-e", str(tmp_path / "error.log"), "-c", str(tmp_path / "nginx.conf")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    server = subprocess.Popen(command)
    address = f"http://127.0.0.1:{port}/"
    for _ in range(100):
        try:
            urllib.request.urlopen(address).close()
            break
        except OSError:
            time.sleep(0.05)
    yield address, site
    server.terminate()
    server.wait()


def ask(address: str, *, packed: bool = False) -> tuple[int, HTTPMessage, bytes]:
    asked = urllib.request.Request(address)
    if packed:
        asked.add_header("Accept-Encoding", "gzip")
    try:
        with urllib.request.urlopen(asked) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_pages_come_compressed_with_the_policy_and_ask_for_news(hosted):
    address, site = hosted
    status, headers, body = ask(f"{address}zm-001/", packed=True)

    assert status == 200
    assert gzip.decompress(body) == (site / "zm-001/index.html").read_bytes()
    assert headers["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Set-Cookie"] is None


def test_what_carries_the_version_is_kept_for_ever(hosted):
    address, site = hosted
    page = (site / "index.html").read_text(encoding="utf-8")
    version = page.split("catalogue.css?", 1)[1][:16]

    _, headers, _ = ask(f"{address}assets/catalogue/catalogue.css?{version}")

    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Type"].startswith("text/css")


def test_what_is_not_there_and_what_lacks_its_slash(hosted):
    address, _ = hosted
    status, headers, body = ask(f"{address}zm-999/")
    assert status == 404
    assert "没有这一页" in body.decode()
    assert headers["Content-Security-Policy"]

    assert ask(f"{address}zm-001")[0] == 200  # sent on to zm-001/
    assert ask(f"{address}.git/config")[0] == 404


def test_a_site_changed_under_load_is_never_missed_nor_mixed(hosted, tmp_path):
    """Every answer is the old page entire or the new one, however often they change places."""
    address, site = hosted
    old = (site / "zm-001/index.html").read_bytes()
    new = old.replace(b"</body>", b"<!-- new --></body>")
    answers: list[tuple[int, bytes]] = []
    done = threading.Event()

    def keep_asking() -> None:
        while not done.is_set():
            status, _, body = ask(f"{address}zm-001/")
            answers.append((status, body))

    askers = [threading.Thread(target=keep_asking) for _ in range(4)]
    for asker in askers:
        asker.start()
    for number in range(10):
        fresh = Path(shutil.copytree(site, tmp_path / f".site-new-site-{number}"))
        (fresh / "zm-001/index.html").write_bytes(new if number % 2 == 0 else old)
        swap.publish(fresh, site)
    done.set()
    for asker in askers:
        asker.join()

    assert len(answers) > 50
    assert {status for status, _ in answers} == {200}
    assert {body for _, body in answers} <= {old, new}
    assert (site / MANIFEST).is_file()


@pytest.mark.parametrize("options", [["--server-name", "a; b"], ["--listen", "80; }"]])
def test_names_that_would_break_the_settings(options, capsys):
    assert main(["nginx", *options]) == 2
    assert "不能有" in capsys.readouterr().err
