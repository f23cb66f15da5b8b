"""Many catalogues into many sites, on any executor of ``concurrent.futures``.

A fleet file names the sites' folder and the catalogues. Each is built by itself and published in
one step, so that one which fails, or whose worker dies, leaves every site whole. What was built
from what is noted, so that the next run does only what is left or has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.checking import local_day
from generator.editing.files import write_all
from generator.outputs.pages.environment import environment
from generator.reading.limits import DEFAULT_LIMITS
from generator.reading.parse import parse
from generator.site.swap import is_site
from generator.views.services import FleetProvince, FleetRow, FleetView

STATE, INDEX = "fleet.json", "index.html"
MOST_BYTES = DEFAULT_LIMITS.edition_bytes
"""Of a file, from its start: so much counts when it is asked what changed."""
ATTEMPTS = 3
"""How often a catalogue is tried whose worker died; what fails by itself is not tried again."""


class FleetError(Exception):
    """The fleet file cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Member:
    """One catalogue of a fleet: its id, its site settings, and where its site goes."""

    id: str
    config: Path
    site: Path


@dataclass(frozen=True, slots=True)
class Result:
    """What building one catalogue gave. ``source`` is the digest of what it was built from."""

    id: str
    built: bool
    title: str
    entries: int
    pages: int
    seconds: float
    said: str
    source: str
    place: str = ""
    province: str = ""


def read_fleet(file: Path) -> tuple[Path, tuple[Member, ...]]:
    """Return the sites' folder and the catalogues. Raises ``FleetError``.

    Folders are relative to the fleet file.
    """
    try:
        reading = parse(file.read_text(encoding="utf-8"), file.name)
    except (OSError, UnicodeError) as error:
        raise FleetError(f"读不了{file}：{error}") from error
    if reading.document is None:
        problem = reading.problems[0]
        raise FleetError(f"{file}:{problem.location.line}: {problem.message}")
    data = reading.document.data
    sites, listed = data.get("sites"), data.get("catalogues")
    if not isinstance(sites, str) or not isinstance(listed, list):
        raise FleetError(f"{file}：要写sites（网站放在哪里）和catalogues（有哪些目录）。")
    target = file.parent / sites
    members = tuple(_member(one, file, target) for one in listed)
    twice = {one.id for one in members if [m.id for m in members].count(one.id) > 1}
    if twice:
        raise FleetError(f"{file}：{'、'.join(sorted(twice))}写了两次。")
    return target, members


def _member(one: object, file: Path, target: Path) -> Member:
    if (
        isinstance(one, dict)
        and isinstance(one.get("id"), str)
        and isinstance(one.get("path"), str)
    ):
        name = str(one["id"])
        if name.replace("-", "").isalnum() and name.isascii():
            return Member(name, file.parent / str(one["path"]) / "mkdocs.yml", target / name)
    raise FleetError(f"{file}：每个目录写id（英文小写字母、数字）和path（放mkdocs.yml的文件夹）。")


