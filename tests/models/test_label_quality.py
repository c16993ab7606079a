"""Planted errors are found; needs the `audit` extra."""

import numpy as np
import pytest

pytest.importorskip("cleanlab", reason="needs the audit extra")

from data import CLAIMS, OUTCOMES, RELIEFS, SCOPES
from models.label_quality import out_of_fold, suspects


def record(number, **labels):
    known = {"outcome": "granted", "relief": "final", "claims": ["apa"], "scope": "limited"}
    return {"id": str(number), "title": f"title {number}", "text": "", **known, **labels}


def sure(labels, label, chance=0.9):
    rest = (1 - chance) / (len(labels) - 1)
    return [chance if each == label else rest for each in labels]


def said(records):
    """What a candidate says that holds every label for right."""
    return {
        "outcome": np.array([sure(OUTCOMES, r["outcome"]) for r in records]),
        "relief": np.array([sure(RELIEFS[:-1], r["relief"]) for r in records]),
        "scope": np.array([sure(SCOPES, r["scope"]) for r in records]),
        "claims": np.array([[0.9 if claim in r["claims"] else 0.1 for claim in CLAIMS] for r in records]),
    }


@pytest.mark.parametrize(
    ("task", "wrong", "guess"),
    [
        ("outcome", "denied", "granted"),
        ("relief", "tro", "final"),
        ("scope", "nationwide", "limited"),
        ("claims", ["statutory"], "apa"),
    ],
)
def test_the_label_that_both_doubt_comes_first(task, wrong, guess):
    truth = [record(i, outcome=OUTCOMES[i % 3], scope=SCOPES[i % 3]) for i in range(12)]
    truth[6] = record(6)
    given = [dict(each) for each in truth]
    given[6][task] = wrong
    worst = next(each for each in suspects(given, [said(truth), said(truth)], 3) if each.task == task)
    assert (worst.row, worst.guesses) == (6, (guess, guess))
    assert worst.label == ("statutory" if task == "claims" else wrong)
    assert worst.quality < 0.5


def test_unknown_labels_and_documents_without_a_ruling_are_passed_over():
    none = record(1, outcome="none", relief="none", claims=[], scope="unstated")
    unknown = record(2, scope=None)
    given = [record(0), none, unknown]
    chances = said([record(0), record(1), record(2)])
    found = suspects(given, [chances], 5)
    assert {(each.row, each.task) for each in found} == {
        *((row, "outcome") for row in range(3)),
        *((row, task) for row in (0, 2) for task in ("relief", "claims")),
        (0, "scope"),
    }
    assert suspects(given, [chances], 0) == []


def test_planted_errors_rank_high(rulings):
    some = [dict(each) for each in rulings[:240]]
    planted = [i for i, each in enumerate(some) if each["outcome"] in ("granted", "denied")][:8]
    for i in planted:
        some[i]["outcome"] = "none"
    found = suspects(some, out_of_fold(some), 60)
    outcomes = [each.row for each in found if each.task == "outcome"]
    assert len(set(outcomes) & set(planted)) >= 6, "a quarter of the labels should hold most of the planted errors"
