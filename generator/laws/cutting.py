"""Split the text of a law into its articles, or a document without articles by its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.laws.articles import Article
from generator.laws.clauses import ArticleNumber, article_number

PREAMBLE = "导语"
"""The label of the text before the first article or heading."""
_COUNT = "[零一二三四五六七八九十百千]+"
_LABEL = rf"第{_COUNT}条(?:之{_COUNT})?"
_ARTICLE = re.compile(rf"({_LABEL})(?:\s+(.*)|)")
_UNSPACED = re.compile(rf"({_LABEL})()(.*)")
_DIVISION = re.compile(rf"第{_COUNT}(编|分编|章|节)(?!.*[。；：])")
_DIVISIONS = ("编", "分编", "章", "节")
_HEADING = re.compile(rf"({_COUNT})、(.+)")
_ITEM = re.compile(rf"(（{_COUNT}）|[0-9]+[.．](?![0-9]))(.+)")
_ANNEX = re.compile(r"(附件[0-9一二三四五六七八九十]*)(?:$|[\s：:])|附[:：]")
_HISTORY = re.compile(r"[0-9]{4}年|号|通过|公布|修正|修订|施行")
"""A line of the head with the legislative history of the document."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKS = re.compile(r"\*\*|__|&(?:emsp|ensp|nbsp);")
_LONGEST_HEADING = 40


class CutError(ValueError):
    """The text cannot be split into articles. The message is in Chinese."""


