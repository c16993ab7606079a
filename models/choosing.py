"""What to label next: articles that a model doubts, unlike each other and what is labelled."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from data import CLAIMS, Article, near_duplicate_groups, nearest_duplicates

Floats = NDArray[np.float64]
_POSSIBLE: Final = 0.2
"""Least chance of a claim at which it is thought possible."""
_WORDS: Final = 300


def doubt(row: Mapping[str, Any]) -> float:
    """Chance that some label of a prediction is wrong, the tasks taken for independent; without a ruling, its outcome."""
    right = float(row["outcome_probability"])
    if row["outcome"] != "none":
        right *= float(row["relief_probability"]) * float(row["scope_probability"])
        right *= math.prod(max(chance, 1 - chance) for chance in row["claims_probabilities"].values())
    return 1 - right


def may_be(row: Mapping[str, Any], label: str) -> bool:
    """Whether a predicted ruling has a label, or a claim at a fair chance."""
    if row["outcome"] == "none":
        return label == "none"
    if label in CLAIMS:
        return bool(row["claims_probabilities"][label] >= _POSSIBLE)
    return label in (row["outcome"], row["relief"], row["scope"])


def chosen(doubts: Sequence[float], texts: Sequence[str], known: Sequence[str], count: int) -> list[int]:
    """Choose texts that are doubtful and unlike each other and what is known, best first.

    Greedy: each time the text of the largest doubt times its distance to the nearest text that is known or was
    chosen, after maximal marginal relevance (Carbonell and Goldstein 1998). Distance is one less the cosine of
    TF-IDF.

    Parameters
    ----------
    doubts : sequence of float
        One for each text.
    texts, known : sequence of str
    count : int
        How many to choose; all, if there are fewer.

    Returns
    -------
    list of int
        Positions in `texts`.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not texts:
        return []
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit([*texts, *known])
    features = vectors.transform(texts)
    near: Floats = np.zeros(len(texts))
    if known:
        near = np.asarray((features @ vectors.transform(known).T).max(axis=1).todense(), dtype=np.float64).ravel()
    open_ = np.ones(len(texts), dtype=bool)
    found: list[int] = []
    for _ in range(min(count, len(texts))):
        worth = np.where(open_, np.asarray(doubts) * (1 - near), -1.0)
        best = int(worth.argmax())
        found.append(best)
        open_[best] = False
        near = np.maximum(near, np.asarray((features @ features[best].T).todense(), dtype=np.float64).ravel())
    return found


def queue(
    articles: Sequence[Article],
    rows: Sequence[Mapping[str, Any]],
    labelled: Sequence[Mapping[str, Any]],
    count: int,
    favour: Sequence[str] = (),
) -> list[int]:
    """Positions of the articles to label next, best first.

    Parameters
    ----------
    articles : sequence of Article
    rows : sequence of mapping
        Their predictions.
    labelled : sequence of mapping
        Labelled rulings: what nearly repeats one, or an earlier article, is left out.
    count : int
    favour : sequence of str
        Labels; predictions that may have one come before all others.

    Returns
    -------
    list of int
    """
    told = [f"{article.title}\n{article.text}" for article in articles]
    known = [f"{ruling['title']}\n{ruling['text']}" for ruling in labelled]
    repeats = nearest_duplicates(told, known)
    first = near_duplicate_groups(told)
    fresh = [i for i in range(len(told)) if repeats[i] is None and first[i] == i]
    asked = [i for i in fresh if any(may_be(rows[i], label) for label in favour)]
    rest = [i for i in fresh if i not in set(asked)]
    found: list[int] = []
    for part in (asked, rest):
        base = [_beginning(text) for text in [*known, *(told[i] for i in found)]]
        beginnings = [_beginning(told[i]) for i in part]
        picked = chosen([doubt(rows[i]) for i in part], beginnings, base, count - len(found))
        found += [part[at] for at in picked]
    return found


def _beginning(text: str) -> str:
    return " ".join(text.split()[:_WORDS])
