"""Read laws from Markdown, plain text, Word, or YAML like our own texts."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docx import Document

from generator.editing.sheets import broken_as_sheet_error, encoding_of, read_content
from generator.editing.sizes import SheetError
from generator.laws.comparing import AnnouncedEnd, announced_ends, parse_day, titles_of
from generator.laws.cutting import Cut, CutArticle, CutError, cut
from generator.model.supporting import Text
from generator.reading.characters import without_forbidden
from generator.reading.document import Value
from generator.reading.limits import Limits
from generator.reading.parse import parse

PLAIN, WORD, YAML = frozenset([".md", ".txt"]), ".docx", frozenset([".yml", ".yaml"])
SUFFIXES = PLAIN | {WORD} | YAML
MOST_FILES = 5_000
"""The maximum number of files in a folder that is compared with ours."""
MOST_CHARACTERS = 4_000_000
"""The maximum length of one document. The longest law has about 150,000 characters."""
_WHOLE = Limits(file_bytes=MOST_CHARACTERS, text_characters=MOST_CHARACTERS)
_IN_FORCE = re.compile("自?[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日 ?起?施行")
_DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日|([0-9]{4})-([0-9]{2})-([0-9]{2})")


class LawFileError(ValueError):
    """The file is no readable law. The message is in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A document split into articles, with the origin in its file."""

    cut: Cut
    source: str = ""
    """The id of the source, if it is in the file."""
    origin: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFile:
    """A file of a folder, with its law and date."""

    file: Path
    relative_path: str
    """Its path in the folder."""
    source: str
    titles: frozenset[str]
    labels: frozenset[str]
    """The labels of its articles."""
    newest: date
    """The latest day in its name and its head. The newest of several versions is used."""
    title: str
    ends: tuple[AnnouncedEnd, ...]
    """The documents whose end it announces."""


def law_files(folder: Path) -> tuple[tuple[LawFile, ...], tuple[str, ...]]:
    """Return the laws in a folder and its subfolders, and the reasons for skipped files.

    Links are not followed. Raises ``LawFileError`` for too many files.
    """
    laws: list[LawFile] = []
    reasons: list[str] = []
    for file in _files(folder):
        try:
            law = read_law(file)
        except LawFileError as error:
            reasons.append(str(error))
            continue
        relative_path = file.relative_to(folder).as_posix()
        laws.append(
            LawFile(
                file=file,
                relative_path=relative_path,
                source=law.source,
                labels=frozenset(article.label for article in law.cut.articles),
                titles=frozenset((*titles_of(file.stem), *titles_of(law.cut.title))),
                newest=newest_day((file.stem, *law.cut.history)),
                title=law.cut.title or file.stem,
                ends=tuple(announced_ends(article.article for article in law.cut.articles)),
            )
        )
    return tuple(laws), tuple(reasons)


def find_copy(text: Text, files: Iterable[LawFile]) -> LawFile | None:
    """Return the newest file with the law of a text, if there is one.

    Files match by source, else by title, else by the title of the whole code. A file without any of
    the articles is another part of the code.
    """
    labels = frozenset(file.article for file in text.articles)
    candidates = [file for file in files if labels & file.labels]
    by_source = [file for file in candidates if file.source == text.source]
    by_title = (
        [file for file in candidates if title in file.titles] for title in titles_of(text.title)
    )
    for group in (by_source, *by_title):
        if group:
            return max(group, key=lambda file: (file.newest, file.relative_path))
    return None


def _files(folder: Path) -> list[Path]:
    files: list[Path] = []
    for parent, subfolders, names in os.walk(folder):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        files += [Path(parent, name) for name in names if Path(name).suffix.lower() in SUFFIXES]
        if len(files) > MOST_FILES:
            raise LawFileError(f"{folder}里的文件太多，最多{MOST_FILES}个。指到里面的一个文件夹。")
    return sorted(file for file in files if file.is_file() and not file.is_symlink())


def is_older(file: LawFile, text: Text) -> bool:
    """Tell whether a file is an earlier version than a text, if both have a day."""
    return date.min < file.newest < newest_day((text.title, *text.history))


def newest_day(texts: Iterable[str]) -> date:
    """Return the latest day of adoption or amendment in texts. Days in force are ignored."""
    without_force = (_IN_FORCE.sub("", text) for text in texts)
    days = (parse_day(parts) for parts in _DAY.findall("\n".join(without_force)))
    return max((text for text in days if text), default=date.min)


def read_law(file: Path) -> Law:
    """Read a law. Raises ``LawFileError``."""
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise LawFileError(
            f"只认MD、TXT、DOCX、YAML文件，不认{file.name}。旧的.doc，先另存为.docx。"
        )
    try:
        content = read_content(file)
        text = _word(file.name, content) if suffix == WORD else _decoded(content)
    except SheetError as error:
        raise LawFileError(str(error)) from error
    text = without_forbidden(text)
    if len(text) > MOST_CHARACTERS:
        raise LawFileError(f"{file.name}有{len(text)}字，最多{MOST_CHARACTERS}字。")
    if suffix in YAML:
        return _parse_text_file(file.name, text)
    try:
        return Law(cut=cut(text))
    except CutError as error:
        raise LawFileError(f"{file.name}：{error}。") from error


def _decoded(content: bytes) -> str:
    return content.decode(encoding_of(content))


def _word(name: str, content: bytes) -> str:
    with broken_as_sheet_error(name):
        return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def _parse_text_file(name: str, text: str) -> Law:
    """Parse a YAML text as in ``texts/`` of a catalogue or of a collection of laws."""
    document = parse(text, name, _WHOLE).document
    items = document.data.get("articles") if document else None
    if document is None or not isinstance(items, list):
        raise LawFileError(f"{name}不是原文文件：要有source、title和articles。")
    articles = tuple(filter(None, map(_article, items)))
    if len(articles) < len(items) or not articles:
        raise LawFileError(f"{name}不是原文文件：每一条要有article和text。")
    history, origin = document.data.get("history"), document.data.get("origin")
    return Law(
        cut=Cut(
            title=str(document.data.get("title") or ""),
            history=tuple(map(str, history)) if isinstance(history, list) else (),
            articles=articles,
        ),
        source=str(document.data.get("source") or ""),
        origin={key: str(value) for key, value in origin.items()}
        if isinstance(origin, dict)
        else None,
    )


def _article(value: Value) -> CutArticle | None:
    if not isinstance(value, dict):
        return None
    label, text = value.get("article"), value.get("text")
    if not isinstance(label, str) or not isinstance(text, str):
        return None
    return CutArticle(label, text, str(value.get("heading") or ""))
