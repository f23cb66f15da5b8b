"""Quotations of laws on pages, notices and letters, and whether they are verbatim."""

from __future__ import annotations

from dataclasses import dataclass

from generator.derive.citations import quotation_mismatch
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.parts import Basis
from generator.model.settings import GeneralRule
from generator.views.links import Link, clause_link, source_link
from generator.views.wording import rule_name

_WITHIN = str.maketrans("“”", "‘’")
"""Double quotation marks to single ones, for a quotation inside a quotation (GB/T 15834)."""
UNPROVED = "（要点）"
"""The mark behind the clause of a quotation that no stored text contains word for word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What a source says in one place. Where ``mark`` is not empty, it is a paraphrase."""

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
        """The quotation as running text with the full name of the source, for letters."""
        return self._line(self.name)

    @property
    def key(self) -> str:
        """The last of the quoted sentences, in quotation marks if it is verbatim."""
        last = self.quote.rsplit("……", 1)[-1]
        return last if self.mark else f"“{last.translate(_WITHIN)}”"

    @property
    def key_line(self) -> str:
        """The key sentence as running text, after its title and clause."""
        return f"{rule_name(self.title, '', self.clause)}{self.mark}：{self.key}"

    @property
    def numbered_line(self) -> str:
        """The quotation as running text with the document number, for papers to an office."""
        return self._line(self.title, self.number)

    @property
    def said(self) -> str:
        """The quote, in quotation marks if it is verbatim. Marks inside it become single ones."""
        return self.quote if self.mark else f"“{self.quote.translate(_WITHIN)}”"

    def _line(self, title: str, number: str = "") -> str:
        return f"{rule_name(title, number, self.clause)}{self.mark}：{self.said}"


def law_quotations(catalogue: Catalogue, entry: Entry) -> tuple[Quotation, ...]:
    """Return the verbatim quotations that an entry rests on, each once, in its order.

    A quotation that no stored text contains word for word is left out.
    """
    quoted = (quotation(catalogue, basis) for basis in entry.legal_basis if basis.quote)
    verbatim = (one for one in quoted if one and not one.mark)
    return tuple({(one.title, one.quote): one for one in verbatim}.values())


def quotation(catalogue: Catalogue, rule: GeneralRule | Basis | None) -> Quotation | None:
    """Return the quotation of a rule; none if there is no rule.

    It is shown in quotation marks only if a stored text contains it word for word. Editions released
    before there were texts contain paraphrases. What was printed from them stays the same.
    """
    if rule is None:
        return None
    source, text = catalogue.sources.get(rule.source), catalogue.texts.get(rule.source)
    proved = text is not None and not quotation_mismatch(text, rule.clause, rule.quote)
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
