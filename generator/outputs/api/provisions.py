"""Every article that names the committee, for programs."""

from __future__ import annotations

from typing import Any

from generator.derive.provisions import AnsweredProvision
from generator.outputs.context import RenderContext
from generator.views.provisions import address_of


def provisions_data(context: RenderContext) -> dict[str, Any]:
    """Return the collection, and every article in it with what became of it."""
    one = context.catalogue.collection
    return {
        "collection": one
        and {
            "title": one.title,
            "repository": one.repository,
            "commit": one.commit,
            "day": one.day.isoformat(),
            "count": one.expected_count,
        },
        "provisions": map(_provision, context.provisions),
    }


def _provision(one: AnsweredProvision) -> dict[str, Any]:
    law, provision = one.law, one.provision
    return {
        "id": one.slug,
        "law": law.title,
        "version": law.version.isoformat() if law.version else None,
        "source": next(iter(one.sources), None),
        "article": provision.article,
        "text": one.text,
        "names": provision.names,
        "residents": one.concerns_residents,
        "villages": one.concerns_villages,
        "asks": provision.asks,
        "task": provision.task,
        "who": provision.who,
        "status": str(one.status),
        "entries": [entry.id for entry in one.entries],
        "replaced_by": provision.replaced_by or None,
        "reason": provision.reason if one.has_reason else None,
        "doubt": provision.doubt or None,
        "url": address_of(one),
    }
