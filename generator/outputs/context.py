"""What every page is made with, and the one way to make one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeAlias

from jinja2 import Environment

from generator.derive.evidence import Evidence, evidence_of
from generator.derive.journeys import journeys_by_entry
from generator.derive.provisions import AnsweredProvision, answered_provisions, provisions_by_entry
from generator.editions.cited import VerificationData
from generator.editions.edition import Edition, catalogue_of
from generator.editions.history import EditionChanges, Event
from generator.model.catalogue import Catalogue
from generator.model.journeys import Journey
from generator.outputs.page import SITE_PICTURE, Page
from generator.search.sense import Memory, forgotten
from generator.views.finished_prints import Finished
from generator.views.print_groups import Copy, prints_of
from generator.views.site import SiteView, site_view
from generator.views.verification_data import verification_data

DESCRIPTION_LENGTH = 120
_BEFORE_A_TAG = re.compile(r"\n\s+(?=<)")
"""Indents and empty lines of templates, which every reader would be sent."""
OPEN_EDITIONS = 8
"""How many editions are kept open: each is a whole catalogue."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RenderContext:
    """What every page is made with."""

    catalogue: Catalogue
    env: Environment
    on: date
    prints: tuple[Finished, ...] = ()
    """The finished prints; none when the site is built without."""
    steps: tuple[EditionChanges, ...] = ()
    """Every released edition with what it changed, the oldest first."""
    history: Mapping[tuple[str, str], tuple[Event, ...]] = field(default_factory=dict)
    """What happened to each record, by folder and number, the latest first."""
    numbers: frozenset[tuple[str, str]] = frozenset()
    """(number, folder) of all there is, drafts too, and ever was: none of them is free."""

    remembered: Memory = forgotten
    """What was learned of how people ask, before."""

    @cached_property
    def opened(self) -> Callable[[Edition], Catalogue]:
        """Opens an edition: the catalogue as it was, its site at the address of today's."""

        @lru_cache(maxsize=OPEN_EDITIONS)
        def opened(edition: Edition) -> Catalogue:
            now = self.catalogue
            return catalogue_of(edition, now.kinds, now.address, now.texts.values())

        return opened

    @cached_property
    def provisions(self) -> tuple[AnsweredProvision, ...]:
        """Every article that names the committee, and what became of it."""
        return answered_provisions(self.catalogue)

    @cached_property
    def provisions_by_entry(self) -> Mapping[str, tuple[AnsweredProvision, ...]]:
        """The articles that each entry answers for, by its number."""
        return provisions_by_entry(self.provisions)

    @cached_property
    def checking(self) -> VerificationData:
        """What citations are checked against on a reader's device, in both copies of the site."""
        return verification_data(self.catalogue, self.steps, self.opened)

    def page(
        self,
        template: str,
        view: Callable[[], object],
        *,
        address: str,
        title: str,
        description: str = "",
        section: str = "",
        source: str = "",
        picture: str = SITE_PICTURE,
        is_entry: bool = False,
        is_answer: bool = False,
    ) -> Page:
        """Make one page of a view and a template, to be rendered later.

        ``view`` makes the view when the page is rendered; it is of the class that ``VIEWS`` gives
        for the template, which is given ``view``, ``site`` and ``root`` and nothing else.
        """
        root = "../" if address else ""

        return Page(
            address=address,
            title=title,
            description=description[:DESCRIPTION_LENGTH],
            render=lambda: self.render(template, view(), root=root),
            section=section,
            source=source,
            picture=picture,
            is_entry=is_entry,
            is_answer=is_answer,
        )

    def render(self, template: str, view: object, *, root: str) -> str:
        """Put a view through a template. ``root`` goes before an address to reach it from there."""
        made = self.env.get_template(template).render(view=view, site=self.site, root=root)
        return _BEFORE_A_TAG.sub("\n", made)

    @cached_property
    def evidence(self) -> Evidence:
        """What proves what."""
        return evidence_of(self.catalogue)

    @cached_property
    def journeys_by_entry(self) -> Mapping[str, tuple[Journey, ...]]:
        """The matters in steps that lead through each entry, by its number."""
        return journeys_by_entry(self.catalogue)

    @cached_property
    def site(self) -> SiteView:
        """What every page knows of the site."""
        return site_view(self.catalogue, self.on)

    @cached_property
    def prints_by_subject(self) -> Mapping[str, tuple[tuple[str, Copy], ...]]:
        """The finished prints of each entry and of each list, by number and by the list's name."""
        return prints_of(self.prints)

    def template_for(self, folder: str, name: str, general: str) -> str:
        """Return the template of a kind, or the general one if it has none."""
        own = f"{folder}/{name}.html.j2"
        return own if own in self._templates else general

    @cached_property
    def _templates(self) -> frozenset[str]:
        return frozenset(self.env.list_templates())


Pages: TypeAlias = Callable[[RenderContext], Iterator[Page]]
"""Makes the pages of one sort."""
