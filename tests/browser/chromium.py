"""Finding a browser for the tests. As a command: exit code 0 if one is there, 1 if none."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

MISSING = (
    "The browser tests found no Chromium. Run `make test`, which installs one, "
    "or set CATALOGUE_CHROMIUM to the path of yours."
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
"""A test's browser calls nobody of its own accord, and runs in a container."""
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The headless shell first: the same pages for half the work."""


def find(playwright: Playwright) -> str:
    """Return the path of a Chromium: the one asked for, the machine's own, or Playwright's."""
    asked_for = os.environ.get("CATALOGUE_CHROMIUM")
    if asked_for:
        return asked_for if Path(asked_for).is_file() else ""
    whole = Path(playwright.chromium.executable_path)
    own = [name for name in map(shutil.which, NAMES) if name]
    beside = whole.parents[1].name.replace("chromium", "chromium_headless_shell")
    playwrights = [*whole.parents[2].glob(f"{beside}/*/*headless*shell"), whole]
    return next(iter([*own, *(str(one) for one in playwrights if one.is_file())]), "")


if __name__ == "__main__":
    with sync_playwright() as started:
        sys.exit(0 if find(started) else 1)
