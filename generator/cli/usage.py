"""Usage and usage errors of the command line, in Chinese."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any, NoReturn

USAGE = 2
EXAMPLES = MappingProxyType(
    {
        "bases": "catalogue bases update --from 程序的文件夹/catalogue/bases --preview",
        "build": "catalogue build --no-prints",
        "check": "catalogue check --format json",
        "completion": "catalogue completion bash",
        "diff": "catalogue diff 2026-1",
        "evidence": "catalogue evidence 居住地",
        "explain": "catalogue explain S004",
        "export": "catalogue export --kind certificates",
        "fleet": "catalogue fleet build fleet.yml",
        "import": "catalogue import 证明清单.xlsx --kind certificates --preview",
        "init": "catalogue init 我的目录 --on national --province 浙江省 --place 安吉县",
        "new": "catalogue new certificates --name 居民养犬证明",
        "print": "catalogue print --entry ZM-004 --to 打印",
        "release": (
            "catalogue release --id 2026-1 --title 第一版 --instrument 没有批准文件"
            " --in-force 2026-12-01"
        ),
        "render": "catalogue render 网页",
        "show": "catalogue show ZM-007 --on 2026-12-15",
        "tally": "catalogue tally 民主路社区-退回登记簿.xlsx --preview",
        "texts": "catalogue texts add reg-yshj 优化营商环境条例.docx",
        "verify": "catalogue verify 清单.pdf",
    }
)
"""An example for each command with required arguments, and for some others."""
_WORDS = (
    (r"the following arguments are required: ", "还要写上："),
    (r"one of the arguments (.+) is required", r"这几个要写一个：\1"),
    (r"unrecognized arguments: ", "不认识："),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1和\2只能写一个"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1可能是\2，写全"),
    (r"invalid choice: ", "不能写"),
    (r"\(choose from (.+)\)", r"（可以写\1）"),
    (r"invalid \w+ value: ", "不能写"),
    (r"expected at least one argument", "后面至少写一个"),
    (r"expected one argument", "后面要写一个内容"),
    (r"ignored explicit argument (.+)", r"后面不写内容，多了\1"),
    (r"^argument (\S+): ", r"\1："),
    (r" （", "（"),
)
NEAR = 0.6


class _Formatter(argparse.HelpFormatter):
    """The help of argparse with a Chinese prefix."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser with Chinese messages, suggestions and examples."""

    example = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"formatter_class": _Formatter, "allow_abbrev": False, **options, "add_help": False}
        )
        self._positionals.title, self._optionals.title = "要写的", "可以加的"
        self.add_argument("-h", "--help", action="help", help="看怎么用")

    def error(self, message: str) -> NoReturn:
        """Print the error, a suggestion and an example; exit with 2."""
        original = message
        for english, chinese in _WORDS:
            message = re.sub(english, chinese, message)
        for action in self._actions:
            for option in action.option_strings if action.required else ():
                message = re.sub(rf"{option}(?=, |$)", f"{option}（{action.metavar}）", message)
        message = message.replace("'", "").replace(", ", "、")
        example = f"例：{self.example}\n" if self.example else ""
        sys.stderr.write(
            f"用法不对：{message}\n{self._guess(original)}{example}写 {self.prog} --help 看怎么用。\n"
        )
        raise SystemExit(USAGE)

    def _guess(self, message: str) -> str:
        """Return the suggestion of a similar option or choice; empty if there is none."""
        options = [option for action in all_actions(self) for option in action.option_strings]
        if match := re.search(r"unrecognized arguments: (-\S+)", message):
            near = difflib.get_close_matches(match[1].split("=")[0], options, n=1, cutoff=NEAR)
        elif match := re.search(r"invalid choice: '?([^' ]+)'? \(choose from (.+)\)", message):
            choices = match[2].replace("'", "").split(", ")
            near = difflib.get_close_matches(match[1], choices, n=1, cutoff=NEAR)
        else:
            near = []
        return f"是否想写{near[0]}？\n" if near else ""


def all_actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield all actions of a parser and of its subcommands."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            for inner in action.choices.values():
                yield from all_actions(inner)