@dataclass(frozen=True, slots=True)
class CutArticle:
    """One article of a text, with the headings above it."""

    label: str
    text: str
    heading: str = ""

    @property
    def article(self) -> Article:
        """The article without its heading."""
        return Article(self.label, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A document split into its title, its legislative history and its articles."""

    title: str
    history: tuple[str, ...]
    articles: tuple[CutArticle, ...]

    @property
    def contents(self) -> tuple[str, ...]:
        """The labels of the articles, with ranges: 第一条至第五十条."""
        return contents_of([article.label for article in self.articles])


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    level: int = 0
    """The level of a Markdown heading; 0 for other lines."""


@dataclass(slots=True)
class _OpenArticle:
    """An article whose lines are still being collected."""

    label: str
    heading: str
    lines: list[str] = field(default_factory=list)

    def finish(self) -> CutArticle:
        return CutArticle(self.label, "\n".join(self.lines), self.heading)


_Parts: TypeAlias = tuple[list[str], list[_OpenArticle]]
"""The lines of the head, and the articles."""


def cut(text: str) -> Cut:
    """Split a plain or Markdown text. A line is a paragraph. Raises ``CutError``."""
    lines = list(_lines(text))
    if not lines:
        raise CutError("里面没有文字")
    is_spaced = any(_ARTICLE.fullmatch(line.text) for line in lines)
    is_unspaced = not is_spaced and any(_UNSPACED.fullmatch(line.text) for line in lines)
    pattern = _UNSPACED if is_unspaced else _ARTICLE
    title, body = _split_title(lines, pattern)
    head, parts = _by_article(body, pattern) if is_spaced or is_unspaced else _by_heading(body)
    history, preamble = _head(head)
    finished = (*_preamble(preamble), *(part.finish() for part in parts))
    articles = tuple(article for article in finished if article.text)
    if all(article.label == PREAMBLE for article in articles):
        raise CutError("看不出哪里是条文")
    return Cut(title=title, history=history, articles=articles)


def contents_of(labels: Sequence[str]) -> tuple[str, ...]:
    """Return the labels in order, with consecutive articles as a range: 第一条至第五十条."""
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
        plain = _MARKS.sub("", line).strip()
        content = plain.lstrip("#").lstrip("> ").strip()
        if content and not set(content) <= {"-", "="}:
            yield _Line(content, len(plain) - len(plain.lstrip("#")))


def _split_title(lines: Sequence[_Line], pattern: re.Pattern[str]) -> tuple[str, Sequence[_Line]]:
    first = lines[0]
    if pattern.fullmatch(first.text) or _HEADING.fullmatch(first.text):
        return "", lines
    return first.text, lines[1:]


def _by_article(lines: Sequence[_Line], pattern: re.Pattern[str]) -> _Parts:
    head: list[str] = []
    articles: list[_OpenArticle] = []
    headings: dict[int, str] = {}
    last: ArticleNumber | None = None
    for line in lines:
        match = pattern.fullmatch(line.text)
        if (
            match
            and not (articles and _is_annex(articles[-1]))
            and _is_next(match[1], last, pattern)
        ):
            last = article_number(match[1])
            articles.append(
                _OpenArticle(match[1], " ".join(headings[rank] for rank in sorted(headings)))
            )
            articles[-1].lines += filter(None, [match[match.re.groups]])
        elif (rank := _rank(line)) is not None:
            headings = {article: text for article, text in headings.items() if article < rank}
            headings[rank] = line.text
        elif articles and (annex := _ANNEX.match(line.text)):
            articles.append(_OpenArticle(annex[1] or "附件", "", [line.text]))
        else:
            (articles[-1].lines if articles else head).append(line.text)
    return head, articles


def _is_annex(article: _OpenArticle) -> bool:
    return article.label.startswith("附件")


def _is_next(label: str, last: ArticleNumber | None, pattern: re.Pattern[str]) -> bool:
    """Tell whether an article begins here. Raises ``CutError`` if its number is out of order."""
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
    if pattern is _UNSPACED:  # a line of the article before, such as 第四条规定的
        return False
    if number <= last:
        raise CutError(f"{label}又出现了一次：一个文件只放一份，修改决定和别的文件拿开")
    raise CutError(f"{last}后面是{label}，中间少了")


def _rank(line: _Line) -> int | None:
    """Return the depth of a heading; none for other lines."""
    if len(line.text) > _LONGEST_HEADING:
        return None
    if match := _DIVISION.match(line.text):
        return _DIVISIONS.index(match[1])
    return len(_DIVISIONS) + line.level if line.level else None


def _by_heading(lines: Sequence[_Line]) -> _Parts:
    head: list[str] = []
    articles: list[_OpenArticle] = []
    chapter = heading = ""
    for line in lines:
        if match := _HEADING.fullmatch(line.text):
            chapter, heading = match[1], line.text if _is_short(match[2]) else ""
            articles.append(_OpenArticle(chapter, heading, [] if heading else [match[2]]))
        elif (
            chapter
            and (match := _ITEM.fullmatch(line.text))
            and _starts_part(match[1], articles, chapter)
        ):
            articles.append(_OpenArticle(f"{chapter}、{match[1]}", heading, [match[2].strip()]))
        elif articles and (annex := _ANNEX.match(line.text)):
            chapter = ""
            articles.append(_OpenArticle(annex[1] or "附件", "", [line.text]))
        else:
            (articles[-1].lines if articles else head).append(line.text)
    return head, articles


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not text.endswith(("。", "；"))


def _starts_part(mark: str, articles: Sequence[_OpenArticle], chapter: str) -> bool:
    """Tell whether a mark begins a new part. Below （一）, 1. is an item of that part."""
    return mark.startswith("（") or not articles[-1].label.startswith(f"{chapter}、（")


def _head(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the legislative history in the head, and its other lines."""
    history: list[str] = []
    other: list[str] = []
    for line in lines:
        if not "".join(line.split()).startswith("目录"):
            (history if _HISTORY.search(line) and not other else other).append(line)
    return tuple(part for line in history for part in _events(line)), tuple(other)


def _events(line: str) -> Iterator[str]:
    """Yield the events of a line of the history, without the brackets around it."""
    text = line.strip()
    if text.startswith("（") and text.endswith("）"):
        text = text[1:-1]
    elif text.count("）") > text.count("（"):
        text = text.removesuffix("）")
    yield from filter(None, (part.strip() for part in text.split("　")))


def _preamble(lines: Sequence[str]) -> tuple[CutArticle, ...]:
    return (CutArticle(PREAMBLE, "\n".join(lines)),) if lines else ()
