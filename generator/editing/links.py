"""Addresses in the catalogue, asked for politely: one at a time on a host, and only what robots may.

What is found is kept in ``links.json`` beside the entries. It is a note for editors; no build
reads it, since a government site that turns a robot away is not a broken one.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from generator.reading.document import Document, Value

FILE = "links.json"
NAME = "community-catalogue-links"
HEADERS = {"User-Agent": f"{NAME}/1 (checks addresses cited in a public catalogue)"}
SECONDS = 20
"""How long one answer may take."""
HOSTS_AT_ONCE = 4
REFUSED = frozenset([401, 403, 405, 406, 412, 418, 429, 451, 521])
"""Answers of sites that turn robots away; 412 and 521 come from guards common on Chinese sites."""
RETRIES = Retry(total=2, backoff_factor=1, status_forcelist=(502, 503, 504), raise_on_status=False)


@dataclass(frozen=True, slots=True)
class Link:
    """What asking for one address gave, on which day."""

    url: str
    state: str
    """``ok``, ``refused`` (to a robot) or ``broken``."""
    said: str
    checked_on: str


@dataclass(frozen=True, slots=True)
class Manners:
    """How gently to ask: the pause between two questions to one host, in seconds."""

    pause: float = 2.0
    retries: Retry = field(default=RETRIES)


def addresses(documents: Mapping[str, Document]) -> Mapping[str, tuple[str, ...]]:
    """Return every address in the catalogue's texts, with the files it stands in, in order."""
    found: dict[str, list[str]] = {}
    for path, document in documents.items():
        for text in _texts(dict(document.data)):
            if text.startswith(("http://", "https://")):
                found.setdefault(text, []).append(path)
    return {url: tuple(dict.fromkeys(found[url])) for url in sorted(found)}


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def read_links(catalogue: Path) -> Mapping[str, Link]:
    """Return what was found before; nothing when there is no such file or it cannot be read."""
    try:
        told = json.loads((catalogue / FILE).read_text(encoding="utf-8"))
        return {one["url"]: Link(**one) for one in told["links"]}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def as_text(links: Mapping[str, Link]) -> str:
    """Return the side file's text."""
    told = {"links": [asdict(links[url]) for url in sorted(links)]}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def stale(links: Mapping[str, Link], urls: Mapping[str, object], on: date, days: int) -> list[str]:
    """Return the addresses not asked for within ``days``."""
    since = (on - timedelta(days=days)).isoformat()
    return [url for url in urls if url not in links or links[url].checked_on <= since]


def ask(urls: list[str], on: date, manners: Manners) -> Iterator[Link]:
    """Ask for each address and yield what came, hosts side by side, one host's one by one."""
    by_host = groupby(sorted(urls, key=_host), key=_host)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        waiting = [pool.submit(_ask_host, list(some), on, manners) for _, some in by_host]
        for one in waiting:
            yield from one.result()


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _ask_host(urls: list[str], on: date, manners: Manners) -> list[Link]:
    found: list[Link] = []
    with requests.Session() as session:
        session.headers.update(HEADERS)
        for scheme in ("http://", "https://"):
            session.mount(scheme, HTTPAdapter(max_retries=manners.retries))
        robots = _robots(session, _host(urls[0]))
        pause = max(manners.pause, float(robots.crawl_delay(NAME) or 0))
        for url in urls:
            if not robots.can_fetch(NAME, url):
                found.append(Link(url, "refused", "网站的robots.txt不让机器看", on.isoformat()))
                continue
            time.sleep(pause)
            found.append(Link(url, *_answer(session, url), on.isoformat()))
    return found


def _robots(session: requests.Session, host: str) -> RobotFileParser:
    """Read what the host lets robots see; all of it when it says nothing."""
    robots = RobotFileParser()
    lines: list[str] = []
    try:
        answer = session.get(f"{host}/robots.txt", timeout=SECONDS)
        if answer.ok and "html" not in answer.headers.get("Content-Type", ""):
            lines = answer.text.splitlines()
    except requests.RequestException:
        pass  # the address itself will say what is wrong
    robots.parse(lines)
    return robots


def _answer(session: requests.Session, url: str) -> tuple[str, str]:
    """Return the state and what was said. The body is not read: that it is there is enough."""
    try:
        with session.get(url, timeout=SECONDS, stream=True) as answer:
            if answer.ok:
                moved = f"转到{answer.url}" if answer.url != url else "打得开"
                return "ok", moved
            state = "refused" if answer.status_code in REFUSED else "broken"
            return state, f"网站答{answer.status_code}"
    except requests.exceptions.SSLError:
        return "broken", "证书不对"
    except requests.Timeout:
        return "broken", f"{SECONDS}秒没有回答"
    except requests.TooManyRedirects:
        return "broken", "一直转来转去"
    except requests.RequestException:
        return "broken", "连不上"
