import math

import pytest

from data.agreement import agreement

GRANTED = {"outcome": "granted", "relief": "stay", "claims": ["apa"], "scope": "limited", "sure": True}
DENIED = {"outcome": "denied", "relief": "final", "claims": [], "scope": "unstated", "sure": False}
NONE = {"outcome": "none", "relief": "none", "claims": [], "scope": "unstated", "sure": True}


def figures(pairs):
    return {figure.what: figure for figure in agreement(pairs)}


def test_the_same_labels_agree_wholly():
    found = figures([(row, row) for row in (GRANTED, DENIED, NONE) * 5])
    assert found["outcome: kappa"][1:] == (15, 1.0, 1.0, 1.0)
    assert found["apa: kappa"].value == 1.0
    whole = found["all four the same"]
    assert whole.value == 1.0 and whole.high == 1.0 and whole.low == pytest.approx(0.796, abs=1e-3)
    assert found["all four the same, rulings not marked sure"].documents == 5


def test_kappa_is_what_is_left_after_chance():
    # Both say granted half of the time: of 20 rows 15 agree, of which 10 by chance.
    other = {**DENIED, "relief": "final"}
    pairs = [(GRANTED, GRANTED)] * 8 + [(GRANTED, other)] * 2 + [(other, GRANTED)] * 3 + [(other, other)] * 7
    found = figures(pairs)
    assert found["outcome: kappa"].value == pytest.approx(0.5)
    assert found["outcome: kappa"].low < 0.5 < found["outcome: kappa"].high
    assert found["all four the same"].value == pytest.approx(0.75)


def test_documents_of_one_group_are_drawn_together():
    pairs = [(GRANTED, GRANTED)] * 8 + [(GRANTED, DENIED)] * 4 + [(DENIED, DENIED)] * 8
    groups = [f"g{n // 4}" for n in range(20)]
    alone = figures(pairs)["outcome: kappa"]
    together = figures([(one, other | {"group": g}) for (one, other), g in zip(pairs, groups, strict=True)])
    wide = together["outcome: kappa"]
    assert wide.value == alone.value and wide.high - wide.low > alone.high - alone.low


def test_the_interval_holds_what_scikit_learn_says_of_half_the_rows():
    # Drawing one group of two gives it twice or both: the ends are kappas of the halves.
    from sklearn.metrics import cohen_kappa_score

    halves = [[(GRANTED, GRANTED)] * 5 + [(DENIED, GRANTED)] * n + [(DENIED, DENIED)] * 5 for n in (1, 4)]
    pairs = [(one, other | {"group": str(n)}) for n, half in enumerate(halves) for one, other in half]
    ends = [cohen_kappa_score(*zip(*((a["outcome"], b["outcome"]) for a, b in half), strict=True)) for half in halves]
    found = figures(pairs)["outcome: kappa"]
    assert (found.high, found.low) == pytest.approx(ends)


def test_a_task_is_compared_where_both_know_it():
    found = figures([(GRANTED, GRANTED), (DENIED | {"relief": None, "claims": None}, DENIED)])
    documents = [
        found[what].documents for what in ("outcome: kappa", "relief: kappa", "claims: kappa", "all four the same")
    ]
    assert documents == [2, 1, 1, 1]


def test_what_is_undefined_is_not_a_number():
    assert math.isnan(figures([(NONE, NONE)] * 3)["outcome: kappa"].value)
    assert math.isnan(figures([])["all four the same"].value)
