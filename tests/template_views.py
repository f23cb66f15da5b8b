"""Which view each template shows. ``tests/test_templates.py`` holds the two together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.views.bodies import BodiesView, BodyView
from generator.views.burden import BurdenView
from generator.views.communities import CommunitiesView, CommunityView
from generator.views.consultation import ConsultationView
from generator.views.coverage import CoverageView
from generator.views.editions import ChangesView, EditionsView, EditionView
from generator.views.entry_page import EntryPageView
from generator.views.evidence import FactsView, FactView
from generator.views.evidence_types import EvidenceTypeView
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
from generator.views.journeys import JourneysView, JourneyView, RefusedView
from generator.views.money import MoneyView
from generator.views.places import PlacesView
from generator.views.provisions import ProvisionCountsView, ProvisionsView
from generator.views.referral_notices import ReferralNoticeView
from generator.views.replies import RepliesView
from generator.views.services import (
    DataView,
    DueView,
    EditView,
    FleetView,
    MovedView,
    PrintsView,
    TitleView,
    VerifyView,
)
from generator.views.tasks import TasksView

VIEWS: Mapping[str, type] = MappingProxyType(
    {
        "bodies.html.j2": BodiesView,
        "body.html.j2": BodyView,
        "burden.html.j2": BurdenView,
        "changes.html.j2": ChangesView,
        "codes.html.j2": CodesView,
        "communities.html.j2": CommunitiesView,
        "community.html.j2": CommunityView,
        "concept.html.j2": ConceptView,
        "concepts.html.j2": VocabularyView,
        "consultation.html.j2": ConsultationView,
        "coverage.html.j2": CoverageView,
        "replies.html.j2": RepliesView,
        "data.html.j2": DataView,
        "due.html.j2": DueView,
        "edit.html.j2": EditView,
        "edition.html.j2": EditionView,
        "editions.html.j2": EditionsView,
        "entry.html.j2": EntryPageView,
        "home.html.j2": HomeView,
        "evidence.html.j2": EvidenceTypeView,
        "fact.html.j2": FactView,
        "facts.html.j2": FactsView,
        "journey.html.j2": JourneyView,
        "journeys.html.j2": JourneysView,
        "refused.html.j2": RefusedView,
        "fleet.html.j2": FleetView,
        "hub.html.j2": HubView,
        "letter.html.j2": LetterView,
        "letters.html.j2": LettersView,
        "money.html.j2": MoneyView,
        "moved.html.j2": MovedView,
        "offline.html.j2": TitleView,
        "places.html.j2": PlacesView,
        "prints.html.j2": PrintsView,
        "provision-counts.html.j2": ProvisionCountsView,
        "provisions.html.j2": ProvisionsView,
        "slip.html.j2": ReferralNoticeView,
        "source.html.j2": SourceView,
        "sources.html.j2": SourcesView,
        "tasks.html.j2": TasksView,
        "verify.html.j2": VerifyView,
    }
)
"""The view class of each page template. A template it includes or extends is given the same."""
