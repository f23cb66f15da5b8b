"""The Jinja environment: escaping always on, and the few functions templates need."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from generator.model.scripts import json_for_script
from generator.outputs.qr_codes import qr_inline

TEMPLATES = Path(__file__).parent / "templates"
_BLANK = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_NUMBER_AND_UNIT = re.compile(r"第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?")


class CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates, kept where Python keeps its compiled modules.

    Each is used as long as the text it was compiled from is the same. Where the folder may not be
    written, or Python is told to keep nothing, templates are compiled each time.
    """

    FOLDER = Path(__file__).parent / "__pycache__"

    def __init__(self) -> None:
        super().__init__(str(self.FOLDER))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template if possible."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            self.FOLDER.mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


def environment(extra: Iterable[Path] = ()) -> Environment:
    """Return the environment; templates in the ``extra`` folders win over ours."""
    loader = ChoiceLoader([FileSystemLoader(folder) for folder in (*extra, TEMPLATES)])
    env = Environment(
        loader=loader,
        autoescape=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(),
        optimized=False,  # or results of our own functions would be kept with what is compiled
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    env.filters["blanks"] = blanks
    env.filters["json_in_script"] = json_in_script
    env.filters["unbroken"] = unbroken
    env.filters["dial"] = dial
    env.filters["lines"] = text_lines
    env.filters["ascii"] = ascii_only
    env.filters["qr"] = qr
    return env


def json_in_script(text: str) -> Markup:
    """Return JSON that nothing can end early within a ``script`` element."""
    return Markup(json_for_script(text))  # noqa: S704 - made safe by json_for_script


def qr(text: str) -> Markup:
    """Draw a QR code that says ``text``."""
    return Markup(qr_inline(text))  # noqa: S704 - lines of a drawing, no text


def ascii_only(text: str) -> Markup:
    """Write what is not ASCII as numbers, so that an anchor is the same in the Traditional copy."""
    return Markup(escape(text).encode("ascii", "xmlcharrefreplace").decode())  # noqa: S704 - escaped


def blanks(text: str) -> Markup:
    """Turn the ``{{名称}}`` of a certificate's wording into blanks to fill in."""
    parts = _BLANK.split(text)
    return Markup("").join(
        Markup('<span class="c-blank">{}</span>').format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )


def unbroken(text: str) -> Markup:
    """Keep article numbers such as 第四十四条 on one line."""
    kept = _NUMBER_AND_UNIT.sub(r'<span class="nb">\g<0></span>', str(escape(text)))
    return Markup(kept)  # noqa: S704 - escaped; an article number has nothing to escape


def dial(text: str | Markup, number: str) -> Markup:
    """Make the hotline's number a link that calls it, wherever it stands alone in a text."""
    written = escape(text)
    if not number or number not in written:
        return written
    alone, link = _dialled(number)
    return Markup(alone.sub(link, str(written)))  # noqa: S704 - escaped


@cache
def _dialled(number: str) -> tuple[re.Pattern[str], str]:
    """Return what finds a number that stands alone, and the link that calls it."""
    link = Markup('<a class="nb" href="tel:{0}">{0}</a>').format(number)
    return re.compile(rf"(?<![0-9-]){re.escape(number)}(?![0-9-])"), str(link)


def text_lines(text: str) -> Markup:
    """Turn line breaks of a block text into paragraphs."""
    return Markup("").join(
        Markup("<p>{}</p>").format(line.strip()) for line in text.split("\n") if line.strip()
    )
