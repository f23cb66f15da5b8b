"""``catalogue render DIR``: write the catalogue as pages for MkDocs, ProperDocs or Zensical."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from generator.cli.common import add_site, day, print_problems, progress_for
from generator.editing.files import write_all_bytes
from generator.editions.edition import EditionError
from generator.problems.os_errors import describe_os_error
from generator.site.compose import check_and_compose
from generator.site.engine import EngineError, load
from generator.site.markdown_export import rendered
from generator.site.written_files import WrittenFileError, check_written_files, published_from

HELP = "把目录写成一个文件夹，给别的网站程序用"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("folder", type=Path, metavar="文件夹", help="写到哪里，要没有或者空的")
    add_site(parser)
    parser.add_argument("--on", type=day, metavar="日期", help="按哪一天生成（默认今天）")


def run(options: argparse.Namespace) -> int:
    """Render into an empty folder; 1 if the catalogue has errors or the folder is not empty."""
    if options.folder.exists() and any(options.folder.iterdir()):
        sys.stderr.write(f"{options.folder}里有东西，没有动它。换一个空的文件夹。\n")
        return 1
    try:
        config, plugin = load(options.config)
        chosen = plugin.options(config, on=options.on)
        composed = check_and_compose(replace(chosen, traditional=False), progress_for(sys.stderr))
    except (EngineError, EditionError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if composed.check.problems:
        print_problems(composed.check, chosen.folder)
    if not composed.check.passed:
        return 1
    docs = Path(config.docs_dir)
    found = [file for file in sorted(docs.rglob("*")) if not file.is_dir()]
    try:
        check_written_files(published_from(Path(config.config_file_path), docs), found, logo=None)
    except WrittenFileError as error:
        sys.stderr.write(f"docs文件夹里有不能放上网站的。\n{error}\n")
        return 1
    written_pages = {file.relative_to(docs).as_posix(): file.read_bytes() for file in found}
    files = dict(rendered(composed, written_pages))
    try:
        write_all_bytes(options.folder, files)
    except OSError as error:
        sys.stderr.write(f"写不了{options.folder}：{describe_os_error(error)}。\n")
        return 1
    sys.stdout.write(f"写好{len(files)}个文件，在{options.folder}。到那里运行 mkdocs build。\n")
    return 0
