"""The wording of laws: which articles a clause names, and whether a quotation is part of them."""
