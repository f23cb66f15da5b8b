"""Making all prints: each is made, opened again, checked and written before the next is begun.

So memory does not grow with their number, and a print that lost anything never reaches a reader.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from generator.outputs.prints.checks import PrintError
from generator.outputs.prints.print_jobs import Print
from generator.outputs.prints.typesetting import TypesettingError
from generator.outputs.prints.zipped import zipped
from generator.parallel import map_parallel
from generator.problems.problem import Location, Problem
from generator.views.finished_prints import INDEX, POSTERS, Finished, index
from generator.within import write

BUNDLE = f"{POSTERS}/communities.zip"
"""All communities' posters together, where there are several."""
NONE: Mapping[str, int] = MappingProxyType({})
FEW = 2
"""Up to so many prints are made here: to begin with typesetting takes as long as they do."""


def write_prints(
    jobs: Iterable[Print],
    folder: Path,
    progress: Callable[[str], None],
    ready: Mapping[str, int] = NONE,
) -> tuple[tuple[Finished, ...], tuple[Problem, ...]]:
    """Make every print in ``folder`` and an index of them.

    ``ready`` are the pages of those that lie there already, by path. Returns the finished ones, and
    a problem for each that is not what it should be; those are not written.
    """
    chosen = tuple(jobs)
    due = [job for job in chosen if job.path not in ready]
    progress(f"生成{len(due)}份打印件" + (f"，{len(ready)}份没有变" if ready else ""))
    made = tuple(chain(*map_parallel(partial(_write_some, folder), due, few=FEW)))
    there = {one.path: one for one in made if isinstance(one, Finished)}
    for job in chosen:
        if job.path in ready:
            content = (folder / job.path).read_bytes()
            there[job.path] = _finished(job, content, ready[job.path])
    finished = tuple(there[job.path] for job in chosen if job.path in there)
    finished = (*finished, *_bundled(finished, chosen, folder))
    write(folder, INDEX, index(finished))
    return finished, tuple(one for one in made if isinstance(one, Problem))


def _write_some(folder: Path, jobs: Sequence[Print]) -> list[Finished | Problem]:
    made: list[Finished | Problem] = []
    for job in jobs:
        try:
            made.append(_write(job, folder))
        except (PrintError, TypesettingError) as error:
            made.append(
                Problem(
                    code="W101",
                    message=f"prints/{job.path}印出来的和目录不一样：{error}",
                    location=Location(job.source),
                    hint="照上面说的改目录里的文字；改不好的，这是程序的问题，告诉维护的人。",
                )
            )
    return made


def _bundled(
    finished: Sequence[Finished], jobs: Sequence[Print], folder: Path
) -> Iterator[Finished]:
    """Put the posters of all communities into one file, to be handed to whoever prints them."""
    made = {one.path for one in finished}
    own = [job for job in jobs if job.community and job.path in made]
    if len(own) > 1:
        paths = [job.path for job in own]
        content = zipped({Path(path).name: (folder / path).read_bytes() for path in paths})
        write(folder, BUNDLE, content)
        about = replace(own[0], path=BUNDLE, title=f"全部{len(own)}个社区的海报", ids=())
        yield _finished(about, content, 0)


def _write(job: Print, folder: Path) -> Finished:
    content = job.render()
    pages = job.check(content)
    write(folder, job.path, content)
    return _finished(job, content, pages)


def _finished(job: Print, content: bytes, pages: int) -> Finished:
    told = job.imprint
    return Finished(
        path=job.path,
        group=job.group,
        shelf=job.shelf,
        title=job.title,
        ids=job.ids,
        pages=pages,
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        edition=told.edition,
        in_force_on=told.in_force,
        verified_on=told.verified_on,
        fingerprint=told.fingerprint,
    )
