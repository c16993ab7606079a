from dataclasses import replace

import pytest

from models.linking import THRESHOLD, excludes, plain_docket, probability, ruling_key, same_parties

FERRY = {
    "title": "Judge blocks ferry fee on Quillayute islanders",
    "evidence": "U.S. District Judge Ann Doe on Monday blocked the ferry fee.",
    "outcome": "granted",
    "relief": "preliminary_injunction",
    "judge": "Ann Doe",
    "decision_date": "2025-03-03",
}
TEXT = (
    "The ferry fee charged to Quillayute islanders cannot be collected while the suit by the harbour council goes on."
)


def key(row=None, text=TEXT, published="2025-03-04", **changes):
    return ruling_key({**FERRY, **(row or {}), **changes}, text, published)


@pytest.mark.parametrize(
    ("changes", "published"),
    [
        ({}, "2025-03-04"),
        ({"title": "Islanders need not pay ferry fee, court rules", "judge": None}, "2025-03-05"),
        ({"outcome": "mixed", "decision_date": None}, "2025-03-04"),
        ({"judge": "Doe"}, None),
        ({"judge": "Ann Doe Jr.", "relief": "tro"}, "2025-03-04"),
    ],
)
def test_articles_on_one_ruling(changes, published):
    assert probability(key(), key(changes, published=published)) >= THRESHOLD


@pytest.mark.parametrize(
    ("changes", "published"),
    [
        ({"judge": "Bob Roe"}, "2025-03-04"),
        ({"decision_date": "2025-03-07"}, "2025-03-08"),
        ({"decision_date": None}, "2025-04-04"),
    ],
)
def test_a_fact_that_differs_excludes(changes, published):
    assert excludes(key(), key(changes, published=published))
    assert probability(key(), key(changes, published=published)) == 0.0


def test_courts_exclude_only_where_both_are_told():
    assert excludes(key(court="cacd"), key(court="cand"))
    assert not excludes(key(court="cacd"), key())


def test_an_appeal_days_later_is_another_ruling():
    appeal = {
        "title": "Appeals court lets Quillayute ferry fee take effect",
        "evidence": "The appeals court lifted a judge’s order on the ferry fee.",
        "judge": None,
        "decision_date": None,
        "outcome": "granted",
        "relief": "stay_pending_appeal",
    }
    assert probability(key(), key(appeal, published="2025-03-08")) < THRESHOLD


def test_another_story_of_the_same_day():
    other = {
        "title": "Walnut growers win quota suit",
        "evidence": "A judge struck down the walnut quota.",
        "judge": None,
    }
    assert probability(key(), key(other, text="Growers of walnuts may sell what they harvest.")) == 0.0


def test_probability_takes_no_sides():
    one, other = key(), key({"title": "Ferry fee blocked", "judge": None}, published="2025-03-06")
    assert probability(one, other) == pytest.approx(probability(other, one))


def test_a_docket_links_what_shares_no_words():
    bare = {
        "title": "",
        "evidence": "",
        "judge": None,
        "docket_number": "3:25-cv-00123",
        "outcome": None,
        "relief": None,
    }
    row = key({"docket_number": "25-cv-123"})
    assert probability(row, key(bare, text="", published="2025-03-04")) >= THRESHOLD
    assert probability(row, key({**bare, "docket_number": "3:25-cv-00124"}, text="")) == 0.0
    assert probability(row, key({**bare, "docket_number": None}, text="")) == 0.0


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("2:20-cv-09893-JGB-SHK", "20-cv-9893"),
        ("No. 20-CV-9893", "20-cv-9893"),
        ("No. 25-6631", "25-6631"),
        ("24A966", "24a-966"),
        ("Doe v. Roe (D. Mass.) 1:25-cv-10333", "25-cv-10333"),
        ("pending", None),
        ("", None),
        (None, None),
    ],
)
def test_plain_docket(written, plain):
    assert plain_docket(written) == plain


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Harbor Council v. Quillayute Ferries Inc.", "Harbor Council v. Quillayute Ferries", True),
        ("State of Oregon v. United States", "State of Nevada v. United States", False),
        ("Harbor Council v. Noe", "Harbor Council of Elsewhere v. Walnut Growers", True),
        ("", "", False),
    ],
)
def test_same_parties(one, other, same):
    assert same_parties(key(case_name=one), key(case_name=other)) is same


def test_key_is_compact():
    long = key(text=" ".join(f"word{number}" for number in range(5000)))
    assert len(long.words) == len(long.weights) <= 48
    assert replace(long, digest="") == replace(key(text=" ".join(f"word{n}" for n in range(6000))), digest="")


@pytest.mark.parametrize("day", ["yesterday", "", None, "2025-13-01"])
def test_days_that_are_none(day):
    assert key(published=day, decision_date=day).day is None
