"""Which labels are likely wrong: candidates that never saw a document, against its labels (needs the `audit` extra)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from data import CLAIMS, OUTCOMES, RELIEFS, SCOPES
from models import linear
from models.linear import rows_by_task
from models.pieces import read_document

Floats = NDArray[np.float64]
AUDITORS: Final = ("tfidf", "linear")
"""Candidates of different kinds: what both hold against a label is seldom one's own habit."""
_ONE_OF: Final = {"outcome": OUTCOMES, "relief": RELIEFS[:-1], "scope": SCOPES}
_TAKEN: Final = 0.5


class Suspect(NamedTuple):
    """A label that the candidates doubt.

    Attributes
    ----------
    row : int
        Position of the document in the records.
    task : str
    label : str
        What it has; claims are joined by `; `.
    guesses : tuple of str
        What each candidate would say.
    quality : float
        From 0, surely wrong, to 1; the candidates' mean.
    """

    row: int
    task: str
    label: str
    guesses: tuple[str, ...]
    quality: float


def out_of_fold(records: Sequence[Mapping[str, Any]], seed: int = 0) -> list[dict[str, Floats]]:
    """Probabilities by task of each of `AUDITORS`, by models that never saw a document's group."""
    documents = [read_document(record["title"], record["text"]) for record in records]
    return [linear.fit(records, documents, name != "tfidf", seed)[1] for name in AUDITORS]


def suspects(
    records: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Floats]], most: int
) -> list[Suspect]:
    """Rank labels by how likely they are wrong, worst first within each task.

    Confident learning's label quality scores (Northcutt et al. 2021, https://arxiv.org/abs/1911.00068) as
    `cleanlab` computes them: the probability of the given label, adjusted by how sure a candidate is of that label
    elsewhere; for claims, scores of the single labels aggregated.

    Parameters
    ----------
    records : sequence of mapping
        Labelled rulings; labels that are None are passed over.
    predicted : sequence of mapping
        What each candidate says of the same documents, out-of-fold.
    most : int
        Labels of each task to return.

    Returns
    -------
    list of Suspect
        Tasks in the order of `TASKS`.
    """
    known = rows_by_task(records)
    found: list[Suspect] = []
    for task in ("outcome", "relief", "claims", "scope"):
        rows = known[task]
        if not len(rows):
            continue
        chances = [each[task][rows] for each in predicted]
        quality = np.mean([_scores(task, [records[i][task] for i in rows], each) for each in chances], axis=0)
        for at in np.argsort(quality, kind="stable")[:most]:
            given = records[rows[at]][task]
            guesses = tuple(_guess(task, each[at]) for each in chances)
            label = "; ".join(given) if task == "claims" else str(given)
            found.append(Suspect(int(rows[at]), task, label, guesses, round(float(quality[at]), 4)))
    return found


def _scores(task: str, labels: Sequence[Any], chances: Floats) -> Floats:
    if task == "claims":
        from cleanlab.multilabel_classification import get_label_quality_scores

        held = [[CLAIMS.index(claim) for claim in claims] for claims in labels]
        return np.asarray(get_label_quality_scores(held, chances), dtype=np.float64)
    from cleanlab.rank import get_label_quality_scores

    given = np.array([_ONE_OF[task].index(label) for label in labels])
    shares = chances / chances.sum(axis=1, keepdims=True)
    # Adjusting needs to know how sure a candidate is of each label: some document must have it.
    every = len(set(given.tolist())) == shares.shape[1]
    return np.asarray(get_label_quality_scores(given, shares, adjust_pred_probs=every), dtype=np.float64)


def _guess(task: str, chances: Floats) -> str:
    if task == "claims":
        return "; ".join(claim for claim, chance in zip(CLAIMS, chances, strict=True) if chance >= _TAKEN)
    return _ONE_OF[task][int(chances.argmax())]
