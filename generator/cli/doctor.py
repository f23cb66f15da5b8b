"""``catalogue doctor``: what this machine lacks, and what to do about it."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

from generator.cli.common import add_site

HELP = "看看这台机器缺什么，怎么补"
OLDEST = (3, 11)
ROOM = 1_000_000_000
"""Bytes that a site with prints, built beside the old one, may need."""
_LOCKED = re.compile(r"^[A-Za-z0-9].*?(?= *\\?$)", re.MULTILINE)
Finding = tuple[bool, str, str]
"""Whether it is in order, what was checked, and what to do if it is not in order."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_site(parser)


def run(options: argparse.Namespace) -> int:
    """Print every finding; 1 if something has to be done."""
    root = options.config.resolve().parent
    findings = list(_all(root, options.config))
    for well, what, to_do in findings:
        sys.stdout.write(f"{'好' if well else '要办'}：{what}{'' if well else '。' + to_do}\n")
    todo = sum(not well for well, _, _ in findings)
    sys.stdout.write("都好。\n" if not todo else f"有{todo}件要办。\n")
    return 1 if todo else 0


def _all(root: Path, config: Path) -> Iterator[Finding]:
    here = ".".join(map(str, sys.version_info[:3]))
    oldest = ".".join(map(str, OLDEST))
    yield sys.version_info >= OLDEST, f"Python {here}", f"装{oldest}或者更新的"
    yield config.is_file(), f"网站设置{config}", "到放mkdocs.yml的文件夹里运行，或者用--config写明"
    yield (root / "catalogue/catalogue.yml").is_file(), "目录文件夹catalogue", "运行 catalogue init"
    yield from _locked(root / "requirements/site.txt")
    yield _has_fonts(), "打印用的字体", "重新运行 make site，把软件包装全"
    free = shutil.disk_usage(root).free
    yield free > ROOM, f"磁盘还有{free // 1_000_000}MB", "腾出1GB"
    yield os.access(root, os.W_OK), f"{root}能写", "换一个能写的文件夹，或者请管机器的人给权限"
    yield bool(_chromium()), "测试用的浏览器", "只有跑测试才要：运行 make browser"


def _locked(file: Path) -> Iterator[Finding]:
    """Compare the installed packages with the lock file. A separate catalogue has no lock file."""
    if not file.is_file():
        return
    locked = map(Requirement, _LOCKED.findall(file.read_text(encoding="utf-8")))
    wrong = [
        f"{requirement.name}应当是{str(requirement.specifier).removeprefix('==')}"
        for requirement in locked
        if (requirement.marker is None or requirement.marker.evaluate())
        and (installed := _installed(requirement.name)) is not None
        and installed not in requirement.specifier
    ]
    what = "软件包和锁定的版本一样" if not wrong else f"软件包版本不对（{'、'.join(wrong[:3])}）"
    yield not wrong, what, "删掉.venv，重新运行 make site"


def _installed(name: str) -> str | None:
    """Return the installed version; ``None`` for a package that is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _has_fonts() -> bool:
    try:
        version("pylopdf-fonts-zh-cn")
        version("noto-cjk-sans-otc")
    except PackageNotFoundError:
        return False
    return True


def _chromium() -> str:
    paths = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in paths if path), "")
