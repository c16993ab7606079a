from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.dummy import DummyClassifier
from sklearn.model_selection import cross_val_predict, cross_val_score

from data.splits import DateSplit, GroupStratifiedKFold
from data.strata import strata

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["granted|apa", "granted|", "denied|apa+statutory", "mixed|", "none|"]),
        st.integers(0, 12),
        st.sampled_from([None, "", "2019-05-01", "2020-01-01", "2021-07-04", "2022-02-02"]),
    ),
    min_size=1,
    max_size=80,
)


@given(ROWS, st.integers(2, 5), st.one_of(st.none(), st.integers(0, 3)), st.booleans())
def test_folds_part_the_rows_and_no_group_straddles(
    rows: list[Any], n_splits: int, seed: int | None, shuffle: bool
) -> None:
    labels, groups = [row[0] for row in rows], np.array([row[1] for row in rows])
    splitter = GroupStratifiedKFold(n_splits, shuffle=shuffle, random_state=seed)
    if len(set(groups)) < n_splits:
        with pytest.raises(ValueError, match="groups cannot make"):
            list(splitter.split(rows, labels, groups))
        return
    folds = list(splitter.split(rows, labels, groups))
    assert len(folds) == n_splits == splitter.get_n_splits()
    assert sorted(np.concatenate([test for _, test in folds])) == list(range(len(rows)))
    for train, test in folds:
        assert len(train) and len(test)
        assert not set(groups[train]) & set(groups[test])
        assert sorted([*train, *test]) == list(range(len(rows)))


def test_folds_keep_the_shares_of_outcome_and_claims() -> None:
    records = [{"outcome": o, "claims": c} for o in ("granted", "denied") for c in (["apa"], []) for _ in range(50)]
    labels = np.array(strata(records))
    groups = [f"g{row // 2}" for row in range(len(records))]
    for _, test in GroupStratifiedKFold(5, random_state=0).split(records, labels, groups):
        assert all(count in (8, 10, 12) for count in Counter(labels[test]).values())
        assert len(Counter(labels[test])) == 4


def test_folds_are_seeded() -> None:
    labels, groups = ["a", "b"] * 20, list(range(40))
    first, again, other = (
        [list(test) for _, test in GroupStratifiedKFold(4, random_state=seed).split(labels, labels, groups)]
        for seed in (1, 1, 2)
    )
    assert first == again != other


def test_folds_need_groups_and_equal_lengths() -> None:
    with pytest.raises(ValueError, match="groups is missing"):
        next(GroupStratifiedKFold(2).split([1, 2], ["a", "b"]))
    with pytest.raises(ValueError, match="differ in length"):
        next(GroupStratifiedKFold(2).split([1, 2, 3], ["a", "b"], [1, 2]))


def test_folds_take_indicator_rows_and_no_labels() -> None:
    indicators = np.array([[0, 1], [1, 0]] * 10)
    assert len(list(GroupStratifiedKFold(2, random_state=0).split(indicators, indicators, range(20)))) == 2
    assert len(list(GroupStratifiedKFold(2, random_state=0).split(indicators, None, range(20)))) == 2


def test_goes_where_scikit_learn_takes_a_splitter() -> None:
    X, y, groups = np.zeros((20, 1)), ["a", "b"] * 10, list(range(20))
    cv = GroupStratifiedKFold(4, random_state=0)
    assert len(cross_val_predict(DummyClassifier(), X, y, groups=groups, cv=cv)) == 20
    dates = ["2020-01-01"] * 10 + ["2021-01-01"] * 10
    assert len(cross_val_score(clone(DummyClassifier()), X, y, groups=groups, cv=DateSplit("2020-06-01", dates))) == 1


@given(ROWS, st.lists(st.sampled_from(["2019-06-01", "2020-01-01", "2021-12-31"]), min_size=1, unique=True))
def test_by_date_nothing_later_trains_and_no_group_straddles(rows: list[Any], cutoffs: Any) -> None:
    records = [{"date": row[2]} for row in rows]
    groups, days = [row[1] for row in rows], [row[2] or None for row in rows]
    splitter = DateSplit(cutoffs)
    found = []
    try:
        for split in splitter.split(records, groups=groups):
            found.append(split)
    except ValueError as error:
        assert "nothing is left" in str(error)
    else:
        assert len(found) == splitter.get_n_splits() == len(cutoffs)
    for cutoff, (train, test) in zip(sorted(cutoffs), found, strict=False):
        tested = {groups[row] for row in test}
        assert len(train) and len(test)
        assert all(days[row] is None or days[row] < cutoff for row in train)
        assert all(days[row] is not None and days[row] >= cutoff for row in test)
        assert not tested & {groups[row] for row in train}
        early = [row for row, day in enumerate(days) if day is None or day < cutoff]
        assert list(train) == [row for row in early if groups[row] not in tested]
    tests = [row for _, test in found for row in test]
    assert len(tests) == len(set(tests))


def test_by_date_in_windows() -> None:
    dates = ["2019-01-01", "2020-01-01", "2021-01-01", "2022-01-01", None]
    split = DateSplit(["2021-01-01", "2020-01-01"], dates).split([0] * 5, groups=list("abcde"))
    assert [(list(train), list(test)) for train, test in split] == [([0, 4], [1]), ([0, 1, 4], [2, 3])]


@pytest.mark.parametrize("cutoffs", ["soon", [], ["2020-01-01", "2020"]])
def test_by_date_refuses_what_is_no_day(cutoffs: Any) -> None:
    with pytest.raises(ValueError, match="give one or more days"):
        DateSplit(cutoffs).get_n_splits()


def test_by_date_needs_groups_dates_and_rows() -> None:
    with pytest.raises(ValueError, match="groups is missing"):
        next(DateSplit("2020-01-01").split([{"date": None}]))
    with pytest.raises(ValueError, match="no `date`"):
        next(DateSplit("2020-01-01").split(["text"], groups=["a"]))
    with pytest.raises(ValueError, match="nothing is left to test"):
        next(DateSplit("2020-01-01").split([{"date": "2019-01-01"}], groups=["a"]))
