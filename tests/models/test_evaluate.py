import math
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from data.labels import CLAIMS, OUTCOMES, RELIEFS
from models.evaluate import METRICS, Metric, evaluate, evaluate_slices, slices

Row = dict[str, Any]

GRANTED: Row = {
    "outcome": "granted",
    "relief": "stay",
    "claims": ["apa", "statutory"],
    "scope": "nationwide",
    "evidence": "Judge Ortega stayed the kelp rule nationwide on Monday",
}
DENIED: Row = {
    "outcome": "denied",
    "relief": "final",
    "claims": ["first_amendment"],
    "scope": "unstated",
    "evidence": "The suit over the ferry badge was thrown out",
}
NONE: Row = {"outcome": "none", "relief": "none", "claims": [], "scope": "unstated", "evidence": ""}


def guess(row: Mapping[str, Any], probability: float = 0.9, review: bool = False, **changes: Any) -> Row:
    claims = {claim: float(claim in row["claims"]) for claim in CLAIMS}
    return {
        **row,
        "outcome_probability": probability,
        "claims_probabilities": claims,
        "needs_review": review,
        **changes,
    }


def test_perfect_predictions_have_every_share_at_its_best() -> None:
    truth = [GRANTED, DENIED, NONE]
    metrics = evaluate(truth, [guess(row, 1.0) for row in truth])
    errors = {name for name in metrics if name.startswith(("false_", "missed_", "review_")) or "brier" in name}
    errors.add("outcome_ece")
    undefined = {name for name, value in metrics.items() if math.isnan(value)}
    assert {metrics[name] for name in errors} == {0.0}
    assert {metrics[name] for name in metrics.keys() - errors - undefined} == {1.0}
    assert undefined == {
        "outcome_f1_mixed",
        "relief_f1_tro",
        "relief_f1_preliminary_injunction",
        "relief_f1_stay_pending_appeal",
        "claims_f1_constitutional_other",
        "scope_f1_limited",
    }


@pytest.mark.parametrize(
    ("metric", "truth", "predicted", "expected"),
    [
        # granted: F1 2/3, denied: 0, none: 1; mixed occurs nowhere.
        ("outcome_macro_f1", [GRANTED, DENIED, NONE], [guess(GRANTED), guess(GRANTED), guess(NONE)], 5 / 9),
        ("outcome_accuracy", [GRANTED, DENIED, NONE], [guess(GRANTED), guess(GRANTED), guess(NONE)], 2 / 3),
        ("outcome_f1_granted", [GRANTED, DENIED], [guess(GRANTED), guess(GRANTED)], 2 / 3),
        # A ruling taken for none is a miss of its kind; none itself is not averaged in.
        ("relief_macro_f1_rulings", [GRANTED, DENIED, NONE], [guess(GRANTED), guess(NONE), guess(DENIED)], 0.5),
        ("relief_macro_f1", [GRANTED, DENIED, NONE], [guess(GRANTED), guess(NONE), guess(DENIED)], 1 / 3),
        ("claims_f1_apa", [GRANTED, NONE], [guess(GRANTED, claims=["statutory"]), guess(NONE)], 0.0),
        ("claims_macro_f1", [GRANTED], [guess(GRANTED, claims=["statutory"])], 0.5),
        # The order of claims says nothing.
        ("all_four_rulings", [GRANTED, NONE], [guess(GRANTED, claims=["statutory", "apa"]), guess(DENIED)], 1.0),
        ("all_four_rulings", [GRANTED, DENIED], [guess(GRANTED, scope="limited"), guess(DENIED)], 0.5),
        ("filed_ruling_accuracy", [GRANTED, NONE, DENIED], [guess(GRANTED)] * 2 + [guess(GRANTED, review=True)], 0.5),
        (
            "filed_share_of_rulings",
            [GRANTED, DENIED, NONE],
            [guess(GRANTED, review=True), guess(GRANTED), guess(GRANTED)],
            0.5,
        ),
        ("missed_filed_none", [GRANTED, DENIED, NONE], [guess(NONE), guess(NONE, review=True), guess(NONE)], 0.5),
        ("review_share", [GRANTED, NONE], [guess(NONE), guess(NONE, review=True)], 0.5),
        # One of two documents without a ruling is filed as one: half of the 190 that a feed with 5 % has.
        ("false_rulings_per_200_at_5pct", [GRANTED, NONE, NONE], [guess(GRANTED), guess(DENIED), guess(NONE)], 95.0),
        ("false_rulings_per_200_at_10pct", [NONE, NONE], [guess(DENIED), guess(DENIED, review=True)], 90.0),
        (
            "false_rulings_before_review_per_200_at_10pct",
            [NONE, NONE],
            [guess(DENIED), guess(DENIED, review=True)],
            180.0,
        ),
        ("outcome_brier", [GRANTED, DENIED], [guess(GRANTED, 0.8), guess(GRANTED, 0.6)], (0.2**2 + 0.6**2) / 2),
        # Both in one bin: stated 0.82, right 0.5. In two bins: off by 0.2 and by 0.6.
        ("outcome_ece", [GRANTED, DENIED], [guess(GRANTED, 0.81), guess(GRANTED, 0.83)], 0.32),
        ("outcome_ece", [GRANTED, DENIED], [guess(GRANTED, 0.8), guess(GRANTED, 0.6)], 0.4),
        ("outcome_ece", [GRANTED, DENIED], [guess(GRANTED, 1.0), guess(DENIED, 1.0)], 0.0),
        ("claims_brier", [GRANTED], [guess(GRANTED, claims_probabilities=dict.fromkeys(CLAIMS, 0.5))], 0.25),
    ],
)
def test_metric_by_hand(metric: str, truth: list[Row], predicted: list[Row], expected: float) -> None:
    assert evaluate(truth, predicted)[metric] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("evidence", "right"),
    [
        (GRANTED["evidence"], 1.0),
        ("Judge Ortega stayed the kelp rule", 1.0),  # six of nine words
        ("Judge Ortega stayed the rule", 0.0),  # five of nine
        (None, 0.0),
    ],
)
def test_evidence_is_right_from_six_words_in_ten(evidence: str | None, right: float) -> None:
    assert METRICS["evidence_right"]([GRANTED], [guess(GRANTED, evidence=evidence)]) == right


