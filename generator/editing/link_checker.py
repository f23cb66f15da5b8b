"""Asking for addresses politely: one at a time on a host, and only for what robots may see.

What a host answers decides where the next request goes and when, so each of these is bounded.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPException
from itertools import groupby
from threading import Event, Lock
from time import monotonic
from urllib.parse import SplitResult, urljoin
from urllib.robotparser import RobotFileParser

from generator.editing.links import Link
from generator.editing.missing_pages import MOST_OF_PAGE, leads_home, leads_to_404, says_missing
from generator.editing.requesting import Answer, NotPublicError, is_public, parts_of, request

NAME = "community-catalogue-links"
HOSTS_AT_ONCE = 4
MOST_REDIRECTS = 5
MOST_PAUSE = 60
"""Seconds between two requests a host may ask for; who asks for more is not asked."""
MOST_OF_ROBOTS = 500_000
"""Bytes of a robots.txt that are read: RFC 9309 asks for as many."""
MOST_SHOWN = 200
REDIRECTS = frozenset([301, 302, 303, 307, 308])
REFUSED = frozenset([401, 403, 405, 406, 412, 418, 429, 451, 521])
"""Answers of sites that turn robots away; 412 and 521 come from guards common on Chinese sites."""
TIRED = frozenset([502, 503, 504])
"""Answers after which it is worth asking again."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How gently to ask, whom, and for how long."""

    pause: float = 2.0
    """Seconds between two requests to one host."""
    attempts: int = 3
    seconds: float = 20
    """How long one request may take, from the connection to the last byte."""
    in_all: float = 3600
    """How long a run may take; what it does not come to is left for the next."""
    allowed: Callable[[str], bool] = is_public
    """Which network addresses may be connected to."""


@dataclass(slots=True, eq=False)
class _Host:
    """A host: asked by one at a time, and not before ``free_at``."""

    turn: Lock = field(default_factory=Lock)
    free_at: float = 0.0
    pause: float = 0.0
    """Seconds it wants between two requests."""
    robots: dict[str, RobotFileParser] = field(default_factory=dict)


class _OverError(Exception):
    """The run is at its end."""


def ask(urls: list[str], on: date, manners: RateLimit) -> Iterator[Link]:
    """Ask for each address and yield what came, hosts side by side, one host's one by one.

    Nothing comes for the addresses that there was no time for.
    """
    run = _Run(manners)
    by_host = groupby(sorted(urls, key=_host), key=_host)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        waiting = [pool.submit(lambda some: list(run.all(some)), list(some)) for _, some in by_host]
        try:
            for one in as_completed(waiting):
                for url, state, said in one.result():
                    yield Link(url, state, said, on.isoformat())
        finally:
            run.stopped.set()


def _host(url: str) -> str:
    try:
        return parts_of(url).hostname or ""
    except ValueError:
        return ""


