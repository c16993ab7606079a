"""Views of a document, each a text that one vectoriser reads, and the features they make together."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from features import named_grounds, names_ground
from models.ngrams import Rows
from models.pieces import Document, cues_of
from models.streams import GROUND_NUMBERS, Streams

if TYPE_CHECKING:
    from scipy import sparse
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

Floats = NDArray[np.float64]
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


def fit_features(documents: Sequence[Document], scores: Sequence[Floats]) -> "tuple[dict[str, Any], sparse.csr_matrix]":
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


def features_of(
    views: Mapping[str, Any], documents: Sequence[Document], scores: Sequence[Floats]
) -> "sparse.csr_matrix":
    """Features of documents, shape (documents, columns); those of `CLAIM_VIEWS` come last."""
    from scipy import sparse

    blocks = [_WEIGHTS[name] * views[name].transform(texts) for name, texts in _views(documents, scores).items()]
    return sparse.hstack([sparse.csr_matrix(_best(scores)), *blocks], format="csr")


def blocks_of(
    views: Mapping[str, Any], documents: Sequence[Document], streams: Streams, scores: Sequence[Floats]
) -> list[Rows]:
    """The same as `features_of`, from documents that are taken apart.

    Parameters
    ----------
    views : mapping of str to Ngrams
    documents : sequence of Document
    streams : Streams
        Of these documents.
    scores : sequence of ndarray

    Returns
    -------
    list of Rows
        The columns of the best scores and of each view, in order.
    """
    count = len(documents)
    blocks = [Rows.of(_best(scores))]
    picked = _pieces(documents, scores)
    for name, weight in _WEIGHTS.items():
        if name == "named":
            found = _numbered(_named(documents))
        elif name == "all":
            found = streams.words.each_document()
        else:
            stream = streams.cues if name.endswith("cues") else streams.words
            chosen = picked[name.removesuffix("_cues")]
            found = stream.pick(
                [[first + place for place in row] for first, row in zip(streams.first, chosen, strict=False)]
            )
        blocks.append(views[name].weigh(*found, count).scaled(weight))
    return blocks


def claim_columns(views: Mapping[str, Any]) -> int:
    """How many of the last columns are those of `CLAIM_VIEWS`."""
    return sum(len(views[name].vocabulary_) for name in CLAIM_VIEWS)


def _best(scores: Sequence[Floats]) -> Floats:
    return np.array([[s.max(), np.sort(s)[-2:].min(), s[:3].max()] for s in scores]) / 3


def _vectoriser(name: str) -> "CountVectorizer | TfidfVectorizer":
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    if name == "named":
        return CountVectorizer(min_df=3, binary=True, token_pattern=r"\S+")
    if name.endswith("cues"):
        return CountVectorizer(ngram_range=(1, 4), min_df=4, binary=True, token_pattern=r"\S+", max_features=8_000)
    return TfidfVectorizer(ngram_range=(1, 2), min_df=3, max_features=30_000, sublinear_tf=True)


def _pieces(documents: Sequence[Document], scores: Sequence[Floats]) -> dict[str, list[list[int]]]:
    """The pieces that each view but the last two reads, by their places in the document."""
    order = [
        [int(i) for i in np.argsort(-score, kind="stable") if document.pieces[i].text]
        for document, score in zip(documents, scores, strict=True)
    ]
    return {
        "title": [[0] for _ in documents],
        "first": [places[:1] for places in order],
        "more": [places[:4] for places in order],
        "lead": [list(range(1, min(4, len(d.pieces)))) for d in documents],
        "grounds": [[i for i, piece in enumerate(d.pieces) if names_ground(piece.text)] for d in documents],
    }


def _named(documents: Sequence[Document]) -> list[str]:
    return [named_grounds([piece.text for piece in d.pieces], f"{d.title}\n{d.text}") for d in documents]


def _numbered(named: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    words = [row.split() for row in named]
    numbers = np.array([GROUND_NUMBERS[word] for row in words for word in row], dtype=np.int64)
    return numbers, np.repeat(np.arange(len(words)), [len(row) for row in words])


def _views(documents: Sequence[Document], scores: Sequence[Floats]) -> dict[str, list[str]]:
    texts = {
        name: ["\n".join(d.pieces[i].text for i in places) for d, places in zip(documents, rows, strict=True)]
        for name, rows in _pieces(documents, scores).items()
    }
    texts |= {f"{name}_cues": cues_of(texts[name]) for name in ("title", "first", "more")}
    texts["all"] = [f"{d.title}\n{d.text}" for d in documents]
    texts["named"] = _named(documents)
    return {name: texts[name] for name in _WEIGHTS}
