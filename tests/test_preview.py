"""The preview: what it shows after any edit is what a whole build gives."""

from __future__ import annotations

import json
import random
import re
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request

import pytest
from helpers import sampled

from generator.cli import main
from generator.outputs.files import FILE_ROOTS
from generator.site.manifest import MANIFEST
from generator.site.preview import Preview, PreviewError
from generator.site.preview_server import EVERY, PreviewServer, knows

ENTRY = "catalogue/certificates/zm-001-qinshu-guanxi.yml"
VERSION = re.compile(rb"\?[0-9a-f]{16}(?=\")")
"""What a finished site puts behind the addresses of its scripts."""
ANSWERS = "assets/catalogue/offline/answers.json"
ABOUT_ALL = {"sw.js", "offline.json", ANSWERS, f"zh-hant/{ANSWERS}", MANIFEST}
"""What tells of the whole site: only a build makes it."""


def told(site: Path) -> dict[str, bytes]:
    """Return a whole site's files, less what is about the site as a whole."""
    files = {
        file.relative_to(site).as_posix(): VERSION.sub(b"", file.read_bytes())
        for file in site.rglob("*")
        if file.is_file()
    }
    return {path: content for path, content in files.items() if path not in ABOUT_ALL}


def edit(place: Path, chance: random.Random) -> None:
    """Change something, as an editor might, rightly or wrongly."""
    files = sorted(
        file
        for file in place.rglob("*")
        if file.suffix in {".yml", ".md"} and "site" not in str(file)
    )
    file = chance.choice(files)
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            lines.pop(at)
        case 1:
            lines[at] = lines[at].replace("。", "，试一试。").replace("社区", "居委会")
        case 2:
            lines.insert(at, chance.choice(["\n", "# 说明\n", "status: x\n"]))
        case 3:
            lines.append("\n")
        case _:
            new = place / "catalogue/certificates" / f"zm-00{chance.randrange(2, 9)}-x.yml"
            text = (place / ENTRY).read_text(encoding="utf-8")
            lines, file = [text.replace("ZM-001", new.name[:6].upper())], new
    file.write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def place(place: Path) -> Path:
    settings = place / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("  - catalogue\n", "  - catalogue:\n      prints: false\n", 1)
    settings.write_text(text, encoding="utf-8")
    return place


LOCAL = """\
id: ZM-001
aliases:
  - text: 试一试
    type: colloquial
adoption:
  action: supplemented
  reason: 补上本地的叫法。
"""


def put_over_another(place: Path) -> None:
    """Make what is there the catalogue above, and a local one that adds to it."""
    (place / "catalogue").rename(place / "above")
    (place / "catalogue/certificates").mkdir(parents=True)
    (place / "catalogue/bases").mkdir()
    (place / "above").rename(place / "catalogue/bases/above")
    settings = (place / "catalogue/bases/above/catalogue.yml").read_text(encoding="utf-8")
    (place / "catalogue/catalogue.yml").write_text(
        settings + "bases:\n  - path: bases/above\n", encoding="utf-8"
    )
    (place / ENTRY).write_text(LOCAL, encoding="utf-8")


@sampled("edits", sample=3, whole=16)
@pytest.mark.parametrize(
    ("seed", "layered"),
    [(1, False), pytest.param(2, False, marks=pytest.mark.deep), (3, True)],
)
def test_after_any_edit_it_shows_what_a_whole_build_gives(
    place, tmp_path, capsys, *, seed, layered, edits
):
    if layered:
        put_over_another(place)
    chance = random.Random(seed)  # noqa: S311 - which edits, nothing secret
    preview = Preview(place / "mkdocs.yml", tmp_path / "output")
    good = {file: file.read_bytes() for file in place.rglob("*") if file.is_file()}
    sound = 0
    for _ in range(edits):
        edit(place, chance)
        preview.refresh()
        wrong = main(["build", "--config", str(place / "mkdocs.yml")])
        assert bool(preview.told) == bool(wrong), preview.told + capsys.readouterr().out
        if wrong:  # the site stays as it was, and so does the preview; the editor mends it
            for file in set(place.rglob("*.yml")) - good.keys():
                file.unlink()
            for file, content in good.items():
                file.write_bytes(content)
            continue
        sound += 1
        good = {
            file: file.read_bytes() for file in place.rglob("*") if file.suffix in {".yml", ".md"}
        }
        for path, content in told(place / "site").items():
            assert preview.get(path) == content, path
    assert sound > edits // 4


def test_with_an_error_the_last_good_pages_stay(place, tmp_path):
    preview = Preview(place / "mkdocs.yml", tmp_path / "output")
    before = preview.get("zm-001/index.html")
    text = (place / ENTRY).read_text(encoding="utf-8")

    (place / ENTRY).write_text(text.replace("tier: A", "tier: Z"), encoding="utf-8")
    assert preview.refresh() == 2
    assert "catalogue/certificates/zm-001" in preview.told
    assert preview.get("zm-001/index.html") == before

    (place / ENTRY).write_text(text, encoding="utf-8")
    assert (preview.refresh(), preview.told) == (3, "")


def test_nothing_to_show_at_first(place, tmp_path):
    with pytest.raises(PreviewError, match=r"mkdocs\.yml"):
        Preview(tmp_path / "mkdocs.yml", tmp_path / "output")
    (place / ENTRY).write_text("id: [\n", encoding="utf-8")
    with pytest.raises(PreviewError, match="zm-001"):
        Preview(place / "mkdocs.yml", tmp_path / "output")


