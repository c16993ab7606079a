import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.dates import line_date, names_day, ruling_day, sentence_date

WEDNESDAY = "2025-03-05"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("The case is A v. B, D. Or., No. 3:25-cv-01234, 3/4/25.", "2025-03-04"),
        ("The case is A v. B, decided 3/4/2025.", "2025-03-04"),
        ("The case is A v. B, 2/30/25.", None),
        ("The cases are A v. B, 3/4/25, and C v. D, 3/5/25.", None),
        ("The case is A v. B.", None),
    ],
)
def test_line_date(line, day):
    assert line_date(line) == day


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The judge on Wednesday blocked the fee.", "2025-03-05"),
        ("The judge blocked the fee Tuesday.", "2025-03-04"),
        ("The judge blocked the fee late Thursday night.", "2025-02-27"),
        ("The judge today blocked the fee.", "2025-03-05"),
        ("The judge yesterday blocked the fee.", "2025-03-04"),
        ("On February 3, the judge blocked the fee.", "2025-02-03"),
        ("On Dec. 30, the judge blocked the fee.", "2024-12-30"),
        ("In a ruling of March 4, 2025, the judge blocked the fee.", "2025-03-04"),
        ("On Tuesday, March 4, the judge blocked the fee.", "2025-03-04"),
        ("The judge on Monday blocked the fee until Friday.", "2025-03-03"),
        ("The judge blocked the fee, set to take effect Monday.", None),
        ("The judge blocked the fee that starts on March 3.", None),
        ("The judge ruled on the Jan. 6 attack.", None),
        ("The judge lifted an order issued by a colleague on Monday.", None),
        ("The judge ruled Monday and sat Tuesday.", None),
        ("The judge blocked today's fee.", None),
        ("On June 3, 2019, the judge blocked the fee.", None),
        ("The judge may block the fee.", None),
        ("Out of Time Today: the judge blocked the fee.", None),
    ],
)
def test_sentence_date(sentence, day):
    assert sentence_date(sentence, WEDNESDAY) == day


@pytest.mark.parametrize(
    ("sentences", "day"),
    [
        (["A suit began.", "Tuesday’s split decision pleased her."], "2025-03-04"),
        (["The ruling on Monday was the first."], "2025-03-03"),
        (["The order, issued late Friday, is short."], "2025-02-28"),
        (["Lee ruled Monday that it stays."], "2025-03-03"),
        (["Tuesday’s ruling pleased her.", "The decision Monday did not."], None),
        (["An earlier ruling on Monday was short."], None),
        (["She sued on Monday.", "Friday’s hearing was short."], None),
        ([], None),
    ],
)
def test_the_day_told_beside_the_ruling(sentences, day):
    assert ruling_day(sentences, WEDNESDAY) == day
    assert ruling_day(sentences, None) is None


@pytest.mark.parametrize(
    ("sentence", "named"), [("It ends on Monday.", True), ("It began June 3.", True), ("It ended.", False)]
)
def test_whether_a_day_is_named(sentence, named):
    assert names_day(sentence) is named


def test_without_a_day_of_publication_only_full_dates_count():
    assert sentence_date("The judge ruled on Wednesday.", None) is None
    assert sentence_date("The judge ruled on Wednesday.", "soon") is None
    assert sentence_date("The judge ruled on March 4, 2025.", None) == "2025-03-04"


@given(st.dates(), st.sampled_from(["Monday", "Friday", "Sunday"]))
def test_a_weekday_lies_in_the_week_up_to_publication(published, weekday):
    if published.toordinal() < 8:
        return
    told = sentence_date(f"The judge ruled on {weekday}.", published.isoformat())
    day = type(published).fromisoformat(told)
    assert 0 <= (published - day).days < 7
    assert day.strftime("%A") == weekday
