"""Documents that share much of their wording, and so may share a story."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NEAR: Final = 0.5
"""Cosine of two documents' sets of shingles from which they may share a story."""
SHINGLE_WORDS: Final = 5


def near_duplicate_groups(texts: Sequence[str], near: float = NEAR) -> list[int]:
    """Group documents that share much of their wording, directly or through others.

    Parameters
    ----------
    texts : sequence of str
    near : float, default 0.5
        Least cosine of two documents' sets of five-word shingles.

    Returns
    -------
    list of int
        For each document the index of the first one of its group.
    """
    from scipy.sparse.csgraph import connected_components

    if not texts:
        return []
    shingles = _shingles(texts)
    _, components = connected_components(shingles @ shingles.T >= near, directed=False)
    first: dict[int, int] = {}
    return [first.setdefault(int(component), index) for index, component in enumerate(components)]


def nearest_duplicates(texts: Sequence[str], known: Sequence[str], near: float = NEAR) -> list[int | None]:
    """Find for each text the known one that shares most of its wording.

    Parameters
    ----------
    texts, known : sequence of str
    near : float, default 0.5
        Least cosine of two documents' sets of five-word shingles.

    Returns
    -------
    list of int or None
        Index into `known`, None where none is near.
    """
    if not texts or not known:
        return [None] * len(texts)
    similar = (_shingles(texts) @ _shingles(known).T).tocsr()
    found: list[int | None] = []
    for first, last in zip(similar.indptr[:-1], similar.indptr[1:], strict=True):
        row = similar.data[first:last]
        best = int(row.argmax()) if len(row) else -1
        found.append(int(similar.indices[first + best]) if best >= 0 and row[best] >= near else None)
    return found


def _shingles(texts: Sequence[str]) -> "csr_matrix":
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(
        ngram_range=(SHINGLE_WORDS, SHINGLE_WORDS), token_pattern=r"\w+", binary=True, alternate_sign=False
    ).transform(texts)
