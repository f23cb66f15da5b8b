"""The general forms, which every catalogue has. Their wording is in ``forms.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from generator.editions.citation import edition_label
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import SealUse
from generator.views.finished_prints import FORMS
from generator.views.imprint import Imprint, imprint
from generator.views.quotation import quotation

SERIAL, REMARKS = "序号", "备注"
BLANK = re.compile(r"\{\{(.+?)\}\}|\[\[(.+?)\]\]")
"""``{{name}}`` or ``[[name]]``."""
RULE, SHORT = "＿", 8
"""What a line to write on is made of, and how many of them it has if it does not go to the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralForm:
    """A form that belongs to no entry.

    It has ``labels`` to fill in, the ``heads`` of its columns, or the paragraphs of a ``letter``.
    """

    slug: str
    title: str
    imprint: Imprint
    intro: str = ""
    labels: tuple[str, ...] = ()
    decisions: int = 0
    """How many of the last labels are filled in by those who decide."""
    letter: tuple[str, ...] = ()
    heading: str = ""
    """The title of a letter, in the words for its addressee."""
    number: str = ""
    """发文字号 of a letter."""
    parties: int = 0
    """How many of the first labels are the parties of an agreement. The others are its articles."""
    heads: tuple[str, ...] = ()


def general_forms(catalogue: Catalogue) -> Iterator[GeneralForm]:
    """Yield the general forms: applications, the letters to departments, the register of seals."""
    wording = _wording()
    for slug in ("admission-application", "exit-application", "entrustment-agreement"):
        form = wording[slug]
        labels = (*form["fields"], *form["decisions"])
        counted = {"decisions": len(form["decisions"]), "parties": form.get("parties", 0)}
        yield _form(catalogue, slug, form, labels=labels, page="", **counted)
    if rule := quotation(catalogue, catalogue.settings.entrust):
        names = {"{catalogue}": catalogue.settings.title, "{rule}": rule.full_line}
        form = wording["refusal-letter"]
        yield _form(catalogue, "refusal-letter", form, page="", **_filled(form, names))
    notice = wording["task-notice"]
    names = {"{catalogue}": catalogue.settings.title, "{edition}": edition_label(catalogue)}
    yield _form(catalogue, "task-notice", notice, page="", **_filled(notice, names))
    register = wording["seal-register"]
    heads = (SERIAL, *(_registered(catalogue) or register["usual"]), REMARKS)
    page = addresses.kind(catalogue.kind_of(SealUse).folder)
    yield _form(catalogue, "seal-register", register, heads=heads, page=page)


def letter_form(
    catalogue: Catalogue, slug: str, names: Mapping[str, str], mark: Imprint
) -> GeneralForm:
    """Return a letter whose ``{names}`` are filled in. The sender fills in the ``[[blanks]]``.

    ``mark`` is the imprint of the list that the letter is about. The letter itself cannot be verified.
    """
    form, all_names = _wording()[slug], {"{catalogue}": catalogue.settings.title, **names}
    return GeneralForm(slug=slug, title=form["title"], imprint=mark, **_filled(form, all_names))


def _filled(form: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the parts of a letter with its placeholders filled in."""
    return {
        "letter": tuple(with_names(text, names) for text in form["letter"]),
        "heading": with_names(form["heading"], names),
        "number": form["number"],
    }


def _form(
    catalogue: Catalogue, slug: str, form: Mapping[str, Any], *, page: str, **parts: Any
) -> GeneralForm:
    title, intro = form["title"], form.get("intro", "")
    headed = tuple(parts[key] for key in ("heading", "number") if key in parts)
    texts = (
        *headed,
        intro,
        *parts.get("labels", ()),
        *parts.get("letter", ()),
        *parts.get("heads", ()),
    )
    form_imprint = imprint(
        catalogue, (), page, title, id=f"{FORMS}/{slug}", rule="wording", wording=(title, *texts)
    )
    return GeneralForm(slug=slug, title=title, imprint=form_imprint, intro=intro, **parts)


def _registered(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the fields of the seal register that the seal uses require, each once."""
    fields = [
        field
        for entry in catalogue.entries.values()
        if isinstance(entry, SealUse)
        for field in entry.register_fields
    ]
    return tuple(dict.fromkeys(fields))


def prompt(blank: re.Match[str], characters: int = SHORT) -> str:
    """Return what stands in a blank: its name in brackets, unless these stand around it already.

    A blank that comes right after its own name is a line to write on.
    """
    name, before = blank[1] or blank[2], blank.string[: blank.start()]
    if before.endswith(f"{name}："):
        return RULE * characters
    return name if before.endswith("〔") else f"〔{name}〕"


@cache
def _wording() -> Mapping[str, Any]:
    text = (files("generator.views") / "forms.yml").read_text(encoding="utf-8")
    forms: dict[str, Any] = yaml.safe_load(text)
    return forms


def wording_of(slug: str) -> Mapping[str, Any]:
    """Return the wording of one form."""
    wording: Mapping[str, Any] = _wording()[slug]
    return wording


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return a text with its placeholders, such as ``{catalogue}``, replaced by ``names``."""
    for placeholder, name in names.items():
        text = text.replace(placeholder, name)
    return text
