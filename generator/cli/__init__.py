"""The command ``catalogue``. Only this package prints, and only it decides exit codes.

0: success. 1: the catalogue has errors. 2: wrong usage. 3: a defect of the program.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import sys
import traceback
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from importlib import import_module
from importlib.metadata import version
from typing import NoReturn

from generator.cli import crash
from generator.cli.usage import EXAMPLES, USAGE, Parser
from generator.cli.waiting import patience

COMMANDS = (
    "check",
    "fix",
    "fmt",
    "due",
    "import",
    "links",
    "export",
    "tally",
    "consult",
    "explain",
    "coverage",
    "evidence",
    "journeys",
    "texts",
    "grounds",
    "provisions",
    "new",
    "init",
    "bases",
    "build",
    "render",
    "print",
    "release",
    "diff",
    "show",
    "verify",
    "offline",
    "serve",
    "fleet",
    "verify-site",
    "nginx",
    "doctor",
    "completion",
)
"""The commands in the order of the help. Each is a module of this package that is only loaded when it
is used, since all of them take ten times as long to load as one."""
MODULES = {"import": "import_entries"}
"""Modules whose names differ from their command, which is a keyword of Python."""
DISTRIBUTION = "community-admission-catalogue"
NOT_INSTALLED = "它要的软件包没有装"
CLEAN, ERRORS, DEFECT = 0, 1, 3
REPORTING = ("serve", "build", "print", "render")
"""Commands that report their progress themselves."""


def parser(names: Iterable[str] = COMMANDS) -> argparse.ArgumentParser:
    """Return the parser with these commands."""
    top = Parser(prog="catalogue", description="检查社区事项目录，生成网站。")
    commands = top.add_subparsers(metavar="命令", required=True)
    for name in names:
        module = MODULES.get(name, name.replace("-", "_"))
        try:
            command = import_module(f"{__name__}.{module}")
        except ModuleNotFoundError:
            if names is not COMMANDS:
                raise
            commands.add_parser(name, help=NOT_INSTALLED)
            continue
        sub = commands.add_parser(name, help=command.HELP, description=command.HELP)
        sub.example = EXAMPLES.get(name, "")
        if names is not COMMANDS:
            top.example, top.prog = sub.example, sub.prog
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return top


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    if tuple(argv) == ("--version",):
        sys.stdout.write(f"catalogue {version(DISTRIBUTION)}\n")
        return CLEAN
    if not argv or (argv[0] not in COMMANDS and not argv[0].startswith("-")):
        sys.stderr.write(_no_command(argv[0] if argv else ""))
        return USAGE
    try:
        chosen = tuple(argv[:1]) if set(argv[:1]) & set(COMMANDS) else COMMANDS
        options = parser(chosen).parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    except ModuleNotFoundError as error:
        return _not_installed(error)
    try:
        with nullcontext() if argv[0] in REPORTING else patience(sys.stderr):
            code: int = options.run(options)
    except ModuleNotFoundError as error:
        return _not_installed(error)
    except KeyboardInterrupt:
        return ERRORS
    except BrokenPipeError:
        return CLEAN
    except Exception:  # noqa: BLE001 - editors never see a traceback
        sys.stderr.write(_report_defect())
        return DEFECT
    return code


def run() -> NoReturn:
    """Run the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))


def _no_command(command: str) -> str:
    """Return the message for an unknown or missing command."""
    if not command:
        return "用法不对：还要写上命令，例：catalogue check\n写 catalogue --help 看全部命令。\n"
    near = difflib.get_close_matches(command, COMMANDS, n=1)
    hint = f"是否想写{near[0]}？" if near else ""
    return f"用法不对：没有“{command}”这个命令。{hint}写 catalogue --help 看全部命令。\n"


def _not_installed(error: ModuleNotFoundError) -> int:
    if (error.name or "").startswith("generator"):
        sys.stderr.write(_report_defect())
        return DEFECT
    sys.stderr.write(
        f"{NOT_INSTALLED}（{error.name}）。在程序的文件夹里运行 pip install '.[build,print]'，"
        "或者运行 make site，装全。\n"
    )
    return USAGE


def _report_defect() -> str:
    words = "程序出错了，这是程序的问题，不是目录的问题。\n"
    try:
        file = crash.report(traceback.format_exc())
    except OSError:
        return words
    return f"{words}请把这个文件交给维护的人：{file}\n"