def test_broken_settings_are_told_and_mended(place, tmp_path):
    preview = Preview(place / "mkdocs.yml", tmp_path / "output")
    settings = (place / "mkdocs.yml").read_text(encoding="utf-8")

    (place / "mkdocs.yml").write_text(settings.replace("plugins:", "plugin:"), encoding="utf-8")
    preview.refresh()
    assert "plugins" in preview.told

    (place / "mkdocs.yml").write_text(settings, encoding="utf-8")
    preview.refresh()
    assert preview.told == ""
    assert preview.get("about/index.html")


@pytest.fixture
def server(place: Path, tmp_path: Path) -> Iterator[PreviewServer]:
    with PreviewServer(
        ("127.0.0.1", 0), Preview(place / "mkdocs.yml", tmp_path / "output")
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def ask(server: PreviewServer, path: str) -> tuple[str, str]:
    """Return where an address leads, and what is there."""
    with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/{path}") as answer:
        return answer.url.split("/", 3)[3], answer.read().decode()


def test_pages_scripts_and_what_is_not_there(server):
    assert ask(server, "zm-001")[0] == "zm-001/"
    assert "社区不开" in ask(server, "zm-001/")[1]
    assert 'data-number="1"' in ask(server, "")[1]
    assert "unregister" in ask(server, "sw.js")[1]
    assert "zm-001" in ask(server, "assets/catalogue/search-index.js")[1].lower()
    for path in (
        "nowhere/",
        "../mkdocs.yml",
        "%2e%2e/mkdocs.yml",
        "prints/x.pdf",
        "%00",
        "a" * 300,
    ):
        with pytest.raises(HTTPError, match="404"):
            ask(server, path)


def test_a_browser_that_waits_is_told_of_what_was_saved(server, place):
    text = (place / ENTRY).read_text(encoding="utf-8")

    def save() -> None:
        time.sleep(0.3)
        (place / ENTRY).write_text(text.replace("tier: A", "tier: Z"), encoding="utf-8")

    threading.Thread(target=save).start()
    state = json.loads(ask(server, "-preview/state?seen=1")[1])

    assert state["number"] == 2
    assert "zm-001" in state["told"]


def status(server: PreviewServer, host: str | None, path: str = "/") -> int:
    """Return the answer to a request that names this host."""
    asked = HTTPConnection(*server.server_address[:2])
    asked.putrequest("GET", path, skip_host=True)
    if host is not None:
        asked.putheader("Host", host.format(port=server.server_port))
    asked.endheaders()
    answer = asked.getresponse().status
    asked.close()
    return answer


STRANGERS = [
    None,
    "",
    "localhost",
    "localhost:1",
    "evil.example:{port}",
    "127.0.0.1.evil.example:{port}",
    "localhost.evil.example:{port}",
    "evil.example:{port}:{port}",
    "localhost@evil.example:{port}",
    "192.168.1.5:{port}",
    "0.0.0.0:{port}",
]


def test_only_this_machines_own_names_are_answered_whatever_is_asked_for(server):
    """A page of a stranger's may have its own name lead here: it would read what is shown."""
    for host in ("localhost:{port}", "127.0.0.1:{port}", "LOCALHOST:{port}"):
        assert status(server, host) == 200
    for host in STRANGERS:
        for path in ("/", "/zm-001/", "/-preview/state?seen=0", "http://localhost/zm-001/"):
            assert status(server, host, path) == 403, host


def test_the_refusal_says_what_to_open(server):
    asked = Request(f"http://127.0.0.1:{server.server_port}/", headers={"Host": "evil.example"})
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(asked)

    with refused.value as answer:
        assert f"http://127.0.0.1:{server.server_port}/" in answer.read().decode()


@pytest.mark.parametrize(
    ("given", "host", "known"),
    [
        ("127.0.0.1", "[::1]", True),
        ("pc-7.example", "pc-7.example", True),
        ("PC-7.example", "pc-7.EXAMPLE", True),
        ("pc-7.example", "evil.example", False),
        ("192.168.1.5", "192.168.1.5", True),
        ("192.168.1.5", "192.168.1.6", False),
        (EVERY[0], "192.168.1.5", True),
        ("[::]", "[fe80::1]", True),
        ("fe80::1", "[fe80::1]", True),
        (EVERY[0], "evil.example", False),
        ("[::]", "evil.example", False),
    ],
)
def test_the_name_that_was_given_is_known_and_no_other(given, host, known):
    assert knows(f"{host}:8000", given, 8000) is known


def test_the_port_of_the_web_need_not_be_named():
    assert knows("localhost", "127.0.0.1", 80)
    assert knows("[::1]", "127.0.0.1", 80)
    assert not knows("evil.example", "127.0.0.1", 80)


def test_an_address_of_the_new_kind(place, tmp_path):
    preview = Preview(place / "mkdocs.yml", tmp_path / "output")
    try:
        server = PreviewServer(("[::1]", 0), preview)
    except OSError:
        pytest.skip("this machine has no IPv6")
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert status(server, "[::1]:{port}") == 200
        assert status(server, "evil.example:{port}") == 403
        server.shutdown()


def test_an_address_that_is_taken(server, place, capsys):
    taken = f"127.0.0.1:{server.server_port}"

    assert main(["serve", "--config", str(place / "mkdocs.yml"), "--address", taken]) == 1
    assert "换一个" in capsys.readouterr().err


def test_every_file_lies_where_the_preview_looks_for_it(starter_site):
    pages = {".html", ".xml", ".gz"}
    others = [path for path in told(starter_site) if Path(path).suffix not in pages]

    for path in others:
        assert path.startswith((*FILE_ROOTS, "assets/", "prints/", "zh-hant/assets/")), path
