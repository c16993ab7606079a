"""Splits that do not leak: rows of one group never stand on both sides."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from data.dates import iso_day
from data.strata import merge_rare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Indices = NDArray[np.intp]

_HELD_OUT: Final = 10


def held_out(record: Mapping[str, Any]) -> bool:
    """Whether a record stays out of an encoder's fine-tuning, to calibrate what comes of it.

    One group in ten of the published rulings, by the digest of its name: the same in every run and
    whatever else is trained on.
    """
    if record.get("origin") != "published":
        return False
    return int(sha256(str(record["group"]).encode()).hexdigest(), 16) % 100 < _HELD_OUT


class GroupStratifiedKFold:
    """Folds by group, stratified as well as the groups allow.

    scikit-learn's `StratifiedGroupKFold` over labels of which the rare ones are merged. Goes
    wherever scikit-learn takes a `cv`.

    Parameters
    ----------
    n_splits : int, default 5
    shuffle : bool, default True
    random_state : int, optional
    """

    def __init__(self, n_splits: int = 5, shuffle: bool = True, random_state: int | None = None) -> None:
        self.n_splits = n_splits
        self.shuffle = shuffle
        self.random_state = random_state

    def __repr__(self) -> str:
        return (
            f"GroupStratifiedKFold(n_splits={self.n_splits}, shuffle={self.shuffle}, random_state={self.random_state})"
        )

    def get_n_splits(self, X: Any = None, y: Any = None, groups: Any = None) -> int:
        """Number of folds."""
        return self.n_splits

    def split(self, X: Any, y: Any = None, groups: Any = None) -> Iterator[tuple["Indices", "Indices"]]:
        """Yield indices to train and to test on.

        Parameters
        ----------
        X : sized
            The rows; only their number matters.
        y : sequence of shape (n_samples,) or (n_samples, n_labels), optional
            What to stratify over: labels, or `strata(records)`.
        groups : sequence of shape (n_samples,)
            Group of each row. It must be given: without it near-duplicates would leak.

        Raises
        ------
        ValueError
            Without groups, with fewer of them than folds, or if lengths differ.
        """
        import numpy as np
        from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

        if groups is None:
            raise ValueError("groups is missing; pass the rulings' `group` (each row's own id where it has none)")
        names = np.asarray([str(group) for group in groups])
        labels = np.asarray(merge_rare(y if y is not None else [""] * len(names), self.n_splits))
        if not _rows(X) == len(labels) == len(names):
            raise ValueError(f"X, y and groups differ in length: {_rows(X)}, {len(labels)}, {len(names)}")
        if (found := len(set(names))) < self.n_splits:
            raise ValueError(f"{found} groups cannot make {self.n_splits} folds; use fewer folds or more data")
        seed = self.random_state if self.shuffle else None
        rows = np.zeros(len(names))
        folds = list(
            StratifiedGroupKFold(self.n_splits, shuffle=self.shuffle, random_state=seed).split(rows, labels, names)
        )
        # It balances greedily and may leave a fold empty where groups are few and uneven.
        if any(not len(test) for _, test in folds):
            folds = list(GroupKFold(self.n_splits).split(rows, labels, names))
        yield from folds


class DateSplit:
    """Train before a day, test from that day on.

    With several cutoffs each test set ends where the next begins; the last is open. Rows
    without a day only ever train. A group that has a row in the test set trains with none.

    Parameters
    ----------
    cutoffs : str or sequence of str
        ISO days.
    dates : sequence of str or None, optional
        Day of each row; by default the `date` of the rows of `X`.
    """

    def __init__(self, cutoffs: str | Sequence[str], dates: Sequence[str | None] | None = None) -> None:
        self.cutoffs = cutoffs
        self.dates = dates

    def __repr__(self) -> str:
        return f"DateSplit(cutoffs={self.cutoffs!r})"

    def get_n_splits(self, X: Any = None, y: Any = None, groups: Any = None) -> int:
        """Number of cutoffs."""
        return len(self._days())

    def split(self, X: Any, y: Any = None, groups: Any = None) -> Iterator[tuple["Indices", "Indices"]]:
        """Yield indices to train and to test on, earliest cutoff first.

        Parameters
        ----------
        X : sequence of mapping, datasets.Dataset, or data frame
            The rows, with `date` unless the constructor was given dates.
        y : ignored
        groups : sequence of shape (n_samples,)

        Raises
        ------
        ValueError
            Without groups, if lengths differ, or if nothing is left on a side.
        """
        import numpy as np

        days = [iso_day(day) for day in (self.dates if self.dates is not None else _column(X, "date"))]
        if groups is None:
            raise ValueError("groups is missing; pass the rulings' `group` (each row's own id where it has none)")
        names = [str(group) for group in groups]
        if not _rows(X) == len(days) == len(names):
            raise ValueError(f"X, dates and groups differ in length: {_rows(X)}, {len(days)}, {len(names)}")
        cutoffs = self._days()
        for cutoff, end in zip(cutoffs, [*cutoffs[1:], "9999-99-99"], strict=True):
            test = [row for row, day in enumerate(days) if day is not None and cutoff <= day < end]
            tested = {names[row] for row in test}
            train = [row for row, day in enumerate(days) if (day is None or day < cutoff) and names[row] not in tested]
            if not (train and test):
                raise ValueError(
                    f"nothing is left to {'test' if train else 'train'} on at {cutoff}; choose another cutoff"
                )
            yield np.asarray(train, dtype=np.intp), np.asarray(test, dtype=np.intp)

    def _days(self) -> list[str]:
        given = [self.cutoffs] if isinstance(self.cutoffs, str) else list(self.cutoffs)
        days = [iso_day(cutoff) for cutoff in given]
        if not days or None in days:
            raise ValueError(f"cutoffs are {given!r}; give one or more days as YYYY-MM-DD")
        return sorted({day for day in days if day})


def _rows(X: Any) -> int:
    return int(X.shape[0]) if hasattr(X, "shape") else len(X)


def _column(X: Any, name: str) -> list[Any]:
    if hasattr(X, "column_names") or hasattr(X, "columns"):
        return list(X[name])
    try:
        return [row.get(name) for row in X]
    except AttributeError:
        raise ValueError("the rows of X have no `date`; give DateSplit the dates") from None
