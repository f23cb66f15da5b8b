"""Nothing lost: every finished print is opened again and compared with what it should hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.outputs.prints.forms import Form, form_text
from generator.outputs.prints.ledgers import choices_in
from generator.outputs.prints.lists import totals_line
from generator.outputs.prints.money_workbook import titles_in
from generator.outputs.prints.reading_back import Opened, open_pdf, without_blanks
from generator.outputs.prints.tables import Rows
from generator.views.imprint import Imprint
from generator.views.ledgers import Ledger
from generator.views.listings import Listing
from generator.views.money_sheets import MoneyBook
from generator.views.posters import Poster
from generator.views.referral_notices import ReferralNotice

MOST_PAGES_OF_A_SLIP = 1


class PrintError(Exception):
    """A finished print does not hold what it should; the message says what, in Chinese."""


def listing(listing: Listing, content: bytes) -> int:
    """Check a list as PDF: every number with its name and verdict, in order, and the totals."""
    opened = open_pdf(content)
    holds(opened.text, [totals_line(listing)])
    holds(opened.text, [f"{row.id}{row.name}{row.word}" for row in listing.rows])
    codes(opened, listing.imprint)
    return len(opened.pages)


def referral_notice(slip: ReferralNotice, content: bytes) -> int:
    """Check a slip: one page, its words, the code."""
    opened = open_pdf(content)
    if len(opened.pages) > MOST_PAGES_OF_A_SLIP:
        raise PrintError(
            f"{slip.id}的告知单排成了{len(opened.pages)}页，应当是一页；把去哪里办、依据写短些"
        )
    routes = [text for route in slip.routes for text in (route.heading, route.detail)]
    rule = f"{slip.rule.clause}{slip.rule.mark}：{slip.rule.said}" if slip.rule else ""
    answer = (slip.id, slip.title, slip.decision_label, slip.reason)
    words = [*answer, *routes, slip.ask, rule, slip.ours]
    holds(opened.text, words)
    codes(opened, slip.imprint)
    return len(opened.pages)


def poster(poster: Poster, content: bytes) -> int:
    """Check a poster: every certificate with where to go and what does instead."""
    opened = open_pdf(content)
    for part in poster.parts:
        forbidden = part.decision == "forbidden"
        rows = [
            f"{row.name}{row.where}{row.instead}" if forbidden else f"{row.name}{row.when}"
            for row in part.rows
        ]
        holds(opened.text, [part.word, *rows])
    if poster.community:
        told = poster.community
        holds(opened.text, [told.name, told.phone, *(one.phone for one in told.contacts)])
    codes(opened, poster.imprint)
    return len(opened.pages)


def table(expected: Rows, read: Callable[[bytes], Rows], content: bytes) -> int:
    """Check a list as a table: every cell of every row."""
    found = read(content)
    for number, (wanted, there) in enumerate(zip(expected, found, strict=False), 1):
        if wanted != there:
            raise PrintError(
                f"第{number}行应当是{wanted[0]}“{wanted[1]}”，文件里是{'、'.join(there[:3])}"
            )
    if len(expected) != len(found):
        raise PrintError(f"应当有{len(expected)}行，文件里有{len(found)}行")
    return 0


def form(form: Form, content: bytes) -> int:
    """Check a form: its heading, its wording and the name of every blank, in order."""
    holds(without_blanks(form_text(content)), form.texts)
    return 0


def money(book: MoneyBook, content: bytes) -> int:
    """Check the workbook of the money: every entry that can be reckoned."""
    wanted = tuple(entry.title for sheet in book.sheets for entry in sheet.entries)
    if titles_in(content) != tuple(dict.fromkeys(wanted)):
        raise PrintError(f"应当有{'、'.join(wanted)}，文件里是{'、'.join(titles_in(content))}")
    return 0


def ledger(view: Ledger, content: bytes) -> int:
    """Check a ledger: every matter and every department that can be chosen."""
    for wanted, found in zip((view.entries, view.bodies), choices_in(content), strict=True):
        if wanted != found:
            lost = [one for one in wanted if one not in found]
            raise PrintError(f"下拉框里少了{'、'.join(lost)}，或者次序不对")
    return 0


def holds(there: str, texts: Iterable[str]) -> None:
    """Find texts one after the other. Blanks do not count."""
    place = 0
    for text in texts:
        wanted = without_blanks(text)
        found = there.find(wanted, place)
        if found < 0:
            raise PrintError(f"少了“{text}”，或者次序不对")
        place = found + len(wanted)


def codes(opened: Opened, imprint: Imprint) -> None:
    """Find the QR code, and nothing else in it than it should say."""
    if opened.codes != (imprint.code,):
        raise PrintError(f"二维码读出来是{opened.codes or '空的'}，应当是“{imprint.code}”")
