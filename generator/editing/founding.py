"""A catalogue for another place over one that is there: its settings, waivers and lists to fill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import yaml
from pypinyin import lazy_pinyin

from generator.editing.formatting import formatted
from generator.editing.overlaying import TO_WRITE
from generator.model.catalogue import SETTINGS, WAIVERS, Catalogue
from generator.model.settings import Waiver
from generator.schema.kinds import Kinds

TO_FILL = "待填"
"""The folder beside the catalogue for what a person has to fill before it is read."""
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
    """Return the ``catalogue.yml`` of a place over a base.

    ``headline`` says what standing it has. Nothing has been verified in the place itself yet, so
    the day is the base's.
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
    """Return the waivers of a base as they are written below it, where none comes by itself."""
    data = {
        "waivers": [
            {
                "code": one.code,
                "file": f"{base}/{one.file}",
                "reason": one.reason,
                "granted_on": one.granted_on.isoformat(),
                **({"until": one.until.isoformat()} if one.until else {}),
            }
            for one in waivers
        ]
    }
    return _file(data, WAIVERS, kinds)


def lists_to_fill(above: Catalogue, province: str) -> Mapping[str, str]:
    """Return for each list above the province's own, with nothing in it but what to compare with.

    No row says anything of the province: that is in a document nobody here has read.
    """
    letters = letters_of(province)
    lists = [one for one in above.upstream_lists.values() if not one.base]
    files = {}
    for number, upstream in enumerate(lists):
        name = letters if not number else f"{letters}-{upstream.id}"
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


def letters_of(province: str) -> str:
    """Return a province's name in pinyin, without 省: 浙江省 is zhejiang."""
    unit = next((one for one in _UNITS if province.endswith(one) and province != one), "")
    letters = "".join(lazy_pinyin(province.removesuffix(unit))).lower()
    return "".join(c for c in letters if c.isascii() and c.isalnum()) or "shengji"


def _file(data: Mapping[str, Any], name: str, kinds: Kinds) -> str:
    return formatted(_dump(data), kinds.by_key[name], kinds)


def _dump(data: Mapping[str, Any]) -> str:
    return str(yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=10_000))
