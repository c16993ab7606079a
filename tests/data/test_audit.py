import csv
import re

import pytest

from data.audit import main
from data.blind_sheet import blind_id
from data.corpus import CORPUS
from data.published import PUBLISHED
from data.rulings import read_rulings


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "blind.csv"
    assert main(["sheet", "--data", str(CORPUS), "--count", "60", "--out", str(path)]) == 0
    return path


def fill(path, labels_of, rows=None):
    """Fill a sheet's first rows as a person would; `labels_of` says what is typed for a document."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        filled = list(csv.DictReader(file))
    for row in filled[:rows]:
        row |= labels_of(row["id"])
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(filled[0]))
        table.writeheader()
        table.writerows(filled)


@pytest.fixture(scope="module")
def typed():
    """What the corpus says, as it would be typed into the sheet."""

    def cells(ruling):
        if ruling["outcome"] == "none":
            return {"outcome": "None"}
        claims = "; ".join(ruling["claims"]) or "none named"
        return {"outcome": ruling["outcome"].title(), "relief": ruling["relief"].replace("_", " ")} | {
            "claims": claims,
            "scope": ruling["scope"],
        }

    return {blind_id(ruling): cells(ruling) for ruling in read_rulings(CORPUS)}


def test_a_sheet_filled_as_the_corpus_says_agrees_wholly(sheet, typed, capsys):
    fill(sheet, typed.get)
    assert main(["score", str(sheet), "--data", str(CORPUS)]) == 0
    told = capsys.readouterr().out
    assert "60 of 60 documents labelled" in told
    for what in ("outcome: kappa", "relief: kappa", "claims: kappa", "scope: kappa"):
        assert re.search(rf"{what} +60 +1\.00 +\[1\.00, 1\.00\]", told)
    assert re.search(r"all four the same +60 +1\.00 +\[0\.94, 1\.00\]", told)


def test_other_labels_agree_less_and_blank_rows_are_passed_over(sheet, typed, capsys):
    fill(sheet, lambda _: {"outcome": "none"}, rows=40)
    assert main(["score", str(sheet), "--data", str(CORPUS)]) == 0
    told = capsys.readouterr().out
    assert "40 of 60 documents labelled" in told
    assert re.search(r"outcome: kappa +40 +-?0\.00", told)
    (share,) = re.findall(r"all four the same +40 +([\d.]+)", told)
    assert 0 < float(share) < 0.6


@pytest.mark.parametrize(
    ("typed_labels", "data", "reason"),
    [
        ({}, CORPUS, "no outcome is filled in"),
        ({"outcome": "won"}, CORPUS, "outcome is 'won'"),
        ({"outcome": "none"}, PUBLISHED, "has no document"),
    ],
)
def test_what_cannot_be_scored_is_told(sheet, typed_labels, data, reason, capsys):
    fill(sheet, lambda _: typed_labels)
    assert main(["score", str(sheet), "--data", str(data)]) == 1
    assert reason in capsys.readouterr().err


def test_data_that_are_missing_leave_no_sheet(tmp_path, capsys):
    out = tmp_path / "blind.csv"
    assert main(["sheet", "--data", str(tmp_path / "none.jsonl"), "--out", str(out)]) == 1
    assert "none.jsonl" in capsys.readouterr().err and not out.exists()
    with pytest.raises(SystemExit):
        main(["sheet", "--data", str(CORPUS), "--count", "0", "--out", str(out)])
