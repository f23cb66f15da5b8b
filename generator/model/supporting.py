"""The records that entries refer to: bodies, sources, upstream lists, vocabularies, communities."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import msgspec

from generator.laws.articles import Article
from generator.model.parts import Part, Verification
from generator.model.record import Record


class Channel(Part, frozen=True, kw_only=True):
    """联系方式: an office, a telephone number or a page of a body."""

    type: str
    name: str
    address: str = ""
    hours: str = ""
    serves: tuple[str, ...] = ()
    phone: str = ""
    url: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    unverified: bool = False


class Body(Record, frozen=True, kw_only=True, eq=False):
    """责任部门: a body that is responsible for entries."""

    id: str
    name: str
    short_name: str
    name_verified: bool
    type: str
    level: str = ""
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    active_from: date | None = None
    active_until: date | None = None
    succeeded_by: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()
    notes_internal: str = ""

    def has_ended(self, day: date) -> bool:
        """Tell whether the body no longer exists on ``day``."""
        return self.active_until is not None and self.active_until < day


class WebAddress(Part, frozen=True, kw_only=True):
    """网址: an address of a source, and whether it still opens."""

    url: str
    state: str
    checked_on: date | None = None


class Source(Record, frozen=True, kw_only=True, eq=False):
    """依据: a law, a notice or another document that the catalogue cites."""

    id: str
    title: str
    short_title: str = ""
    document_number: str = ""
    issuers: tuple[str, ...] = ()
    source_kind: str = msgspec.field(name="kind")
    """种类: law, regulation, notice, …"""
    jurisdiction: str
    region: str = ""
    """行政区划代码 of the place where it applies, as long as the place requires: 42, 4207."""
    adopted_on: date | None = None
    published_on: date | None = None
    amended_on: date | None = None
    in_force_on: date | None = None
    ceased_on: date | None = None
    date_text: str = ""
    replaced_by: tuple[str, ...] = ()
    validity: str
    validity_note: str = ""
    seen: str
    seen_note: str = ""
    urls: tuple[WebAddress, ...] = ()
    provenance: str = ""
    note: str = ""
    notes_internal: str = ""

    @property
    def short_name(self) -> str:
        """The short title, or else the title."""
        return self.short_title or self.title

    @property
    def is_cited_only(self) -> bool:
        """Whether the source is known from citations only, and its text was not read."""
        return self.seen == "citation-only"

    def has_ended(self, day: date) -> bool:
        """Tell whether the source is no longer in force on ``day``."""
        if self.ceased_on is not None:
            return self.ceased_on <= day
        return self.validity == "repealed"


class UpstreamRow(Part, frozen=True, kw_only=True):
    """One row of an upstream list, and its counterpart in the list above."""

    serial: int
    name: str
    base_serial: int | None = None
    relation: str = ""
    note: str = ""


class NotAdopted(Part, frozen=True, kw_only=True):
    """A row of the list above that an upstream list did not adopt."""

    base_serial: int
    note: str = ""


class UpstreamList(Record, frozen=True, kw_only=True, eq=False):
    """上级清单, row by row."""

    id: str
    title: str
    short_title: str
    source: str
    expected_count: int
    base: str = ""
    rows: tuple[UpstreamRow, ...]
    not_adopted: tuple[NotAdopted, ...] = ()
    verification: Verification | None = None
    note: str = ""
    notes_internal: str = ""


class Concept(Part, frozen=True, kw_only=True):
    """One concept of a vocabulary."""

    id: str
    label: str
    description: str = ""
    today: str = ""
    bodies: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Vocabulary(Record, frozen=True, kw_only=True, eq=False):
    """词表: platforms, work areas, life events, community types."""

    id: str
    title: str
    intro: str = ""
    concepts: tuple[Concept, ...]
    notes_internal: str = ""


class TextOrigin(Part, frozen=True, kw_only=True):
    """抄自哪里: the origin of a text, a file of a repository or a web page."""

    repository: str = ""
    commit: str = ""
    path: str = ""
    page: str = ""
    read: str = ""
    transcribed: bool | None = None
    """Whether it is a private transcription; none if the address shows it."""


class TextArticle(Part, frozen=True, kw_only=True):
    """One article of a law, one paragraph (款) a line."""

    article: str
    text: str
    heading: str = ""


class Comparison(Part, frozen=True, kw_only=True):
    """A comparison of a text with another copy: the day, the copy and the result."""

    on: date
    with_: str = msgspec.field(name="with")
    same: bool
    note: str = ""


class Text(Record, frozen=True, kw_only=True, eq=False):
    """原文: the text of a source, by which quotations are checked. Its id is that of the source."""

    source: str
    title: str
    origin_: TextOrigin = msgspec.field(name="origin")
    history: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    """The articles of the whole document; empty if they are not known."""
    articles: tuple[TextArticle, ...]
    compared: tuple[Comparison, ...] = ()

    @cached_property
    def wording(self) -> tuple[Article, ...]:
        """The articles, for looking up clauses."""
        return tuple(Article(article.article, article.text) for article in self.articles)


class Contact(Part, frozen=True, kw_only=True):
    """A contact of a community: its telephone number, its place, and what it is for."""

    for_: str = msgspec.field(name="for")
    phone: str
    place: str = ""


class Community(Record, frozen=True, kw_only=True, eq=False):
    """社区."""

    id: str
    name: str
    type: str = ""
    households: int | None = None
    place: str = ""
    address: str
    phone: str
    hours: str
    contacts: tuple[Contact, ...] = ()
    platforms: tuple[str, ...] = ()
    verified_on: date
    notes_internal: str = ""


def short_name(target: Record | Concept) -> str:
    """Return the short name of a record or a concept."""
    match target:
        case Concept():
            return target.label
        case Body() | Source():
            return target.short_name
        case UpstreamList():
            return target.short_title
    return target.name
