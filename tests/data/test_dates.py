import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.dates import dateline_day, is_partial_day, iso_day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-04-17", "2025-04-17"),
        ("2025-04-17T05:34:00Z", "2025-04-17"),
        ("April 17, 2025", "2025-04-17"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("17 April 2025", "2025-04-17"),
        ("Thu, 17 Apr 2025 05:34:00 GMT", "2025-04-17"),
        ("4/17/2025", "2025-04-17"),
        ("20250417", "2025-04-17"),
        ("1744868040", "2025-04-17"),
        (1744868040000, "2025-04-17"),
        (1744868040.5, "2025-04-17"),
        (datetime.datetime(2025, 4, 17, 5, 34), "2025-04-17"),
        ("2025", None),
        ("2025-04", None),
        ("2025-02-30", None),
        ("last week", None),
        ("", None),
        (None, None),
        (True, None),
    ],
)
def test_iso_day(value: Any, day: Any) -> None:
    assert iso_day(value) == day


@given(
    st.dates(min_value=datetime.date(1000, 1, 1)), st.sampled_from(["%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%m/%d/%Y"])
)
def test_every_day_is_read_in_every_spelling(day: Any, spelling: str) -> None:
    assert iso_day(day.strftime(spelling)) == day.isoformat()


@given(st.text())
def test_iso_day_never_fails(text: str) -> None:
    day = iso_day(text)
    assert day is None or datetime.date.fromisoformat(day).isoformat() == day


def test_partial_days() -> None:
    assert is_partial_day("2025") and is_partial_day("2025-04")
    assert not is_partial_day("2025-04-17") and not is_partial_day("soon")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("May 2, 2024, 5:34 PM UTC\n\nThe court ruled.", "2024-05-02"),
        ("By Ada Brook\nPublished: 2 May 2024\n\nThe court ruled.", "2024-05-02"),
        ("BOISE, Idaho, May 2, 2024 \u2014 A judge barred the rule.", "2024-05-02"),
        ("BOISE, Idaho (May 2, 2024) -- A judge barred the rule.", "2024-05-02"),
        ("BOISE, Idaho \u2014 On May 2, 2024, the agency had begun the programme that a judge ended.", None),
        ("The law took effect on May 2, 2024.", None),
        ("One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nMay 2, 2024", None),
        ("", None),
    ],
)
def test_dateline_day(text: str, day: Any) -> None:
    assert dateline_day(text) == day
