"""The sentence scorer: how much each piece of a document reads like the sentence that tells its ruling."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from features import word_overlap
from models.folds import in_parallel
from models.pieces import Document, cues_of, place_features

if TYPE_CHECKING:
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]
_SAME_SENTENCE = 0.5
CUE_WEIGHT = 0.5


def fit_evidence(
    records: Sequence[Mapping[str, Any]],
    documents: Sequence[Document],
    folds: Iterable[tuple[NDArray[np.intp], NDArray[np.intp]]],
) -> tuple[dict[str, Any], list[Floats]]:
    """Fit the scorer on evidence sentences.

    Parameters
    ----------
    records : sequence of mapping
        Labelled rulings with their `evidence`.
    documents : sequence of Document
        The same rulings, read.
    folds : iterable of (train, test)
        Indices of documents; each is scored by the model that was not trained on it.

    Returns
    -------
    parts : dict
        Fitted scikit-learn objects, as `models.scoring` takes them.
    scores : list of ndarray
        Out-of-fold scores of each document's pieces.
    """
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    texts = [piece.text for d in documents for piece in d.pieces]
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=4, max_features=40_000, sublinear_tf=True)
    cues = CountVectorizer(ngram_range=(1, 3), min_df=4, binary=True, token_pattern=r"\S+")
    parts: dict[str, Any] = {"words": words.fit(texts), "cues": cues.fit(cues_of(texts))}
    features = _features(parts, documents)
    wanted = np.concatenate([is_evidence(r["evidence"], d) for r, d in zip(records, documents, strict=True)])
    owner = np.repeat(np.arange(len(documents)), [len(d.pieces) for d in documents])
    # Without evidence a ruling says nothing of its sentences; no ruling says that none of them is any.
    told = np.isin(owner, [i for i, r in enumerate(records) if r["evidence"] or r["outcome"] == "none"])
    scores = np.zeros(len(wanted))
    rows = [(np.isin(owner, train) & told, np.isin(owner, test)) for train, test in folds]
    found = in_parallel(
        _fit_and_score, [(features[learnt], wanted[learnt], features[others]) for learnt, others in rows]
    )
    for (_, others), values in zip(rows, found, strict=True):
        scores[others] = values
    parts["scorer"] = _regression().fit(features[told], wanted[told])
    return parts, _by_document(scores, documents)


def is_evidence(evidence: str | None, document: Document) -> NDArray[np.bool_]:
    """Which pieces are the evidence: those that share most words with it, at least half of the longer of the two."""
    if not evidence:
        return np.zeros(len(document.pieces), dtype=bool)
    shared = np.array([word_overlap(evidence, piece.text) for piece in document.pieces])
    return (shared == shared.max()) & (shared >= _SAME_SENTENCE)


def _fit_and_score(learnt: Any, wanted: NDArray[np.bool_], others: Any) -> Floats:
    return np.asarray(_regression().fit(learnt, wanted).decision_function(others))


def _features(parts: Mapping[str, Any], documents: Sequence[Document]) -> "sparse.csr_matrix":
    from scipy import sparse

    texts = [piece.text for d in documents for piece in d.pieces]
    places = sparse.csr_matrix(np.vstack([place_features(d) for d in documents]))
    cues = CUE_WEIGHT * parts["cues"].transform(cues_of(texts))
    return sparse.hstack([parts["words"].transform(texts), cues, places], format="csr")


def _by_document(scores: Floats, documents: Sequence[Document]) -> list[Floats]:
    return np.split(scores, np.cumsum([len(d.pieces) for d in documents])[:-1])


def _regression() -> "LogisticRegression":
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=2.0, class_weight="balanced", max_iter=100, tol=1e-3)
