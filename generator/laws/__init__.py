"""The wording of laws: parse clauses, and compare quotations with articles."""
