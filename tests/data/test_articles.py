import dataclasses

import pytest

from data.articles import Article, InputError, Problem


def test_articles_cannot_be_changed() -> None:
    article = Article("a", "T", "x")
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.title = "U"  # type: ignore[misc]
    assert article.extra == {} and article.extra is not Article("b", "T", "x").extra


def test_problems_say_what_where_and_what_to_do() -> None:
    assert str(Problem("a.csv, row 2", "it is broken", "mend it")) == "a.csv, row 2: it is broken (mend it)"
    assert str(InputError("it is broken", "mend it")) == "it is broken (mend it)"
