"""Which view each template shows. ``tests/test_templates.py`` holds the two together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

VIEWS: Mapping[str, type] = MappingProxyType({})
"""The view class of each page template. A template it includes or extends is given the same."""
