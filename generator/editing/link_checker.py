"""Asking for addresses politely: one at a time on a host, and only for what robots may see."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from generator.editing.links import Link

NAME = "community-catalogue-links"
HEADERS = {"User-Agent": f"{NAME}/1 (checks addresses cited in a public catalogue)"}
SECONDS = 20
"""How long one answer may take."""
HOSTS_AT_ONCE = 4
REFUSED = frozenset([401, 403, 405, 406, 412, 418, 429, 451, 521])
"""Answers of sites that turn robots away; 412 and 521 come from guards common on Chinese sites."""
RETRIES = Retry(total=2, backoff_factor=1, status_forcelist=(502, 503, 504), raise_on_status=False)


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How gently to ask: the pause between two questions to one host, in seconds."""

    pause: float = 2.0
    retries: Retry = field(default=RETRIES)


def ask(urls: list[str], on: date, manners: RateLimit) -> Iterator[Link]:
    """Ask for each address and yield what came, hosts side by side, one host's one by one."""
    by_host = groupby(sorted(urls, key=_host), key=_host)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        waiting = [pool.submit(_ask_host, list(some), on, manners) for _, some in by_host]
        for one in waiting:
            yield from one.result()


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _ask_host(urls: list[str], on: date, manners: RateLimit) -> list[Link]:
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
