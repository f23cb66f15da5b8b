"""A large catalogue to measure with: the shipped one, and entries made out of its entries.

Each new entry is a shipped one about an invented matter: its names and aliases carry one or two
words that no other entry has in that company. So names vary as in life, while long lists of
entries share their ordinary words, which is what makes a search slow.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import yaml

from generator.checking import check
from generator.derive.provisions import sources_of, wording
from generator.model.values import thaw

DAY = date(2026, 11, 24)
MATTERS = [
    "养蜂",
    "剪纸",
    "风筝",
    "旧书",
    "月嫂",
    "拼车",
    "阳台",
    "菜窖",
    "鱼塘",
    "茶摊",
    "早点",
    "裁缝",
    "修表",
    "配钥匙",
    "磨刀",
    "弹棉花",
    "豆腐坊",
    "油坊",
    "书画",
    "合唱",
    "门球",
    "棋牌",
    "龙舟",
    "舞狮",
    "皮影",
    "评书",
    "陶艺",
    "刺绣",
    "竹编",
    "木工",
    "花圃",
    "盆景",
    "信鸽",
    "斗笠",
    "雨棚",
    "晾衣杆",
    "电瓶车",
    "充电桩",
    "快递柜",
    "储物间",
    "自行车棚",
    "楼顶水箱",
    "空调外机",
    "太阳能板",
    "防盗窗",
    "门禁卡",
    "对讲机",
    "楼道灯",
    "共享厨房",
    "爱心衣橱",
    "儿童乐园",
    "老年食堂",
    "图书角",
    "健身器材",
    "乒乓球台",
    "羽毛球场",
    "流动舞台",
    "露天电影",
    "夜市摊位",
    "直播间",
    "民宿",
    "农家院",
    "采摘园",
    "大棚",
    "蘑菇房",
    "苗圃",
    "粮囤",
    "晒场",
    "水磨",
    "渡口",
    "码头工棚",
    "护林点",
]
FIRST = "青云松竹兰禾星晨霁澄朗岚溪沐念书墨砚琴笛帆桐枫荷菱萤露霜雁鹭"
SECOND = "川屿亭榭坞湾洲渚畔麓陌野苑轩庐筑径桥泉石灯笺窗帘韵影歌棠蘅汀"
WHOLE_NAME = 14
"""Longer names need a plain name beside them."""
MATTER_FIRST = 0.7
"""How often the invented matter stands before the words, not after them."""
_QUOTES = tuple("“”‘’＂")
LEFT_OUT = ("upstream", "related", "replaced_by", "seal_use", "certificate")
"""What binds a shipped entry to others, and would not be true of one made from it."""


def generate(shipped: Path, folder: Path, entries: int, *, seed: int = 1) -> int:
    """Write a catalogue of so many entries to ``folder``; return how many it has."""
    write_in_one(shipped, folder)
    waived = {waiver["file"] for waiver in _read(folder / "waivers.yml").get("waivers", ())}
    models = {
        path: fields
        for path in sorted(folder.glob("*/*.yml"))
        if "decision" in (fields := _read(path))
    }
    usable = [
        (path, fields)
        for path, fields in models.items()
        if path.relative_to(folder).as_posix() not in waived
    ]
    words = {text for fields in models.values() for text in _names(fields)}
    numbers = Counter[str]()
    for fields in models.values():
        prefix, number = fields["id"].split("-")
        numbers[prefix] = max(numbers[prefix], int(number))
    random = Random(seed)  # noqa: S311 - the same catalogue every time, nothing secret
    for path, fields in islice(_endless(usable, random), max(0, entries - len(models))):
        prefix = fields["id"].split("-")[0]
        numbers[prefix] += 1
        made = _about_something_else(fields, f"{prefix}-{numbers[prefix]:03}", words, random)
        file = path.with_name(f"{made['id'].lower()}-generated.yml")
        file.write_text(_written(made), encoding="utf-8")
    return max(entries, len(models))


def write_in_one(shipped: Path, folder: Path) -> None:
    """Write a catalogue and those it builds on as one to ``folder``, without its editions."""
    catalogue = check(shipped, on=DAY).catalogue
    settings = {
        key: value for key, value in _read(shipped / "catalogue.yml").items() if key != "bases"
    }
    files: dict[str, Any] = {"catalogue.yml": settings}
    for kind, records in catalogue.records.items():
        for record in records.values():
            fields = {key: thaw(value) for key, value in record.fields.items() if key != "adoption"}
            files[f"{kind}/{Path(record.path).name}"] = fields
    for law in catalogue.laws.values():  # a text that lies in another layer is beside it now
        written = files[f"{law.kind.folder}/{Path(law.path).name}"]["provisions"]
        for one, fields in zip(law.provisions, written, strict=True):
            if one.text and wording(catalogue, sources_of(catalogue, law), one):
                del fields["text"]
    waivers = [
        {**msgspec.to_builtins(one), "file": "/".join(one.file.split("/")[-2:])}
        for one in catalogue.waivers
    ]
    told = [{key: value for key, value in one.items() if value is not None} for one in waivers]
    files["waivers.yml"] = {"waivers": told}
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_written(data), encoding="utf-8")


class _Dumper(yaml.CSafeDumper):
    """Puts a text that begins with a quotation mark of its own in quotes, as the reading wants it."""


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "'" if text.startswith(_QUOTES) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)


def _written(data: Any) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=999)


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return found


def _endless(
    models: list[tuple[Path, dict[str, Any]]], random: Random
) -> Iterator[tuple[Path, dict[str, Any]]]:
    while True:
        yield from random.sample(models, len(models))


def _names(fields: dict[str, Any]) -> Iterator[str]:
    yield fields["name"]
    yield fields.get("plain_name", fields["name"])
    yield from (alias["text"] for alias in fields.get("aliases", ()))


def _about_something_else(
    fields: dict[str, Any], number: str, words: set[str], random: Random
) -> dict[str, Any]:
    """Return a new entry like ``fields`` in which every name is new."""
    matter = random.choice(MATTERS)

    def renamed(text: str) -> str:
        new = f"{matter}{text}" if random.random() < MATTER_FIRST else f"{text}{matter}"
        while new in words:
            new = f"{random.choice(FIRST)}{random.choice(SECOND)}{matter}{text}"
        words.add(new)
        return new

    made = {key: value for key, value in fields.items() if key not in LEFT_OUT}
    made |= {"id": number, "name": renamed(fields["name"])}
    if "plain_name" in fields or len(made["name"]) > WHOLE_NAME:
        made["plain_name"] = renamed(fields.get("plain_name", fields["name"][:WHOLE_NAME]))
    if "aliases" in fields:
        made["aliases"] = [{**alias, "text": renamed(alias["text"])} for alias in fields["aliases"]]
    return made


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=5_000)
    parser.add_argument("--shipped", type=Path, default=Path("catalogue"))
    chosen = parser.parse_args()
    generate(chosen.shipped, chosen.folder, chosen.entries)
