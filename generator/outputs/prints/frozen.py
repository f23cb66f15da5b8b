"""What an edition keeps of its prints: what each is called, holds, says, and how it is cited."""

from __future__ import annotations

from dataclasses import replace

from generator.editions.edition import Edition, catalogue_of
from generator.model.catalogue import Catalogue
from generator.model.stamp import FrozenPrint
from generator.outputs.prints.print_jobs import prints
from generator.schema.kinds import Kinds


def frozen_prints(catalogue: Catalogue, edition: Edition) -> tuple[FrozenPrint, ...]:
    """Return every print of the catalogue an edition makes, each once, whatever its formats."""
    made = (job.imprint.printed for job in prints(catalogue, edition.in_force_on))
    return tuple({one.id: one for one in made}.values())


def with_prints(edition: Edition, now: Catalogue, kinds: Kinds) -> Edition:
    """Return an edition about to be released with its prints; ``now`` holds the texts."""
    then = catalogue_of(edition, kinds, now.address, now.texts.values())
    return replace(edition, prints=frozen_prints(then, edition))
