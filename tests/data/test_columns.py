from typing import Any

import pytest

from data.articles import Article
from data.columns import Columns


def article_of(record: dict[str, Any], columns: Columns | None = None) -> Article:
    article = (columns or Columns()).article(record, "n#1")
    assert article is not None
    return article


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"Headline": "H", "Body Text": "B"}, ("H", "B")),
        ({"article_title": "H", "full-text": "B"}, ("H", "B")),
        ({"title": "H", "description": "D", "content": "C"}, ("H", "C")),
        ({"title": "H", "description": "D", "content": None}, ("H", "D")),
        ({"title": " H ", "text": " B\n"}, ("H", " B\n")),
        ({"title": "H", "text": ["one", "two"]}, ("H", "one\n\ntwo")),
        ({"title": 7, "text": {"html": "x"}}, ("7", "")),
        ({"text": "a\ud800b"}, ("", "a\ufffdb")),
    ],
)
def test_finds_title_and_text(record: dict[str, Any], expected: Any) -> None:
    article = article_of(record)
    assert (article.title, article.text) == expected


@pytest.mark.parametrize("record", [{}, {"title": "", "text": " \n"}, {"words": "B"}, {"text": None}])
def test_no_article_without_title_and_text(record: dict[str, Any]) -> None:
    assert Columns().article(record, "n#1") is None


def test_all_fields_and_extras() -> None:
    record = {
        "guid": "a1",
        "hed": "H",
        "story": "B",
        "outlet": {"id": None, "name": "The Gazette"},
        "link": "https://example.org/1",
        "pubDate": "Thu, 02 May 2024 10:00:00 GMT",
        "section": ["law", 3],
        "summary": "S",
    }
    article = article_of(record)
    assert (article.id, article.title, article.text) == ("a1", "H", "B")
    assert (article.source, article.url, article.date) == ("The Gazette", "https://example.org/1", "2024-05-02")
    assert article.extra == {"section": ["law", 3], "summary": "S"}


def test_a_date_that_names_no_day_passes_through() -> None:
    article = article_of({"title": "H", "date": "2024"})
    assert article.date is None and article.extra == {"date": "2024"} and article.id == "n#1"


def test_given_columns_go_before_usual_names() -> None:
    columns = Columns({"text": "title", "title": "kicker"})
    article = article_of({"title": "the text", "kicker": "K", "text": "other"}, columns)
    assert (article.title, article.text, article.extra) == ("K", "the text", {"text": "other"})


def test_refuses_unknown_fields() -> None:
    with pytest.raises(ValueError, match="'body' is no field of an article; use one of id, title, text"):
        Columns({"body": "x"})


def test_says_which_column_is_missing() -> None:
    assert Columns({"text": "Body"}).missing(["a", "b"]) == "it has no column 'Body', only 'a', 'b'"
    assert Columns().missing(["a", "b"]) == "no column is known to hold text or title: 'a', 'b'"
    assert Columns().missing(["headline"]) is None


def test_many_different_records_are_read_alike() -> None:
    columns = Columns()
    for number in range(2500):
        assert article_of({f"column{number}": 1, "title": "H"}, columns).extra == {f"column{number}": 1}
