"""A file name begins with the number of its record: ``zm-001-qinshu-guanxi.yml`` for ZM-001."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

_REST = re.compile(r"(-[a-z0-9]+)*")


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for record in catalogue:
        stem = record.path.rsplit("/", 1)[-1].removesuffix(".yml")
        number = record.id.lower()
        if record.kind.prefix:
            if stem.startswith(number) and _REST.fullmatch(stem.removeprefix(number)):
                continue
            hint = f"改名为{number}-加上名称的拼音，例：{number}-juzhu.yml。"
        elif stem == number:
            continue
        else:
            hint = f"改名为{number}.yml，或者改正编号。"
        yield Finding(
            path=record.path,
            pointer=(record.kind.id_field,),
            message=f"文件名和编号“{record.id}”不一致",
            hint=hint,
        )


RULE = Rule(
    code="R020",
    title="文件名和编号不一致",
    meaning=(
        "文件名由编号的小写和名称的拼音组成，看文件名就知道是哪一条。"
        "部门、依据、词表的文件名就是编号。"
        "aux、con、nul、com1这些名称，Windows的电脑放不下，不能用。"
    ),
    fails="""\
# certificates/zm-003-juzhu.yml
id: ZM-002
""",
    passes="""\
# certificates/zm-002-juzhu.yml
id: ZM-002
""",
    check=_check,
)
