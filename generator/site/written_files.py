"""What an owner puts into ``docs/`` goes onto the site as it is, so it is looked at first."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from generator.reading.guarded import RefusedError, resolve_inside

LARGEST_PICTURE = 4 * 1024 * 1024
"""Bytes of a drawing (SVG) that is read to be looked at."""
_ACTIVE = frozenset({"script", "foreignObject", "handler", "listener"})
"""Elements of SVG that run a program or hold HTML (SVG 2, chapters 3 and 15)."""


class WrittenFileError(Exception):
    """Files in ``docs/`` that are not published: a line of Chinese for each."""


def published_from(settings: Path, docs: Path) -> Path:
    """Return the folder that links in ``docs`` may lead into.

    It is that of ``mkdocs.yml``, whose path ``settings`` is, or ``docs`` where it lies elsewhere.
    """
    return settings.parent if docs.is_relative_to(settings.parent) else docs


def check_written_files(root: Path, files: Iterable[Path], *, logo: Path | None) -> None:
    """Refuse what would publish another folder's file, wait for ever or run a program.

    ``root`` is what ``published_from`` returns: a link may lead to what is published with it anyway,
    such as ``README.md``, but not out of it nor to a hidden file. ``logo`` is the picture that
    ``catalogue.yml`` names. Raises ``WrittenFileError``.
    """
    faults = [
        f"{file.relative_to(root)}：{fault}" for file in files if (fault := _fault(root, file))
    ]
    if logo is not None and not logo.exists():
        faults.append(f"catalogue.yml：logo写的{logo.name}，{logo.parent.name}文件夹里没有")
    if faults:
        raise WrittenFileError("\n".join(sorted(faults)))


def _fault(root: Path, file: Path) -> str:
    try:
        real = resolve_inside(root, file).resolve(strict=True)
        plain = stat.S_ISREG(real.stat().st_mode)
    except RefusedError:
        return "这是一个指到外面的链接，不能用。把文件本身放进来"
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return "链接指着的文件没有"
    if any(part.startswith(".") for part in real.relative_to(root.resolve()).parts[:-1]):
        return "这是一个指到隐藏文件夹的链接，不能用。把文件本身放进来"
    if not plain:
        return "这不是普通的文件，不能用"
    return _fault_of_drawing(real) if file.suffix.lower() == ".svg" else ""


def _fault_of_drawing(file: Path) -> str:
    """Opened by its own address, a drawing has no policy unless the server sends one."""
    if file.stat().st_size > LARGEST_PICTURE:
        return f"图太大，最多{LARGEST_PICTURE // 1024 // 1024} MB"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        drawing = etree.fromstring(file.read_bytes(), parser)
    except etree.XMLSyntaxError:
        return "不是能读的SVG图"
    if drawing.xpath("//processing-instruction()") or any(map(_is_active, drawing.iter())):
        return "图里有程序，不能用"
    return ""


def _is_active(node: etree._Element) -> bool:
    if not isinstance(node.tag, str):
        return node.tag is etree.Entity  # what it stands for is not looked at
    return etree.QName(node).localname in _ACTIVE or any(
        etree.QName(name).localname.lower().startswith("on")
        or "".join(str(value).split()).lower().startswith(("javascript:", "data:text/html"))
        for name, value in node.items()
    )
