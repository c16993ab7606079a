from data import Article, TrackerRow
from models.linked import fill_links, find_links

FERRY = "A judge in Boise blocked the ferry fee charged to Quillayute islanders, who had sued over it in the spring."
SUIT = "Walnut growers in Tehama sued over a quota that they call ruinous, and a hearing is set for the autumn session."
PILE = [
    (Article("a", "Ferry fee blocked", FERRY, date="2025-03-04", url="https://example.org/a"), "granted"),
    (Article("b", "Growers sue", SUIT, date="2025-03-04", extra={"desk": "west"}), "none"),
    (Article("c", "Islanders win", FERRY, date="2025-03-04"), "granted"),
    (Article("d", "Growers go to court", SUIT), "none"),
]
PAIRS = [(article, {"outcome": outcome, "evidence": article.text, "title": article.title}) for article, outcome in PILE]


def test_rows_are_filled_in():
    filled = list(fill_links(iter(PAIRS), find_links(iter(PAIRS))))
    rows = [row for _, row in filled]
    assert [row["duplicate_of"] for row in rows] == [None, None, "a", "b"]
    assert rows[0]["ruling_id"] == rows[2]["ruling_id"] and rows[0]["ruling_id"].startswith("r")
    assert rows[1]["ruling_id"] is None and "tracker_status" not in rows[0]


def test_dates_and_sources_pass_on():
    extras = [article.extra for article, _ in fill_links(iter(PAIRS), find_links(iter(PAIRS)))]
    assert extras[0] == {"date": "2025-03-04", "url": "https://example.org/a"}
    assert extras[1] == {"date": "2025-03-04", "desk": "west"} and extras[3] == {}


def test_ids_do_not_depend_on_order():
    def ids(pairs):
        filled = fill_links(iter(pairs), find_links(iter(pairs)))
        return {article.id: row["ruling_id"] for article, row in filled}

    assert ids(PAIRS) == ids(PAIRS[::-1])


def test_a_tracker_marks_rulings_alone():
    tracker = [TrackerRow("T-1", "T-1", {"title": "Ferry fee of Quillayute islanders blocked", "date": "2025-03-04"})]
    rows = [row for _, row in fill_links(iter(PAIRS), find_links(iter(PAIRS), tracker))]
    assert [(row["ruling_id"], row["tracker_status"], row["tracker_id"]) for row in rows] == [
        ("T-1", "known", "T-1"),
        (None, None, None),
        ("T-1", "known", "T-1"),
        (None, None, None),
    ]
