"""Pages that serve: verifying, data for programs, editing, what is due, prints, offline; as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.views.duties import Duties, duties
from generator.views.links import EntryLink, Link, entry_link
from generator.views.open_data import PATHS
from generator.views.print_groups import Shelf

LOCAL = "http://127.0.0.1:8000/"
"""Where the site is while it is shown on the editor's own machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleView:
    """A page that shows its title and what its template says."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedView:
    """这一页搬走了: a page that leads on to another address."""

    target: str
    """Where to, relative to the page."""
    title: str
    """What the page there is called."""
    canonical: str
    """The whole address; empty where the site has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetRow:
    """One catalogue of a fleet."""

    place: str
    """Whom it is for; empty while it was never built."""
    title: str
    address: str
    """Its site; empty while there is none."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetProvince:
    """The catalogues of one province."""

    name: str
    """Empty for those that do not say."""
    rows: tuple[FleetRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetView:
    """各地的目录: the page above the sites of a fleet."""

    title: str
    number: int
    provinces: tuple[FleetProvince, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyView:
    """核验引用."""

    title: str
    crumbs: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """One file for programs; where its path has a variable it is no link."""

    text: str
    path: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView:
    """数据接口: every file for programs, with examples that work as they stand."""

    title: str
    files: tuple[DataFile, ...]
    site: str
    """Where the site is, for the examples."""
    sample: str
    """A number that is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a list to choose from."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditView:
    """填表: the kinds of which a form can be opened."""

    title: str
    kinds: tuple[Choice, ...]
    repository: str
    """Where new files are begun; empty when that is not set."""
    files: str
    """Where the files there are edited; empty when that is not set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One entry and one reason to look at it."""

    entry: EntryLink
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueGroup:
    """What one department has to look at."""

    department: str
    address: str
    """The department's page; empty for entries without a department."""
    rows: tuple[DueRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueView:
    """待办: what has to be looked at again, by department."""

    title: str
    groups: tuple[DueGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintsView:
    """打印和下载: every finished print by group."""

    title: str
    shelves: tuple[Shelf, ...]


def verify_view(*, title: str) -> VerifyView:
    """Return the page that says whether a citation holds."""
    return VerifyView(title=title, crumbs=(Link(title="版次", address=addresses.EDITIONS),))


def data_view(catalogue: Catalogue, *, title: str) -> DataView:
    """Return the files for programs."""
    return DataView(
        title=title,
        files=(
            *(_file(what, f"api/v1/{path}") for path, _, what, _ in PATHS),
            _file("接口说明，OpenAPI 3.1", "api/v1/openapi.json"),
            _file("JSON文件的格式，JSON Schema", "schemas/api.schema.json"),
            _file("给读文字的程序", "llms.txt"),
        ),
        site=catalogue.address or LOCAL,
        sample=next(iter(catalogue.entries), ""),
    )


def _file(what: str, path: str) -> DataFile:
    return DataFile(text=what, path=Link(title=path, address="" if "{" in path else path))


def edit_view(catalogue: Catalogue, *, title: str) -> EditView:
    """Return the kinds of which a form can be opened."""
    settings = catalogue.settings
    repository = settings.repository.new_file_address if settings.repository else ""
    return EditView(
        title=title,
        kinds=tuple(
            Choice(id=kind.folder, label=kind.label) for kind in catalogue.kinds.with_forms()
        ),
        repository=settings.new_file_address or repository,
        files=settings.repository.edit_address("catalogue") if settings.repository else "",
    )


def due_view(catalogue: Catalogue, on: date, *, title: str) -> DueView:
    """Return what has to be looked at again on the day ``on``, by department."""
    return DueView(title=title, groups=tuple(_due(one) for one in duties(catalogue, on)))


def _due(one: Duties) -> DueGroup:
    return DueGroup(
        department=one.department,
        address=f"{one.slug}/" if one.slug else "",
        rows=tuple(DueRow(entry=entry_link(duty.entry), reason=duty.reason) for duty in one.duties),
    )
