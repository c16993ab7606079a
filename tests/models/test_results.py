import csv

from models.results import write_errors

LABELS = {"outcome": "granted", "relief": "tro", "claims": ["statutory", "apa"], "scope": "limited"}


def row(number, probability, **labels):
    told = {"outcome_probability": probability, "relief_probability": 0.5, "scope_probability": 0.5}
    return {"id": str(number), "title": "Headline", "text": "Secret", **LABELS, **told, "needs_review": False, **labels}


def test_errors_are_told_without_text_surest_first(tmp_path):
    truth = [row(number, 0.5) for number in range(4)]
    guess = [
        row(0, 0.9, claims=["apa", "statutory"]),
        row(1, 0.6, outcome="denied", scope="unstated"),
        row(2, 0.8, claims=["apa"]),
        row(3, 0.7),
    ]
    write_errors(truth, guess, tmp_path / "errors.csv")
    with (tmp_path / "errors.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(r["id"], r["wrong"]) for r in rows] == [("2", "claims"), ("1", "outcome; scope")]
    assert rows[0]["true_claims"] == "apa; statutory" and rows[0]["predicted_claims"] == "apa"
    assert "Secret" not in str(rows) and "Headline" not in str(rows)
