"""Bringing what an older edition holds to the form that today's schemas have.

A field of a schema is renamed or moved only together with a migration here. Nothing of an edition
is changed by it: its bytes, its digest and its fingerprints are those of what was sealed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from generator.model.values import Fields

State: TypeAlias = Mapping[tuple[str, str], Fields]


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One change of the schemas: its name, the kind it is of, and what it makes of the fields."""

    name: str
    folder: str
    """The folder of the kind, or the name of the file of the settings."""
    apply: Callable[[Fields], Fields]


MIGRATIONS: tuple[Migration, ...] = ()
"""Every change since the schemas of format 1, in their order."""


def migrated(state: State, migrations: Iterable[Migration]) -> State:
    """Return a state in today's form."""
    for one in migrations:
        state = MappingProxyType(
            {key: one.apply(f) if key[0] == one.folder else f for key, f in state.items()}
        )
    return state
