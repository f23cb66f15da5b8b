"""The same entries as Markdown pages with Material's own search, to compare with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from generator.model.catalogue import Catalogue
from generator.search.index import search_index

SETTINGS = {
    "site_name": "目录",
    "theme": {"name": "material", "language": "zh", "font": False},
    "plugins": [
        {
            "search": {
                "lang": "zh",
                "separator": r"[\s\u200b\u3000\-，、。；：！？（）《》“”…,.;:!?()]+",
            }
        }
    ],
    "nav": ["index.md"],
    "validation": {"nav": {"omitted_files": "ignore"}},
}
WITHOUT_JIEBA = "import sys; sys.modules['jieba'] = None"
MKDOCS = "from mkdocs.__main__ import cli; cli()"


def has_jieba() -> bool:
    """Tell whether Material could cut Chinese into words here."""
    return find_spec("jieba") is not None


@contextmanager
def material_site(catalogue: Catalogue, *, jieba: bool) -> Iterator[Path]:
    """Build a site of one page for each entry, with the words that our own index holds."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "docs").mkdir()
        (place / "mkdocs.yml").write_text(yaml.safe_dump(SETTINGS, allow_unicode=True))
        (place / "docs" / "index.md").write_text("# 首页\n")
        for number, _, title, _, word, summary, go_to, texts in search_index(
            catalogue, catalogue.settings.verified_on
        )["entries"]:
            said = dict.fromkeys(text for _, text, *_ in texts if isinstance(text, str))
            listed = "".join(f"- {text}\n" for text in said)
            page = f"# {title}\n\n{word}。{summary}{go_to}\n\n{listed}"
            (place / "docs" / f"{number}.md").write_text(page)
        before = "" if jieba else WITHOUT_JIEBA
        subprocess.run(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-c", f"{before}\n{MKDOCS}", "build", "--quiet"],
            cwd=place,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            check=True,
        )
        yield place / "site"
