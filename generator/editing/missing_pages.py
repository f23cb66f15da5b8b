"""Detect soft 404s.

A site may return 200 with a page that says 页面不存在, or redirect to its home page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from posixpath import basename
from urllib.parse import SplitResult

MAX_PAGE_BYTES = 64_000
"""The maximum number of bytes to read, enough for the title or a short error page."""
MOST_SAID = 1_000
"""The maximum length of an error page with its menu. Longer pages are real."""
_HOME = re.compile(r"/?(?:(?:index|default|home|main)\.[a-z]{3,5})?", re.IGNORECASE)
_PAGE = "(?:页面|网页)"
_WANTED = "(?:您|你)?(?:要|想|所)?(?:访问|查看|浏览|请求|查找|找)的"
_MISSING = "(?:可能)?(?:已经|已)?(?:不存在|被?删除|未找到|找不到|没有找到|不见了|失效)"
_NOT_FOUND = "(?:无法找到|找不到|没有找到|未找到)"
_SAYS = re.compile(
    rf"{_PAGE}{_MISSING}|{_WANTED}(?:内容|文章|信息|资源|地址|文件){_MISSING}"
    rf"|{_NOT_FOUND}(?:该|{_WANTED})?{_PAGE}|pagenotfound|404notfound"
)
_NUMBER = re.compile(r"(?:http|错误|出错|error)?[:：]?404(?:$|页|错误|not|[-_|—:：!！,，.。(（])")
"""The beginning of an error title. 国务院令第404号 does not match."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_HIDDEN_TAGS = frozenset({"script", "style", "template", "!--"})


def says_missing(body: bytes, content_type: str) -> bool:
    """Tell whether the beginning of a page says that the page does not exist."""
    if "html" not in content_type.lower():
        return False
    parts = list(_parts(_decoded(body, content_type)))
    title = _compact(text for tag, text in parts if tag == "title")
    visible = _compact(text for _, text in parts)
    if _SAYS.search(title) or _NUMBER.match(title):
        return True
    is_short = len(body) < MAX_PAGE_BYTES and len(visible) <= MOST_SAID
    return is_short and bool(_SAYS.search(visible))


def leads_home(requested: SplitResult, reached: SplitResult) -> bool:
    """Tell whether an address redirects to a home page, but is none itself."""
    return _is_home(reached) and not _is_home(requested)


def leads_to_404(requested: SplitResult, reached: SplitResult) -> bool:
    """Tell whether an address redirects to one with the name 404."""
    return requested != reached and basename(reached.path.rstrip("/")).partition(".")[0] == "404"


def _is_home(url: SplitResult) -> bool:
    return not url.query and _HOME.fullmatch(url.path) is not None


def _decoded(body: bytes, content_type: str) -> str:
    """Return the decoded text. Only the encodings of Chinese pages are used."""
    match = _CHARSET.search(content_type.encode()) or _CHARSET.search(body)
    code = match[1].decode().lower()[:2] if match else ""
    return body.decode({"gb": "gb18030", "bi": "big5"}.get(code, "utf-8"), "replace")


def _parts(html: str) -> Iterator[tuple[str, str]]:
    """Yield the visible texts, each with its preceding tag, in one pass over any HTML."""
    first, *rest = html.split("<")
    yield "", first
    hidden_by = ""
    for piece in rest:
        tag, _, text = piece.partition(">")
        name = "!--" if tag.startswith("!--") else tag.partition(" ")[0].strip().lower()
        if not hidden_by and name in _HIDDEN_TAGS:
            hidden_by = name
        if hidden_by == "!--" and "-->" in piece:
            hidden_by, text = "", piece.rpartition("-->")[2]
        elif hidden_by and name == f"/{hidden_by}":
            hidden_by = ""
        if not hidden_by:
            yield name, text


def _compact(texts: Iterator[str]) -> str:
    return "".join(unescape(" ".join(texts)).split()).lower()
