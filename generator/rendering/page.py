"""What rendering gives: pages for the engine's shell, and files as they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One finished page, still without the engine's shell."""

    address: str
    """Address below the site's root: empty for the home page, else one level and a slash."""
    title: str
    description: str
    body: str
    """HTML of everything between header and footer, with one ``h1``."""
    section: str = ""
    """Which link of the header is current: a kind's folder, or empty."""
    prefix: str = ""
    """What goes before the address in this copy of the site: ``zh-hant/``, or empty."""
    source: str = ""
    """The catalogue file it is made of, for the edit link; empty for none."""

    @property
    def path(self) -> str:
        """The file below the site's root."""
        return f"{self.prefix}{self.address}index.html"
