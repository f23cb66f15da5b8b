"""A law's text cut into its articles; a document without articles is cut by its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.laws.articles import Article
from generator.laws.clauses import ArticleNumber, article_number

PREAMBLE = "导语"
"""What the words before the first article or heading are called."""
_COUNT = "[零一二三四五六七八九十百千]+"
_LABEL = rf"第{_COUNT}条(?:之{_COUNT})?"
_ARTICLE = re.compile(rf"({_LABEL})(?:\s+(.*)|)")
_UNSPACED = re.compile(rf"({_LABEL})()(.*)")
_DIVISION = re.compile(rf"第{_COUNT}(编|分编|章|节)(?!.*[。；：])")
_DIVISIONS = ("编", "分编", "章", "节")
_HEADING = re.compile(rf"({_COUNT})、(.+)")
_ITEM = re.compile(rf"(（{_COUNT}）|[0-9]+[.．](?![0-9]))(.+)")
_ANNEX = re.compile(r"(附件[0-9一二三四五六七八九十]*)(?:$|[\s：:])|附[:：]")
_PAST = re.compile(r"[0-9]{4}年|号|通过|公布|修正|修订|施行")
"""What a line of the head says that tells where a document comes from."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKS = re.compile(r"\*\*|__|&(?:emsp|ensp|nbsp);")
_LONGEST_HEADING = 40


class CutError(ValueError):
    """The text cannot be cut into articles. The text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class CutArticle:
    """One article as it stands in a text, with the part of the document it is in."""

    label: str
    text: str
    heading: str = ""

    @property
    def article(self) -> Article:
        """The same without its heading."""
        return Article(self.label, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A document cut: its title, what its head says of its past, its articles."""

    title: str
    history: tuple[str, ...]
    articles: tuple[CutArticle, ...]

    @property
    def contents(self) -> tuple[str, ...]:
        """Which articles there are, rows of them as one: 第一条至第五十条."""
        return contents_of([article.label for article in self.articles])


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    level: int = 0
    """How many ``#`` of Markdown stood before it."""


@dataclass(slots=True)
class _Growing:
    """An article to which lines are still added."""

    label: str
    heading: str
    lines: list[str] = field(default_factory=list)

    def done(self) -> CutArticle:
        return CutArticle(self.label, "\n".join(self.lines), self.heading)


def cut(text: str) -> Cut:
    """Cut a text: plain, or in Markdown; a line is a paragraph. Raises ``CutError``."""
    lines = list(_lines(text))
    if not lines:
        raise CutError("里面没有文字")
    spaced = any(_ARTICLE.fullmatch(line.text) for line in lines)
    loose = not spaced and any(_UNSPACED.fullmatch(line.text) for line in lines)
    pattern = _UNSPACED if loose else _ARTICLE
    title, body = _titled(lines, pattern)
    made = _by_article(body, pattern) if spaced or loose else _by_heading(body)
    articles = tuple(one for one in made.articles if one.text)
    if all(one.label == PREAMBLE for one in articles):
        raise CutError("看不出哪里是条文")
    return replace(made, title=title, articles=articles)


def contents_of(labels: Sequence[str]) -> tuple[str, ...]:
    """Return the labels in their order, articles in a row as one: 第一条至第五十条."""
    rows: list[list[str]] = []
    before: ArticleNumber | None = None
    for label in labels:
        number = article_number(label)
        if before and number == ArticleNumber(before.number + 1) and not before.inserted:
            rows[-1][1:] = [label]
        else:
            rows.append([label])
        before = number
    return tuple("至".join(row) for row in rows)


def _lines(text: str) -> Iterator[_Line]:
    for line in _COMMENT.sub("", text).splitlines():
        bare = _MARKS.sub("", line).strip()
        marked = bare.lstrip("#").lstrip("> ").strip()
        if marked and not set(marked) <= {"-", "="}:
            yield _Line(marked, len(bare) - len(bare.lstrip("#")))


def _titled(lines: Sequence[_Line], pattern: re.Pattern[str]) -> tuple[str, Sequence[_Line]]:
    first = lines[0]
    if pattern.fullmatch(first.text) or _HEADING.fullmatch(first.text):
        return "", lines
    return first.text, lines[1:]


