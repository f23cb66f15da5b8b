"""Rules across entries: one file each, listed here, run by ``check``."""

from generator.rules import (
    basis_in_force,
    basis_read,
    body_active,
    catch_all,
    coverage,
    dates,
    dead_end,
    exception_rank,
    file_name,
    firm_ground,
    has_basis,
    identity,
    leads_on,
    money_follows,
    no_drafts,
    one_word_one_answer,
    printable,
    reference_exists,
    review_due,
    seal_agrees,
    unique_number,
)
from generator.rules.rule import Rule

ALL: tuple[Rule, ...] = (
    reference_exists.RULE,
    unique_number.RULE,
    dead_end.RULE,
    catch_all.RULE,
    seal_agrees.RULE,
    one_word_one_answer.RULE,
    exception_rank.RULE,
    firm_ground.RULE,
    money_follows.RULE,
    has_basis.RULE,
    basis_in_force.RULE,
    basis_read.RULE,
    coverage.COVERED,
    coverage.TOTALS,
    coverage.SERIALS,
    dates.RULE,
    review_due.RULE,
    identity.RULE,
    body_active.RULE,
    file_name.RULE,
    leads_on.RULE,
    no_drafts.RULE,
    printable.RULE,
)

__all__ = ["ALL", "Rule"]
