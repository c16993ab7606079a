"""Views of a document, each a text that one vectoriser reads, and the features they make together."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from features import ground_sequence
from models.pieces import Document, cues_of

Floats = NDArray[np.float64]
_GROUND = re.compile(
    r"\bAPA\b|\bAct\b|Amendment|[Cc]onstitution|[Aa]rbitrary|[Dd]ue process|[Ee]qual protection|[Ss]peech|[Rr]eligio|[Ss]tatut|\bTitle\b"
    r"|[Vv]iolat|[Cc]ongress|[Uu]nlawful|[Ii]llegal|[Pp]rocedur|[Dd]iscriminat|[Ff]ederal law|[Cc]laim|\bargu"
)
_WEIGHTS = {
    "title": 0.8,
    "first": 1.0,
    "more": 1.0,
    "lead": 0.6,
    "first_cues": 0.35,
    "title_cues": 0.3,
    "more_cues": 0.15,
    "grounds": 1.2,
    "all": 0.8,
    "named": 0.15,
}
CLAIM_VIEWS = ("grounds", "all", "named")
"""What the claims read, the last of the columns: grounds are named anywhere in a text, not where the ruling is told."""


def fit_features(documents: Sequence[Document], scores: Sequence[Floats]) -> tuple[dict[str, Any], sparse.csr_matrix]:
    """Fit a vectoriser to each view.

    Parameters
    ----------
    documents : sequence of Document
    scores : sequence of ndarray
        How much each piece of a document reads like its evidence.

    Returns
    -------
    views : dict of str to vectoriser
        As `features_of` takes them.
    features : csr_matrix of shape (documents, columns)
    """
    views = {name: _vectoriser(name).fit(texts) for name, texts in _views(documents, scores).items()}
    return views, features_of(views, documents, scores)


def features_of(views: Mapping[str, Any], documents: Sequence[Document], scores: Sequence[Floats]) -> sparse.csr_matrix:
    """Features of documents, shape (documents, columns); those of `CLAIM_VIEWS` come last."""
    blocks = [_WEIGHTS[name] * views[name].transform(texts) for name, texts in _views(documents, scores).items()]
    best = np.array([[s.max(), np.sort(s)[-2:].min(), s[:3].max()] for s in scores]) / 3
    return sparse.hstack([sparse.csr_matrix(best), *blocks], format="csr")


def claim_columns(views: Mapping[str, Any]) -> int:
    """How many of the last columns are those of `CLAIM_VIEWS`."""
    return sum(len(views[name].vocabulary_) for name in CLAIM_VIEWS)


def _vectoriser(name: str) -> CountVectorizer | TfidfVectorizer:
    if name == "named":
        return CountVectorizer(min_df=3, binary=True, token_pattern=r"\S+")
    if name.endswith("cues"):
        return CountVectorizer(ngram_range=(1, 4), min_df=4, binary=True, token_pattern=r"\S+", max_features=8_000)
    return TfidfVectorizer(ngram_range=(1, 2), min_df=3, max_features=30_000, sublinear_tf=True)


def _views(documents: Sequence[Document], scores: Sequence[Floats]) -> dict[str, list[str]]:
    first, more = [], []
    for document, score in zip(documents, scores, strict=True):
        order = [int(i) for i in np.argsort(-score, kind="stable") if document.pieces[i].text]
        first.append(document.pieces[order[0]].text if order else "")
        more.append("\n".join(document.pieces[i].text for i in order[:4]))
    titles = [d.title for d in documents]
    return {
        "title": titles,
        "first": first,
        "more": more,
        "lead": ["\n".join(p.text for p in d.pieces[1:4]) for d in documents],
        "first_cues": cues_of(first),
        "title_cues": cues_of(titles),
        "more_cues": cues_of(more),
        "grounds": ["\n".join(p.text for p in d.pieces if _GROUND.search(p.text)) for d in documents],
        "all": [f"{d.title}\n{d.text}" for d in documents],
        "named": [" ".join(ground_sequence(p.text) for p in d.pieces) for d in documents],
    }
