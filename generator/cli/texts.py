"""``catalogue texts``: add the texts of laws, and compare them with newer copies."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.checking import Check, check
from generator.cli.common import add_catalogue, base_of, day_of, line
from generator.derive.amendments import (
    AmendedArticle,
    ComingEnd,
    amendments,
    announced_source_ends,
    citations_by_source,
    coming_ends,
)
from generator.derive.citations import Citation
from generator.editing.files import write_all
from generator.editing.law_files import (
    LawFile,
    LawFileError,
    find_copy,
    is_older,
    law_files,
    read_law,
)
from generator.editing.law_texts import relevant_articles, text_file, with_comparison
from generator.laws.clauses import names_article
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.supporting import Text
from generator.model.values import thaw
from generator.problems.os_errors import describe_os_error
from generator.reading.document import Value
from generator.reading.guarded import RefusedError, read_guarded
from generator.reading.limits import DEFAULT_LIMITS
from generator.schema.kinds import Kind

HELP = "法律原文：抄进来、和新文本对"
FOLDER = "texts"
MOST_NOTE = 300
_COMMIT = re.compile("[0-9a-f]{7,40}")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's two parts with their options."""
    parts = parser.add_subparsers(metavar="做什么", required=True)
    add = parts.add_parser("add", help="把一份依据的原文切成条，抄进texts文件夹")
    add.add_argument("source", metavar="依据", help="依据的编号，例：law-jwh-2025")
    add.add_argument("file", type=Path, metavar="文件", help="MD、TXT、DOCX或者YAML文件")
    add.add_argument("--page", type=line, metavar="网址", help="抄自哪一页")
    add.add_argument("--part", action="store_true", help="那一页只有一部分")
    add.add_argument("--repository", type=line, metavar="仓库", help="抄自哪个仓库")
    add.add_argument("--commit", type=_commit, metavar="提交", help="仓库里哪一次提交")
    add.add_argument("--path", type=line, metavar="文件", help="仓库里哪个文件（默认文件名）")
    add.add_argument("--transcribed", action="store_true", help="私人转录的，没有和原件对过")
    add_catalogue(add)
    add.set_defaults(part_of=_add)
    compare = parts.add_parser("check", help="和一个文件夹里的新文本逐条对，改了哪条、该看哪些事项")
    compare.add_argument("folder", type=Path, metavar="文件夹", help="放新文本的文件夹")
    compare.add_argument(
        "--from", dest="name", type=line, metavar="名称", help="新文本从哪里来（默认文件夹名）"
    )
    add_catalogue(compare)
    compare.set_defaults(part_of=_check)


def run(options: argparse.Namespace) -> int:
    """Run ``add`` or ``check``."""
    code: int = options.part_of(options)
    return code


def _commit(text: str) -> str:
    if not _COMMIT.fullmatch(text):
        raise argparse.ArgumentTypeError(f"“{text}”不是提交的编号，写7到40位的0到9、a到f")
    return text


# --- add --------------------------------------------------------------------------------------


def _add(options: argparse.Namespace) -> int:
    """Write the text of one source; 1 if that is not possible, 2 if its origin is missing."""
    checked = check(options.catalogue, on=day_of(options))
    source = checked.catalogue.sources.get(options.source)
    if source is None:
        return _refuse(f"没有“{options.source}”这份依据，先在sources文件夹里写好。")
    try:
        law = read_law(options.file)
    except LawFileError as error:
        return _refuse(str(error))
    origin = _origin(options) or law.origin
    if not origin:
        sys.stderr.write(
            "还要写上从哪里抄的：--page 网址，或者 --repository 仓库 --commit 提交。\n"
        )
        return 2
    clauses = [
        citation.clause for citation in citations_by_source(checked.catalogue).get(source.id, ())
    ]
    articles = relevant_articles(law.cut, clauses)
    if not articles:
        return _refuse("里面没有引用到的条，也没有提到居委会、村委会的条，没有什么要抄。")
    before = checked.catalogue.texts.get(source.id)
    kind = _kind(checked)
    content = text_file(
        source=source.id,
        title=source.title,
        origin=origin,
        law=law.cut,
        articles=articles,
        compared=thaw(before.fields).get("compared", []) if before else [],
        kind=kind,
        kinds=checked.catalogue.kinds,
    )
    layer = source.path.rpartition(f"{source.kind.folder}/")[0]
    path = f"{layer}{kind.folder}/{source.id}.yml"
    if source.path in checked.locked:
        return _refuse(
            f"{source.path}在锁定的上级目录里，原文也归那里，没有写。本地要用的，先运行catalogue new "
            f"{source.kind.folder} --over {source.id}，原文就写在本地；上级缺的，告诉编上级目录的人。"
        )
    if not _save(options.catalogue, {path: content}):
        return 1
    cited = sum(
        any(names_article(clause, article.label) for clause in clauses) for article in articles
    )
    sys.stdout.write(
        f"写好了{base_of(options.catalogue)}{path}：全文{len(law.cut.articles)}条，"
        f"抄了{len(articles)}条（引用的{cited}条，另外提到居委会、村委会的{len(articles) - cited}条）。\n"
    )
    return 0


def _origin(options: argparse.Namespace) -> Mapping[str, Value]:
    if options.page:
        origin = {"page": options.page, "read": "part" if options.part else "full"}
    elif options.repository and options.commit:
        origin = {
            "repository": options.repository,
            "commit": options.commit,
            "path": options.path or options.file.name,
        }
    else:
        return {}
    return origin | ({"transcribed": True} if options.transcribed else {})


# --- check ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """One text and a newer copy of it."""

    text: Text
    file: LawFile
    copy: str
    """The origin of the copy."""
    amended: tuple[AmendedArticle, ...]


