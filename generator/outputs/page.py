"""What rendering gives: pages for the engine's shell, and files as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

SITE_PICTURE = "site"
"""The picture of pages that have none of their own."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page, still without the engine's shell. It is rendered when its body is first asked for."""

    address: str
    """Address below the site's root: empty for the home page, else one level and a slash."""
    title: str
    description: str
    render: Callable[[], str]
    """Makes the body; the same each time."""
    section: str = ""
    """Which link of the header is current: a kind's folder, or empty."""
    prefix: str = ""
    """What goes before the address in this copy of the site: ``zh-hant/``, or empty."""
    picture: str = SITE_PICTURE
    """The name of the picture beside a link to it."""
    is_entry: bool = False
    """Whether it is the page of one entry, which does without the style of lists."""
    is_answer: bool = False
    """Whether every device keeps it, for when there is no network."""
    source: str = ""
    """The catalogue file it is made of, for the edit link; empty for none."""

    @cached_property
    def body(self) -> str:
        """HTML of everything between header and footer, with one ``h1``."""
        return self.render()

    def forget(self) -> None:
        """Drop the body: bodies of 20,000 entries are 900 MB. Asked for again it is made again."""
        self.__dict__.pop("body", None)

    @property
    def path(self) -> str:
        """The file below the site's root."""
        return f"{self.prefix}{self.address}index.html"
