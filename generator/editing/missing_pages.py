"""Pages that are answered as if they were there and are not.

A site may answer 200 with a page that says 页面不存在, or lead to its home page instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from posixpath import basename
from urllib.parse import SplitResult

MOST_OF_PAGE = 64_000
"""Bytes of a page that are read: its title, and all of a page that only says it is missing."""
MOST_SAID = 1_000
"""Characters of a page that only says it is missing, with its menu; what is longer is a text."""
_HOME = re.compile(r"/?(?:(?:index|default|home|main)\.[a-z]{3,5})?", re.IGNORECASE)
_PAGE = "(?:页面|网页)"
_WANTED = "(?:您|你)?(?:要|想|所)?(?:访问|查看|浏览|请求|查找|找)的"
_GONE = "(?:可能)?(?:已经|已)?(?:不存在|被?删除|未找到|找不到|没有找到|不见了|失效)"
_NOT_FOUND = "(?:无法找到|找不到|没有找到|未找到)"
_SAYS = re.compile(
    rf"{_PAGE}{_GONE}|{_WANTED}(?:内容|文章|信息|资源|地址|文件){_GONE}"
    rf"|{_NOT_FOUND}(?:该|{_WANTED})?{_PAGE}|pagenotfound|404notfound"
)
_NUMBER = re.compile(r"(?:http|错误|出错|error)?[:：]?404(?:$|页|错误|not|[-_|—:：!！,，.。(（])")
"""A title's beginning. 国务院令第404号 begins otherwise."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_UNSHOWN = frozenset({"script", "style", "template", "!--"})


def says_missing(body: bytes, content_type: str) -> bool:
    """Tell whether a page's beginning says that there is no such page."""
    if "html" not in content_type.lower():
        return False
    parts = list(_parts(_decoded(body, content_type)))
    title = _plain(text for tag, text in parts if tag == "title")
    shown = _plain(text for _, text in parts)
    if _SAYS.search(title) or _NUMBER.match(title):
        return True
    whole = len(body) < MOST_OF_PAGE and len(shown) <= MOST_SAID
    return whole and bool(_SAYS.search(shown))


def leads_home(asked: SplitResult, reached: SplitResult) -> bool:
    """Tell whether an address that is no home page leads to one."""
    return _is_home(reached) and not _is_home(asked)


def leads_to_404(asked: SplitResult, reached: SplitResult) -> bool:
    """Tell whether an address leads to another whose name is 404."""
    return asked != reached and basename(reached.path.rstrip("/")).partition(".")[0] == "404"


def _is_home(at: SplitResult) -> bool:
    return not at.query and _HOME.fullmatch(at.path) is not None


def _decoded(body: bytes, content_type: str) -> str:
    """Return the text. Whatever code a page names, only codes that Chinese pages use are tried."""
    found = _CHARSET.search(content_type.encode()) or _CHARSET.search(body)
    code = found[1].decode().lower()[:2] if found else ""
    return body.decode({"gb": "gb18030", "bi": "big5"}.get(code, "utf-8"), "replace")


def _parts(html: str) -> Iterator[tuple[str, str]]:
    """Yield the texts that are shown, each with the tag it follows. Takes one pass, however bad."""
    first, *rest = html.split("<")
    yield "", first
    unshown = ""
    for piece in rest:
        tag, _, text = piece.partition(">")
        name = "!--" if tag.startswith("!--") else tag.partition(" ")[0].strip().lower()
        if not unshown and name in _UNSHOWN:
            unshown = name
        if unshown == "!--" and "-->" in piece:
            unshown, text = "", piece.rpartition("-->")[2]
        elif unshown and name == f"/{unshown}":
            unshown = ""
        if not unshown:
            yield name, text


def _plain(texts: Iterator[str]) -> str:
    return "".join(unescape(" ".join(texts)).split()).lower()
