"""The ways in the frame of every page are what the schemas of the kinds say."""

from helpers import DAY, small_catalogue

from generator.checking import check
from generator.schema.kinds import load_kinds
from generator.views.navigation import doors, foot


def test_a_door_is_a_kind_whose_schema_says_what_is_behind_it():
    kinds = load_kinds()

    made = doors(kinds)

    assert [(door.title, door.address) for door in made] == [
        ("开证明", "certificates/"),
        ("社区做什么", "services/"),
        ("用章", "seal-uses/"),
        ("谁负责", "bodies/"),
    ]
    assert made[0].text == kinds.by_key["certificates"].door


def test_the_foot_leads_to_every_kind_of_entry_and_to_no_page_twice(shipped_catalogue):
    led = [link.address for link in foot(shipped_catalogue)]

    assert {f"{kind.folder}/" for kind in shipped_catalogue.kinds.of_entries()} <= set(led)
    assert len(led) == len(set(led))


def test_the_foot_leaves_out_vocabularies_a_catalogue_has_not(tmp_path):
    small = check(small_catalogue(tmp_path), on=DAY).catalogue

    assert "platforms/" not in {link.address for link in foot(small)}
