"""说法: everyday words, and questions that no entry answers. Only the search uses them."""

from __future__ import annotations

from generator.model.parts import Basis, Part
from generator.model.record import Record


class SpokenWord(Part, frozen=True, kw_only=True):
    """一个说法: an everyday word, and the catalogue's word for it, if it says anything."""

    said: str
    means: str = ""
    """Empty where the word says nothing: the search leaves it out."""
    example: str = ""
    finds: str = ""
    """The entry that a search for the example has to find."""


class Whose(Part, frozen=True, kw_only=True):
    """归谁管: what no entry answers, in a word, and the body in whose field it is."""

    said: str
    also_said: tuple[str, ...] = ()
    """Other words that tell it as surely."""
    body: str
    asked_as: tuple[str, ...] = ()
    legal_basis: tuple[Basis, ...]


class Speech(Record, frozen=True, kw_only=True, eq=False):
    """说法 of one layer."""

    id: str
    title: str
    intro: str = ""
    words: tuple[SpokenWord, ...] = ()
    elsewhere: tuple[str, ...] = ()
    """Questions that no entry answers."""
    whose: tuple[Whose, ...] = ()


class Answer(Record, frozen=True, kw_only=True, eq=False):
    """问答: a question about the catalogue itself, a short answer, and the page that says more."""

    id: str
    question: str
    answer: str
    page: str
    asked_as: tuple[str, ...] = ()
    notes_internal: str = ""
