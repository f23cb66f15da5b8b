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


def find(playwright: Playwright) -> str:
    """Return the path of a Chromium: the one asked for, the machine's own, or Playwright's."""
    asked_for = os.environ.get("CATALOGUE_CHROMIUM")
    if asked_for:
        return asked_for if Path(asked_for).is_file() else ""
    own = shutil.which("chromium") or shutil.which("chromium-browser")
    playwrights = playwright.chromium.executable_path
    return own or (playwrights if Path(playwrights).is_file() else "")


if __name__ == "__main__":
    with sync_playwright() as started:
        sys.exit(0 if find(started) else 1)
