"""The rules of the settings that a page, a slip or a letter quotes, and whether they are verbatim."""

from __future__ import annotations

from dataclasses import dataclass

from generator.derive.citations import misquoted
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.parts import Basis
from generator.model.settings import GeneralRule
from generator.views.links import Link, clause_link, source_link
from generator.views.wording import rule_name

_WITHIN = str.maketrans("“”", "‘’")
"""Quotation marks within quotation marks, as GB/T 15834 has them."""
UNPROVED = "（要点）"
"""What stands behind the clause when there is no text that holds the quotation word for word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What a source says in one place, in its own words or, ``mark`` says so, in ours."""

    source: Link
    article: Link
    """The clause, with the address of its article."""
    title: str
    name: str
    """The whole name of the source, where the title is short."""
    number: str
    """The document's number, where it has one."""
    clause: str
    quote: str
    mark: str

    @property
    def line(self) -> str:
        """The quotation as running text."""
        return self._line(self.title)

    @property
    def full_line(self) -> str:
        """The same with the whole name of the source, for letters."""
        return self._line(self.name)

    @property
    def key(self) -> str:
        """The last of the sentences that were picked, in quotation marks when they are verbatim."""
        last = self.quote.rsplit("……", 1)[-1]
        return last if self.mark else f"“{last.translate(_WITHIN)}”"

    @property
    def key_line(self) -> str:
        """The same as running text, with where it stands."""
        return f"{rule_name(self.title, '', self.clause)}{self.mark}：{self.key}"

    @property
    def numbered_line(self) -> str:
        """The same with the number of the document, for what is handed to an office."""
        return self._line(self.title, self.number)

    @property
    def said(self) -> str:
        """The words, in quotation marks when they are the source's own; marks within are single."""
        return self.quote if self.mark else f"“{self.quote.translate(_WITHIN)}”"

    def _line(self, title: str, number: str = "") -> str:
        return f"{rule_name(title, number, self.clause)}{self.mark}：{self.said}"


def said(catalogue: Catalogue, entry: Entry) -> tuple[Quotation, ...]:
    """Return the words of the law that an entry rests on, each once, in its order.

    Only what a text proves is the law's own word.
    """
    found = (quotation(catalogue, one) for one in entry.legal_basis if one.quote)
    return tuple({(one.title, one.quote): one for one in found if one and not one.mark}.values())


def quotation(catalogue: Catalogue, rule: GeneralRule | Basis | None) -> Quotation | None:
    """Return what a rule of the settings quotes; none when there is none.

    Only what a text proves is shown as a quotation: editions released before there were texts hold
    paraphrases, and what was printed from them stays as it was.
    """
    if rule is None:
        return None
    source, text = catalogue.sources.get(rule.source), catalogue.texts.get(rule.source)
    proved = text is not None and not misquoted(text, rule.clause, rule.quote)
    return Quotation(
        source=source_link(catalogue, rule.source),
        article=clause_link(catalogue, rule.source, rule.clause),
        title=source.short_name if source else rule.source,
        name=source.title if source else rule.source,
        number=source.document_number if source else "",
        clause=rule.clause,
        quote=rule.quote,
        mark="" if proved else UNPROVED,
    )
