"""Files of a new local catalogue over a base: settings, waivers and lists to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import yaml
from pypinyin import lazy_pinyin

from generator.editing.formatting import format_text
from generator.editing.overlaying import TO_WRITE
from generator.model.catalogue import SETTINGS, WAIVERS, Catalogue
from generator.model.settings import Waiver
from generator.model.values import Fields
from generator.schema.kinds import Kinds

TO_FILL = "待填"
"""The folder beside the catalogue for files that a person must complete first."""
_UNITS = ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市")
_ABOUT_LIST = """\
# {province}的清单。照省里印发的文件填：没有填完的，程序不读。
# 1. 名称（name）照抄原文；serial是省里的序号；省里没有的那一行删掉，写进not_adopted。
# 2. 和国家清单一字不差的，relation写same；改了名称的写renamed；省里增加的，另加一行，写added。
# 3. 先在catalogue/sources里给这份文件建一个文件，编号写在source后面；共几项，写在expected_count后面。
# 4. 没有“{to_write}”了，把这个文件移到catalogue/upstream/。
"""


def settings_text(
    *,
    place: str,
    province: str,
    base: str,
    headline: Mapping[str, str],
    verified_on: date,
    kinds: Kinds,
) -> str:
    """Return the ``catalogue.yml`` of a local catalogue over a base.

    ``headline`` is its standing. Nothing was verified locally yet, so ``verified_on`` is the base's.
    """
    data = {
        "title": f"{place}社区公共服务事项准入和证明目录（示例）",
        "short_title": f"{place}目录",
        "format": 2,
        "jurisdiction": {"name": f"{province}{place}", "province": province},
        "publisher": "编制单位（请改成本单位名称）",
        "standing": {"type": "sample", **headline},
        "time_zone": "Asia/Shanghai",
        "verified_on": verified_on.isoformat(),
        "bases": [{"path": base}],
    }
    return _file(data, SETTINGS, kinds)


def waivers_text(waivers: Iterable[Waiver], base: str, kinds: Kinds) -> str:
    """Return the waivers of a base with local paths, because waivers are not inherited."""
    data = {
        "waivers": [
            {
                "code": waiver.code,
                "file": f"{base}/{waiver.file}",
                "reason": waiver.reason,
                "granted_on": waiver.granted_on.isoformat(),
                **({"until": waiver.until.isoformat()} if waiver.until else {}),
            }
            for waiver in waivers
        ]
    }
    return _file(data, WAIVERS, kinds)


def lists_to_fill(base: Catalogue, province: str) -> Mapping[str, str]:
    """Return a template of the province's list for each list of the base.

    Its rows have placeholders only, because the document of the province has not been read.
    """
    slug = pinyin_of(province)
    lists = [upstream for upstream in base.upstream_lists.values() if not upstream.base]
    files = {}
    for number, upstream in enumerate(lists):
        name = slug if not number else f"{slug}-{upstream.id}"
        data: dict[str, Any] = {
            "id": name,
            "title": TO_WRITE,
            "short_title": f"{province}清单",
            "source": TO_WRITE,
            "expected_count": TO_WRITE,
            "base": upstream.id,
        }
        lines = [_ABOUT_LIST.format(province=province, to_write=TO_WRITE) + _dump(data) + "rows:\n"]
        lines += [
            f"  # {upstream.short_title}第{row.serial}项：{row.name}\n"
            f"  - serial: {TO_WRITE}\n    name: {TO_WRITE}\n"
            f"    base_serial: {row.serial}\n    relation: {TO_WRITE}\n"
            for row in upstream.rows
        ]
        files[f"{TO_FILL}/{name}.yml"] = "".join(lines)
    return files


def pinyin_of(province: str) -> str:
    """Return the name of a province in pinyin, without 省: zhejiang for 浙江省."""
    unit = next(
        (suffix for suffix in _UNITS if province.endswith(suffix) and province != suffix), ""
    )
    letters = "".join(lazy_pinyin(province.removesuffix(unit))).lower()
    return (
        "".join(letter for letter in letters if letter.isascii() and letter.isalnum()) or "shengji"
    )


def _file(data: Fields, name: str, kinds: Kinds) -> str:
    return format_text(_dump(data), kinds.by_key[name], kinds)


def _dump(data: Fields) -> str:
    return str(yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=10_000))
