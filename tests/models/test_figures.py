import numpy as np
import pytest

from models.figures import confusion, precision_recall, reliability, risk_coverage, write_figures


def row(outcome, probability=0.9, claims=("apa",)):
    relief = "none" if outcome == "none" else "tro"
    chances = dict.fromkeys(("apa", "first_amendment", "statutory", "constitutional_other"), 0.1)
    return {
        "outcome": outcome, "relief": relief, "scope": "unstated", "claims": list(claims), "needs_review": False,
        "outcome_probability": probability, "claims_probabilities": chances | dict.fromkeys(claims, 0.9),
    }  # fmt: skip


TRUTH = [row("granted"), row("denied"), row("none", claims=()), row("granted")]
GUESS = [row("granted", 0.95), row("granted", 0.55), row("none", 0.85, ()), row("granted", 0.52)]


def test_numbers_behind_the_pictures():
    assert confusion("outcome", TRUTH, GUESS)[0].tolist() == [2, 0, 0, 0]
    assert confusion("outcome", TRUTH, GUESS)[1].tolist() == [1, 0, 0, 0]
    assert reliability(TRUTH, GUESS) == [(pytest.approx(0.535), 0.5, 2), (0.85, 1.0, 1), (0.95, 1.0, 1)]
    coverage, risk = risk_coverage(TRUTH, GUESS)
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk.tolist() == [0, 0, pytest.approx(1 / 3), 0.25]
    recall, precision = precision_recall(np.array([0.9, 0.8, 0.0, 0.7]), np.array([1.0, 0, 1, 1]))
    assert recall.tolist() == [pytest.approx(1 / 3), pytest.approx(1 / 3), pytest.approx(2 / 3)]
    assert precision.tolist() == [1, 0.5, pytest.approx(2 / 3)]


def test_pictures_are_png_files(tmp_path):
    files = write_figures(TRUTH, GUESS, tmp_path / "cv")
    assert {path.stem for path in files} == {
        "confusion_outcome", "confusion_relief", "confusion_scope", "reliability", "precision_recall", "risk_coverage"
    }  # fmt: skip
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in files)
