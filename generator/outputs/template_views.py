"""Which view each template shows. ``tests/test_templates.py`` holds the two together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.views.entry_page import EntryPageView

VIEWS: Mapping[str, type] = MappingProxyType({"entry.html.j2": EntryPageView})
"""The view class of each page template. A template it includes or extends is given the same."""
