"""What citations are checked against, made once for ``catalogue verify`` and a reader's device."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from generator.editions.changes import names_in
from generator.editions.citation import MARK, cite, head_and_tail, held_mark, is_first_form
from generator.editions.cited import (
    WORDS,
    CitedEdition,
    CitedEntry,
    CitedPrint,
    VerificationData,
    Version,
    key_of,
)
from generator.editions.edition import Edition
from generator.editions.history import Step, steps
from generator.editions.notices import ENDS
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
    """Return what an archive's citations are checked against."""
    made = steps(archive.editions, archive.kinds)
    return verification_data(archive.working, made, archive.catalogue_of)


def verification_data(
    catalogue: Catalogue, all_steps: tuple[Step, ...], opened: Callable[[Edition], Catalogue]
) -> VerificationData:
    """Return editions, every version of every entry, and every list, poster and form.

    ``catalogue`` is what the site shows; ``opened`` gives the catalogue as it was in an edition.
    """
    editions: list[CitedEdition] = []
    versions: dict[str, list[Version]] = {}
    slugs: dict[str, str] = {}
    marks: dict[str, dict[str, str]] = {}
    ended: dict[str, date] = {}
    prints: defaultdict[str, list[CitedPrint]] = defaultdict(list)
    for step in all_steps:
        then = opened(step.edition)
        editions.append(_edition(step.edition, then))
        slugs |= {entry.id: entry.slug for entry in then.entries.values()}
        ended |= {one.id: step.edition.in_force_on for one in step.changes if one.group in ENDS}
        _add_versions(versions, then, step, ended)
        if not is_first_form(then):
            marks[step.edition.id] = {n: cite(then, one).held for n, one in then.entries.items()}
        for one in _cited_prints(then, step.edition):
            mark = one.held or one.line[-MARK_LENGTH:]
            prints[key_of(step.edition.id, mark)].append(one)
    return VerificationData(
        time_zone=catalogue.settings.time_zone,
        words={str(state): word for state, word in WORDS.items()},
        editions=tuple(editions),
        entries={
            number: CitedEntry(slug=slugs[number], versions=tuple(found))
            for number, found in versions.items()
        },
        marks=marks,
        prints={name: tuple(found) for name, found in prints.items()},
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
    versions: dict[str, list[Version]], then: Catalogue, step: Step, ended: Mapping[str, date]
) -> None:
    """Add a version for each entry that is new, was changed or was removed in this edition.

    ``ended`` are the days of the editions that ended entries.
    """
    told = {one.id: one.sentence for one in step.changes}
    for number in (*then.entries, *(one for one in versions if one not in then.entries)):
        found, entry = versions.setdefault(number, []), then.entries.get(number)
        mark = then.fingerprint(entry) if entry else ""
        if found and found[-1].mark == mark:
            continue
        found.append(
            Version(
                edition=step.edition.id,
                mark=mark,
                sense=_sense(then, entry, step.edition) if entry else "",
                name=entry.name if entry else "",
                change=told.get(number, ""),
                states=states_of(entry, then, ended.get(number)) if entry else (),
            )
        )


def _sense(then: Catalogue, entry: Entry, edition: Edition) -> str:
    """Return the fingerprint of what an entry says, evidence and order left aside."""
    form = comparison_form(entry.fields, entry.kind, then.kinds, names_in(edition.state))
    return digest(form)[:MARK_LENGTH]


def _cited_prints(then: Catalogue, edition: Edition) -> Iterator[CitedPrint]:
    """Yield what is cited as a print: of an edition that says so its own, and what is new since.

    From the second form on a print of one entry is cited as that entry.
    """
    made = {one.id: one for one in _prints(then, edition)} | {one.id: one for one in edition.prints}
    for one in made.values():
        if not is_first_form(then) and one.entry:
            continue
        for line in _lines(then, one):
            yield CitedPrint(
                id=one.id,
                title=one.title,
                page=one.page,
                line=line,
                held="" if is_first_form(then) else held_mark(then, one.id, one.says),
                ids=one.ids,
                says="" if one.ids else one.says,
            )


def _lines(then: Catalogue, printed: FrozenPrint) -> Iterator[str]:
    """Yield how a print is cited, in the first form for each address its site may have had."""
    if not is_first_form(then):
        yield printed.line
        return
    line = printed.line.removesuffix(f"，{MARK}{printed.mark}")
    if then.cited_address:
        line = line.removesuffix(f"，{then.cited_address}{printed.page}")
    for address in _addresses(then):
        where = f"，{address}{printed.page}" if address else ""
        yield f"{line}{where}，{MARK}{printed.mark}"


def _addresses(then: Catalogue) -> tuple[str, ...]:
    """Return where the site of an edition is as it is cited.

    Editions of the first form do not say it: theirs may have been today's, or none yet.
    """
    if is_first_form(then):
        return tuple(dict.fromkeys((then.cited_address, then.address, "")))
    return (then.cited_address,)


def _prints(catalogue: Catalogue, edition: Edition) -> Iterator[FrozenPrint]:
    """Yield the prints that are cited as such, as today's rules make them."""
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
