"""The forms that every catalogue has: their wording, which is all that there is to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from generator.editions.citation import edition_word
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import SealUse
from generator.views.finished_prints import FORMS
from generator.views.imprint import Imprint, imprint
from generator.views.quotation import quotation

SERIAL, REMARKS = "序号", "备注"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralForm:
    """A form of no entry. It has ``labels`` to fill in, ``heads`` of columns, or is a ``letter``."""

    slug: str
    title: str
    imprint: Imprint
    intro: str = ""
    labels: tuple[str, ...] = ()
    decisions: int = 0
    """How many of the last labels are for those who decide."""
    letter: tuple[str, ...] = ()
    heading: str = ""
    """The title of a letter as the office that gets it reads it."""
    number: str = ""
    """发文字号 of a letter."""
    parties: int = 0
    """How many of the first labels are the parties of an agreement; what follows are its articles."""
    heads: tuple[str, ...] = ()


def general_forms(catalogue: Catalogue) -> Iterator[GeneralForm]:
    """Yield the general forms: applications, the letters to departments, the register of seals."""
    given = _given()
    for slug in ("admission-application", "exit-application", "entrustment-agreement"):
        form = given[slug]
        labels = (*form["fields"], *form["decisions"])
        counted = {"decisions": len(form["decisions"]), "parties": form.get("parties", 0)}
        yield _form(catalogue, slug, form, labels=labels, page="", **counted)
    if rule := quotation(catalogue, catalogue.settings.entrust):
        named = {"{catalogue}": catalogue.settings.title, "{rule}": rule.full_line}
        form = given["refusal-letter"]
        yield _form(catalogue, "refusal-letter", form, page="", **_filled(form, named))
    notice = given["task-notice"]
    named = {"{catalogue}": catalogue.settings.title, "{edition}": edition_word(catalogue)}
    yield _form(catalogue, "task-notice", notice, page="", **_filled(notice, named))
    register = given["seal-register"]
    heads = (SERIAL, *(_registered(catalogue) or register["usual"]), REMARKS)
    page = addresses.kind(catalogue.kind_of(SealUse).folder)
    yield _form(catalogue, "seal-register", register, heads=heads, page=page)


def letter_form(
    catalogue: Catalogue, slug: str, names: Mapping[str, str], mark: Imprint
) -> GeneralForm:
    """Return a letter whose ``{names}`` are filled in; ``[[blanks]]`` are left to who sends it.

    ``mark`` is the imprint of what the letter is about: that, and no letter, can be verified.
    """
    form, named = _given()[slug], {"{catalogue}": catalogue.settings.title, **names}
    return GeneralForm(slug=slug, title=form["title"], imprint=mark, **_filled(form, named))


def _filled(form: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the parts of a letter with the names that they hold a place for."""
    return {
        "letter": tuple(with_names(text, names) for text in form["letter"]),
        "heading": with_names(form["heading"], names),
        "number": form["number"],
    }


def _form(
    catalogue: Catalogue, slug: str, given: Mapping[str, Any], *, page: str, **parts: Any
) -> GeneralForm:
    title, intro = given["title"], given.get("intro", "")
    headed = tuple(parts[key] for key in ("heading", "number") if key in parts)
    said = (
        *headed,
        intro,
        *parts.get("labels", ()),
        *parts.get("letter", ()),
        *parts.get("heads", ()),
    )
    told = imprint(
        catalogue, (), page, title, id=f"{FORMS}/{slug}", rule="wording", wording=(title, *said)
    )
    return GeneralForm(slug=slug, title=title, imprint=told, intro=intro, **parts)


def _registered(catalogue: Catalogue) -> tuple[str, ...]:
    """Return what the uses of seals ask to be registered, each once."""
    named = [
        field
        for entry in catalogue.entries.values()
        if isinstance(entry, SealUse)
        for field in entry.register_fields
    ]
    return tuple(dict.fromkeys(named))


@cache
def _given() -> Mapping[str, Any]:
    text = (files("generator.views") / "forms.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def wording_of(slug: str) -> Mapping[str, Any]:
    """Return the wording of one form."""
    found: Mapping[str, Any] = _given()[slug]
    return found


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return a text with the names that it holds a place for."""
    for name, written in names.items():
        text = text.replace(name, written)
    return text
