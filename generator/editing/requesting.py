"""One request to a host that everyone can reach, bounded in time and in what is read of the answer.

The address connected to is the one that was checked: a name is looked up once.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from time import monotonic
from types import MappingProxyType
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

import certifi

HEADERS = MappingProxyType(
    {
        "User-Agent": "community-catalogue-links/1 (checks addresses cited in a public catalogue)",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
)
PORTS = MappingProxyType({"http": 80, "https": 443})
"""The schemes that are asked for, and where."""
_KEPT = "/?:@!$&'()*+,;=~%"
_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
_NOT_PUBLIC = (
    ip_network("2001::/23"),  # tunnels and other protocols
    ip_network("2002::/16"),  # IPv4 inside IPv6
    ip_network("192.0.0.0/24"),  # protocols; some clouds answer questions about a machine there
    ip_network("168.63.129.16/32"),  # the same at another cloud
)


class NotPublicError(Exception):
    """The host is, or is also, one that not everyone can reach."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host said: its status, where to go instead, and the beginning of its body."""

    status: int
    location: str
    content_type: str
    body: bytes


def is_public(address: str) -> bool:
    """Tell whether a network address belongs to the internet, and not to a machine or its network."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped or found in _NAT64:
            found = IPv4Address(int(found) & 0xFFFFFFFF)
        elif found not in _UNICAST:
            return False
    return found.is_global and not found.is_multicast and not any(found in n for n in _NOT_PUBLIC)


def parts_of(url: str) -> SplitResult:
    """Return the parts of an address as they are sent, in ASCII. ``ValueError`` if it is none."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(url)
    name = parts.hostname.encode("idna").decode()
    shown = f"[{name}]" if ":" in name else name
    netloc = shown if parts.port in {None, PORTS[parts.scheme]} else f"{shown}:{parts.port}"
    path, query = quote(parts.path or "/", safe=_KEPT), quote(parts.query, safe=_KEPT)
    return SplitResult(parts.scheme, netloc, path, query, "")


def request(
    url: str, *, allowed: Callable[[str], bool] = is_public, seconds: float, most: int = 0
) -> Answer:
    """Ask for an address and return the answer with at most ``most`` bytes of its body.

    ``allowed`` says which network addresses may be connected to; if a name leads to one that may
    not, ``NotPublicError`` is raised and nothing is connected to. ``seconds`` is the time for all
    of it. Raises ``ValueError`` for what is no address, ``OSError`` or ``HTTPException`` when there
    is no answer.
    """
    parts = parts_of(url)
    until = monotonic() + seconds
    with _connected(parts, allowed, until) as sock, _ended(sock, until):
        connection = HTTPConnection(parts.hostname or "")
        connection.sock = sock
        target = urlunsplit(("", "", parts.path, parts.query, ""))
        try:
            connection.request("GET", target, headers={**HEADERS, "Host": parts.netloc})
            with connection.getresponse() as answer:
                return Answer(
                    status=answer.status,
                    location=answer.headers.get("Location", ""),
                    content_type=answer.headers.get("Content-Type", ""),
                    body=answer.read(most) if most else b"",
                )
        finally:
            if monotonic() >= until:
                raise TimeoutError(url)


def _connected(parts: SplitResult, allowed: Callable[[str], bool], until: float) -> socket.socket:
    name, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    told = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in told))
    if not all(map(allowed, addresses)):
        raise NotPublicError(name)
    for place, address in enumerate(addresses, 1):
        left = until - monotonic()
        if left <= 0:
            break
        try:
            sock = socket.create_connection((address, port), timeout=left)
        except OSError:
            if place == len(addresses):
                raise
            continue
        return _secured(sock, name) if parts.scheme == "https" else sock
    raise TimeoutError(name)


def _secured(sock: socket.socket, name: str) -> socket.socket:
    try:
        return _context().wrap_socket(sock, server_hostname=name)
    except BaseException:
        sock.close()
        raise


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


@contextmanager
def _ended(sock: socket.socket, until: float) -> Iterator[None]:
    """End a connection when its time is over: a timeout begins anew with each byte that comes."""
    timer = Timer(max(0, until - monotonic()), _end, (sock,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(sock: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)  # TLS need not agree
