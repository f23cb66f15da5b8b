"""Which view each template shows. ``tests/test_templates.py`` holds the two together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.views.coverage import CoverageView
from generator.views.entry_page import EntryPageView
from generator.views.gatherings import (
    CodesView,
    ConceptView,
    HomeView,
    LettersView,
    LetterView,
    SourcesView,
    SourceView,
    VocabularyView,
)
from generator.views.hub import HubView
from generator.views.referral_notices import ReferralNoticeView

VIEWS: Mapping[str, type] = MappingProxyType(
    {
        "codes.html.j2": CodesView,
        "concept.html.j2": ConceptView,
        "concepts.html.j2": VocabularyView,
        "coverage.html.j2": CoverageView,
        "entry.html.j2": EntryPageView,
        "home.html.j2": HomeView,
        "hub.html.j2": HubView,
        "letter.html.j2": LetterView,
        "letters.html.j2": LettersView,
        "slip.html.j2": ReferralNoticeView,
        "source.html.j2": SourceView,
        "sources.html.j2": SourcesView,
    }
)
"""The view class of each page template. A template it includes or extends is given the same."""
