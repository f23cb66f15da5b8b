"""Every print there is: what it is called, what it holds, how it is made and how it is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from generator.editions.history import EditionChanges
from generator.model.catalogue import SETTINGS, Catalogue
from generator.outputs.prints import book_checks, checks
from generator.outputs.prints.comparison import comparison_pdf
from generator.outputs.prints.consultation import check_outcomes, outcomes_document
from generator.outputs.prints.excel import excel_list, excel_rows, rows_of_list
from generator.outputs.prints.forms import forms
from generator.outputs.prints.handbook import PAPERS, handbook_pdf
from generator.outputs.prints.leaders_page import leaders_pdf
from generator.outputs.prints.ledgers import ledger_workbook
from generator.outputs.prints.lists import list_pdf
from generator.outputs.prints.money_workbook import money_workbook
from generator.outputs.prints.posters import poster_pdf
from generator.outputs.prints.public_notice import public_notice_docx
from generator.outputs.prints.referral_notices import referral_notice_pdf
from generator.outputs.prints.tables import csv_list, csv_rows, rows
from generator.outputs.prints.word import rows_of, word_list, word_rows
from generator.outputs.prints.workbook import rows_of_workbook, workbook, workbook_rows
from generator.views.comparison import comparisons
from generator.views.consultation import SLUG as CONSULTATION
from generator.views.consultation import outcomes_print
from generator.views.finished_prints import (
    BOOKS,
    COMPARISON,
    FORMS,
    GROUPS,
    LEADERS_PAGE,
    LISTS,
    POSTERS,
    SLIPS,
)
from generator.views.handbook import handbook
from generator.views.imprint import Imprint
from generator.views.leaders_page import TITLE as LEADERS
from generator.views.leaders_page import leaders_page
from generator.views.ledgers import ledgers
from generator.views.listings import GROUPS as LISTINGS
from generator.views.listings import ONE_VERDICT, WHOLE, WHOLE_GROUPS, Listing, listings
from generator.views.money_sheets import SLUG as MONEY
from generator.views.money_sheets import money_book
from generator.views.posters import posters
from generator.views.public_notice import SLUG as NOTICE
from generator.views.public_notice import public_notice
from generator.views.referral_notices import referral_notices
from generator.views.sheets import workbook_view

_TABLES = (
    ("docx", word_list, word_rows, rows_of),
    ("xlsx", excel_list, excel_rows, rows_of_list),
    ("csv", csv_list, csv_rows, rows),
)
"""Formats of a list: how each is written, read again, and what must be in it."""
_FORMATS_OF_PARTS = ("xlsx",)
"""Tables that are made of a list of one verdict, body or community type, besides its PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One file to be made. ``check`` returns its pages, 0 where it has none, or raises ``PrintError``."""

    path: str
    """Below the folder of all prints."""
    shelf: str
    """The heading it stands under where all prints are listed."""
    title: str
    ids: tuple[str, ...]
    """The numbers of the entries it holds, in order."""
    imprint: Imprint
    render: Callable[[], bytes]
    check: Callable[[bytes], int]
    source: str = SETTINGS
    """The file of the catalogue to look at when something is wrong with it."""
    community: str = ""
    """The community it is for; empty for what serves all."""

    @property
    def group(self) -> str:
        """Which of ``GROUPS`` it belongs to."""
        return self.path.split("/")[0]


def prints(catalogue: Catalogue, on: date, *, discontinued: bool = False) -> Iterator[Print]:
    """Yield every print of the catalogue that can be cited, as it stands on the day ``on``.

    With ``discontinued``, also those in formats no longer offered. Earlier versions made them,
    and whoever has one may ask whether it still holds.
    """
    for listing in listings(catalogue):
        yield from _of_listing(catalogue, listing, every_format=discontinued)
        if listing.slug == WHOLE:
            yield from _books(catalogue, listing)
    for slip in referral_notices(catalogue, on):
        yield Print(
            path=f"{SLIPS}/{slip.id.lower()}.pdf",
            shelf=GROUPS[SLIPS],
            title=f"转办告知单：{slip.title}",
            ids=(slip.id,),
            imprint=slip.imprint,
            render=partial(referral_notice_pdf, slip),
            check=partial(checks.referral_notice, slip),
            source=catalogue.entries[slip.id].path,
        )
    for poster in posters(catalogue, on):
        yield Print(
            path=f"{POSTERS}/{poster.slug}.pdf",
            shelf=GROUPS[POSTERS],
            title=poster.title,
            ids=poster.ids,
            imprint=poster.imprint,
            render=partial(poster_pdf, poster),
            check=partial(checks.poster, poster),
            source=poster.source,
            community=poster.community.id if poster.community else "",
        )
    for form in forms(catalogue):
        yield Print(
            path=f"{FORMS}/{form.slug}.docx",
            shelf=GROUPS[FORMS],
            title=form.title,
            ids=(form.entry_id,) if form.entry_id else (),
            imprint=form.imprint,
            render=form.make,
            check=partial(checks.form, form),
            source=catalogue.entries[form.entry_id].path if form.entry_id else SETTINGS,
        )
    if money := money_book(catalogue, on):
        yield Print(
            path=f"{FORMS}/{MONEY}.xlsx",
            shelf=GROUPS[FORMS],
            title=money.title,
            ids=money.ids,
            imprint=money.imprint,
            render=partial(money_workbook, money),
            check=partial(checks.money, money),
        )
    for ledger in ledgers(catalogue, on):
        yield Print(
            path=f"{FORMS}/ledger-{ledger.id}.xlsx",
            shelf=GROUPS[FORMS],
            title=ledger.title,
            ids=(),
            imprint=ledger.imprint,
            render=partial(ledger_workbook, ledger),
            check=partial(checks.ledger, ledger),
        )
    if outcomes := outcomes_print(catalogue):
        yield Print(
            path=f"{FORMS}/{CONSULTATION}.docx",
            shelf=GROUPS[FORMS],
            title=outcomes.view.title,
            ids=(),
            imprint=outcomes.imprint,
            render=partial(outcomes_document, outcomes),
            check=partial(check_outcomes, outcomes),
        )


def all_prints(catalogue: Catalogue, on: date, latest: EditionChanges | None) -> Iterator[Print]:
    """Yield what can be cited, and 一页看清, which tells one day and is cited by nobody.

    ``latest`` is the newest edition with what it changed.
    """
    yield from prints(catalogue, on)
    if catalogue.entries:
        page = leaders_page(catalogue, next(listings(catalogue)), latest, on)
        yield Print(
            path=f"{BOOKS}/{LEADERS_PAGE}.pdf",
            shelf=GROUPS[BOOKS],
            title=LEADERS,
            ids=(),
            imprint=page.imprint,
            render=partial(leaders_pdf, page),
            check=partial(book_checks.leaders, page),
        )


def _books(catalogue: Catalogue, whole: Listing) -> Iterator[Print]:
    """Yield what is made of the whole catalogue and cited as its list."""
    book, notice = handbook(catalogue, whole), public_notice(catalogue, whole)
    ids = tuple(row.id for row in whole.rows)
    about = partial(Print, shelf=GROUPS[BOOKS], imprint=whole.imprint)
    for paper, title in PAPERS.items():
        yield about(
            path=f"{BOOKS}/handbook-{paper}.pdf",
            title=title,
            ids=ids,
            render=partial(handbook_pdf, book, paper),
            check=partial(book_checks.handbook, book),
        )
    yield about(
        path=f"{BOOKS}/{NOTICE}.docx",
        title=notice.title,
        ids=ids,
        render=partial(public_notice_docx, notice),
        check=partial(book_checks.public_notice, notice, whole),
    )
    for compared in comparisons(catalogue):
        yield about(
            path=f"{BOOKS}/{COMPARISON}{compared.id}.pdf",
            title=compared.title,
            ids=tuple(dict.fromkeys(one.id for row in compared.rows for one in row.entries)),
            render=partial(comparison_pdf, compared, whole.imprint),
            check=partial(book_checks.comparison, compared, whole.imprint),
        )


def _of_listing(catalogue: Catalogue, listing: Listing, *, every_format: bool) -> Iterator[Print]:
    path, ids = f"{LISTS}/{listing.slug}", tuple(row.id for row in listing.rows)
    shelf = f"{GROUPS[LISTS]}：{LISTINGS[listing.group]}"
    listing_print = partial(
        Print, shelf=shelf, title=listing.title, ids=ids, imprint=listing.imprint
    )
    yield listing_print(
        path=f"{path}.pdf",
        render=partial(list_pdf, listing),
        check=partial(checks.listing, listing),
    )
    earlier_layouts = every_format
    every_format = every_format or listing.group in WHOLE_GROUPS
    for form, write, read, expected in _TABLES:
        if not every_format and form not in _FORMATS_OF_PARTS:
            continue
        render, wanted, reader = partial(write, listing), partial(expected, listing), read
        if form == "xlsx" and listing.group != ONE_VERDICT:
            view = workbook_view(catalogue, listing)
            render, reader = partial(workbook, view), workbook_rows
            wanted = partial(rows_of_workbook, view)
        yield listing_print(
            path=f"{path}.{form}",
            render=render,
            check=partial(checks.table, wanted(), reader),
        )
    if earlier_layouts:
        yield from _earlier_workbooks(listing, partial(listing_print, path=f"{path}.xlsx"))


def _earlier_workbooks(listing: Listing, about: Callable[..., Print]) -> Iterator[Print]:
    """Yield a list on one sheet, as it was before lists of several verdicts had a sheet a kind."""
    for grouped in (True, False):
        yield about(
            render=partial(excel_list, listing, grouped=grouped),
            check=partial(checks.table, rows(listing), excel_rows),
        )
