"""``catalogue serve``: show the site on this machine and update it when files change."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.cli.common import add_site
from generator.problems.os_errors import describe_os_error

HELP = "在本机打开网站，改了文件马上能看到"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_site(parser)
    parser.add_argument(
        "--address",
        type=address,
        default=("127.0.0.1", 8000),
        metavar="地址",
        help="默认127.0.0.1:8000",
    )


def address(value: str) -> tuple[str, int]:
    """Parse a host and a port on the command line."""
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65_535:  # noqa: PLR2004 - the highest port
        raise argparse.ArgumentTypeError(f"“{value}”不是地址，写成127.0.0.1:8000这样")
    return host, int(port)


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted; 1 if there is nothing to show or the address is in use."""
    from generator.site.preview import Preview, PreviewError  # noqa: PLC0415 - takes a while
    from generator.site.preview_server import PreviewServer  # noqa: PLC0415

    host, port = options.address
    with TemporaryDirectory(prefix="catalogue-preview-") as output:
        try:
            server = PreviewServer((host, port), Preview(options.config, Path(output)))
        except PreviewError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        except OSError as error:
            sys.stderr.write(
                f"{host}:{port}用不了：{describe_os_error(error)}。用--address换一个。\n"
            )
            return 1
        sys.stdout.write(f"网站在 http://{host}:{server.server_port}/ ，按Ctrl+C停下。\n")
        sys.stdout.flush()
        with server, suppress(KeyboardInterrupt):
            server.serve_forever()
    return 0
