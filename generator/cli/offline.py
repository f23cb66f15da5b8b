"""``catalogue offline``: pack the built site into one file, for a USB stick."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from generator.checking import setting
from generator.cli.common import add_site
from generator.problems.os_errors import describe_os_error
from generator.site.engine import EngineError, load
from generator.site.portable import START, pack
from generator.site.swap import is_site, real

HELP = "把网站装进一个压缩包，拷到U盘上，没有网络也能打开、能查"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_site(parser)
    parser.add_argument("--site", type=Path, metavar="文件夹", help="网站在哪里（默认照网站设置）")
    parser.add_argument(
        "--out", type=Path, metavar="文件", help="压缩包叫什么（默认dist/目录简称-offline.zip）"
    )


def run(options: argparse.Namespace) -> int:
    """Pack the site and print where the file is; 1 if there is no site."""
    try:
        config, plugin = load(options.config, site=options.site)
    except EngineError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    site = Path(config.site_dir)
    if not is_site(site):
        sys.stderr.write(f"没有找到网站“{site}”。先运行 catalogue build。\n")
        return 1
    root = Path(config.config_file_path).parent
    short = setting(root / plugin.config.folder, "short_title") or config.site_name
    file = options.out or root / "dist" / f"{_safe(short)}-offline.zip"
    try:
        place = real(file)
        if place.exists() and not place.is_file():
            sys.stderr.write(f"“{file}”不是普通文件，没有动它。--out换一个文件名。\n")
            return 1
        count = pack(site, place, config.site_name)
    except OSError as error:
        sys.stderr.write(f"写不了“{error.filename or file}”：{describe_os_error(error)}。\n")
        return 1
    sys.stdout.write(
        f"压缩包在 {file}，{count}个文件，{file.stat().st_size / 1e6:.1f}MB。\n"
        f"拷过去，解压，打开“{START}”。\n"
    )
    return 0


def _safe(name: str) -> str:
    return re.sub(r"[^\w-]", "", name)
