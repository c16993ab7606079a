import csv
import re

import pytest

from data import PREDICTION_COLUMNS
from models.updates import PAIRS, main, read_pairs, status_of, table


def prediction(ruling_id, date, outcome="granted", **told):
    return dict.fromkeys(PREDICTION_COLUMNS) | {"id": ruling_id, "date": date, "outcome": outcome, **told}


EARLIER = prediction("a", "2025-03-04", title="Judge strikes down walnut quota")


def test_the_pairs_are_ids_and_judgements_alone():
    with PAIRS.open(newline="") as stream:
        header, *rows = csv.reader(stream)
    assert header == ["earlier", "later", "judgement"] and len(rows) >= 40
    assert all(re.fullmatch("[0-9a-f]{8}", cell) for first, second, _ in rows for cell in (first, second))
    assert list(read_pairs().values()).count("update") >= 20


def test_a_judgement_that_is_none_is_refused(tmp_path):
    (tmp_path / "pairs.csv").write_text("earlier,later,judgement\na,b,update\na,c,perhaps\n")
    with pytest.raises(ValueError, match=r"line 3.*perhaps"):
        read_pairs(tmp_path / "pairs.csv")


@pytest.mark.parametrize(
    ("earlier", "later", "status"),
    [
        (EARLIER, prediction("b", "2025-03-05", title="Walnut quota struck down, growers cheer"), "known"),
        (EARLIER, prediction("b", "2025-09-05", title="Appeals court revives walnut quota"), "update"),
        (EARLIER, prediction("b", "2025-09-05", title="Kayak permit rule upheld"), "new"),
        (EARLIER, prediction("b", "2025-09-05", "none", title="Appeals court revives walnut quota"), None),
        (EARLIER | {"outcome": "none"}, prediction("b", "2025-03-05", title="Walnut quota struck down"), "new"),
    ],
)
def test_status(earlier, later, status):
    assert status_of(earlier, later, "") == status


def test_table():
    judged = {("a", "b"): "update", ("a", "c"): "update", ("a", "d"): "new"}
    rows = table(judged, {("a", "b"): "update", ("a", "c"): None, ("a", "d"): "update"}).splitlines()[2:]
    assert rows == [
        "| update | 2 | 1/2 = 0.50 [0.09, 0.91] | 1/2 = 0.50 [0.09, 0.91] |",
        "| known | 0 | none | none |",
        "| new | 1 | none | 0/1 = 0.00 [0.00, 0.79] |",
    ]


def test_documents_that_are_missing_are_named(tmp_path, saved, capsys):
    (tmp_path / "data.jsonl").write_text('{"id": "x", "title": "t", "text": "u", "group": "g"}\n')
    assert main([str(tmp_path / "data.jsonl"), "--model", str(saved)]) == 1
    assert "lacks" in capsys.readouterr().err
    assert main([str(tmp_path / "none.jsonl"), "--model", str(saved)]) == 1
