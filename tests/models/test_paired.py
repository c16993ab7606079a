import numpy as np
import pytest

from models.compare import mcnemar
from models.paired import as_html, as_metrics, compare

COUNT = 200


def rows(wrong, probability=0.9):
    whole = {"outcome": "granted", "relief": "tro", "claims": ["statutory", "apa"], "scope": "limited"}
    chances = {"apa": 0.9, "statutory": 0.9, "first_amendment": 0.1, "constitutional_other": 0.1}
    told = {"outcome_probability": probability, "claims_probabilities": chances, "needs_review": False}
    return [whole | told | {"id": i} | ({"outcome": "denied"} if i in wrong else {}) for i in range(COUNT)]


TRUTH = [{**row, "group": i // 2, "claims": ["apa", "statutory"]} for i, row in enumerate(rows(()))]


def test_better_is_above_zero_in_metrics_and_green_on_the_page():
    found = compare(TRUTH, rows(range(60)), rows(range(10)))
    metrics = as_metrics(found, "test/vs_champion")
    assert metrics["test/vs_champion/outcome_accuracy"] == pytest.approx(0.25)
    assert 0 < metrics["test/vs_champion/outcome_accuracy_low"] < 0.25
    assert metrics["test/vs_champion/outcome_accuracy_p"] < 0.01
    wanted = mcnemar([i >= 60 for i in range(COUNT)], [i >= 10 for i in range(COUNT)])
    assert metrics["test/vs_champion/outcome_right_mcnemar_p"] == pytest.approx(wanted)
    assert metrics["test/vs_champion/all_four_rulings_mcnemar_p"] == pytest.approx(wanted)
    assert metrics["test/vs_champion/claims_right_mcnemar_p"] == 1.0
    assert "test/vs_champion/evidence_right" not in metrics
    page = as_html({"test": found}, "b <against> a")
    assert '<tr class="better"><td>outcome_accuracy</td><td>+0.250</td>' in page
    assert '<tr class="better"><td>outcome_brier</td>' in page  # an error that fell
    assert "b &lt;against&gt; a" in page and 'class="worse"' not in page


def test_worse_is_red():
    page = as_html({"cv": compare(TRUTH, rows(range(10)), rows(range(60)))}, "b against a")
    assert '<tr class="worse"><td>outcome_accuracy</td><td>-0.250</td>' in page
    assert '<tr class="worse"><td>outcome_brier</td>' in page


def test_false_alarms_between_equally_good_predictions():
    # By chance alone the 95 % interval of one measure leaves out zero in about one trial of twenty.
    alarms = 0
    for trial in range(40):
        rng = np.random.default_rng(trial)
        a, b = (rows(set(np.flatnonzero(np.repeat(rng.random(COUNT // 2) < 0.3, 2)))) for _ in "ab")
        alarms += compare(TRUTH, a, b).differences["outcome_accuracy"].p < 0.05
    assert alarms <= 6
