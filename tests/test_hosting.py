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
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import urlsplit

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


PROXY = "server {{ listen {here}; location /list/ {{ proxy_pass {there}; }} }}"


def free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


@contextmanager
def serving(folder: Path, settings: str, address: str) -> Iterator[None]:
    """Run nginx with these settings until it is done with."""
    folder.mkdir(exist_ok=True)
    (folder / "site.conf").write_text(settings, encoding="utf-8")
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder), encoding="utf-8")
    command = [NGINX, "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    server = subprocess.Popen(command)
    for _ in range(100):
        with suppress(OSError), socket.create_connection(tuple(address.split(":"))):
            break
        time.sleep(0.05)
    yield
    server.terminate()
    server.wait()


@pytest.fixture
def hosted(starter_site: Path, tmp_path: Path, capsys) -> Iterator[tuple[str, Path]]:
    site = Path(shutil.copytree(starter_site, tmp_path / "site"))
    for folder in (tmp_path, *tmp_path.parents):
        if not folder.stat().st_mode & 0o005:
            folder.chmod(0o755)  # nginx reads as another user
    here = free_address()
    assert main(["nginx", "--site", str(site), "--listen", here]) == 0
    with serving(tmp_path, capsys.readouterr().out, here):
        yield f"http://{here}/", site


@pytest.fixture
def proxied(hosted: tuple[str, Path], tmp_path: Path) -> Iterator[str]:
    """The address of the same site behind a proxy, below a path of its own."""
    here = free_address()
    with serving(tmp_path / "proxy", PROXY.format(here=here, there=hosted[0]), here):
        yield f"http://{here}/list/"


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


def test_what_begins_with_a_dot_is_hidden_but_for_what_others_look_for(hosted):
    address, site = hosted
    for path in (".git/config", ".well-known/.git/config", "zm-001/.well-known/x", ".well-known-x"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("secret")
    (site / ".well-known/acme-challenge").mkdir()
    for path in (".well-known/security.txt", ".well-known/acme-challenge/abc-_1"):
        (site / path).write_text("for all")

    for path in (".git/config", ".well-known/.git/config", "zm-001/.well-known/x", ".well-known-x"):
        assert ask(f"{address}{path}")[0] == 404, path
    for path in (".well-known/security.txt", ".well-known/acme-challenge/abc-_1"):
        status, _, body = ask(f"{address}{path}")
        assert (status, body) == (200, b"for all"), path


def redirect(address: str) -> tuple[int, str]:
    """Return what an address answers, itself, and where it leads."""
    where = urlsplit(address)
    asked = HTTPConnection(where.netloc)
    asked.request("GET", where._replace(scheme="", netloc="").geturl())
    answer = asked.getresponse()
    asked.close()
    return answer.status, answer.headers["Location"]


def test_an_address_without_its_slash_leads_on_behind_any_proxy(hosted, proxied):
    """A proxy has a host, a port, a path and https that the server behind it knows nothing of."""
    address, _ = hosted

    assert redirect(f"{address}zm-001?q=1") == (301, "zm-001/?q=1")
    for begins in (address, proxied):
        for path in ("zm-001", "zh-hant/zm-001"):
            assert redirect(f"{begins}{path}") == (301, "zm-001/")
            assert ask(f"{begins}{path}")[2] == ask(f"{address}{path}/")[2]


def test_the_settings_follow_a_link_that_is_led_elsewhere(starter_site, tmp_path, capsys):
    (tmp_path / "site").symlink_to(starter_site)

    assert main(["nginx", "--site", str(tmp_path / "site")]) == 0

    assert f"root {tmp_path}/site;" in capsys.readouterr().out


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