def _by_article(lines: Sequence[_Line], pattern: re.Pattern[str]) -> Cut:
    head: list[str] = []
    made: list[_Growing] = []
    places: dict[int, str] = {}
    last: ArticleNumber | None = None
    for line in lines:
        found = pattern.fullmatch(line.text)
        if found and not (made and _is_annex(made[-1])) and _is_next(found[1], last, pattern):
            last = article_number(found[1])
            made.append(_Growing(found[1], " ".join(places[rank] for rank in sorted(places))))
            made[-1].lines += filter(None, [found[found.re.groups]])
        elif (rank := _rank(line)) is not None:
            places = {one: text for one, text in places.items() if one < rank}
            places[rank] = line.text
        elif made and (annex := _ANNEX.match(line.text)):
            made.append(_Growing(annex[1] or "附件", "", [line.text]))
        else:
            (made[-1].lines if made else head).append(line.text)
    history, preamble = _head(head)
    return Cut(
        title="", history=history, articles=(*_preamble(preamble), *(one.done() for one in made))
    )


def _is_annex(one: _Growing) -> bool:
    return one.label.startswith("附件")


def _is_next(label: str, last: ArticleNumber | None, pattern: re.Pattern[str]) -> bool:
    """Tell whether an article begins here. Raises ``CutError`` when it is not its turn."""
    number = article_number(label)
    if number is None:
        return False
    if last is None:
        return True
    if number in {
        ArticleNumber(last.number + 1),
        ArticleNumber(last.number, last.inserted + 1),
    }:
        return True
    if pattern is _UNSPACED:  # words of the article before, such as 第四条规定的
        return False
    if number <= last:
        raise CutError(f"{label}又出现了一次：一个文件只放一份，修改决定和别的文件拿开")
    raise CutError(f"{last}后面是{label}，中间少了")


def _rank(line: _Line) -> int | None:
    """Return how deep a heading is; none for what is no heading."""
    if len(line.text) > _LONGEST_HEADING:
        return None
    if found := _DIVISION.match(line.text):
        return _DIVISIONS.index(found[1])
    return len(_DIVISIONS) + line.level if line.level else None


def _by_heading(lines: Sequence[_Line]) -> Cut:
    head: list[str] = []
    made: list[_Growing] = []
    chapter = heading = ""
    for line in lines:
        if found := _HEADING.fullmatch(line.text):
            chapter, heading = found[1], line.text if _is_short(found[2]) else ""
            made.append(_Growing(chapter, heading, [] if heading else [found[2]]))
        elif chapter and (found := _ITEM.fullmatch(line.text)) and _opens(found[1], made, chapter):
            made.append(_Growing(f"{chapter}、{found[1]}", heading, [found[2].strip()]))
        elif made and (annex := _ANNEX.match(line.text)):
            chapter = ""
            made.append(_Growing(annex[1] or "附件", "", [line.text]))
        else:
            (made[-1].lines if made else head).append(line.text)
    history, preamble = _head(head)
    return Cut(
        title="", history=history, articles=(*_preamble(preamble), *(one.done() for one in made))
    )


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not text.endswith(("。", "；"))


def _opens(mark: str, made: Sequence[_Growing], chapter: str) -> bool:
    """Tell whether a mark begins a part of its own: 1. below （一） is an item of that part."""
    return mark.startswith("（") or not made[-1].label.startswith(f"{chapter}、（")


def _head(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what the head says of the past of the document, and what else stands there."""
    past: list[str] = []
    other: list[str] = []
    for line in lines:
        if not "".join(line.split()).startswith("目录"):
            (past if _PAST.search(line) and not other else other).append(line)
    return tuple(part for line in past for part in _events(line)), tuple(other)


def _events(line: str) -> Iterator[str]:
    """Yield what happened, one by one, without the brackets that a head may stand in."""
    text = line.strip()
    if text.startswith("（") and text.endswith("）"):
        text = text[1:-1]
    elif text.count("）") > text.count("（"):
        text = text.removesuffix("）")
    yield from filter(None, (part.strip() for part in text.split("　")))


def _preamble(lines: Sequence[str]) -> tuple[CutArticle, ...]:
    return (CutArticle(PREAMBLE, "\n".join(lines)),) if lines else ()
