import warnings
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.articles import Article, Problem
from data.journal import JOURNAL_SUFFIX, JournalError, open_journal

SETUP = {"model": "linear-1", "target_accuracy": 0.95}
ARTICLES = [Article(str(number), f"Title {number}", "Text", extra={"n": number}) for number in range(5)]


def row(article):
    return {"id": article.id, "outcome": "none"}


class Killed(Exception):
    pass


def stopped_after(out, count, setup=SETUP):
    """A journal as a killed run leaves it."""
    with pytest.raises(Killed), open_journal(str(out), setup) as journal:
        journal.add((article, row(article)) for article in ARTICLES[:count])
        raise Killed
    return out.with_name(out.name + JOURNAL_SUFFIX)


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.csv"


def test_rows_come_back_in_order_and_again(out):
    with open_journal(str(out), SETUP) as journal:
        for article in journal.remaining(ARTICLES):
            journal.add([(article, row(article))])
        assert [article for article, _ in journal.pairs()] == ARTICLES
        assert [found["id"] for _, found in journal.pairs()] == list("01234")
        assert journal.done == 5
    assert not list(out.parent.iterdir())


@pytest.mark.parametrize("count", range(1, 6))
def test_a_stopped_run_goes_on(out, count):
    stopped_after(out, count)
    with open_journal(str(out), SETUP, resume=True) as journal:
        assert journal.done == count
        assert list(journal.remaining(ARTICLES)) == ARTICLES[count:]
        journal.add((article, row(article)) for article in ARTICLES[count:])
        assert [article for article, _ in journal.pairs()] == ARTICLES


def test_an_article_without_a_row_is_passed_over_and_named_again(out):
    problem = Problem("1", "it broke", "report it")
    found = [(ARTICLES[0], row(ARTICLES[0])), (ARTICLES[1], problem), (ARTICLES[2], row(ARTICLES[2]))]
    with pytest.raises(Killed), open_journal(str(out), SETUP) as journal:
        journal.add(found)
        assert (journal.done, journal.failed) == (3, 1)
        raise Killed
    named: list[Problem] = []
    with open_journal(str(out), SETUP, resume=True) as journal:
        assert list(journal.remaining(ARTICLES, named.append)) == ARTICLES[3:]
        assert (journal.done, journal.failed) == (3, 1) and named == [problem]
        assert [article.id for article, _ in journal.pairs()] == ["0", "2"]


@pytest.mark.parametrize("torn", [b"{", b'{"article": {"id": "9"', b"\0" * 50, b'{"half": 1}\n', b"\n", b"\xff\xfe"])
def test_a_torn_row_is_cut_off(out, torn):
    path = stopped_after(out, 2)
    path.write_bytes(path.read_bytes() + torn)
    with open_journal(str(out), SETUP, resume=True) as journal:
        assert list(journal.remaining(ARTICLES)) == ARTICLES[2:]
        journal.add((article, row(article)) for article in ARTICLES[2:])
        assert [article for article, _ in journal.pairs()] == ARTICLES


def test_a_kill_at_any_byte_loses_no_whole_row(out):
    path = stopped_after(out, 3)
    whole = path.read_bytes()
    for end in range(0, len(whole), 7):
        path.write_bytes(whole[:end])
        with open_journal(str(out), SETUP, resume=True) as journal:
            kept = max(0, whole[:end].count(b"\n") - 1)
            assert journal.done == kept and list(journal.remaining(ARTICLES)) == ARTICLES[kept:]


@pytest.mark.parametrize(
    "changed",
    [
        ARTICLES[1:],
        ARTICLES[:2],
        [Article("0", "Title 0", "Other text", extra={"n": 0}), *ARTICLES[1:]],
        [Article("0", "Title 0", "Text", extra={"n": 7}), *ARTICLES[1:]],
    ],
    ids=["one less", "too few", "text", "column"],
)
def test_changed_inputs_are_refused(out, changed):
    path = stopped_after(out, 3)
    with pytest.raises(JournalError, match="without --resume"), open_journal(str(out), SETUP, resume=True) as journal:
        list(journal.remaining(changed))
    assert path.exists()


def test_other_options_are_refused(out):
    path = stopped_after(out, 3)
    with pytest.raises(JournalError, match="another model"), open_journal(str(out), {"model": "2"}, resume=True):
        pass
    assert path.exists()


def test_without_resume_it_is_begun_anew_with_a_warning(out):
    stopped_after(out, 3)
    with pytest.warns(UserWarning, match="--resume"), open_journal(str(out), SETUP) as journal:
        assert journal.done == 0 and list(journal.pairs()) == []


def test_resume_without_a_stopped_run_begins(out):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with open_journal(str(out), SETUP, resume=True) as journal:
            assert list(journal.remaining(ARTICLES)) == ARTICLES


def test_two_runs_at_once_are_refused(out):
    with (
        open_journal(str(out), SETUP) as journal,
        pytest.raises(JournalError, match="another run"),
        open_journal(str(out), SETUP, resume=True),
    ):
        pass
    assert journal.done == 0


def test_a_failure_before_the_first_row_leaves_nothing(out):
    with pytest.raises(Killed), open_journal(str(out), SETUP):
        raise Killed
    assert not list(out.parent.iterdir())


@pytest.mark.parametrize("name", [None, "-", "/dev/null"])
def test_without_a_file_it_has_no_name(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_journal(name, SETUP) as journal:
        journal.add((article, row(article)) for article in ARTICLES)
        assert [article for article, _ in journal.pairs()] == ARTICLES
    assert not list(tmp_path.iterdir())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary() | st.dates()
    | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.text(), st.dictionaries(st.text(), VALUES, max_size=3))
def test_columns_of_any_kind_come_back_as_they_were(text, extra):
    article = Article("1", "", text, extra=extra)
    with open_journal(None, {}) as journal:
        journal.add([(article, {"score": 0.1})])
        assert list(journal.pairs()) == [(article, {"score": 0.1})]


def test_days_and_times_stay_apart():
    extra = {"day": date(2025, 3, 4), "time": datetime(2025, 3, 4, 5, 6)}
    with open_journal(None, {}) as journal:
        journal.add([(Article("1", "t", "", extra=extra), {})])
        [(article, _)] = journal.pairs()
    assert [type(value) for value in article.extra.values()] == [date, datetime]
