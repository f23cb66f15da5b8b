"""The ways in the frame of every page are what the schemas of the kinds say."""

from generator.model import addresses
from generator.schema.kinds import load_kinds
from generator.views.navigation import GROUPS, OTHERS, doors, foot, menu

KINDS = load_kinds()
LISTS = {f"{kind.folder}/" for kind in KINDS.of_entries()} | {"bodies/"}
EVERYTHING = LISTS | {link.address for _, link in OTHERS}
MOST_IN_FOOT = 6
"""With the other script it is seven."""


def test_a_door_is_a_kind_whose_schema_says_what_is_behind_it():
    made = doors(KINDS)

    assert [(door.title, door.address) for door in made] == [
        ("开证明", "certificates/"),
        ("社区做什么", "services/"),
        ("用章", "seal-uses/"),
        ("谁负责", "bodies/"),
    ]
    assert made[0].text == KINDS.by_key["certificates"].door


def test_the_menu_leads_to_every_kind_of_entry_and_to_no_page_twice():
    led = [link.address for group in menu(KINDS, EVERYTHING) for link in group.links]

    assert set(led) == EVERYTHING
    assert len(led) == len(set(led))


def test_the_menu_is_for_residents_first_then_cadres_then_editors():
    made = menu(KINDS, EVERYTHING)

    assert tuple((group.id, group.title) for group in made) == GROUPS
    assert [link.title for link in made[0].links][:3] == ["开证明", "谁负责", "遇到的事"]
    assert {addresses.JOURNEYS, addresses.REFUSED, addresses.FACTS} <= {
        link.address for link in made[0].links
    }


def test_the_menu_leads_to_no_page_that_a_catalogue_has_not():
    made = menu(KINDS, {"letters/", "zm-001/"})

    assert [link.address for group in made for link in group.links] == ["letters/"]


def test_nothing_is_reached_from_the_foot_alone_and_the_foot_is_short():
    led = [link.address for link in foot(KINDS, EVERYTHING)]

    assert len(led) == len(set(led)) <= MOST_IN_FOOT
    assert set(led) <= EVERYTHING
