"""Which edition holds on a day: random histories of editions against replaying their changes."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType

from helpers import examples, replay
from hypothesis import given
from hypothesis import strategies as st
from releasing import wanted_edition

from generator.editions.changes import changes
from generator.editions.edition import Edition, EditionType, as_of
from generator.editions.release import ReleaseError, make_edition
from generator.schema.kinds import load_kinds

KINDS = load_kinds()
KEYS = st.sampled_from([("certificates", f"ZM-{n:03}") for n in range(1, 5)])
FIELDS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["甲", "乙", "丙"]),
        "status": st.sampled_from(["in_force", "suspended", "abolished", "replaced"]),
        "replaced_by": st.sampled_from([(), ("ZM-001",)]),
    }
)
STEP = st.tuples(
    st.integers(0, 40),  # days after the one before: 0 is a second change on one day
    st.integers(0, 200),  # days from adoption until it is in force
    st.sampled_from(list(EditionType)),
    st.dictionaries(KEYS, FIELDS, min_size=1, max_size=3),
)
START = date(2026, 1, 1)


def histories(steps):
    """Make editions of a random history, and what each day's state should be, apart from them."""
    editions: tuple[Edition, ...] = ()
    state: dict = {}
    adopted, in_force, dated = START, START, []
    for number, (later, wait, type_, edit) in enumerate(steps, 1):
        adopted += timedelta(days=later)
        in_force = max(in_force, adopted + timedelta(days=wait))
        state = {**state, **{key: MappingProxyType(fields) for key, fields in edit.items()}}
        kind = type_ if editions else EditionType.EDITION
        wanted = wanted_edition(f"2026-{number}", adopted, in_force, kind)
        try:
            editions = (
                *editions,
                make_edition(wanted, MappingProxyType(state), editions, [], KINDS),
            )
        except ReleaseError:
            continue  # nothing was changed
        dated.append((in_force, edit))
    return editions, dated


@examples(100)
@given(st.lists(STEP, min_size=1, max_size=8), st.lists(st.integers(-10, 900), min_size=10))
def test_as_of_agrees_with_replaying_the_changes(steps, days):
    editions, dated = histories(steps)
    for day in (START + timedelta(days=number) for number in days):
        replayed: MappingProxyType = MappingProxyType({})
        for before, edition in zip((None, *editions), editions, strict=False):
            if edition.in_force_on <= day:
                was = before.state if before else MappingProxyType({})
                made = changes(was, edition.state, KINDS)
                replayed = replay(replayed, made)
        told: dict = {}
        for in_force, edit in dated:
            told |= edit if in_force <= day else {}

        then = as_of(editions, day)

        assert (then.state if then else {}) == replayed == told
