"""Check links politely: one request at a time for each host, and in line with its robots.txt.

Redirects and delays come from the host, so all of them are limited.
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
from generator.editing.missing_pages import MAX_PAGE_BYTES, leads_home, leads_to_404, says_missing
from generator.editing.requesting import NotPublicError, Response, is_public, parts_of, request

NAME = "community-catalogue-links"
HOSTS_AT_ONCE = 4
MOST_REDIRECTS = 5
MOST_PAUSE = 60
"""The longest crawl delay in seconds. Hosts with a longer one are not requested."""
MOST_OF_ROBOTS = 500_000
"""The maximum size of a robots.txt in bytes, by RFC 9309."""
MOST_SHOWN = 200
REDIRECTS = frozenset([301, 302, 303, 307, 308])
ROBOT_REFUSALS = frozenset([401, 403, 405, 406, 412, 418, 429, 451, 521])
"""Status codes of sites that refuse robots. 412 and 521 are common on Chinese sites."""
RETRYABLE = frozenset([502, 503, 504])
"""Status codes after which a request is repeated."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """Delays, time limits and allowed addresses of requests."""

    pause: float = 2.0
    """Seconds between two requests to one host."""
    attempts: int = 3
    seconds: float = 20
    """The time limit of one request, from the connection to the last byte."""
    total_seconds: float = 3600
    """The time limit of a run. The other links are left for the next run."""
    allowed: Callable[[str], bool] = is_public
    """Tells whether a network address may be connected to."""


@dataclass(slots=True, eq=False)
class _Host:
    """A host: one request at a time, and not before ``free_at``."""

    turn: Lock = field(default_factory=Lock)
    free_at: float = 0.0
    pause: float = 0.0
    """Its crawl delay in seconds."""
    robots: dict[str, RobotFileParser] = field(default_factory=dict)


class _TimeUpError(Exception):
    """The time of the run is over."""


def check_links(urls: list[str], on: date, rate_limit: RateLimit) -> Iterator[Link]:
    """Check addresses and yield the results, with hosts in parallel.

    Addresses that are not checked in time are left out.
    """
    run = _Run(rate_limit)
    by_host = groupby(sorted(urls, key=_host), key=_host)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        futures = [
            pool.submit(lambda host_urls: list(run.all(host_urls)), list(host_urls))
            for _, host_urls in by_host
        ]
        try:
            for future in as_completed(futures):
                for url, state, message in future.result():
                    yield Link(url, state, message, on.isoformat())
        finally:
            run.stopped.set()


def _host(url: str) -> str:
    try:
        return parts_of(url).hostname or ""
    except ValueError:
        return ""


class _Run:
    """One run: the state of all hosts, and its end."""

    def __init__(self, rate_limit: RateLimit) -> None:
        self.rate_limit = rate_limit
        self.stopped = Event()
        self.until = monotonic() + rate_limit.total_seconds
        self.hosts: dict[str, _Host] = {}
        self.adding = Lock()

    def all(self, urls: list[str]) -> Iterator[tuple[str, str, str]]:
        """Yield each address with its state and message, until the time is over."""
        for url in urls:
            try:
                yield url, *self._check(url)
            except _TimeUpError:
                return

    def _check(self, url: str) -> tuple[str, str]:
        try:
            return self._follow(url)
        except NotPublicError:
            return "broken", "不是公开的网址（本机、内网或者云主机的内部地址），没有连"
        except ssl.SSLCertVerificationError:
            return "broken", "证书不对"
        except TimeoutError:
            return "broken", f"{self.rate_limit.seconds:g}秒没有回答完"
        except ValueError:
            return "broken", "网址写得不对"
        except (OSError, HTTPException):
            return "broken", "连不上"

    def _follow(self, url: str) -> tuple[str, str]:
        """Follow redirects, and examine the page."""
        start = current = parts_of(url)
        for _ in range(MOST_REDIRECTS + 1):
            if refusal := self._robots_refusal(current):
                return "refused", refusal
            answer = self._answer(current)
            if answer.status in REDIRECTS and answer.location:
                try:
                    current = _redirect_target(current, answer)
                except ValueError:
                    return "broken", "转到的不是http、https的网址"
            elif answer.status in ROBOT_REFUSALS:
                return "refused", f"网站答{answer.status}"
            elif answer.status >= 400:  # noqa: PLR2004 - where errors begin in HTTP
                return "broken", f"网站答{answer.status}"
            else:
                return _describe(start, current, answer)
        return "broken", f"转了{MOST_REDIRECTS}次还没有到"

    def _answer(self, url: SplitResult) -> Response:
        """Request an address, with repetitions after temporary errors."""
        for attempts_left in reversed(range(self.rate_limit.attempts)):
            try:
                answer = self._get(url, most=MAX_PAGE_BYTES)
            except (TimeoutError, ssl.SSLCertVerificationError):
                raise
            except (OSError, HTTPException):
                if not attempts_left:
                    raise
            else:
                if answer.status not in RETRYABLE or not attempts_left:
                    return answer
        raise AssertionError  # pragma: no cover - the last attempt returns or raises

    def _robots_refusal(self, url: SplitResult) -> str:
        """Return the reason why robots.txt refuses an address; empty if it does not."""
        host, origin = self._host_of(url), f"{url.scheme}://{url.netloc}"
        if origin not in host.robots:
            host.robots[origin] = self._robots(origin)
        robots = host.robots[origin]
        delay = int(robots.crawl_delay(NAME) or 0)
        if delay > MOST_PAUSE:
            return f"网站的robots.txt要机器隔{MOST_PAUSE}秒以上才看一次"
        host.pause = max(host.pause, delay)
        return "" if robots.can_fetch(NAME, url.geturl()) else "网站的robots.txt不让机器看"

    def _robots(self, origin: str) -> RobotFileParser:
        """Read the robots.txt of a host. Without a usable one everything is allowed."""
        robots = RobotFileParser()
        robots.parse([])
        url = parts_of(f"{origin}/robots.txt")
        try:
            for _ in range(MOST_REDIRECTS + 1):
                answer = self._get(url, most=MOST_OF_ROBOTS)
                if answer.status not in REDIRECTS or not answer.location:
                    break
                url = _redirect_target(url, answer)
            if answer.status == 200 and "html" not in answer.content_type:  # noqa: PLR2004 - OK
                robots.parse(answer.body.decode("utf-8", "replace").splitlines())
        except (OSError, HTTPException, NotPublicError, ValueError):
            pass  # the request of the address itself reports the error
        return robots

    def _get(self, url: SplitResult, most: int = 0) -> Response:
        """Send a request when its host is free."""
        host, rate_limit = self._host_of(url), self.rate_limit
        with host.turn:
            self.stopped.wait(max(0.0, min(host.free_at, self.until) - monotonic()))
            if self.stopped.is_set() or monotonic() >= self.until:
                raise _TimeUpError
            try:
                return request(
                    url.geturl(),
                    allowed=rate_limit.allowed,
                    seconds=rate_limit.seconds,
                    max_bytes=most,
                )
            finally:
                host.free_at = monotonic() + max(rate_limit.pause, host.pause)

    def _host_of(self, url: SplitResult) -> _Host:
        with self.adding:
            return self.hosts.setdefault(url.hostname or "", _Host())


def _describe(start: SplitResult, reached: SplitResult, answer: Response) -> tuple[str, str]:
    """Return state and message of a successful response, which may be a missing page."""
    message = "打得开" if reached == start else f"转到{reached.geturl()[:MOST_SHOWN]}"
    if leads_to_404(start, reached):
        return "missing", message
    if says_missing(answer.body, answer.content_type):
        return "missing", f"网站答{answer.status}，页上写着没有"
    return ("home" if leads_home(start, reached) else "ok"), message


def _redirect_target(url: SplitResult, answer: Response) -> SplitResult:
    """Return the target of a redirect. Raises ``ValueError`` if it is no address."""
    location = answer.location.encode("latin-1", "replace").decode("utf-8", "replace")
    return parts_of(urljoin(url.geturl(), location))
