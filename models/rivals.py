"""Candidates and the champion on the same documents: what each says of them, and which of them may decide."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from data import Article
from models.classifier import RulingClassifier
from models.evaluate import Rows
from models.kept import match, read_kept
from models.mlflow_model import MODEL_NAME
from models.registry import fetch

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

_TIMED = 50
_LEAST_LATER = 100


class Trained(NamedTuple):
    """A candidate that is logged.

    Parameters
    ----------
    name, run_id, model_id : str
        Candidate, child run, LoggedModel.
    out_of_fold : mapping of int to mapping
        Its out-of-fold predictions, by position in the training data; an encoder has them of held-out documents alone.
    tested : sequence of mappings
        Its predictions of the test data; empty where there are none.
    seconds : float
        It takes for an article.
    """

    name: str
    run_id: str
    model_id: str
    out_of_fold: Mapping[int, Mapping[str, Any]]
    tested: Rows
    seconds: float

    def on(self, name: str, part: "Part") -> Rows:
        """Its predictions of the documents of a part of the data, `cv` or `test`."""
        return [self.out_of_fold[i] if name == "cv" else self.tested[i] for i in part.at]


class Part(NamedTuple):
    """Documents, the champion's predictions of them, and where they stand in the candidates' predictions."""

    truth: Rows
    champion: Rows
    at: Sequence[int]


def seconds_per_article(model: RulingClassifier, records: Rows) -> float:
    """Seconds that predicting takes for one article, over the first fifty at most."""
    articles = [Article(str(row["id"]), row["title"] or "", row["text"]) for row in records[:_TIMED]]
    start = time.perf_counter()
    model.predict(articles)
    return (time.perf_counter() - start) / max(len(articles), 1)


def champion_parts(
    client: "MlflowClient", champion: "ModelVersion", records: Rows, common: Sequence[int], test: Rows
) -> dict[str, Part]:
    """What the champion says of these documents, as `test` and `cv`, so far as there are such documents.

    On the test data it predicts anew. Out-of-fold it is known only on documents that it trained on and whose
    predictions its run kept: a model in hand has seen them. Of those the ones at the positions `common` are taken,
    which every candidate has.

    Raises
    ------
    ModelError
        If the champion cannot be loaded.
    """
    parts = {}
    if test:
        articles = [Article(str(r["id"]), r["title"] or "", r["text"], date=r.get("date")) for r in test]
        model = RulingClassifier.load(fetch(f"models:/{MODEL_NAME}/{champion.version}"))
        parts["test"] = Part(test, model.predict(articles), range(len(test)))
    matched = zip(*match(_kept(client, champion), records), strict=True)
    wanted = set(common)
    both = [(i, row) for i, row in matched if i in wanted]
    if both:
        parts["cv"] = Part([records[i] for i, _ in both], [row for _, row in both], [i for i, _ in both])
    return parts


def held_out(part: Part) -> tuple[Part, str]:
    """Later half of the dated documents, less groups that began before, and its first day.

    Raises
    ------
    ValueError
        If too few documents bear a date.
    """
    days = sorted(str(row["date"]) for row in part.truth if row.get("date"))
    if not days:
        raise ValueError("no document bears a date")
    cutoff = days[len(days) // 2][:10]
    groups = [row.get("group") or row["id"] for row in part.truth]
    began: dict[Any, str] = {}
    for row, group in zip(part.truth, groups, strict=True):
        began[group] = min(began.get(group, "9999"), str(row.get("date") or "0000")[:10])
    later = [i for i, group in enumerate(groups) if began[group] >= cutoff]
    if len(later) < _LEAST_LATER:
        raise ValueError(f"only {len(later)} documents from {cutoff} on, {_LEAST_LATER} are needed")
    truth, champion, at = part
    return Part([truth[i] for i in later], [champion[i] for i in later], [at[i] for i in later]), cutoff


def _kept(client: "MlflowClient", version: "ModelVersion") -> list[dict[str, Any]]:
    from mlflow.exceptions import MlflowException

    with TemporaryDirectory() as place:
        try:
            return read_kept(Path(client.download_artifacts(version.run_id or "", "predictions/cv.jsonl", place)))
        except (MlflowException, OSError):  # a run of another kind, or one that was deleted
            return []
