"""``catalogue nginx``: print the nginx settings for a site."""

from __future__ import annotations

import argparse
import re
import sys
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from generator.checking import setting
from generator.site.policy import POLICY

HELP = "写出nginx的设置：压缩、缓存、安全头"
_NAME = re.compile(r"[A-Za-z0-9._*-]+")
_LISTEN = re.compile(r"[A-Za-z0-9.:\[\]* -]+")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument(
        "--site", type=Path, default=Path("site"), metavar="文件夹", help="网站在哪里（默认site）"
    )
    parser.add_argument(
        "--catalogue",
        type=Path,
        default=Path("catalogue"),
        metavar="文件夹",
        help="目录在哪里（默认catalogue）",
    )
    parser.add_argument("--server-name", default="_", metavar="域名", help="默认任何域名")
    parser.add_argument("--listen", default="80", metavar="端口", help="默认80")


def run(options: argparse.Namespace) -> int:
    """Print the settings; 2 if an option contains characters that nginx does not accept."""
    root = str(options.site.absolute())  # not resolved: a link may point elsewhere later
    if (
        not _NAME.fullmatch(options.server_name)
        or not _LISTEN.fullmatch(options.listen)
        or re.search(r"[\s;{}\"'$]", root)
    ):
        sys.stderr.write("域名、端口、文件夹里不能有空格、引号、分号和括号。\n")
        return 2
    text = (files("generator.site") / "nginx.conf.j2").read_text(encoding="utf-8")
    template = Environment(undefined=StrictUndefined, autoescape=False).from_string(text)  # noqa: S701 - no HTML; the values were checked above
    title = re.sub(r"\s+", " ", setting(options.catalogue, "short_title")) or "社区事项目录"
    settings = template.render(
        title=title,
        root=root,
        listen=options.listen,
        server_name=options.server_name,
        policy=POLICY,
    )
    sys.stdout.write(settings + "\n")
    return 0
