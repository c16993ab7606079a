import pytest

from data.leaks import guard
from data.rulings import own_group

STORY = (
    "A judge in Boise barred the heron permit on Monday after the county failed to say why nests could be moved. "
    "The county said that it would appeal before the season opens and asked for a hearing."
)
OTHER = "An appeals panel let the harbour toll stand, and the shipping guild said that it would pay under protest."
REWRITTEN = STORY.replace("on Monday", "on Tuesday")


def ruling(id, text, group=None, title="News"):
    made = {"id": id, "title": title, "text": text}
    return made | {"group": group or own_group(made)}


def groups(kept):
    return {each["id"]: each["group"] for each in kept}


def test_named_groups_are_left_alone():
    kept, refused = guard([ruling("a", STORY, "g"), ruling("b", STORY, "h")])
    assert groups(kept) == {"a": "g", "b": "h"} and refused == []


def test_new_rulings_join_those_that_share_their_wording():
    kept, _ = guard([ruling("a", STORY, "g"), ruling("b", REWRITTEN), ruling("c", OTHER)])
    assert groups(kept) == {"a": "g", "b": "g", "c": own_group(ruling("c", OTHER))}


def test_new_rulings_of_one_story_share_a_group():
    kept, _ = guard([ruling("a", STORY), ruling("b", REWRITTEN), ruling("c", OTHER)])
    found = groups(kept)
    assert found["a"] == found["b"] == own_group(ruling("a", STORY)) != found["c"]


@pytest.mark.parametrize(
    ("trained", "reason"),
    [
        (ruling("x", STORY.replace("'", "\u2019") + "  ", "named"), "its text is that of t in the test set"),
        (ruling("x", "Entirely different words.", "g"), "it may tell the story of t in the test set"),
        (ruling("x", REWRITTEN), "it may tell the story of t in the test set"),
    ],
)
def test_what_the_test_set_knows_is_refused(trained, reason):
    kept, refused = guard([trained, ruling("y", OTHER)], [ruling("t", STORY, "g")])
    assert [each["id"] for each in kept] == ["y"]
    assert [str(each) for each in refused] == [f"x: {reason}"]
