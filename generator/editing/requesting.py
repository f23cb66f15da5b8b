"""One HTTP request to a public host, with limits of time and size.

The name is resolved once, so the checked address is the one that is connected to.
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
"""The allowed schemes, with their ports."""
_SAFE = "/?:@!$&'()*+,;=~%"
_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
_NOT_PUBLIC = (
    ip_network("2001::/23"),  # tunnels and other protocols
    ip_network("2002::/16"),  # IPv4 inside IPv6
    ip_network("192.0.0.0/24"),  # protocols, and the metadata service of some clouds
    ip_network("168.63.129.16/32"),  # the metadata service of another cloud
)


class NotPublicError(Exception):
    """The host has an address that is not public."""


@dataclass(frozen=True, slots=True)
class Response:
    """A response: its status, redirect, content type, and the beginning of its body."""

    status: int
    location: str
    content_type: str
    body: bytes


def is_public(address: str) -> bool:
    """Tell whether a network address is public, not local or private."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped or ip in _NAT64:
            ip = IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip not in _UNICAST:
            return False
    return (
        ip.is_global and not ip.is_multicast and not any(ip in network for network in _NOT_PUBLIC)
    )


def parts_of(url: str) -> SplitResult:
    """Return the parts of a URL in ASCII. Raises ``ValueError`` if it is invalid."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(url)
    name = parts.hostname.encode("idna").decode()
    host = f"[{name}]" if ":" in name else name
    netloc = host if parts.port in {None, PORTS[parts.scheme]} else f"{host}:{parts.port}"
    path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE)
    return SplitResult(parts.scheme, netloc, path, query, "")


def request(
    url: str, *, allowed: Callable[[str], bool] = is_public, seconds: float, max_bytes: int = 0
) -> Response:
    """Request a URL and return the response with at most ``max_bytes`` of its body.

    ``allowed`` tells whether a network address may be connected to. ``NotPublicError`` is raised if any
    address of the name may not. ``seconds`` is the time limit of the whole request. Raises
    ``ValueError`` for an invalid URL, ``OSError`` or ``HTTPException`` without a response.
    """
    parts = parts_of(url)
    deadline = monotonic() + seconds
    with _connect(parts, allowed, deadline) as sock, _deadline(sock, deadline):
        connection = HTTPConnection(parts.hostname or "")
        connection.sock = sock
        target = urlunsplit(("", "", parts.path, parts.query, ""))
        try:
            connection.request("GET", target, headers={**HEADERS, "Host": parts.netloc})
            with connection.getresponse() as answer:
                return Response(
                    status=answer.status,
                    location=answer.headers.get("Location", ""),
                    content_type=answer.headers.get("Content-Type", ""),
                    body=answer.read(max_bytes) if max_bytes else b"",
                )
        finally:
            if monotonic() >= deadline:
                raise TimeoutError(url)


def _connect(parts: SplitResult, allowed: Callable[[str], bool], deadline: float) -> socket.socket:
    name, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    infos = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in infos))
    if not all(map(allowed, addresses)):
        raise NotPublicError(name)
    for number, address in enumerate(addresses, 1):
        remaining = deadline - monotonic()
        if remaining <= 0:
            break
        try:
            sock = socket.create_connection((address, port), timeout=remaining)
        except OSError:
            if number == len(addresses):
                raise
            continue
        return _wrap_tls(sock, name) if parts.scheme == "https" else sock
    raise TimeoutError(name)


def _wrap_tls(sock: socket.socket, name: str) -> socket.socket:
    try:
        return _context().wrap_socket(sock, server_hostname=name)
    except BaseException:
        sock.close()
        raise


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


@contextmanager
def _deadline(sock: socket.socket, deadline: float) -> Iterator[None]:
    """Close a connection at the deadline. A socket timeout would restart with each byte."""
    timer = Timer(max(0, deadline - monotonic()), _shut_down, (sock,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut_down(sock: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)  # without the TLS shutdown