def source_digest(member: Member, on: date) -> str:
    """Return the digest of everything a site is made from, its day and our version among it."""
    total = hashlib.sha256(f"{version('community-admission-catalogue')} {on}".encode())
    root = member.config.parent
    for file in sorted(root.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
        if file.is_file() and not hidden and not file.is_relative_to(root / "site"):
            with file.open("rb") as opened:  # what a link leads to may have no end
                content = opened.read(MOST_BYTES)
            total.update(file.relative_to(root).as_posix().encode() + b"\0" + content)
    return total.hexdigest()


def build_member(member: Member, on: date | None = None, *, prints: bool = False) -> Result:
    """Build and publish one site. Never raises: what went wrong is in the result."""
    from generator.problems import text  # noqa: PLC0415 - a worker imports what it needs
    from generator.site.compose import check_and_compose  # noqa: PLC0415 - as above
    from generator.site.engine import EngineError, build_site, load  # noqa: PLC0415 - as above

    start = datetime.now(UTC)
    day = on or local_day(member.config.parent / "catalogue", start)
    source = ""
    try:
        source = source_digest(member, day)
        config, plugin = load(member.config, site=member.site)
        options = plugin.options(config, on=day)
        with TemporaryDirectory(prefix="catalogue-prints-") as scratch:
            printing = Path(scratch) / "prints" if prints else None
            made = check_and_compose(replace(options, prints=printing))
            if not made.check.passed:
                return _failed(member, text.render(made.check.problems, ""), source)
            build_site(config, plugin, made)
    except (EngineError, OSError, ValueError) as error:
        return _failed(member, str(error), source)
    catalogue = made.check.catalogue
    seconds = (datetime.now(UTC) - start).total_seconds()
    title = str(catalogue.settings.title)
    return Result(
        id=member.id,
        built=True,
        title=title,
        entries=len(catalogue.entries),
        pages=made.number_of_pages,
        seconds=seconds,
        said="",
        source=source,
        place=catalogue.settings.jurisdiction.name,
        province=catalogue.settings.jurisdiction.province,
    )


def _failed(member: Member, said: str, source: str = "") -> Result:
    return Result(
        id=member.id,
        built=False,
        title=member.id,
        entries=0,
        pages=0,
        seconds=0.0,
        said=said,
        source=source,
    )


def build_fleet(
    target: Path,
    members: Iterable[Member],
    executors: Callable[[], Executor],
    *,
    build: Callable[[Member], Result] = build_member,
    done: Callable[[Result], None] = lambda _: None,
) -> tuple[Result, ...]:
    """Build every catalogue that is not built yet as it stands, and write the index page.

    ``executors`` makes the executor; a fresh one is made when a worker's death broke it.
    ``done`` is told each result as it comes. A run that is stopped keeps what it noted.
    """
    target.mkdir(parents=True, exist_ok=True)
    every = {member.id: member for member in members}
    known = {name: one for name, one in _read_state(target).items() if name in every}
    left = [member for member in every.values() if not _is_built(member, known)]
    for attempt in range(ATTEMPTS):
        if not left:
            break
        lost: list[Member] = []
        with executors() as executor:
            waiting = {executor.submit(build, member): member for member in left}
            for future in as_completed(waiting):
                result = _outcome(future, waiting[future], lost, last=attempt + 1 == ATTEMPTS)
                if result is not None:
                    known[result.id] = _remembering(result, known.get(result.id))
                    _write_state(target, known)
                    done(result)
        left = lost
    results = tuple(known[name] for name in every)
    _write_index(target, results)
    return results


def _remembering(result: Result, before: Result | None) -> Result:
    """Return a result; one that failed is still listed by the name and the place it had."""
    if result.built or before is None:
        return result
    return replace(result, title=before.title, place=before.place, province=before.province)


def _is_built(member: Member, known: Mapping[str, Result]) -> bool:
    before = known.get(member.id)
    if before is None or not before.built or not is_site(member.site):
        return False
    day = local_day(member.config.parent / "catalogue", datetime.now(UTC))
    return before.source == source_digest(member, day)


def _outcome(
    future: Future[Result], member: Member, lost: list[Member], *, last: bool
) -> Result | None:
    """Return the result; ``None`` when the worker died and the catalogue is to be tried again."""
    try:
        return future.result()
    except BrokenExecutor as error:
        failure: Exception = error
    except Exception as error:  # noqa: BLE001 - a cluster has errors of its own for a dead worker
        failure = error
    if last:
        return _failed(member, f"做的程序中途没有了：{type(failure).__name__}")
    lost.append(member)
    return None


def _read_state(target: Path) -> dict[str, Result]:
    try:
        told = json.loads((target / STATE).read_text(encoding="utf-8"))
        return {one["id"]: Result(**one) for one in told["results"]}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _write_state(target: Path, known: Mapping[str, Result]) -> None:
    told = {"results": [asdict(known[name]) for name in sorted(known)]}
    write_all(target, {STATE: json.dumps(told, ensure_ascii=False, indent=1) + "\n"})


def _write_index(target: Path, results: Iterable[Result]) -> None:
    provinces: dict[str, list[FleetRow]] = {}
    for result in results:
        row = _row(result, has_site=is_site(target / result.id))
        provinces.setdefault(result.province, []).append(row)
    view = FleetView(
        title="各地的目录",
        number=sum(map(len, provinces.values())),
        provinces=tuple(
            FleetProvince(name=name, rows=tuple(rows)) for name, rows in provinces.items()
        ),
    )
    page = environment().get_template("fleet.html.j2").render(view=view)
    write_all(target, {INDEX: page + "\n"})


def _row(result: Result, *, has_site: bool) -> FleetRow:
    note = "这一次没有做成，还是上一次的" if has_site else "还没有做成"
    return FleetRow(
        place=result.place,
        title=result.title,
        address=f"{result.id}/" if has_site else "",
        note=f"{result.entries}条事项" if result.built else note,
    )
