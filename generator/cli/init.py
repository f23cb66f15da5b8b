"""``catalogue init DIR``: create the catalogue of another place."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

from generator.checking import check, local_day
from generator.cli.common import line
from generator.editing.base_copies import CATALOGUE, PACKAGE, copy_bases, find_base, required_copies
from generator.editing.founding import TO_FILL, lists_to_fill, settings_text, waivers_text
from generator.model.catalogue import SETTINGS, WAIVERS
from generator.problems.os_errors import describe_os_error
from generator.reading.layers import BASES
from generator.reading.locked import LOCK, digests, lock_text
from generator.schema.for_editors import editor_schemas, files_of_schemas
from generator.schema.kinds import load_kinds
from generator.within import write

HELP = "新建另一个地方的目录，马上能生成网站"
VS_CODE, SCHEMAS = ".vscode/settings.json", ".vscode/schemas"
EXAMPLE = "catalogue init 我的目录 --on national --province 浙江省 --place 安吉县"
HEADLINE = {
    "headline": "本目录是示例，",
    "notice": "还没有经过任何机关批准。以主管部门的正式答复为准。",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument(
        "folder", type=Path, metavar="文件夹", help="放在哪个文件夹；要么没有，要么是空的"
    )
    parser.add_argument(
        "--on",
        metavar="上级目录",
        help="在哪个目录上面编：它的文件夹，或者national（全国基础目录）",
    )
    parser.add_argument("--province", type=line, metavar="省", help="哪个省，例：浙江省")
    parser.add_argument("--place", type=line, metavar="地方", help="哪个县、市、区，例：安吉县")


def run(options: argparse.Namespace) -> int:
    """Create the folder; 1 if it is not empty or cannot be written, 2 if an option is missing."""
    folder: Path = options.folder
    given = [options.on, options.province, options.place]
    if any(given) and not all(given):
        sys.stderr.write(f"--on、--province、--place要一起写，例：{EXAMPLE}\n")
        return 2
    base = _base(options.on) if options.on else None
    if options.on and base is None:
        sys.stderr.write(
            f"没有找到上级目录“{options.on}”。装上它的软件包（{PACKAGE}{Path(options.on).name}），"
            "或者写它的文件夹，例：--on 程序的文件夹/catalogue/bases/national\n"
        )
        return 1
    try:
        if folder.exists() and any(folder.iterdir()):
            sys.stderr.write(f"“{folder}”里已经有东西，没有动它。换一个文件夹。\n")
            return 1
        with as_file(files("generator") / "starter") as starter:
            left_out = shutil.ignore_patterns(CATALOGUE) if base else None
            shutil.copytree(starter, folder, dirs_exist_ok=True, ignore=left_out)
        _write(folder, _for_vs_code(folder))
        if base:
            _write_layered(folder, base, options.province, options.place)
    except OSError as error:
        sys.stderr.write(f"写不了“{folder}”：{describe_os_error(error)}。\n")
        return 1
    sys.stdout.write(_next_steps(folder, is_over=base is not None))
    return 0


def _base(name: str) -> Path | None:
    """Return the folder of a base, given as a path or by its name in a checkout or a package."""
    program = Path(__file__).resolve().parents[2]
    return find_base(name, (Path.cwd(), program))


def _write_layered(folder: Path, base: Path, province: str, place: str) -> None:
    """Write a catalogue on top of a copy of ``base`` into the folder. Raises ``OSError``."""
    checked = check(base, on=local_day(base, datetime.now(UTC)))
    above = checked.catalogue
    base_path = f"{BASES}/{base.resolve().name}"
    copies = required_copies(base, checked.bases)
    copy_bases(folder / CATALOGUE, copies)
    locked = digests((path, folder / CATALOGUE / path) for path in copies)
    settings = settings_text(
        place=place,
        province=province,
        base=base_path,
        headline=HEADLINE,
        verified_on=above.settings.verified_on,
        kinds=above.kinds,
    )
    _write(
        folder,
        {
            f"{CATALOGUE}/{SETTINGS}": settings,
            f"{CATALOGUE}/{WAIVERS}": waivers_text(above.waivers, base_path, above.kinds),
            f"{CATALOGUE}/{LOCK}": lock_text(locked),
            **lists_to_fill(above, province),
        },
    )


def _for_vs_code(folder: Path) -> Mapping[str, str]:
    """Return VS Code's settings and the schemas, so that it shows the problems of ``check``."""
    kinds = load_kinds()
    settings = json.loads((folder / VS_CODE).read_text(encoding="utf-8"))
    settings["yaml.schemas"] = files_of_schemas(kinds, lambda _: f"./{SCHEMAS}")
    return {
        VS_CODE: json.dumps(settings, ensure_ascii=False, indent=2) + "\n",
        **{f"{SCHEMAS}/{name}": text for name, text in editor_schemas(kinds).items()},
    }


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for path, text in texts.items():
        write(folder, path, text.encode())


def _next_steps(folder: Path, *, is_over: bool) -> str:
    """Return the message on what to do next."""
    settings = folder / CATALOGUE / SETTINGS
    first = f"先改 {settings}，写上{'编制单位' if is_over else '地方名称'}"
    to_fill = f"；本省的清单填在 {folder / TO_FILL}" if (folder / TO_FILL).is_dir() else ""
    return (
        f"新目录在 {folder}\n{first}{to_fill}；再运行：\n"
        f"  cd {folder}\n  catalogue check\n  catalogue build\n"
        "怎么放到网上、第一次怎么发布，写在README.md里。\n"
    )
