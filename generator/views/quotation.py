"""The rules of the settings that a page, a slip or a letter quotes, and whether they are verbatim."""

from __future__ import annotations

from dataclasses import dataclass

from generator.laws.quotes import mismatch
from generator.model.catalogue import Catalogue
from generator.model.settings import GeneralRule
from generator.views.links import Link, source_link

UNPROVED = "（要点）"
"""What stands behind the clause when there is no text that holds the quotation word for word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What a source says in one place, in its own words or, ``mark`` says so, in ours."""

    source: Link
    title: str
    name: str
    """The whole name of the source, where the title is short."""
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

    def _line(self, title: str) -> str:
        said = self.quote if self.mark else f"“{self.quote}”"
        return f"《{title.strip('《》')}》{self.clause}{self.mark}：{said}"


def quotation(catalogue: Catalogue, rule: GeneralRule | None) -> Quotation | None:
    """Return what a rule of the settings quotes; none when there is none.

    Only what a text proves is shown as a quotation: editions released before there were texts hold
    paraphrases, and what was printed from them stays as it was.
    """
    if rule is None:
        return None
    source, text = catalogue.sources.get(rule.source), catalogue.texts.get(rule.source)
    proved = text is not None and not mismatch(text.wording, rule.clause, rule.quote)
    return Quotation(
        source=source_link(catalogue, rule.source),
        title=source.short_name if source else rule.source,
        name=source.title if source else rule.source,
        clause=rule.clause,
        quote=rule.quote,
        mark="" if proved else UNPROVED,
    )
