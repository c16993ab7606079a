"""Counts and weights of n-grams of numbers, as scikit-learn's vectorisers make them of texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.plain import Vectoriser

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse matrix by its entries, in order of row and column.

    Attributes
    ----------
    rows, columns : ndarray of int64
    values : ndarray of float64
    count, width : int
        Number of rows and of columns, empty ones included.
    """

    rows: Whole
    columns: Whole
    values: Floats
    count: int
    width: int

    @classmethod
    def of(cls, matrix: Floats) -> "Rows":
        """A matrix none of whose entries is left out."""
        count, width = matrix.shape
        return cls(np.repeat(np.arange(count), width), np.tile(np.arange(width), count), matrix.ravel(), count, width)

    def times(self, weights: NDArray[np.floating]) -> Floats:
        """Product with the transpose of a matrix of shape (outputs, columns)."""
        return np.stack([self._sums(self.values * each[self.columns]) for each in weights], axis=1)

    def scaled(self, factor: float) -> "Rows":
        """The matrix times a number."""
        return Rows(self.rows, self.columns, self.values * factor, self.count, self.width)

    def of_unit_length(self) -> "Rows":
        """The matrix with rows of length one, but for empty ones."""
        lengths = np.sqrt(self._sums(self.values * self.values))
        return Rows(self.rows, self.columns, self.values / lengths[self.rows], self.count, self.width)

    def _sums(self, values: Floats) -> Floats:
        return np.bincount(self.rows, values, minlength=self.count).astype(np.float64, copy=False)


class Ngrams:
    """Finds the columns of a vectoriser's terms.

    Parameters
    ----------
    vectoriser : Vectoriser
    numbers : mapping of str to int
        Of all words in its terms, all positive.
    """

    def __init__(self, vectoriser: Vectoriser, numbers: Mapping[str, int]) -> None:
        self.idf, self.most = vectoriser.idf, vectoriser.most
        words = np.array([numbers[word] for word in vectoriser.terms.split()], dtype=np.int64)
        raw = np.frombuffer(vectoriser.terms.encode(), dtype=np.uint8)
        ends = np.concatenate([raw[(raw == ord(" ")) | (raw == ord("\n"))], [ord("\n")]])[: len(words)] == ord("\n")
        columns = np.cumsum(ends) - ends
        self.width = int(ends.sum())
        self._base = int(words.max(initial=0)) + 1
        if float(self._base) ** self.most > 2**62:
            raise ValueError("there are more words than n-grams can be numbered of")
        keys = np.zeros(self.width, dtype=np.int64)
        place = np.arange(len(words)) - np.concatenate([[0], np.flatnonzero(ends)[:-1] + 1])[columns]
        for nth in range(self.most):
            at = place == nth
            keys[columns[at]] = keys[columns[at]] * self._base + words[at]
        short = keys < self._base
        self._single = np.full(self._base, -1, dtype=np.int64)
        self._single[keys[short]] = np.flatnonzero(short)
        order = np.argsort(keys)
        self._columns = order[~short[order]]
        self._keys = keys[self._columns]

    def count(self, numbers: Whole, rows: Whole, count: int) -> Rows:
        """How often each term is in each row.

        Parameters
        ----------
        numbers : ndarray of int64
            Words of the rows, one after the other.
        rows : ndarray of int64
            The row of each, ascending.
        count : int
            Of the rows.
        """
        known = np.where(numbers < self._base, numbers, 0)
        single = self._single[known]
        hit = single >= 0
        found = [rows[hit] * self.width + single[hit]]
        keys = known
        for more in range(1, self.most):
            keys, follow = keys[:-1], known[more:]
            whole = (keys > 0) & (follow > 0) & (rows[: len(follow)] == rows[more:])
            keys = np.where(whole, keys * self._base + follow, 0)
            at = np.flatnonzero(keys)
            wanted = keys[at]
            place = np.minimum(np.searchsorted(self._keys, wanted), max(len(self._keys) - 1, 0))
            hit = self._keys[place] == wanted if len(self._keys) else np.zeros(len(at), dtype=bool)
            found.append(rows[at[hit]] * self.width + self._columns[place[hit]])
        cells = np.sort(np.concatenate(found))
        new = np.flatnonzero(np.diff(cells, prepend=-1))
        counts = np.diff(new, append=len(cells)).astype(np.float64)
        return Rows(*np.divmod(cells[new], max(self.width, 1)), counts, count, self.width)

    def weigh(self, numbers: Whole, rows: Whole, count: int) -> Rows:
        """The rows as the vectoriser has them: TF-IDF where it weighs, otherwise whether each term is there."""
        found = self.count(numbers, rows, count)
        if self.idf is None:
            return Rows(found.rows, found.columns, np.ones(len(found.values)), count, self.width)
        values = (np.log(found.values) + 1) * self.idf[found.columns]
        return Rows(found.rows, found.columns, values, count, self.width).of_unit_length()


def words_of(vectorisers: Sequence[Vectoriser]) -> list[str]:
    """All words in the terms of vectorisers."""
    return list(dict.fromkeys(" ".join(each.terms for each in vectorisers).split()))