def _check(options: argparse.Namespace) -> int:
    """Compare, print and record the differences; 1 if a cited article has changed."""
    on = day_of(options)
    checked = check(options.catalogue, on=on)
    catalogue = checked.catalogue
    if not catalogue.texts:
        return _refuse("目录里没有原文（texts文件夹），没有什么可对。")
    if not options.folder.is_dir():
        return _refuse(f"没有找到文件夹“{options.folder}”。")
    try:
        files, refused = law_files(options.folder)
    except LawFileError as error:
        return _refuse(str(error))
    for words in refused:
        sys.stderr.write(f"没有用：{words}\n")
    name = options.name or options.folder.resolve().name
    texts = [text for text in catalogue.texts.values() if _in_force(catalogue, text, on)]
    compared = list(_compared(catalogue, texts, files, name))
    ends = [*coming_ends(catalogue, on)]
    for file in files:
        ends += announced_source_ends(catalogue, file.title, file.ends, on)
    sys.stdout.write("".join((*map(_differences, compared), *_ending(ends))))
    compared_ids = {item.text.id for item in compared}
    if missing := [f"《{text.title}》" for text in texts if text.id not in compared_ids]:
        sys.stdout.write(f"没有找到文本、只找到旧文本的{len(missing)}份：{'、'.join(missing)}。\n")
    changed: dict[str, str] = {}
    for item in compared:
        changed |= _noted(options.catalogue, checked, item, on)
    if not _save(options.catalogue, changed):
        return 1
    different = sum(bool(item.amended) for item in compared)
    sys.stdout.write(
        f"对了{len(compared)}份：一样的{len(compared) - different}份，不一样的{different}份。\n"
    )
    return 1 if any(change.cited_in for item in compared for change in item.amended) else 0


def _in_force(catalogue: Catalogue, text: Text, on: date) -> bool:
    source = catalogue.sources.get(text.id)
    return source is not None and not source.has_ended(on)


def _compared(
    catalogue: Catalogue, texts: Iterable[Text], files: Sequence[LawFile], name: str
) -> Iterator[_Compared]:
    """Yield each text that has a copy among the files that is not older. ``name`` is the folder."""
    cited = citations_by_source(catalogue)
    for text in texts:
        file = find_copy(text, files)
        if file is None or is_older(file, text):
            continue
        law = read_law(file.file)
        wording = [item.article for item in law.cut.articles]
        yield _Compared(
            text=text,
            file=file,
            copy=_copy(law.origin, name, file),
            amended=amendments(text, wording, cited.get(text.id, ())),
        )


def _differences(compared: _Compared) -> str:
    """Return which articles differ and where they are cited; empty if none differs."""
    if not compared.amended:
        return ""
    lines = [
        f"《{compared.text.title}》和{compared.file.relative_path}对过，有{len(compared.amended)}条不一样：\n"
    ]
    for amended in compared.amended:
        lines.append(f"  {amended.change.sentence}。\n")
        if places := _places(amended):
            lines.append(f"    再看一遍：{places}。\n")
    return "".join(lines)


def _places(amended: AmendedArticle) -> str:
    places = (f"{_named(citation)}（{citation.clause}）" for citation in amended.cited_in)
    return "、".join(dict.fromkeys(places))


def _named(citation: Citation) -> str:
    record = citation.record
    if record is None:
        return f"{citation.path} {citation.pointer[0]}"
    return record.id if record.name == record.id else f"{record.id} {record.name}"


def _ending(ends: Iterable[ComingEnd]) -> Iterator[str]:
    for end in {(end.source.id, end.on): end for end in ends}.values():
        entries = "、".join(_entry(entry) for entry in end.entries)
        yield f"{end.sentence}。" + (
            f"引用它的：{entries}。\n" if entries else "没有事项引用它。\n"
        )


def _entry(entry: Entry) -> str:
    return f"{entry.id} {entry.title}"


def _copy(origin: Mapping[str, str] | None, name: str, law: LawFile) -> str:
    """Return what a text was compared with: the origin that the copy names, or else its file."""
    parts = origin or {}
    if "page" in parts:
        return parts["page"]
    if "repository" in parts:
        return " ".join(filter(None, (parts.get(key) for key in ("repository", "commit", "path"))))
    return f"{name} {law.relative_path}"


def _noted(folder: Path, checked: Check, compared: _Compared, on: date) -> dict[str, str]:
    """Return the file of a text with the comparison added; empty for a file of another catalogue."""
    path = compared.text.path
    if not compared.text.own_file or path in checked.locked:
        sys.stderr.write(f"{path}不在这个目录里，或者在锁定的上级目录里，没有记。\n")
        return {}
    try:
        before = read_guarded(folder, folder / path, DEFAULT_LIMITS.file_bytes).decode()
    except (RefusedError, UnicodeError):
        sys.stderr.write(f"{path}读不出来，没有记。\n")
        return {}
    note = "；".join(amended.change.sentence for amended in compared.amended)
    if len(note) > MOST_NOTE:
        note = f"{len(compared.amended)}条不一样"
    kinds = checked.catalogue.kinds
    return {
        path: with_comparison(
            before, on=on, copy=compared.copy, note=note, kind=_kind(checked), kinds=kinds
        )
    }


def _kind(checked: Check) -> Kind:
    return checked.catalogue.kinds.by_key[FOLDER]


def _save(folder: Path, files: Mapping[str, str]) -> bool:
    """Write the files; print an error and return false if that is not possible."""
    try:
        write_all(folder, files)
    except OSError as error:
        sys.stderr.write(f"写不了，一个文件也没有改：{describe_os_error(error)}。\n")
        return False
    return True


def _refuse(words: str) -> int:
    sys.stderr.write(f"{words}\n")
    return 1
