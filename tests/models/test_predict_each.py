import pytest

from data import Article, Problem
from models import ModelError
from models.predict_each import predict_each


class Fragile:
    """Predicts all but some."""

    def __init__(self, error=None, bad=()):
        self.error, self.bad, self.calls = error, bad, 0

    def predict(self, articles, target_accuracy, /):
        self.calls += 1
        if any(article.id in self.bad for article in articles):
            raise self.error
        return [{"id": article.id, "target": target_accuracy} for article in articles]


ARTICLES = [Article(id, "T", "x") for id in "abcd"]


def test_articles_that_are_fine_are_read_together():
    model = Fragile()
    assert predict_each(model, ARTICLES, 0.9) == [(each, {"id": each.id, "target": 0.9}) for each in ARTICLES]
    assert model.calls == 1 and predict_each(model, [], 0.9) == []


@pytest.mark.parametrize("bad", ["b", "ad", "abcd"])
def test_a_bad_article_costs_no_other(bad):
    found = predict_each(Fragile(RecursionError("too deep\nby far"), bad), ARTICLES, 0.9)
    assert [article for article, _ in found] == ARTICLES
    assert [article.id for article, each in found if isinstance(each, Problem)] == list(bad)
    problem = next(each for _, each in found if isinstance(each, Problem))
    assert problem.input == bad[0] and problem.reason.endswith("RecursionError: too deep")


@pytest.mark.parametrize("error", [ModelError("m: broken"), KeyboardInterrupt()])
def test_what_is_not_the_articles_fault_stops(error):
    with pytest.raises(type(error)):
        predict_each(Fragile(error, "b"), ARTICLES, 0.9)
