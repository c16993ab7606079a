"""Linear estimators of the four tasks that read the likeliest evidence first."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from data import CLAIMS, OUTCOMES, RELIEFS, SCOPES, GroupStratifiedKFold, strata
from features import word_overlap
from models.pieces import Document, cues_of, place_features

Floats = NDArray[np.float64]
_FOLDS = 5
_SAME_SENTENCE = 0.5
_GROUND = re.compile(
    r"\bAPA\b|\bAct\b|Amendment|[Cc]onstitution|[Aa]rbitrary|[Dd]ue process|[Ee]qual protection|[Ss]peech|[Rr]eligio|[Ss]tatut|\bTitle\b"
    r"|[Vv]iolat|[Cc]ongress|[Uu]nlawful|[Ii]llegal|[Pp]rocedur|[Dd]iscriminat|[Ff]ederal law|[Cc]laim|\bargu"
)
CANDIDATES = ("tfidf", "linear")


def fit(
    records: Sequence[Mapping[str, Any]], documents: Sequence[Document], candidate: str, seed: int
) -> tuple[dict[str, Any], dict[str, Floats]]:
    """Fit the parts of a candidate and predict the same documents out-of-fold, by group.

    Parameters
    ----------
    records : sequence of mapping
        Labelled rulings. A label that is None is unknown: its task learns from the others.
    documents : sequence of Document
        The same rulings, read.
    candidate : {'tfidf', 'linear'}
        `tfidf` reads the whole text as a bag of words; `linear` finds the evidence first.
    seed : int
        Of the folds.

    Returns
    -------
    parts : dict
        Fitted scikit-learn objects by name, as `probabilities` takes them.
    out_of_fold : dict of str to ndarray
        What `probabilities` says of each document by models that never saw its group.
    """
    groups = [record["group"] for record in records]
    folds = list(GroupStratifiedKFold(_FOLDS, random_state=seed).split(records, strata(records), groups))
    parts: dict[str, Any] = {"candidate": candidate}
    if candidate == "tfidf":
        parts["whole"] = TfidfVectorizer(ngram_range=(1, 2), min_df=3, max_features=60_000, sublinear_tf=True)
        features = parts["whole"].fit_transform([f"{d.title} {d.text}" for d in documents])
    else:
        scores = _fit_evidence(parts, records, documents, folds)
        features = _fit_features(parts, documents, scores)
    readers = [parts["whole"]] if candidate == "tfidf" else [parts["views"][name] for name in ("grounds", "all")]
    whole = sum(len(reader.vocabulary_) for reader in readers)
    out_of_fold = _empty(len(records))
    for train, test in folds:
        for task, values in _apply(_fit_tasks(records, features, train, whole), features[test]).items():
            out_of_fold[task][test] = values
    parts["tasks"] = _fit_tasks(records, features, np.arange(len(records)), whole)
    return parts, out_of_fold


def probabilities(parts: Mapping[str, Any], documents: Sequence[Document]) -> tuple[dict[str, Floats], list[int]]:
    """Uncalibrated probabilities by task, one row a document, and the piece of each that is likeliest its evidence."""
    if parts["candidate"] == "tfidf":
        features = parts["whole"].transform([f"{d.title} {d.text}" for d in documents])
        return _apply(parts["tasks"], features), [0 if d.title else min(1, len(d.pieces) - 1) for d in documents]
    scores = _by_document(parts["evidence"].decision_function(_piece_features(parts, documents)), documents)
    return _apply(parts["tasks"], _features(parts, documents, scores)), [_best(score) for score in scores]


def _fit_evidence(
    parts: dict[str, Any], records: Sequence[Mapping[str, Any]], documents: Sequence[Document], folds: Any
) -> list[Floats]:
    texts = [piece.text for d in documents for piece in d.pieces]
    parts["piece_words"] = TfidfVectorizer(ngram_range=(1, 2), min_df=4, max_features=40_000, sublinear_tf=True).fit(
        texts
    )
    parts["piece_cues"] = CountVectorizer(ngram_range=(1, 3), min_df=4, binary=True, token_pattern=r"\S+").fit(
        cues_of(texts)
    )
    features = _piece_features(parts, documents)
    wanted = np.concatenate([_is_evidence(r, d) for r, d in zip(records, documents, strict=True)])
    owner = np.repeat(np.arange(len(documents)), [len(d.pieces) for d in documents])
    # Without evidence a ruling says nothing of its sentences; no ruling says that none of them is any.
    told = np.isin(owner, [i for i, r in enumerate(records) if r["evidence"] or r["outcome"] == "none"])
    scores = np.zeros(len(wanted))
    for train, test in folds:
        rows, others = np.isin(owner, train) & told, np.isin(owner, test)
        scores[others] = _regression(2.0).fit(features[rows], wanted[rows]).decision_function(features[others])
    parts["evidence"] = _regression(2.0).fit(features[told], wanted[told])
    return _by_document(scores, documents)


def _is_evidence(record: Mapping[str, Any], document: Document) -> NDArray[np.bool_]:
    if not record["evidence"]:
        return np.zeros(len(document.pieces), dtype=bool)
    shared = np.array([word_overlap(record["evidence"], piece.text) for piece in document.pieces])
    return (shared == shared.max()) & (shared >= _SAME_SENTENCE)


def _piece_features(parts: Mapping[str, Any], documents: Sequence[Document]) -> sparse.csr_matrix:
    texts = [piece.text for d in documents for piece in d.pieces]
    places = sparse.csr_matrix(np.vstack([place_features(d) for d in documents]))
    cues = 0.5 * parts["piece_cues"].transform(cues_of(texts))
    return sparse.hstack([parts["piece_words"].transform(texts), cues, places], format="csr")


def _views(documents: Sequence[Document], scores: Sequence[Floats]) -> dict[str, list[str]]:
    first, more = [], []
    for document, score in zip(documents, scores, strict=True):
        order = [int(i) for i in np.argsort(-score, kind="stable") if document.pieces[i].text]
        first.append(document.pieces[order[0]].text if order else "")
        more.append("\n".join(document.pieces[i].text for i in order[:4]))
    return {
        "title": [d.title for d in documents],
        "first": first,
        "more": more,
        "lead": ["\n".join(p.text for p in d.pieces[1:4]) for d in documents],
        "first_cues": cues_of(first),
        "title_cues": cues_of([d.title for d in documents]),
        "more_cues": cues_of(more),
        "grounds": ["\n".join(p.text for p in d.pieces if _GROUND.search(p.text)) for d in documents],
        "all": [f"{d.title}\n{d.text}" for d in documents],
    }


_WEIGHTS = {
    "title": 0.8,
    "first": 1.0,
    "more": 1.0,
    "lead": 0.6,
    "grounds": 1.2,
    "all": 0.8,
    "first_cues": 0.35,
    "title_cues": 0.3,
    "more_cues": 0.15,
}


def _fit_features(parts: dict[str, Any], documents: Sequence[Document], scores: Sequence[Floats]) -> sparse.csr_matrix:
    parts["views"] = {}
    for name, texts in _views(documents, scores).items():
        if name.endswith("cues"):
            view = CountVectorizer(ngram_range=(1, 4), min_df=4, binary=True, token_pattern=r"\S+", max_features=8_000)
        else:
            view = TfidfVectorizer(ngram_range=(1, 2), min_df=3, max_features=30_000, sublinear_tf=True)
        parts["views"][name] = view.fit(texts)
    return _features(parts, documents, scores)


def _features(parts: Mapping[str, Any], documents: Sequence[Document], scores: Sequence[Floats]) -> sparse.csr_matrix:
    blocks = [
        _WEIGHTS[name] * parts["views"][name].transform(texts) for name, texts in _views(documents, scores).items()
    ]
    best = np.array([[s.max(), np.sort(s)[-2:].min(), s[:3].max()] for s in scores]) / 3
    return sparse.hstack([sparse.csr_matrix(best), *blocks], format="csr")


def _fit_tasks(
    records: Sequence[Mapping[str, Any]], features: Any, rows: NDArray[np.intp], whole: int
) -> dict[str, Any]:
    known = rows_by_task([records[i] for i in rows])
    tasks: dict[str, Any] = {}
    for task, strength in (("outcome", 1.0), ("relief", 2.0), ("scope", 2.0)):
        learnt = rows[known[task]]
        tasks[task] = _regression(strength).fit(features[learnt], [records[i][task] for i in learnt])
    # Grounds are named anywhere in the text: the claims read the sentences that speak of them, and all words, the last columns.
    learnt = rows[known["claims"]]
    grounds = features[learnt][:, -whole:]
    for claim in CLAIMS:
        tasks[claim] = _regression(20.0).fit(grounds, [claim in records[i]["claims"] for i in learnt])
    return tasks


def rows_by_task(records: Sequence[Mapping[str, Any]]) -> dict[str, NDArray[np.intp]]:
    """Rows that each task learns from: its label is known, and but for the outcome they tell a ruling."""
    rulings = [i for i, record in enumerate(records) if record["outcome"] != "none" and record["relief"] != "none"]
    known = {task: [i for i in rulings if records[i][task] is not None] for task in ("relief", "scope", "claims")}
    known["outcome"] = [i for i, record in enumerate(records) if record["outcome"] is not None]
    return {task: np.array(rows, dtype=np.intp) for task, rows in known.items()}


def _apply(tasks: Mapping[str, Any], features: Any) -> dict[str, Floats]:
    found = _empty(features.shape[0])
    for task, labels in (("outcome", OUTCOMES), ("relief", RELIEFS[:-1]), ("scope", SCOPES)):
        for column, label in enumerate(tasks[task].classes_):
            found[task][:, labels.index(label)] = tasks[task].predict_proba(features)[:, column]
    for column, claim in enumerate(CLAIMS):
        found["claims"][:, column] = tasks[claim].predict_proba(features[:, -tasks[claim].n_features_in_ :])[:, 1]
    return found


def _empty(documents: int) -> dict[str, Floats]:
    widths = {"outcome": len(OUTCOMES), "relief": len(RELIEFS) - 1, "scope": len(SCOPES), "claims": len(CLAIMS)}
    return {task: np.zeros((documents, width)) for task, width in widths.items()}


def _regression(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, class_weight="balanced", max_iter=100, tol=1e-3)


def _by_document(scores: Floats, documents: Sequence[Document]) -> list[Floats]:
    return np.split(scores, np.cumsum([len(d.pieces) for d in documents])[:-1])


def _best(score: Floats) -> int:
    return int(np.argmax(score))
