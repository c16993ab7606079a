import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.grouping import group_rulings
from models.linking import ruling_key

STORIES = {
    "ferry": ("Judge blocks Quillayute ferry fee", "A judge blocked the ferry fee charged to Quillayute islanders."),
    "walnut": ("Walnut quota struck down", "A judge struck down the walnut quota that growers in Tehama had fought."),
    "kayak": ("Kayak permit rule upheld", "A judge upheld the kayak permit rule for paddlers on the Skagit."),
}


def key(story, day="2025-03-04", ruling_id=None, more="", **facts):
    title, evidence = STORIES[story]
    row = {"title": title, "evidence": evidence, "outcome": "granted", "relief": "final", **facts}
    return ruling_key(row, f"{evidence} {more}", day, ruling_id)


PILE = [
    key("ferry"),
    key("walnut"),
    key("ferry", more="Residents cheered on the quay.", day="2025-03-05"),
    key("kayak", day=None),
    key("walnut", more="The state may appeal.", day="2025-03-05"),
    key("kayak", more="Outfitters were dismayed.", day="2025-06-01"),
]


def test_each_story_has_an_id():
    first, second, third, fourth, fifth, sixth = group_rulings(PILE)
    assert first == third and second == fifth and fourth == sixth and len({first, second, fourth}) == 3


@given(st.permutations(range(len(PILE))))
@settings(max_examples=25, deadline=None)
def test_order_does_not_matter(order):
    ids = group_rulings(PILE)
    assert group_rulings([PILE[place] for place in order]) == [ids[place] for place in order]


def test_later_articles_leave_ids_as_they_are():
    later = [key("ferry", more="A week on, boats are full.", day="2025-03-06"), key("kayak", day="2025-06-02")]
    assert group_rulings([*PILE, *later])[: len(PILE)] == group_rulings(PILE)


def test_a_tracker_row_gives_its_id():
    assert group_rulings([key("ferry", ruling_id="T-7"), *PILE])[1] == "T-7"


def test_two_tracker_rows_never_become_one():
    ids = group_rulings([key("ferry", ruling_id="T-7"), key("ferry", ruling_id="T-8"), key("ferry", more="More.")])
    assert ids[:2] == ["T-7", "T-8"] and ids[2] in ids[:2]


def test_facts_of_any_member_exclude():
    # The second article tells no judge, so it alone could join either of the others.
    pile = [key("ferry", judge="Ann Doe"), key("ferry", more="Plain."), key("ferry", judge="Bob Roe", more="Another.")]
    ids = group_rulings(pile)
    assert ids[0] != ids[2]


def test_weeks_apart_are_two_rulings():
    first, second = group_rulings([key("ferry"), key("ferry", day="2025-05-04", more="Again.")])
    assert first != second


@pytest.mark.parametrize("dated", [True, False])
def test_a_large_pile(dated):
    pile = []
    for number in range(600):
        story = number // 2
        words = " ".join(f"{letter}{story}zorp" for letter in "abcdefgh")
        row = {
            "title": f"Judge blocks {words}",
            "evidence": "A judge blocked it.",
            "outcome": "granted",
            "relief": "tro",
        }
        pile.append(ruling_key(row, f"{words} {number}", f"2025-03-{1 + story % 28:02d}" if dated else None))
    ids = group_rulings(pile)
    assert all(ids[number] == ids[number + 1] for number in range(0, 600, 2)) and len(set(ids)) == 300


def test_one_story_of_many_articles():
    pile = [key("ferry", more=f"Reader {number} wrote in.") for number in range(300)]
    assert len(set(group_rulings(pile))) == 1


def test_nothing():
    assert group_rulings([]) == []
