"""What citations are checked against, made once for ``catalogue verify`` and a reader's device."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from generator.editions.citation import cite, head_and_tail
from generator.editions.edition import Edition
from generator.editions.history import Step, steps
from generator.editions.notices import ENDS
from generator.editions.verification import (
    WORDS,
    Archive,
    CitedEdition,
    CitedEntry,
    CitedPrint,
    VerificationData,
    Version,
    states_of,
)
from generator.model.catalogue import Catalogue
from generator.views.imprint import Imprint
from generator.views.listings import listings
from generator.views.posters import posters


def archive_data(archive: Archive) -> VerificationData:
    """Return what an archive's citations are checked against."""
    made = steps(archive.editions, archive.kinds)
    return verification_data(archive.working, made, archive.catalogue_of)


def verification_data(
    catalogue: Catalogue, made: tuple[Step, ...], opened: Callable[[Edition], Catalogue]
) -> VerificationData:
    """Return editions, every version of every entry, and every list and poster that was released.

    ``catalogue`` is what the site shows; ``opened`` gives the catalogue as it was in an edition.
    """
    editions: list[CitedEdition] = []
    versions: dict[str, list[Version]] = {}
    slugs: dict[str, str] = {}
    ended: dict[str, date] = {}
    prints: defaultdict[str, list[CitedPrint]] = defaultdict(list)
    for step in made:
        then = opened(step.edition)
        head, tail = head_and_tail(then)
        in_force_on = step.edition.in_force_on
        editions.append(
            CitedEdition(
                id=step.edition.id, in_force_on=in_force_on.isoformat(), head=head, tail=tail
            )
        )
        slugs |= {entry.id: entry.slug for entry in then.entries.values()}
        ended |= {one.id: in_force_on for one in step.told if one.group in ENDS}
        _add_versions(versions, then, step, ended)
        for title, imprint, ids in (
            *_lists(then),
            *((one.title, one.imprint, one.ids) for one in posters(then, in_force_on)),
        ):
            prints[f"{step.edition.id}.{imprint.fingerprint}"].append(
                CitedPrint(title=title, page=imprint.page, line=imprint.line, ids=ids)
            )
    return VerificationData(
        time_zone=catalogue.settings.time_zone,
        address=catalogue.address,
        words={str(state): word for state, word in WORDS.items()},
        editions=tuple(editions),
        entries={
            number: CitedEntry(slug=slugs[number], versions=tuple(found))
            for number, found in versions.items()
        },
        prints={name: tuple(found) for name, found in prints.items()},
        drafts=() if catalogue.stamp else tuple(_drafts(catalogue)),
    )


def _add_versions(
    versions: dict[str, list[Version]], then: Catalogue, step: Step, ended: Mapping[str, date]
) -> None:
    """Add a version for each entry that is new, was changed or was removed in this edition.

    ``ended`` are the days of the editions that ended entries.
    """
    told = {one.id: one.sentence for one in step.told}
    for number in (*then.entries, *(one for one in versions if one not in then.entries)):
        found, entry = versions.setdefault(number, []), then.entries.get(number)
        mark = entry.fingerprint if entry else ""
        if found and found[-1].mark == mark:
            continue
        found.append(
            Version(
                edition=step.edition.id,
                mark=mark,
                name=entry.name if entry else "",
                change=told.get(number, ""),
                states=states_of(entry, then, ended.get(number)) if entry else (),
            )
        )


def _lists(catalogue: Catalogue) -> Iterator[tuple[str, Imprint, tuple[str, ...]]]:
    for one in listings(catalogue):
        yield one.title, one.imprint, tuple(row.id for row in one.rows)


def _drafts(catalogue: Catalogue) -> Iterator[str]:
    for entry in catalogue.entries.values():
        yield cite(catalogue, entry).line
    for _, imprint, _ in _lists(catalogue):
        yield imprint.line
