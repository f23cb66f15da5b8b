"""The data of the site that every page has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.editions.citation import edition_label
from generator.model.catalogue import Catalogue
from generator.model.settings import Settings

SAMPLE = "（示例）"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """The catalogue's name, legal notice and hotline, for the frame of a page."""

    title: str
    short_title: str
    notice: str
    """性质: the legal notice, by which the authority's answer prevails."""
    hotline: str
    """The telephone number for help."""
    verified_on: str
    """The day of the last check, ``YYYY-MM-DD``."""
    edition: str
    """The edition, such as 2026-5版, or that it is a working copy."""
    on: date
    """The day on which the site shows the catalogue."""


def site_name(settings: Settings) -> str:
    """Return what the site is called in the titles of its pages."""
    sample = "" if settings.standing.type != "sample" or SAMPLE in settings.short_title else SAMPLE
    return f"{settings.short_title}{sample}"


def site_view(catalogue: Catalogue, on: date) -> SiteView:
    """Return what pages show of the catalogue as a whole on the day ``on``."""
    settings = catalogue.settings
    return SiteView(
        title=settings.title,
        short_title=settings.short_title,
        notice=f"{settings.standing.headline}{settings.standing.notice}",
        hotline=settings.hotline.phone,
        verified_on=settings.verified_on.isoformat(),
        edition=edition_label(catalogue),
        on=on,
    )
