import pytest

from data import CLAIMS, Article
from models.by_ruling import by_ruling


def row(article_id, ruling_id="r1", **changes):
    return {
        "id": article_id,
        "title": f"Title {article_id}",
        "outcome": "granted",
        "outcome_probability": 0.9,
        "relief": "tro",
        "relief_probability": 0.8,
        "scope": "unstated",
        "scope_probability": 0.7,
        "claims": [],
        "claims_probabilities": dict.fromkeys(CLAIMS, 0.1),
        "evidence": f"Evidence {article_id}.",
        "ruling_id": ruling_id,
        "duplicate_of": None,
        "needs_review": False,
        "review_reason": None,
        "doubtful_tasks": [],
        **dict.fromkeys(("case_name", "docket_number", "court", "judge", "decision_date", "challenged_action")),
        **changes,
    }


def merge(*rows):
    pairs = [(Article(r["id"], r["title"], "text", extra={"date": f"2025-03-0{n}"}), r) for n, r in enumerate(rows, 1)]
    return [merged for _, merged in by_ruling(lambda: iter(pairs))]


def test_one_row_a_ruling_in_order_of_first_articles():
    rows = merge(row("a"), row("b", "r2"), row("c", outcome_probability=0.99), row("d", None, outcome="none"))
    assert [(r["id"], r["ruling_id"], r["articles"]) for r in rows] == [("r1", "r1", ["a", "c"]), ("r2", "r2", ["b"])]
    assert (
        rows[0]["evidence_article"] == "c" and rows[0]["evidence"] == "Evidence c." and rows[0]["date"] == "2025-03-01"
    )


def test_agreement_needs_no_review():
    [merged] = merge(row("a", needs_review=True, review_reason="unsure"), row("b"))
    assert merged["needs_review"] is False and merged["review_reason"] is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"outcome": "denied"}, "articles disagree on outcome: granted (a, b), denied (c)"),
        ({"relief": "final"}, "articles disagree on relief: tro (a, b), final (c)"),
    ],
)
def test_a_disagreement_is_named(changes, reason):
    [merged] = merge(row("a"), row("b"), row("c", **changes))
    assert merged["needs_review"] is True and merged["review_reason"] == reason
    assert (merged["outcome"], merged["relief"]) == ("granted", "tro")


def test_reach_that_one_leaves_out_is_no_disagreement():
    [merged] = merge(row("a"), row("b", scope="nationwide", scope_probability=0.6), row("c"))
    assert (merged["scope"], merged["scope_probability"], merged["needs_review"]) == ("nationwide", 0.6, False)


def test_reaches_that_differ_are_one():
    [merged] = merge(row("a", scope="nationwide"), row("b", scope="limited"), row("c", scope="limited"))
    assert merged["scope"] == "limited" and merged["review_reason"].startswith("articles disagree on scope")


def test_copies_have_one_vote():
    copies = [row(name, duplicate_of="b", outcome="denied") for name in "cd"]
    [merged] = merge(row("a"), row("b", outcome="denied", outcome_probability=0.6), *copies)
    assert merged["outcome"] == "granted" and merged["articles"] == ["a", "b", "c", "d"]


def test_effect_follows_the_vote():
    stayed = {"relief": "stay_pending_appeal"}
    [merged] = merge(row("a", **stayed), row("b", **stayed))
    assert merged["effect"] == "no_relief"


def test_facts_come_from_whoever_tells_them():
    [merged] = merge(row("a"), row("b", judge="Ann Doe", court="idd"), row("c", judge="Ann Doe"))
    assert (merged["judge"], merged["court"], merged["docket_number"]) == ("Ann Doe", "idd", None)


def test_claims_of_half_the_articles_stand_and_are_doubtful():
    [merged] = merge(row("a", claims=["apa"]), row("b", claims=["apa", "statutory"]), row("c"))
    assert merged["claims"] == ["apa"] and merged["doubtful_tasks"] == ["claims"]


def test_all_doubtful_articles_need_review():
    [merged] = merge(*(row(name, needs_review=True, review_reason="unsure") for name in "ab"))
    assert merged["needs_review"] is True and merged["review_reason"] == "unsure"


def test_tracker_columns_stay_only_where_there_was_a_tracker():
    assert "tracker_status" not in merge(row("a"))[0]
    [merged] = merge(
        row("a", tracker_status="new", tracker_id=None), row("b", tracker_status="known", tracker_id="T-1")
    )
    assert (merged["tracker_status"], merged["tracker_id"]) == ("known", "T-1")
