"""Setting prints in type: a Typst template and plain data in, a tagged PDF out.

Data reaches a template as JSON only, so no text of the catalogue is ever taken for a command.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst
from noto_cjk_sans_otc import FONT_PATH as RARE
from pylopdf_fonts_zh_cn import sans_path, serif_path

from generator.rules.printable import as_printed

TEMPLATES = Path(__file__).parent / "typst"
STANDARDS: Final = ("ua-1", "a-2a")
"""PDF/UA-1 (ISO 14289-1): tagged, with a title, a language and a text for every picture; and
PDF/A-2a (ISO 19005-2): all that it is drawn with is inside, so that it can be kept for ever."""


class TypesettingError(Exception):
    """A print would not come out as it should."""


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        root=str(TEMPLATES),
        font_paths=sorted(
            {str(Path(str(font)).parent) for font in (sans_path(), serif_path(), RARE)}
        ),
        ignore_system_fonts=True,
    )


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF that ``template`` makes of ``data``. The same data give the same bytes.

    A character that no font has is printed as a sign. Raises ``TypesettingError`` when the
    typesetter refuses or has a doubt, such as a font that is missing: it would print empty boxes.
    """
    made = _compiled(template, data, format="pdf", pdf_standards=list(STANDARDS), timestamp=0)
    assert isinstance(made, bytes)
    return made


def drawn(template: str, data: Mapping[str, Any]) -> list[bytes]:
    """Return each page that ``template`` makes of ``data`` as a PNG, a pixel for a point.

    The same data give the same bytes. Raises ``TypesettingError`` as ``typeset`` does.
    """
    made = _compiled(template, data, format="png", ppi=72)
    return [made] if isinstance(made, bytes) else list(made)


def _compiled(template: str, data: Mapping[str, Any], **options: Any) -> Any:
    try:
        made, warnings = _compiler().compile_with_warnings(
            str(TEMPLATES / f"{template}.typ"),
            sys_inputs={"data": as_printed(json.dumps(data, ensure_ascii=False, sort_keys=True))},
            **options,
        )
    except typst.TypstError as error:
        raise TypesettingError(f"排不出来（{error}）") from error
    if warnings:
        raise TypesettingError("\n".join(warning.message for warning in warnings))
    return made
