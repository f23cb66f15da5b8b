"""Migrate the content of older editions to the current schemas.

Renaming or moving a field of a schema needs a migration here. A migration does not change the
bytes, the digest or the fingerprints of an edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import MappingProxyType

from generator.model.values import CatalogueState, Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One change of a schema: its name, the kind, and the function that converts the fields."""

    name: str
    folder: str
    """The folder of the kind, or the file name of the settings."""
    apply: Callable[[Fields], Fields]


MIGRATIONS: tuple[Migration, ...] = ()
"""All changes since the schemas of format 1, in order."""


def migrate(state: CatalogueState, migrations: Iterable[Migration]) -> CatalogueState:
    """Return a state in the current form."""
    for migration in migrations:
        state = MappingProxyType(
            {
                key: migration.apply(f) if key[0] == migration.folder else f
                for key, f in state.items()
            }
        )
    return state
