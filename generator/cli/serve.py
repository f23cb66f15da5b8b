"""``catalogue serve``: show the site on this machine and follow what is saved."""

from __future__ import annotations

import argparse
import sys

from generator.cli.common import add_site
from generator.site.engine import EngineError, load

HELP = "在本机打开网站，改了文件马上能看到"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_site(parser)
    parser.add_argument(
        "--address", default="127.0.0.1:8000", metavar="地址", help="默认127.0.0.1:8000"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted; 1 when the site cannot be made."""
    from mkdocs.commands.serve import serve  # noqa: PLC0415 - importing it takes a while
    from mkdocs.exceptions import Abort  # noqa: PLC0415

    try:
        load(options.config)
    except EngineError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"网站在 http://{options.address}/ ，按Ctrl+C停下。\n")
    try:
        serve(str(options.config), livereload=True, dev_addr=options.address)
    except Abort as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0
