from math import isnan

from models.measures import measure


def test_every_metric_has_its_interval_and_slices_follow():
    truth = [{"outcome": "granted", "group": i // 2, "date": "2024-05-01"} for i in range(40)]
    guess = [{"outcome": "granted" if i % 5 else "denied"} for i in range(40)]
    found = measure("test", truth, guess)
    assert found["test/outcome_accuracy"] == 0.8
    assert found["test/outcome_accuracy_low"] < 0.8 < found["test/outcome_accuracy_high"]
    assert found["test/2023_2024/outcome_accuracy"] == 0.8


def test_evidence_that_was_not_looked_for_is_not_wrong():
    truth = [{"id": "1", "outcome": "granted", "evidence": "The judge agreed.", "group": "g"}]
    looked, blind = ({"outcome": "granted", "evidence": text} for text in ("Something else altogether.", None))
    assert measure("test", truth, [looked])["test/evidence_right"] == 0
    assert isnan(measure("cv", truth, [blind])["cv/evidence_right"])
