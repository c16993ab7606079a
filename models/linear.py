"""Linear estimators of the four tasks, on the whole text or on the likeliest evidence first."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from data import CLAIMS, OUTCOMES, RELIEFS, SCOPES, TASKS, GroupStratifiedKFold, strata
from models.evidence import fit_evidence
from models.folds import in_parallel
from models.pieces import Document
from models.views import claim_columns, fit_features

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

LABELS: Final[dict[str, tuple[str, ...]]] = {"outcome": OUTCOMES, "relief": RELIEFS[:-1], "scope": SCOPES}
"""Labels of the tasks that have one each, in the order of their probabilities."""
Floats = NDArray[np.float64]
_FOLDS = 5


def fit(
    records: Sequence[Mapping[str, Any]], documents: Sequence[Document], evidence_first: bool, seed: int
) -> tuple[dict[str, Any], dict[str, Floats]]:
    """Fit the estimators and predict the same documents out-of-fold, by group.

    Parameters
    ----------
    records : sequence of mapping
        Labelled rulings. A label that is None is unknown: its task learns from the others.
    documents : sequence of Document
        The same rulings, read.
    evidence_first : bool
        Find the evidence and read it before the rest, or read the whole text as a bag of words.
    seed : int
        Of the folds.

    Returns
    -------
    parts : dict
        Fitted scikit-learn objects by name, as `models.scoring.Scorer` takes them.
    out_of_fold : dict of str to ndarray
        What `Scorer.probabilities` says of each document by models that never saw its group.
    """
    groups = [record["group"] for record in records]
    folds = list(GroupStratifiedKFold(_FOLDS, random_state=seed).split(records, strata(records), groups))
    parts: dict[str, Any] = {}
    if evidence_first:
        parts["evidence"], scores = fit_evidence(records, documents, folds)
        parts["views"], features = fit_features(documents, scores)
        claims = claim_columns(parts["views"])
    else:
        from sklearn.feature_extraction.text import TfidfVectorizer

        parts["whole"] = TfidfVectorizer(ngram_range=(1, 2), min_df=3, max_features=60_000, sublinear_tf=True)
        features = parts["whole"].fit_transform(_whole(documents))
        scores = [place_scores(document) for document in documents]
        claims = features.shape[1]
    out_of_fold = _empty(len(records)) | {"evidence": scores}
    labels = [{task: record[task] for task in TASKS} for record in records]
    fitted = in_parallel(_fit_and_apply, [(labels, features, train, test, claims) for train, test in folds])
    for (_, test), found in zip(folds, fitted, strict=True):
        for task, values in found.items():
            out_of_fold[task][test] = values
    parts["tasks"] = _fit_tasks(records, features, np.arange(len(records)), claims)
    for estimator in (*parts["tasks"].values(), *([parts["evidence"]["scorer"]] if evidence_first else [])):
        # Half the size on disk; the sums stay double.
        estimator.coef_ = estimator.coef_.astype(np.float32)
    return parts, out_of_fold


def _whole(documents: Sequence[Document]) -> list[str]:
    return [f"{d.title} {d.text}" for d in documents]


def place_scores(document: Document) -> Floats:
    """The title first, or the first sentence where there is none."""
    return -np.arange(len(document.pieces), dtype=np.float64) - (0.0 if document.title else 2.0) * (
        np.arange(len(document.pieces)) == 0
    )


def _fit_and_apply(
    records: Sequence[Mapping[str, Any]],
    features: Any,
    train: NDArray[np.intp],
    test: NDArray[np.intp],
    claims: int,
) -> dict[str, Any]:
    return _apply(_fit_tasks(records, features, train, claims), features[test])


def _fit_tasks(
    records: Sequence[Mapping[str, Any]], features: Any, rows: NDArray[np.intp], claims: int
) -> dict[str, Any]:
    known = rows_by_task([records[i] for i in rows])
    tasks: dict[str, Any] = {}
    for task, strength in (("outcome", 1.0), ("relief", 2.0), ("scope", 2.0)):
        learnt = rows[known[task]]
        tasks[task] = _regression(strength).fit(features[learnt], [records[i][task] for i in learnt])
    learnt = rows[known["claims"]]
    grounds = features[learnt][:, -claims:]
    for claim in CLAIMS:
        tasks[claim] = _regression(20.0).fit(grounds, [claim in records[i]["claims"] for i in learnt])
    return tasks


def rows_by_task(records: Sequence[Mapping[str, Any]]) -> dict[str, NDArray[np.intp]]:
    """Rows that each task learns from: its label is known, and but for the outcome they tell a ruling."""
    rulings = [i for i, record in enumerate(records) if record["outcome"] != "none" and record["relief"] != "none"]
    known = {task: [i for i in rulings if records[i][task] is not None] for task in ("relief", "scope", "claims")}
    known["outcome"] = [i for i, record in enumerate(records) if record["outcome"] is not None]
    return {task: np.array(rows, dtype=np.intp) for task, rows in known.items()}


def _apply(tasks: Mapping[str, Any], features: Any) -> dict[str, Any]:
    found = _empty(features.shape[0])
    for task, labels in LABELS.items():
        found[task][:, [labels.index(label) for label in tasks[task].classes_]] = tasks[task].predict_proba(features)
    for column, claim in enumerate(CLAIMS):
        found["claims"][:, column] = tasks[claim].predict_proba(features[:, -tasks[claim].n_features_in_ :])[:, 1]
    return found


def _empty(documents: int) -> dict[str, Any]:
    widths = {"claims": len(CLAIMS), **{task: len(labels) for task, labels in LABELS.items()}}
    return {task: np.zeros((documents, width)) for task, width in widths.items()}


def _regression(strength: float) -> "LogisticRegression":
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, class_weight="balanced", max_iter=100, tol=1e-3)
