"""The ways in the frame of every page are what the schemas of the kinds say."""

from generator.schema.kinds import load_kinds
from generator.views.navigation import OTHERS, doors, foot

KINDS = load_kinds()


def test_a_door_is_a_kind_whose_schema_says_what_is_behind_it():
    made = doors(KINDS)

    assert [(door.title, door.address) for door in made] == [
        ("开证明", "certificates/"),
        ("社区做什么", "services/"),
        ("用章", "seal-uses/"),
        ("谁负责", "bodies/"),
    ]
    assert made[0].text == KINDS.by_key["certificates"].door


def test_the_foot_leads_to_every_kind_of_entry_and_to_no_page_twice():
    lists = {f"{kind.folder}/" for kind in KINDS.of_entries()} | {"bodies/"}
    others = {link.address for link in OTHERS}

    led = [link.address for link in foot(KINDS, lists | others)]

    assert set(led) == lists | others
    assert len(led) == len(set(led))


def test_the_foot_leads_to_no_page_that_a_catalogue_has_not():
    assert [link.address for link in foot(KINDS, {"letters/", "zm-001/"})] == ["letters/"]