class _Run:
    """One run: whose turn it is on each host, and when it ends."""

    def __init__(self, manners: RateLimit) -> None:
        self.manners = manners
        self.stopped = Event()
        self.until = monotonic() + manners.in_all
        self.hosts: dict[str, _Host] = {}
        self.adding = Lock()

    def all(self, urls: list[str]) -> Iterator[tuple[str, str, str]]:
        """Yield for each address its state and what was said, until the time is over."""
        for url in urls:
            try:
                yield url, *self._asked(url)
            except _OverError:
                return

    def _asked(self, url: str) -> tuple[str, str]:
        try:
            return self._followed(url)
        except NotPublicError:
            return "broken", "不是公开的网址（本机、内网或者云主机的内部地址），没有连"
        except ssl.SSLCertVerificationError:
            return "broken", "证书不对"
        except TimeoutError:
            return "broken", f"{self.manners.seconds:g}秒没有回答完"
        except ValueError:
            return "broken", "网址写得不对"
        except (OSError, HTTPException):
            return "broken", "连不上"

    def _followed(self, url: str) -> tuple[str, str]:
        """Go where the address leads, and look at what a page that is there says."""
        asked = at = parts_of(url)
        for _ in range(MOST_REDIRECTS + 1):
            if why := self._unwelcome(at):
                return "refused", why
            answer = self._answer(at)
            if answer.status in REDIRECTS and answer.location:
                try:
                    at = _led(at, answer)
                except ValueError:
                    return "broken", "转到的不是http、https的网址"
            elif answer.status in REFUSED:
                return "refused", f"网站答{answer.status}"
            elif answer.status >= 400:  # noqa: PLR2004 - where errors begin in HTTP
                return "broken", f"网站答{answer.status}"
            else:
                return _found(asked, at, answer)
        return "broken", f"转了{MOST_REDIRECTS}次还没有到"

    def _answer(self, at: SplitResult) -> Answer:
        """Ask until an answer comes that will not be another one the next time."""
        for left in reversed(range(self.manners.attempts)):
            try:
                answer = self._get(at, most=MOST_OF_PAGE)
            except (TimeoutError, ssl.SSLCertVerificationError):
                raise
            except (OSError, HTTPException):
                if not left:
                    raise
            else:
                if answer.status not in TIRED or not left:
                    return answer
        raise AssertionError  # pragma: no cover - the last attempt returns or raises

    def _unwelcome(self, at: SplitResult) -> str:
        """Say why a robot should not ask for an address; nothing when it may."""
        host, origin = self._host_of(at), f"{at.scheme}://{at.netloc}"
        if origin not in host.robots:
            host.robots[origin] = self._robots(origin)
        robots = host.robots[origin]
        delay = int(robots.crawl_delay(NAME) or 0)
        if delay > MOST_PAUSE:
            return f"网站的robots.txt要机器隔{MOST_PAUSE}秒以上才看一次"
        host.pause = max(host.pause, delay)
        return "" if robots.can_fetch(NAME, at.geturl()) else "网站的robots.txt不让机器看"

    def _robots(self, origin: str) -> RobotFileParser:
        """Read what a host lets robots see; all of it when it says nothing that can be used."""
        robots = RobotFileParser()
        robots.parse([])
        at = parts_of(f"{origin}/robots.txt")
        try:
            for _ in range(MOST_REDIRECTS + 1):
                answer = self._get(at, most=MOST_OF_ROBOTS)
                if answer.status not in REDIRECTS or not answer.location:
                    break
                at = _led(at, answer)
            if answer.status == 200 and "html" not in answer.content_type:  # noqa: PLR2004 - OK
                robots.parse(answer.body.decode("utf-8", "replace").splitlines())
        except (OSError, HTTPException, NotPublicError, ValueError):
            pass  # the address itself will say what is wrong
        return robots

    def _get(self, at: SplitResult, most: int = 0) -> Answer:
        """Ask when it is this address's turn on its host."""
        host, manners = self._host_of(at), self.manners
        with host.turn:
            self.stopped.wait(max(0.0, min(host.free_at, self.until) - monotonic()))
            if self.stopped.is_set() or monotonic() >= self.until:
                raise _OverError
            try:
                return request(
                    at.geturl(), allowed=manners.allowed, seconds=manners.seconds, most=most
                )
            finally:
                host.free_at = monotonic() + max(manners.pause, host.pause)

    def _host_of(self, at: SplitResult) -> _Host:
        with self.adding:
            return self.hosts.setdefault(at.hostname or "", _Host())


def _found(asked: SplitResult, at: SplitResult, answer: Answer) -> tuple[str, str]:
    """Say what an answer that is no error gives: the page, or only the look of it."""
    where = "打得开" if at == asked else f"转到{at.geturl()[:MOST_SHOWN]}"
    if leads_to_404(asked, at):
        return "missing", where
    if says_missing(answer.body, answer.content_type):
        return "missing", f"网站答{answer.status}，页上写着没有"
    return ("home" if leads_home(asked, at) else "ok"), where


def _led(at: SplitResult, answer: Answer) -> SplitResult:
    """Return where an answer leads to. Raises ``ValueError`` when that is no address."""
    location = answer.location.encode("latin-1", "replace").decode("utf-8", "replace")
    return parts_of(urljoin(at.geturl(), location))
