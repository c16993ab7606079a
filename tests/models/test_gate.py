import numpy as np
import pytest

from models.gate import SLOWEST, as_markdown, decide

COUNT = 240


def rows(wrong=(), **labels):
    whole = {"outcome": "granted", "relief": "tro", "claims": ["apa"], "scope": "limited"} | labels
    return [whole | ({"scope": "nationwide"} if i in wrong else {}) | {"id": str(i)} for i in range(COUNT)]


TRUTH = [{**row, "group": f"g{i // 2}", "text": "word " * 200} for i, row in enumerate(rows())]
MANY, FEW = frozenset(range(0, COUNT, 3)), frozenset(range(0, COUNT, 8))


@pytest.mark.parametrize(
    ("champion", "challenger", "seconds", "failed"),
    [
        (MANY, FEW, 0.01, []),
        (FEW, MANY, 0.01, ["more true rulings", "no class or slice"]),
        (FEW, FEW, 0.01, ["more true rulings"]),
        (MANY, FEW, SLOWEST * 2, ["at most"]),
    ],
)
def test_asks_for_gain_no_loss_and_speed(champion, challenger, seconds, failed):
    decision = decide(TRUTH, rows(champion), rows(challenger), seconds)
    found = [check.asked for check in decision.checks if not check.passed]
    assert len(found) == len(failed) and all(a.startswith(b) for a, b in zip(found, failed, strict=True)), found
    assert decision.promoted == (not failed)


def test_a_gain_does_not_pay_for_a_class_that_is_lost():
    truth = [{**row, "outcome": "denied" if i < 40 else "granted"} for i, row in enumerate(TRUTH)]
    champion, challenger = rows(MANY), rows()
    for i in range(40):
        champion[i] = {**champion[i], "outcome": "denied"}
    decision = decide(truth, champion, challenger, 0.0)
    assert decision.metrics["gate/difference"] > 0
    assert not decision.promoted
    assert any("outcome denied -1.000" in check.found for check in decision.checks)


def test_few_rulings_decide_nothing():
    decision = decide(TRUTH[:20], rows(MANY)[:20], rows()[:20], 0.0)
    assert not decision.checks[0].passed and not decision.promoted


def test_seldom_promotes_where_there_is_no_difference():
    # Exchangeable models: only the upper 2.5 % of paired intervals may lie above zero.
    promoted = 0
    for trial in range(40):
        rng = np.random.default_rng(trial)
        a, b = (rows(frozenset(np.flatnonzero(np.repeat(rng.random(COUNT // 2) < 0.3, 2)))) for _ in "ab")
        promoted += decide(TRUTH, a, b, 0.0).checks[1].passed
    assert promoted / 40 <= 0.075


def test_page_tells_every_check():
    decision = decide(TRUTH, rows(MANY), rows(FEW), 0.01)
    page = as_markdown(decision, False, "Decided on something.")
    assert page.startswith("# Not promoted")
    assert all(check.asked in page for check in decision.checks)
