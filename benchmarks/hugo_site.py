"""Hugo beside us: fed the same YAML with templates of the same content, or only finished pages.

The templates in ``hugo/`` make what a reader sees of entries, bodies and sources, and JSON of each
entry. They check nothing, and make no Traditional copies, prints, feeds, linked data, index in
parts, money pages or digests. ``facts`` asks whether the same words stand on both sides' pages.
"""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import yaml

TEMPLATES = Path(__file__).with_name("hugo")
KINDS = ("certificates", "services", "seal-uses", "overheads", "funding")
ASKED = 20
"""Entries whose facts are compared."""
SHORT_ENOUGH = 14
"""A longer name gives way to the plain one as a title."""
LAYOUT = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{{ .Title }}</title>'
    '<link rel="stylesheet" href="/assets/catalogue/catalogue.css"><main>{{ .Content }}</main></html>'
)
_MOUNT = '[[module.mounts]]\nsource = "{}"\ntarget = "{}"\n'
_GONE = re.compile(r"<script.*?</script>|<[^>]+>", re.DOTALL)
_BLANK = re.compile(r"\s")


def from_yaml(catalogue: Path, folder: Path) -> Path:
    """Lay out a site that Hugo makes of the catalogue's own files; return its folder."""
    shutil.copytree(TEMPLATES, folder)
    mounts = [
        ("content", "content"),
        ("layouts", "layouts"),
        (str(catalogue.resolve()), "data"),
        ("labels.json", "data/labels.json"),
    ]
    with (folder / "hugo.toml").open("a", encoding="utf-8") as file:
        file.writelines(_MOUNT.format(*mount) for mount in mounts)
    return folder


def from_pages(rendered: Path, folder: Path) -> Path:
    """Lay out finished pages as Hugo wants them: front matter and HTML; return the folder."""
    (folder / "layouts").mkdir(parents=True)
    for name in ("single", "list", "home"):
        (folder / f"layouts/{name}.html").write_text(LAYOUT, encoding="utf-8")
    (folder / "hugo.toml").write_text(
        'baseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
        "[security]\nallowContent = ['.*']\n",
        encoding="utf-8",
    )
    for page in (rendered / "docs").rglob("*.md"):
        place = page.relative_to(rendered / "docs").with_suffix(".html")
        target = folder / "content" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def facts(catalogue: Path, site: Path) -> tuple[int, list[str]]:
    """Return how many facts of some entries a site was asked for, and those it does not tell."""
    records = {
        folder: {
            one["id"]: one
            for file in (catalogue / folder).glob("*.yml")
            if (one := yaml.load(file.read_bytes(), yaml.CSafeLoader))
        }
        for folder in ("sources", "bodies")
    }
    files = sorted(file for kind in KINDS for file in catalogue.glob(f"{kind}/*.yml"))
    chosen = Random(7).sample(files, ASKED)  # noqa: S311 - always the same, nothing secret
    asked, missing = 0, []
    for file in chosen:
        entry = yaml.load(file.read_bytes(), yaml.CSafeLoader)
        for page, words in _told(entry, file.parent.name, **records):
            asked += 1
            text = html.unescape(_GONE.sub("", (site / page / "index.html").read_text("utf-8")))
            if _BLANK.sub("", words) not in _BLANK.sub("", text):
                missing.append(f"{page}: {words}")
    return asked, missing


def _told(
    entry: Mapping[str, Any],
    kind: str,
    sources: Mapping[str, Mapping[str, Any]],
    bodies: Mapping[str, Mapping[str, Any]],
) -> Iterator[tuple[str, str]]:
    """Yield pages, and words of an entry that stand there."""
    own = entry["id"].lower()
    title = entry.get("plain_name", entry["name"])
    title = title if len(entry["name"]) > SHORT_ENOUGH else entry["name"]
    cited = {basis["source"] for basis in entry.get("legal_basis", ())}
    competent = entry.get("competent_bodies", ())
    yield from ((own, entry[name]) for name in ("name", "summary"))
    yield from ((own, one["name"]) for one in entry.get("materials", ()))
    yield from ((own, sources[one]["title"]) for one in cited)
    yield from ((own, bodies[one].get("short_name", bodies[one]["name"])) for one in competent)
    yield from ((f"body-{one}", title) for one in competent)
    yield from ((f"source-{one}", title) for one in cited)
    yield kind, title