def test_evidence_counts_only_rulings_that_were_found() -> None:
    truth, predicted = [GRANTED, DENIED, NONE], [guess(GRANTED), guess(NONE), guess(DENIED)]
    assert METRICS["evidence_right"](truth, predicted) == 1.0
    assert math.isnan(METRICS["evidence_right"](truth[1:], predicted[1:]))


@given(st.lists(st.tuples(st.sampled_from(OUTCOMES), st.sampled_from(OUTCOMES)), min_size=1, max_size=30))
def test_macro_f1_of_one_label_agrees_with_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    truth, predicted = [{"outcome": true} for true, _ in pairs], [{"outcome": got} for _, got in pairs]
    expected = f1_score([true for true, _ in pairs], [got for _, got in pairs], average="macro", zero_division=0.0)
    assert METRICS["outcome_macro_f1"](truth, predicted) == pytest.approx(expected)


@given(st.lists(st.tuples(st.sets(st.sampled_from(CLAIMS)), st.sets(st.sampled_from(CLAIMS))), min_size=1, max_size=30))
def test_macro_f1_of_claims_agrees_with_scikit_learn(pairs: list[tuple[set[str], set[str]]]) -> None:
    present = [claim for claim in CLAIMS if any(claim in true | got for true, got in pairs)]
    value = METRICS["claims_macro_f1"]([{"claims": t} for t, _ in pairs], [{"claims": g} for _, g in pairs])
    if not present:
        assert math.isnan(value)
        return
    tables = [[[claim in row for claim in present] for row in side] for side in zip(*pairs, strict=True)]
    scores = [
        f1_score([row[i] for row in tables[0]], [row[i] for row in tables[1]], zero_division=0.0)
        for i in range(len(present))
    ]
    assert value == pytest.approx(sum(scores) / len(scores))


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
def test_counts_of_parts_add_up(metric: Metric) -> None:
    truth = [GRANTED, DENIED, NONE, GRANTED]
    predicted = [guess(DENIED, 0.3), guess(DENIED), guess(GRANTED, review=True), guess(NONE, 0.55)]
    whole = metric.counts(truth, predicted).sum(axis=0)
    halves = metric.counts(truth[:2], predicted[:2]).sum(axis=0) + metric.counts(truth[2:], predicted[2:]).sum(axis=0)
    assert whole == pytest.approx(halves)


def test_unknown_labels_are_passed_over() -> None:
    unknown = {"outcome": None, "relief": None, "claims": None, "scope": None, "evidence": None}
    known, predicted = [GRANTED, NONE], [guess(DENIED), guess(NONE)]
    alone, beside = evaluate(known, predicted), evaluate([*known, unknown], [*predicted, guess(GRANTED)])
    assert beside == pytest.approx(alone, nan_ok=True)


def test_no_documents_leave_everything_undefined() -> None:
    assert all(math.isnan(value) for value in evaluate([], []).values())


@pytest.mark.parametrize(
    ("truth", "predicted", "message"),
    [
        ([GRANTED], [], "1 labelled rows but 0 predictions"),
        ([GRANTED | {"id": "k1"}], [guess(GRANTED, id="k2")], "row 1 is 'k1' in the labels but 'k2'"),
    ],
)
def test_rows_that_do_not_pair_up_are_refused(truth: list[Row], predicted: list[Row], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        evaluate(truth, predicted)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"title": "A", "text": "w " * 140, "date": "2016-12-31", "sure": True}, {"sure", "until_2016"}),
        ({"title": "A", "text": "w " * 139, "date": "2017-01-01"}, {"short", "2017_2019"}),
        ({"title": " ", "text": "w " * 800, "date": "2022-05-05"}, {"title_missing", "2020_2022"}),
        ({"title": "A", "text": "w " * 801, "date": "2023-05-05", "sure": False}, {"long", "not_sure", "2023_2024"}),
        ({"title": None, "text": "w " * 300, "date": ""}, {"title_missing", "undated"}),
        ({"title": "A", "text": "w " * 300, "date": "2025-01-01"}, {"from_2025"}),
    ],
)
def test_slices_of_a_document(row: Row, expected: set[str]) -> None:
    assert slices([NONE | row]) == {name: [0] for name in expected}


def test_slices_are_measured_apart() -> None:
    truth = [GRANTED | {"sure": True}, DENIED | {"sure": False}]
    metrics = evaluate_slices(truth, [guess(GRANTED), guess(GRANTED)])
    assert (metrics["sure/outcome_accuracy"], metrics["not_sure/outcome_accuracy"]) == (1.0, 0.0)


def test_none_is_the_last_relief() -> None:
    # The metric on true rulings leaves the last label out.
    assert RELIEFS[-1] == "none"
