"""``catalogue build``: check, render and publish the site in one step."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.cli.common import add_site, day, print_problems, progress_for
from generator.editions.edition import EditionError
from generator.problems.os_errors import describe_os_error
from generator.site.compose import check_and_compose
from generator.site.engine import EngineError, build_site, load
from generator.site.swap import real

HELP = "检查目录，生成网站；有错时原来的网站不动"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_site(parser)
    parser.add_argument(
        "--site", type=Path, metavar="文件夹", help="网站放在哪里（默认照网站设置）"
    )
    parser.add_argument("--catalogue", metavar="文件夹", help="目录在哪个文件夹（默认照网站设置）")
    parser.add_argument("--on", type=day, metavar="日期", help="按哪一天生成（默认今天）")
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="日期",
        help="不用正在编的，用那一天施行的那一版；例：2026-12-15",
    )
    parser.add_argument("--no-prints", action="store_true", help="不生成打印件，快一些")
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="打印件、搜索的问法全部重新做；不写，没有变的照用原来网站里的",
    )


def run(options: argparse.Namespace) -> int:
    """Build the site and print where it is; 1 if the catalogue or the site has errors."""
    progress = progress_for(sys.stderr)
    folder = Path(options.catalogue).resolve() if options.catalogue else None
    try:
        config, plugin = load(options.config, site=options.site)
        chosen = plugin.options(config, folder=folder, on=options.on, as_of=options.as_of)
        with TemporaryDirectory(prefix="catalogue-prints-") as scratch:
            if plugin.config.prints and not options.no_prints:
                chosen = replace(chosen, prints=Path(scratch) / "prints")
            if options.no_cache:
                chosen = replace(chosen, earlier=None)
            composed = check_and_compose(chosen, progress)
            if composed.check.problems:
                print_problems(composed.check, chosen.folder)
            if not composed.check.passed:
                sys.stderr.write("目录里有错，网站没有改动。\n")
                return 1
            target = build_site(config, plugin, composed, progress)
    except (EngineError, EditionError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        where = f"“{error.filename}”" if error.filename else "网站"
        sys.stderr.write(f"写不了{where}：{describe_os_error(error)}。原来的网站没有动。\n")
        return 1
    leads_to = real(target)
    entries = len(composed.check.catalogue.entries)
    sys.stdout.write(
        f"网站在 {target}{f'（链接到 {leads_to}）' if target.is_symlink() else ''}，共{entries}条事项、{composed.number_of_pages}页。\n"
        f"打开看：运行 make serve，再用浏览器打开 http://127.0.0.1:8000/\n"
    )
    return 0
