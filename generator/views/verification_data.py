"""The data that citations are verified against, for ``catalogue verify`` and for the browser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from generator.editions.changes import names_in
from generator.editions.citation import MARK, cite, full_fingerprint, head_and_tail, is_format_1
from generator.editions.cited import (
    STATE_LABELS,
    CitedEdition,
    CitedEntry,
    CitedPrint,
    VerificationData,
    Version,
    print_key,
)
from generator.editions.edition import Edition
from generator.editions.history import EditionChanges, changes_by_edition
from generator.editions.notices import ENDED_STATUS
from generator.editions.verification import Archive, states_of
from generator.model.canonical import MARK_LENGTH, digest
from generator.model.catalogue import SETTINGS, Catalogue
from generator.model.comparison import comparison_form
from generator.model.entries import Entry
from generator.model.stamp import FrozenPrint
from generator.views.general_forms import general_forms
from generator.views.listings import listings
from generator.views.money_sheets import money_book
from generator.views.posters import posters


def archive_data(archive: Archive) -> VerificationData:
    """Return the data that citations of an archive are verified against."""
    all_steps = changes_by_edition(archive.editions, archive.kinds)
    return verification_data(archive.working, all_steps, archive.catalogue_of)


def verification_data(
    catalogue: Catalogue,
    all_steps: tuple[EditionChanges, ...],
    catalogue_of: Callable[[Edition], Catalogue],
) -> VerificationData:
    """Return editions, every version of every entry, and every list, poster and form.

    ``catalogue`` is the one the site shows. ``catalogue_of`` returns the catalogue of an edition.
    """
    editions: list[CitedEdition] = []
    versions: dict[str, list[Version]] = {}
    slugs: dict[str, str] = {}
    marks: dict[str, dict[str, str]] = {}
    ended: dict[str, date] = {}
    prints: defaultdict[str, list[CitedPrint]] = defaultdict(list)
    for step in all_steps:
        then = catalogue_of(step.edition)
        editions.append(_edition(step.edition, then))
        slugs |= {entry.id: entry.slug for entry in then.entries.values()}
        ended |= {
            change.id: step.edition.in_force_on
            for change in step.changes
            if change.group in ENDED_STATUS
        }
        _add_versions(versions, then, step, ended)
        if not is_format_1(then):
            marks[step.edition.id] = {
                n: cite(then, entry).held for n, entry in then.entries.items()
            }
        for print_ in _cited_prints(then, step.edition):
            mark = print_.held or print_.line[-MARK_LENGTH:]
            prints[print_key(step.edition.id, mark)].append(print_)
    return VerificationData(
        time_zone=catalogue.settings.time_zone,
        words={str(state): word for state, word in STATE_LABELS.items()},
        editions=tuple(editions),
        entries={
            number: CitedEntry(slug=slugs[number], versions=tuple(entry_versions))
            for number, entry_versions in versions.items()
        },
        marks=marks,
        prints={name: tuple(cited) for name, cited in prints.items()},
        drafts=() if catalogue.stamp else tuple(_drafts(catalogue)),
    )


def _edition(edition: Edition, then: Catalogue) -> CitedEdition:
    head, tail = head_and_tail(then)
    words = then.kinds.by_key[SETTINGS].labels("standing", "type")
    return CitedEdition(
        id=edition.id,
        in_force_on=edition.in_force_on.isoformat(),
        head=head,
        tail=tail,
        format=edition.format,
        addresses=_addresses(then),
        standing=words.get(then.settings.standing.type, ""),
        sha256=edition.digest,
    )


def _add_versions(
    versions: dict[str, list[Version]],
    then: Catalogue,
    step: EditionChanges,
    ended: Mapping[str, date],
) -> None:
    """Add a version for each entry that is new, was changed or was removed in this edition.

    ``ended`` are the days of the editions that ended entries.
    """
    sentences = {change.id: change.sentence for change in step.changes}
    for number in (*then.entries, *(old for old in versions if old not in then.entries)):
        entry_versions, entry = versions.setdefault(number, []), then.entries.get(number)
        mark = then.fingerprint(entry) if entry else ""
        if entry_versions and entry_versions[-1].mark == mark:
            continue
        entry_versions.append(
            Version(
                edition=step.edition.id,
                mark=mark,
                sense=_sense(then, entry, step.edition) if entry else "",
                name=entry.name if entry else "",
                change=sentences.get(number, ""),
                states=states_of(entry, then, ended.get(number)) if entry else (),
            )
        )


def _sense(then: Catalogue, entry: Entry, edition: Edition) -> str:
    """Return the fingerprint of an entry's content without its evidence and its order."""
    form = comparison_form(entry.fields, entry.kind, then.kinds, names_in(edition.state))
    return digest(form)[:MARK_LENGTH]


def _cited_prints(then: Catalogue, edition: Edition) -> Iterator[CitedPrint]:
    """Yield the prints of an edition that can be cited: those frozen in it, and newer ones.

    Since the second form of citations, a print of one entry is cited as that entry.
    """
    prints = {print_.id: print_ for print_ in _prints(then, edition)} | {
        print_.id: print_ for print_ in edition.prints
    }
    for print_ in prints.values():
        if not is_format_1(then) and print_.entry:
            continue
        for line in _lines(then, print_):
            yield CitedPrint(
                id=print_.id,
                title=print_.title,
                page=print_.page,
                line=line,
                held="" if is_format_1(then) else full_fingerprint(then, print_.id, print_.says),
                ids=print_.ids,
                says="" if print_.ids else print_.says,
            )


def _lines(then: Catalogue, printed: FrozenPrint) -> Iterator[str]:
    """Yield the citation lines of a print. In the first form there is one for each possible address."""
    if not is_format_1(then):
        yield printed.line
        return
    line = printed.line.removesuffix(f"，{MARK}{printed.mark}")
    if then.cited_address:
        line = line.removesuffix(f"，{then.cited_address}{printed.page}")
    for address in _addresses(then):
        where = f"，{address}{printed.page}" if address else ""
        yield f"{line}{where}，{MARK}{printed.mark}"


def _addresses(then: Catalogue) -> tuple[str, ...]:
    """Return the addresses by which an edition may be cited.

    Editions of the first form do not contain their address. It may be the present one, or none.
    """
    if is_format_1(then):
        return tuple(dict.fromkeys((then.cited_address, then.address, "")))
    return (then.cited_address,)


def _prints(catalogue: Catalogue, edition: Edition) -> Iterator[FrozenPrint]:
    """Yield the prints that can be cited, by the present rules."""
    for listing in listings(catalogue):
        yield listing.imprint.printed
    for poster in posters(catalogue, edition.in_force_on):
        yield poster.imprint.printed
    for form in general_forms(catalogue):
        yield form.imprint.printed
    if money := money_book(catalogue, edition.in_force_on):
        yield money.imprint.printed


def _drafts(catalogue: Catalogue) -> Iterator[str]:
    for entry in catalogue.entries.values():
        yield cite(catalogue, entry).line
    for listing in listings(catalogue):
        yield listing.imprint.line
    for form in general_forms(catalogue):
        yield form.imprint.line
