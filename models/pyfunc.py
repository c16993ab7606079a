"""The classifier as an MLflow model. MLflow runs this file (models from code), so no pickle is written or read."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from mlflow.models import set_model
from mlflow.pyfunc.model import PythonModel

from data import PREDICTION_COLUMNS, Article
from models import load


class RulingModel(PythonModel):
    """Predicts from a data frame with `text` and perhaps `title`, `id` and `date`."""

    def load_context(self, context: Any) -> None:
        """Load the model folder, digests and types checked as on any other path."""
        self._model = load(context.artifacts["model"])

    def predict(self, context: Any, model_input: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Predictions of articles, one row each, in order, in the columns of `data.PREDICTION_COLUMNS`."""
        return _frame(self._model.predict(list(_articles(model_input.to_dict("records")))))


def _articles(records: list[dict[str, Any]]) -> Iterator[Article]:
    for number, record in enumerate(records, 1):
        # A data frame marks what is missing as None or NaN, and only NaN differs from itself.
        known = {key: str(value) for key, value in record.items() if value is not None and value == value}
        yield Article(
            known.get("id", str(number)), known.get("title", ""), known.get("text", ""), date=known.get("date")
        )


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    whole = [{column: row.get(column) for column in PREDICTION_COLUMNS} for row in rows]
    return pd.DataFrame(whole, columns=list(PREDICTION_COLUMNS), dtype=object)  # absent numbers stay null, not NaN


set_model(RulingModel())
