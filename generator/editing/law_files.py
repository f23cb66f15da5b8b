"""Laws as they come: Markdown, plain text, Word, or the YAML of a collection like our own."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docx import Document

from generator.editing.sheets import content_of, encoding_of, sound
from generator.editing.sizes import SheetError
from generator.laws.comparing import AnnouncedEnd, announced_ends, titles_of
from generator.laws.cutting import Cut, CutArticle, CutError, cut
from generator.model.supporting import Text
from generator.reading.characters import without_forbidden
from generator.reading.document import Value
from generator.reading.limits import Limits
from generator.reading.parse import parse

PLAIN, WORD, OURS = frozenset([".md", ".txt"]), ".docx", frozenset([".yml", ".yaml"])
FORMS = PLAIN | {WORD} | OURS
MOST_FILES = 5_000
"""Files of a folder that is compared with ours."""
MOST_CHARACTERS = 4_000_000
"""Of one document. The longest law there is has some 150,000."""
_WHOLE = Limits(file_bytes=MOST_CHARACTERS, text_characters=MOST_CHARACTERS)
_IN_FORCE = re.compile("自?[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日 ?起?施行")
_DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日|([0-9]{4})-([0-9]{2})-([0-9]{2})")


class LawFileError(ValueError):
    """A file is no law that can be read. The text says why, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A document cut into articles, and what its file says of where it comes from."""

    cut: Cut
    source: str = ""
    """The id of the source, where the file names it."""
    origin: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFile:
    """A file of a folder: what law it holds, and of which day."""

    file: Path
    shown: str
    """Its path below the folder."""
    source: str
    titles: frozenset[str]
    labels: frozenset[str]
    """What its articles are called."""
    newest: date
    """The latest day that its name and its head name: of several versions the newest counts."""
    title: str
    ends: tuple[AnnouncedEnd, ...]
    """What it says will end."""


def law_files(folder: Path) -> tuple[tuple[LawFile, ...], tuple[str, ...]]:
    """Return the laws in a folder and those below it, and why other files are none.

    Links are not followed. Raises ``LawFileError`` when there are too many files.
    """
    found: list[LawFile] = []
    refused: list[str] = []
    for file in _files(folder):
        try:
            law = read_law(file)
        except LawFileError as error:
            refused.append(str(error))
            continue
        shown = file.relative_to(folder).as_posix()
        found.append(
            LawFile(
                file=file,
                shown=shown,
                source=law.source,
                labels=frozenset(one.label for one in law.cut.articles),
                titles=frozenset((*titles_of(file.stem), *titles_of(law.cut.title))),
                newest=newest_day((file.stem, *law.cut.history)),
                title=law.cut.title or file.stem,
                ends=tuple(announced_ends(one.article for one in law.cut.articles)),
            )
        )
    return tuple(found), tuple(refused)


def copy_of(text: Text, files: Iterable[LawFile]) -> LawFile | None:
    """Return the newest file that holds the law a text is of; none when there is none.

    What names the source is taken first, then what has the title, then what has that of the
    whole code. A file without any of the articles is another part.
    """
    ours = frozenset(one.article for one in text.articles)
    listed = [one for one in files if ours & one.labels]
    named = [one for one in listed if one.source == text.source]
    by_title = ([o for o in listed if title in o.titles] for title in titles_of(text.title))
    for some in (named, *by_title):
        if some:
            return max(some, key=lambda one: (one.newest, one.shown))
    return None


def _files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for place, below, names in os.walk(folder):
        below[:] = [one for one in below if not one.startswith(".")]
        found += [Path(place, name) for name in names if Path(name).suffix.lower() in FORMS]
        if len(found) > MOST_FILES:
            raise LawFileError(f"{folder}里的文件太多，最多{MOST_FILES}个。指到里面的一个文件夹。")
    return sorted(file for file in found if file.is_file() and not file.is_symlink())


def is_older(file: LawFile, text: Text) -> bool:
    """Tell whether a file is of an earlier version than a text, as far as both say their days."""
    return date.min < file.newest < newest_day((text.title, *text.history))


def newest_day(texts: Iterable[str]) -> date:
    """Return the latest day on which a law was made or changed; not when it comes into force."""
    made = (_IN_FORCE.sub("", one) for one in texts)
    found = (_day(parts) for parts in _DAY.findall("\n".join(made)))
    return max((one for one in found if one), default=date.min)


def _day(parts: Iterable[str]) -> date | None:
    year, month, day = (int(part) for part in parts if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_law(file: Path) -> Law:
    """Read a law from a file. Raises ``LawFileError``."""
    form = file.suffix.lower()
    if form not in FORMS:
        raise LawFileError(
            f"只认MD、TXT、DOCX、YAML文件，不认{file.name}。旧的.doc，先另存为.docx。"
        )
    try:
        content = content_of(file)
        text = _word(file.name, content) if form == WORD else _decoded(content)
    except SheetError as error:
        raise LawFileError(str(error)) from error
    text = without_forbidden(text)
    if len(text) > MOST_CHARACTERS:
        raise LawFileError(f"{file.name}有{len(text)}字，最多{MOST_CHARACTERS}字。")
    if form in OURS:
        return _of_ours(file.name, text)
    try:
        return Law(cut=cut(text))
    except CutError as error:
        raise LawFileError(f"{file.name}：{error}。") from error


def _decoded(content: bytes) -> str:
    return content.decode(encoding_of(content))


def _word(name: str, content: bytes) -> str:
    with sound(name):
        return "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)


def _of_ours(name: str, text: str) -> Law:
    """Read a text as it lies in ``texts/``, in a catalogue or in a collection of whole laws."""
    document = parse(text, name, _WHOLE).document
    listed = document.data.get("articles") if document else None
    if document is None or not isinstance(listed, list):
        raise LawFileError(f"{name}不是原文文件：要有source、title和articles。")
    articles = tuple(filter(None, map(_article, listed)))
    if len(articles) < len(listed) or not articles:
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
