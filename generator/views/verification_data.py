"""What a reader's own device needs to say whether a citation holds, without asking anyone.

The script of the page ``verify/`` puts the same lines together as ``citation.py`` does, and
judges as ``verification.py`` does; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.editions.changes import Group
from generator.editions.citation import WORKING, edition_word
from generator.editions.edition import Edition
from generator.editions.history import Step
from generator.editions.verification import WORDS
from generator.model.catalogue import Catalogue
from generator.views.listings import listings
from generator.views.posters import posters


def checking_data(
    catalogue: Catalogue, made: tuple[Step, ...], opened: Callable[[Edition], Catalogue]
) -> dict[str, Any]:
    """Return editions, every version of every entry, and every list and poster that was released.

    ``opened`` gives the catalogue as it was in an edition.
    """
    editions: list[dict[str, str]] = []
    entries: dict[str, Any] = {}
    prints: dict[str, Any] = {}
    for step in made:
        then = opened(step.edition)
        editions.append(_edition(then, step.edition))
        _add_entries(entries, then, step)
        _add_prints(prints, then, step.edition)
    return {
        "time_zone": catalogue.settings.time_zone,
        "address": catalogue.address,
        "words": dict(WORDS),
        "working": WORKING,
        "editions": editions,
        "entries": entries,
        "prints": prints,
    }


def _edition(then: Catalogue, edition: Edition) -> dict[str, str]:
    return {
        "id": edition.id,
        "in_force_on": edition.in_force_on.isoformat(),
        "head": f"《{then.settings.title}》{edition_word(then)}",
        "tail": f"{edition.in_force_on}起施行，{edition.instrument}",
    }


def _add_entries(entries: dict[str, Any], then: Catalogue, step: Step) -> None:
    """Add a version for each entry that is new or was changed in this edition."""
    told = {one.id: one.sentence for one in step.told if one.group is not Group.REMOVED}
    for entry in then.entries.values():
        versions = entries.setdefault(entry.id, {"slug": entry.slug, "versions": []})["versions"]
        if versions and versions[-1]["mark"] == entry.fingerprint:
            continue
        versions.append(
            {
                "edition": step.edition.id,
                "mark": entry.fingerprint,
                "name": entry.name,
                "status": str(entry.status),
                "from": entry.in_force_on.isoformat() if entry.in_force_on else "",
                "until": entry.ceased_on.isoformat() if entry.ceased_on else "",
                "change": told.get(entry.id, ""),
            }
        )


def _add_prints(prints: dict[str, Any], then: Catalogue, edition: Edition) -> None:
    made = [(one.title, one.imprint, tuple(row.id for row in one.rows)) for one in listings(then)]
    made += [(one.title, one.imprint, one.ids) for one in posters(then, edition.in_force_on)]
    for title, imprint, ids in made:
        prints[f"{edition.id}.{imprint.fingerprint}"] = {
            "title": title,
            "page": imprint.page,
            "line": imprint.line,
            "ids": ids,
        }
