"""What an edition keeps of its prints: what each holds and says, how it is cited, and its text.

Whoever has a print may ask years later whether it is genuine. The program that made it may no
longer make it so; the SHA-256 of its text stays.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec

from generator.editions.edition import Edition, catalogue_of
from generator.model.catalogue import Catalogue
from generator.model.stamp import FrozenPrint
from generator.outputs.prints.print_jobs import prints
from generator.outputs.prints.verifying import read, sealed_text
from generator.schema.kinds import Kinds


def frozen_prints(
    catalogue: Catalogue, edition: Edition, *, discontinued: bool = False
) -> tuple[FrozenPrint, ...]:
    """Return every print of the catalogue an edition makes, each once with all its files."""
    kept: dict[str, FrozenPrint] = {}
    files: dict[str, list[tuple[str, str]]] = {}
    for job in prints(catalogue, edition.in_force_on, discontinued=discontinued):
        printed = job.imprint.printed
        form = job.path.rsplit(".", 1)[-1]
        kept[printed.id] = printed
        files.setdefault(printed.id, []).append((form, sealed_text(read(job.render(), form))))
    return tuple(msgspec.structs.replace(one, files=tuple(files[id_])) for id_, one in kept.items())


def with_prints(edition: Edition, now: Catalogue, kinds: Kinds) -> Edition:
    """Return an edition about to be released with its prints; ``now`` holds the texts."""
    then = catalogue_of(edition, kinds, now.address, now.texts.values())
    return replace(edition, prints=frozen_prints(then, edition))
