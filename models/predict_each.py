"""Predictions of articles of which some may break the model."""

from collections.abc import Sequence
from typing import Any, Protocol

from data import Article, Problem
from models.errors import ModelError

Row = dict[str, Any]


class Predictor(Protocol):
    """What predicts rows of articles, in order."""

    def predict(self, articles: Sequence[Article], target_accuracy: float, /) -> list[Row]:
        """One row an article."""


def predict_each(
    model: Predictor, articles: Sequence[Article], target_accuracy: float
) -> list[tuple[Article, Row | Problem]]:
    """Predict together; where that fails, one by one, so that an article that breaks the model costs no other.

    Raises
    ------
    ModelError
        If the model itself is broken.
    """
    try:
        return list(zip(articles, model.predict(articles, target_accuracy), strict=True))
    except ModelError:
        raise
    except Exception as error:
        if len(articles) == 1:
            return [(articles[0], _problem(articles[0], error))]
    return [pair for article in articles for pair in predict_each(model, [article], target_accuracy)]


def _problem(article: Article, error: Exception) -> Problem:
    told = (str(error).splitlines() or [""])[0][:200]
    reason = f"the model fails on this article: {type(error).__name__}" + (f": {told}" if told else "")
    return Problem(article.id, reason, "report it together with the article; the others are read")
