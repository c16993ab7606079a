import pytest

from data import Article
from models.choosing import chosen, doubt, may_be, queue


def row(outcome="granted", chance=0.9, **changes):
    known = {
        "outcome": outcome,
        "outcome_probability": chance,
        "relief": "final",
        "relief_probability": 1.0,
        "scope": "limited",
        "scope_probability": 1.0,
        "claims_probabilities": {"apa": 0.0, "first_amendment": 0.0, "statutory": 0.0, "constitutional_other": 0.0},
    }
    return known | changes


@pytest.mark.parametrize(
    ("prediction", "expected"),
    [
        (row(), 0.1),
        (row(relief_probability=0.5), 0.55),
        (row(claims_probabilities={"apa": 0.5, "statutory": 0.75}), 1 - 0.9 * 0.5 * 0.75),
        (row("none", 0.8, relief_probability=0.1), 0.2),
    ],
)
def test_doubt_is_the_chance_that_some_label_is_wrong(prediction, expected):
    assert doubt(prediction) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("prediction", "label", "expected"),
    [
        (row(relief="stay"), "stay", True),
        (row(), "stay", False),
        (row(claims_probabilities={"apa": 0.3}), "apa", True),
        (row(claims_probabilities={"apa": 0.1}), "apa", False),
        (row("none", claims_probabilities={"apa": 0.9}), "apa", False),
        (row("none"), "none", True),
    ],
)
def test_what_a_prediction_may_be(prediction, label, expected):
    assert may_be(prediction, label) is expected


HERON = "heron reserve permit wetland county marsh"
FERRY = "ferry fare harbour toll crossing captain"
TRAM = "tram line conductor ticket zone depot"


def test_the_most_doubtful_comes_first_and_its_like_later():
    texts = [HERON, HERON + " permit", FERRY, TRAM]
    assert chosen([0.9, 0.8, 0.5, 0.4], texts, [], 4) == [0, 2, 3, 1]
    assert chosen([0.9, 0.8, 0.5, 0.4], texts, [], 2) == [0, 2]


def test_what_is_like_something_known_waits():
    assert chosen([0.9, 0.5], [HERON, FERRY], [HERON], 2) == [1, 0]
    assert chosen([], [], [HERON], 3) == []


def article(number, text):
    return Article(str(number), f"Story {number}", text)


def long(words):
    return " ".join(f"{word} {number}" for number in range(6) for word in words.split())


def test_near_duplicates_are_left_out_and_favoured_labels_come_first():
    articles = [article(i, long(text)) for i, text in enumerate((HERON, FERRY, FERRY, TRAM))]
    rows = [row(chance=0.1), row(chance=0.2), row(chance=0.2), row(chance=0.9, relief="stay")]
    labelled = [{"title": "Story 0", "text": long(HERON)}]
    assert queue(articles, rows, labelled, 10) == [1, 3]
    assert queue(articles, rows, labelled, 10, ["stay"]) == [3, 1]
    assert queue(articles, rows, labelled, 1, ["stay"]) == [3]
    assert queue(articles, rows, [], 10)[0] == 0
