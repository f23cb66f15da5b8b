"""The content of ``catalogue.yml`` and ``waivers.yml``, as attributes."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import msgspec

from generator.model.parts import Part, QuoteRead

FORGES = MappingProxyType(
    {"github": ("edit", "new"), "gitlab": ("-/edit", "-/new"), "gitea": ("_edit", "_new")}
)
"""The parts of an address for editing a file and for creating one, by platform."""


class Jurisdiction(Part, frozen=True, kw_only=True):
    """管辖: the place the catalogue is for."""

    name: str = ""
    province: str = ""
    code: str = ""


class Authority(Part, frozen=True, kw_only=True):
    """性质: whether the catalogue is a sample or an authority's decision, and its legal notice."""

    type: str = "sample"
    notice: str = ""
    headline: str = ""


class Hotline(Part, frozen=True, kw_only=True):
    """热线, and what to say there."""

    phone: str = ""
    name: str = ""
    say: str = ""
    sources: tuple[str, ...] = ()


class ContactNote(Part, frozen=True, kw_only=True):
    """Where to report mistakes."""

    text: str
    url: str = ""


class ExampleQuestion(Part, frozen=True, kw_only=True):
    """A question on the home page, and the entry that answers it."""

    text: str
    entry: str


class GeneralRule(Part, frozen=True, kw_only=True):
    """The article to read out to a requester that insists; ``quote`` is verbatim."""

    quote: str
    source: str
    clause: str
    quote_read: QuoteRead | None = None


class InsistRule(GeneralRule, frozen=True, kw_only=True):
    """对方一定要社区开: the rule, and where to complain."""

    complain: str = ""


class UndecidedNote(Part, frozen=True, kw_only=True):
    """The sentence for entries without a local rule."""

    text: str


class Redirect(Part, frozen=True, kw_only=True):
    """A released address, and its present target."""

    from_: str = msgspec.field(name="from")
    to: str


class BaselinePart(Part, frozen=True, kw_only=True):
    """One part of a figure of the survey."""

    name: str
    number: int


class BaselineFigure(Part, frozen=True, kw_only=True):
    """A figure of the survey, as its source words it."""

    name: str
    text: str
    when: str
    source: str
    note: str = ""
    entry: str = ""
    parts: tuple[BaselinePart, ...] = ()


class Base(Part, frozen=True, kw_only=True):
    """上级目录: a folder, or an installed package."""

    path: str = ""
    package: str = ""


class Repository(Part, frozen=True, kw_only=True):
    """代码仓库: the repository of the catalogue's files, and its platform."""

    address: str
    forge: str
    branch: str = "main"

    def edit_address(self, folder: str) -> str:
        """Return the address for editing the files of a folder, without the file name."""
        edit, _ = FORGES[self.forge]
        return f"{self.address.rstrip('/')}/{edit}/{self.branch}/{folder}/"

    @property
    def new_file_address(self) -> str:
        """The address for creating a file."""
        _, new = FORGES[self.forge]
        return f"{self.address.rstrip('/')}/{new}/{self.branch}"


class Settings(Part, frozen=True, kw_only=True):
    """``catalogue.yml``. Every text is empty if the file could not be read."""

    title: str = ""
    short_title: str = ""
    format: int = 1
    """The version of the format of its files."""
    jurisdiction: Jurisdiction = Jurisdiction()
    publisher: str = ""
    standing: Authority = Authority()
    hotline: Hotline = Hotline()
    online: tuple[str, ...] = ()
    contact: ContactNote | None = None
    time_zone: str = "Asia/Shanghai"
    address: str = ""
    verified_on: date = date.min
    questions: tuple[ExampleQuestion, ...] = ()
    insist: InsistRule | None = None
    entrust: GeneralRule | None = None
    undecided: UndecidedNote | None = None
    notes_internal: str = ""
    redirects: tuple[Redirect, ...] = ()
    repository: Repository | None = None
    new_file_address: str = ""
    colour: str = ""
    logo: str = ""
    baseline: tuple[BaselineFigure, ...] = ()
    bases: tuple[Base, ...] = ()
    schemas: tuple[str, ...] = ()


class Waiver(Part, frozen=True, kw_only=True):
    """豁免: an exemption of one file from a rule, with its reason and its last day."""

    code: str
    file: str
    reason: str
    granted_on: date
    until: date | None = None
