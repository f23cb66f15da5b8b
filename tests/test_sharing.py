"""A link that somebody sends: what the app that gets it shows beside it."""

from __future__ import annotations

import io
import re

from helpers import DAY
from PIL import Image

from generator.checking import check
from generator.outputs.page import SITE_PICTURE, Page
from generator.outputs.prints.cards import cards
from generator.site.compose import build
from generator.site.shell import PICTURE, Shell

LARGEST = 60_000
"""Bytes of a picture: it is fetched for every link that is sent."""


def test_a_page_says_what_it_is_and_names_no_picture_without_an_address(starter_site):
    page = (starter_site / "zm-001/index.html").read_text(encoding="utf-8")

    assert '<meta property="og:title" content="亲属关系证明">' in page
    assert re.search(r'property="og:description" content="亲属关系证明：✕不应出具', page)
    assert "og:image" not in page
    assert not (starter_site / "assets/catalogue/og").exists()


def test_every_page_has_a_picture_of_its_kind_and_verdict(place):
    catalogue = check(place / "catalogue", on=DAY).catalogue
    made = dict(cards(catalogue))
    named = {page.address: page.picture for page in build(place / "catalogue", on=DAY).originals}

    assert named["zm-001/"] == "certificates-forbidden"
    assert named["letters/"] == SITE_PICTURE
    assert set(named.values()) <= set(made)
    assert made == dict(cards(catalogue))
    for picture in made.values():
        assert Image.open(io.BytesIO(picture)).size == (800, 420)
        assert len(picture) <= LARGEST


def test_the_picture_is_named_in_the_shell():
    shell = Shell.cut(f"<title>CATALOGUE-SLOT-TITLE</title>{PICTURE}.png CATALOGUE-SLOT-BODY")
    page = Page(
        address="zm-001/",
        title="一",
        description="",
        render=lambda: "",
        picture="certificates-forbidden",
    )

    assert "certificates-forbidden.png" in shell.fill(page)
