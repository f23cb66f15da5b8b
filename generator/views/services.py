"""Service pages: verifying, data for programs, editing, due work, prints and fleets, as data."""

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
"""The address of the site while it is previewed on the editor's machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleView:
    """A page that only needs a title. The rest is in its template."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedView:
    """这一页搬走了: a page that redirects to another address."""

    target: str
    """The new address, relative to the page."""
    title: str
    """The title of the page at the new address."""
    canonical: str
    """The absolute new address; empty if the site has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetRow:
    """One catalogue of a fleet."""

    place: str
    """Whom it is for; empty while it was never built."""
    title: str
    address: str
    """Its site; empty as long as there is none."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetProvince:
    """The catalogues of one province."""

    name: str
    """Empty for those that do not say."""
    rows: tuple[FleetRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetView:
    """各地的目录: the index page of a fleet's sites."""

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
    """One file for programs. A path with a variable has no link."""

    text: str
    path: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView:
    """数据接口: every file for programs, with examples that work as they stand."""

    title: str
    files: tuple[DataFile, ...]
    site: str
    """The address of the site, for the examples."""
    sample: str
    """The number of an existing entry, for the examples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a list to choose from."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditView:
    """填表: the kinds that have a form."""

    title: str
    kinds: tuple[Choice, ...]
    repository: str
    """The address at which a new file is created; empty if the settings name none."""
    files: str
    """The address at which files are edited; empty if the settings name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One entry and one reason to review it."""

    entry: EntryLink
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueGroup:
    """The due work of one department."""

    department: str
    address: str
    """The department's page; empty for entries without a department."""
    rows: tuple[DueRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueView:
    """待办: due reviews by department."""

    title: str
    groups: tuple[DueGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintsView:
    """打印和下载: every finished print by group."""

    title: str
    shelves: tuple[Shelf, ...]


def verify_view(*, title: str) -> VerifyView:
    """Return the page that verifies citations."""
    return VerifyView(title=title, crumbs=(Link(title="版次", address=addresses.EDITIONS),))


def data_view(catalogue: Catalogue, *, title: str) -> DataView:
    """Return the files for programs."""
    return DataView(
        title=title,
        files=(
            *(_file(text, f"api/v1/{path}") for path, _, text, _ in PATHS),
            _file("接口说明，OpenAPI 3.1", "api/v1/openapi.json"),
            _file("JSON文件的格式，JSON Schema", "schemas/api.schema.json"),
            _file("给读文字的程序", "llms.txt"),
        ),
        site=catalogue.address or LOCAL,
        sample=next(iter(catalogue.entries), ""),
    )


def _file(text: str, path: str) -> DataFile:
    return DataFile(text=text, path=Link(title=path, address="" if "{" in path else path))


def edit_view(catalogue: Catalogue, *, title: str) -> EditView:
    """Return the kinds that have a form."""
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
    """Return the reviews that are due on the day ``on``, by department."""
    return DueView(
        title=title,
        groups=tuple(_due(department_duties) for department_duties in duties(catalogue, on)),
    )


def _due(department_duties: Duties) -> DueGroup:
    return DueGroup(
        department=department_duties.department,
        address=f"{department_duties.slug}/" if department_duties.slug else "",
        rows=tuple(
            DueRow(entry=entry_link(duty.entry), reason=duty.reason)
            for duty in department_duties.duties
        ),
    )
