import pytest

from models.linking import ruling_key
from models.merging import Group, merge


def group(published=None, digest_of="x", **row):
    return Group.of(ruling_key(row, digest_of, published))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (group(court="cacd"), group(court="cand")),
        (group(judge="Ann Doe"), group(judge="Bob Roe")),
        (group(docket_number="1:25-cv-7"), group(docket_number="1:25-cv-8")),
        (group(decision_date="2025-03-01"), group(decision_date="2025-03-04")),
        (group("2025-03-01"), group("2025-03-20")),
        (group("2025-03-01"), group("2025-03-20", decision_date="2025-03-19")),
    ],
)
def test_facts_that_differ(one, other):
    assert merge(one, other) is None and merge(other, one) is None


def test_facts_add_up():
    first = merge(group("2025-03-02", judge="Ann Doe"), group("2025-03-03", court="cacd", decision_date="2025-03-02"))
    assert first is not None
    assert (first.size, first.judge, first.court, first.first[1]) == (2, "doe", "cacd", group("2025-03-02").first[1])
    assert merge(first, group("2025-03-03", judge="Bob Roe")) is None
    assert merge(first, group("2025-03-03", court="cand")) is None
    assert merge(first, group("2025-03-30")) is None
    # An analysis weeks later that tells the day of the decision would do, but for the one that tells none.
    assert merge(first, group("2025-03-30", decision_date="2025-03-02")) is None


def test_late_articles_join_where_all_tell_the_day():
    assert merge(group("2025-03-02", decision_date="2025-03-01"), group("2025-03-30", decision_date="2025-03-01"))
