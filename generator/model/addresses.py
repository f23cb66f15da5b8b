"""Addresses of pages below the site's root. They are permanent, and all of them are made here.

A page is one level deep, so an address is a name and a slash. That of the home page is empty.
"""

from __future__ import annotations

from urllib.parse import quote

HOME = ""
BURDEN = "burden/"
CODES = "codes/"
COMMUNITIES = "communities/"
CONSULTATION = "consultation/"
"""意见采纳情况."""
DATA = "data/"
DUE = "due/"
EDIT = "edit/"
EDITIONS = "editions/"
FACTS = "facts/"
"""什么能证明什么."""
JOURNEYS = "journeys/"
"""一件事怎么办."""
LETTERS = "letters/"
MONEY = "money/"
OFFLINE = "offline/"
"""Shown without a network for a page that is not cached."""
PRINTS = "prints/"
PROVISIONS = "provisions/"
PROVISION_COUNTS = "provision-counts/"
REPLIES = "replies/"
"""写函."""
REFUSED = "refused/"
"""窗口不办怎么办."""
SOURCES = "sources/"
TASKS = "tasks/"
UPSTREAM = "upstream/"
VERIFY = "verify/"


def entry(number: str) -> str:
    """Return the address of an entry's page by its number."""
    return f"{number.lower()}/"


def record(kind: str, id_: str) -> str:
    """Return the address of the page of a record that is no entry, by its kind's name."""
    return f"{kind}-{id_}/"


def article(source: str, label: str) -> str:
    """Return the address of one article on the page of its source: 第四十三条, percent-encoded."""
    return f"{record('source', source)}#{quote(anchor(label))}"


def anchor(label: str) -> str:
    """Return the anchor of an article: its label without blanks."""
    return "".join(label.split())


def kind(folder: str) -> str:
    """Return the address of the page that lists the entries of a kind."""
    return f"{folder}/"


def decision(folder: str, verdict: str) -> str:
    """Return the address, for prints, of the list of a kind's entries with one verdict.

    It redirects to a section of the page that lists all entries of the kind.
    """
    return f"{folder}-{verdict.replace('_', '-')}/"


def vocabulary(id_: str) -> str:
    """Return the address of the page that lists the concepts of a vocabulary."""
    return f"{id_}/"


def concept(vocabulary_id: str, id_: str) -> str:
    """Return the address of the page of one concept."""
    return f"{vocabulary_id}-{id_}/"


def letter(first: str) -> str:
    """Return the address of the page of one first pinyin letter; ``#`` for names without one."""
    return f"letter-{'0' if first == '#' else first.lower()}/"


def referral_notice(number: str) -> str:
    """Return the address of the 转办告知单 of an entry."""
    return f"slip-{number.lower()}/"


def edition(id_: str) -> str:
    """Return the address of the page of an edition."""
    return f"edition-{id_}/"


def changes(id_: str) -> str:
    """Return the address of the page with the changes of an edition."""
    return f"changes-{id_}/"
