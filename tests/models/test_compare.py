import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import f1_score

from models.compare import bootstrap_interval, mcnemar, paired_difference
from models.evaluate import METRICS

Rows = list[dict[str, str]]

OUTCOMES = np.array(["granted", "denied", "none"])


def some_truth(rng: np.random.Generator, documents: int) -> Rows:
    return [{"outcome": str(outcome)} for outcome in rng.choice(OUTCOMES, documents)]


def guesses(truth: Rows, wrong: np.ndarray) -> Rows:
    return [{"outcome": "mixed" if miss else row["outcome"]} for row, miss in zip(truth, wrong, strict=True)]


def test_interval_of_macro_f1_is_that_of_documents_drawn_by_group() -> None:
    rng = np.random.default_rng(3)
    truth = some_truth(rng, 60)
    predicted = some_truth(rng, 60)
    groups = [f"g{number}" for number in rng.integers(0, 20, 60)]
    names = list(dict.fromkeys(groups))
    rows = {name: [i for i, group in enumerate(groups) if group == name] for name in names}
    times = np.random.default_rng(0).multinomial(len(names), np.full(len(names), 1 / len(names)), size=200)
    scores = []
    for draw in times:
        drawn = [i for name, count in zip(names, draw, strict=True) for i in rows[name] * count]
        sides = ([side[i]["outcome"] for i in drawn] for side in (truth, predicted))
        scores.append(f1_score(*sides, average="macro", zero_division=0.0))
    expected = np.quantile(scores, [0.025, 0.975])
    assert bootstrap_interval("outcome_macro_f1", truth, predicted, groups, n=200) == pytest.approx(expected)


def test_interval_holds_the_metric_and_narrows_with_the_level() -> None:
    rng = np.random.default_rng(1)
    truth = some_truth(rng, 200)
    predicted = guesses(truth, rng.random(200) < 0.3)
    value = METRICS["outcome_accuracy"](truth, predicted)
    low, high = bootstrap_interval("outcome_accuracy", truth, predicted, range(200))
    inner_low, inner_high = bootstrap_interval("outcome_accuracy", truth, predicted, range(200), level=0.5)
    assert low < inner_low < value < inner_high < high
    # The textbook half-width of a share.
    assert (high - low) / 2 == pytest.approx(1.96 * math.sqrt(value * (1 - value) / 200), rel=0.15)


def test_documents_without_a_group_stand_alone() -> None:
    rng = np.random.default_rng(2)
    truth = some_truth(rng, 40)
    predicted = guesses(truth, rng.random(40) < 0.5)
    alone = bootstrap_interval("outcome_accuracy", truth, predicted, range(40))
    assert bootstrap_interval("outcome_accuracy", truth, predicted, [None, ""] * 20) == alone
    assert bootstrap_interval("outcome_accuracy", truth, predicted, ["one"] * 40)[0] != alone[0]


def test_undefined_metric_has_no_interval() -> None:
    low, high = bootstrap_interval("evidence_right", [{"outcome": "none"}], [{"outcome": "none"}], ["g"])
    assert math.isnan(low)
    assert math.isnan(high)


def test_the_same_seed_gives_the_same_interval_and_another_another() -> None:
    rng = np.random.default_rng(4)
    truth = some_truth(rng, 50)
    predicted = guesses(truth, rng.random(50) < 0.4)
    first, again, other = (
        bootstrap_interval("outcome_macro_f1", truth, predicted, range(50), seed=seed) for seed in (0, 0, 1)
    )
    assert first == again != other


def test_difference_has_the_sign_of_b() -> None:
    rng = np.random.default_rng(5)
    truth = some_truth(rng, 150)
    worse, better = guesses(truth, rng.random(150) < 0.4), guesses(truth, rng.random(150) < 0.1)
    up = paired_difference("outcome_accuracy", truth, worse, better, range(150))
    down = paired_difference("outcome_accuracy", truth, better, worse, range(150))
    values = [METRICS["outcome_accuracy"](truth, side) for side in (worse, better)]
    assert up.mean == pytest.approx(values[1] - values[0])
    assert 0 < up.low < up.mean < up.high
    assert up.p < 0.01
    assert down == pytest.approx((-up.mean, -up.high, -up.low, up.p))


def test_equal_predictions_do_not_differ() -> None:
    truth = some_truth(np.random.default_rng(6), 30)
    assert paired_difference("outcome_macro_f1", truth, truth, truth, range(30)) == (0.0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("by_group", "lowest", "highest"),
    [
        (True, 0.02, 0.09),
        (False, 0.2, 1.0),  # drawing documents one by one takes luck for skill: groups are right or wrong together
    ],
)
def test_false_alarms_between_exchangeable_predictions(by_group: bool, lowest: float, highest: float) -> None:
    trials, groups, size = 300, 50, 4
    alarms = small_p = 0
    for trial in range(trials):
        rng = np.random.default_rng(trial)
        truth = some_truth(rng, groups * size)
        a, b = (guesses(truth, np.repeat(rng.random(groups) < 0.3, size)) for _ in "ab")
        unit = np.repeat(np.arange(groups), size) if by_group else np.arange(groups * size)
        difference = paired_difference("outcome_accuracy", truth, a, b, unit.tolist(), n=400, seed=trial)
        alarms += not difference.low <= 0 <= difference.high
        small_p += difference.p < 0.05
    assert lowest <= alarms / trials <= highest
    assert lowest <= small_p / trials <= highest


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 5), st.integers(0, 5))
def test_mcnemar_is_the_binomial_test_of_the_disagreements(only_a: int, only_b: int, both: int, neither: int) -> None:
    right_a = [True] * only_a + [False] * only_b + [True] * both + [False] * neither
    right_b = [False] * only_a + [True] * only_b + [True] * both + [False] * neither
    disagreements = only_a + only_b
    expected = binomtest(only_a, disagreements).pvalue if disagreements else 1.0
    assert mcnemar(right_a, right_b) == pytest.approx(expected)


def test_mcnemar_of_many_disagreements_neither_overflows_nor_vanishes() -> None:
    right_a, right_b = [True] * 2600 + [False] * 2400, [False] * 2600 + [True] * 2400
    assert mcnemar(right_a, right_b) == pytest.approx(binomtest(2600, 5000).pvalue)


@pytest.mark.parametrize(
    ("metric", "documents", "groups", "message"),
    [
        ("outcome_f2", 2, ["g", "h"], "no metric is called 'outcome_f2'"),
        ("outcome_macro_f1", 2, ["g"], "2 documents but 1 groups"),
        ("outcome_macro_f1", 0, [], "no documents"),
    ],
)
def test_what_cannot_be_drawn_is_refused(metric: str, documents: int, groups: list[str], message: str) -> None:
    rows = [{"outcome": "granted"}] * documents
    with pytest.raises(ValueError, match=message):
        bootstrap_interval(metric, rows, rows, groups)
