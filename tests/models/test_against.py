import pytest

from data import TrackerRow
from models.against import SAME_CASE_WORDS, SOON_JUDGE_WORDS, SOON_WORDS, Tracker, least_words, tracker_key
from models.grouping import group_rulings
from models.linking import ruling_key

TRACKER = [
    TrackerRow(
        "T-1",
        "T-1",
        {
            "case_name": "Harbor Council v. Quillayute Ferries",
            "docket_number": "2:25-cv-00123",
            "court": "W.D. Wash.",
            "date": "2025-03-03",
            "outcome": "Granted",
            "challenged_action": "ferry fee",
        },
    ),
    TrackerRow("T-2", "r9", {"title": "Judge strikes down walnut quota", "date": "2025-03-03", "outcome": "granted"}),
]


def article(published="2025-03-04", **row):
    return ruling_key({"outcome": "granted", "relief": "final", **row}, "", published)


def compare(key):
    tracker = Tracker(TRACKER)
    return tracker.compare(key, group_rulings([*tracker.keys, key])[-1])


@pytest.mark.parametrize(
    ("key", "status"),
    [
        (article(docket_number="25-cv-123", case_name="Harbor Council v. Quillayute Ferries"), ("known", "T-1")),
        (article(docket_number="2:25-cv-00123", court="wawd"), ("known", "T-1")),
        (article("2025-06-03", docket_number="2:25-cv-00123"), ("update", "T-1")),
        (article("2025-06-03", case_name="Harbor Council v. Quillayute Ferries Inc."), ("update", "T-1")),
        (article("2024-06-03", docket_number="2:25-cv-00123"), ("new", None)),
        (article("2025-06-03", docket_number="2:25-cv-00999", court="wawd", case_name="Noe v. Poe"), ("new", None)),
        (article(title="Walnut quota struck down, growers cheer"), ("known", "T-2")),
        (article("2025-09-03", title="Appeals court revives walnut quota"), ("update", "T-2")),
        (article(title="Kayak permit rule upheld"), ("new", None)),
    ],
)
def test_status(key, status):
    assert compare(key) == status


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"published": "2025-04-20"}, SOON_WORDS),
        ({"published": "2025-04-20", "judge": "A. Lee"}, SOON_JUDGE_WORDS),
        ({"published": "2025-04-20", "judge": "Bo Fox"}, SOON_WORDS),
        ({"published": "2025-06-20", "judge": "Ann Lee"}, SAME_CASE_WORDS),
        ({"published": None, "judge": "Ann Lee"}, SAME_CASE_WORDS),
    ],
)
def test_fewer_words_will_do_soon_after_and_of_one_judge(told, words):
    assert least_words(article(**told), article("2025-03-03", judge="Ann Lee")) == words


def test_known_articles_take_the_tracker_s_ruling_id():
    keys = Tracker(TRACKER).keys
    assert group_rulings([*keys, article(title="Walnut quota struck down, growers cheer")])[-1] == "r9"


@pytest.mark.parametrize(
    ("told", "court", "docket", "outcome"),
    [
        ({"court": "cacd", "docket_number": "20-cv-9893", "outcome": "PI granted"}, "cacd", "20-cv-9893", "granted"),
        ({"case_name": "Doe v. Roe (D. Mass.) 1:25-cv-10333"}, "mad", "25-cv-10333", None),
        ({"case_name": "Doe v. Roe", "court": "SDNY", "outcome": "granted, denied"}, "nysd", None, None),
        ({"case_name": "Doe v. Roe", "docket_number": "pending", "outcome": "stayed"}, None, None, None),
    ],
)
def test_hand_written_cells(told, court, docket, outcome):
    key = tracker_key(TrackerRow("1", "1", told))
    assert (key.court, key.docket, key.outcome) == (court, docket, outcome)


def test_an_empty_tracker_makes_all_new():
    assert Tracker([]).compare(article(title="Kayak"), "r1") == ("new", None)
