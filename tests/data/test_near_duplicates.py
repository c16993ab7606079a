import pytest

from data.near_duplicates import near_duplicate_groups, nearest_duplicates

STORY = "The panel said on Friday that the county may not close the ferry while the suit by its riders is heard."
OTHER = "Nothing of the sort is told in this other document about a school board vote."


@pytest.mark.parametrize(
    ("texts", "groups"),
    [
        ([], []),
        ([STORY, "Nothing of the sort is told in this other document about a school board vote."], [0, 1]),
        (
            ["Another thing altogether, told in quite different words by someone.", STORY, STORY + " It ran on."],
            [0, 1, 1],
        ),
        (["short", "short"], [0, 1]),
    ],
)
def test_near_duplicate_groups(texts: list[str], groups: list[int]) -> None:
    assert near_duplicate_groups(texts) == groups


def test_near_duplicates_are_grouped_through_others() -> None:
    words = [f"word{n}" for n in range(60)]
    texts = [" ".join(words[start : start + 30]) for start in (0, 8, 16)]
    assert near_duplicate_groups(texts[::2]) == [0, 1]
    assert near_duplicate_groups(texts) == [0, 0, 0]


@pytest.mark.parametrize(
    ("texts", "known", "found"),
    [
        ([], [STORY], []),
        ([STORY], [], [None]),
        ([OTHER, STORY], [STORY + " It ran on.", STORY], [None, 1]),
        (["short"], ["short"], [None]),
    ],
)
def test_nearest_duplicates(texts: list[str], known: list[str], found: list[int | None]) -> None:
    assert nearest_duplicates(texts, known) == found
