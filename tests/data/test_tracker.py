import gzip
import json

import pytest

from data.articles import InputError
from data.tracker import read_tracker

HAND_KEPT = """\
Case,Docket No.,Court,Date,Result,Policy
Harbor Council v. Noe,2:25-cv-00123,W.D. Wash.,"March 3, 2025",Granted,Ferry fee
Growers v. Roe,,C.D. Cal.,3/5/2025,denied,Walnut quota
,,,,,
"""


def test_a_hand_kept_table(tmp_path):
    path = tmp_path / "tracker.csv"
    path.write_text(HAND_KEPT)
    first, second = read_tracker(str(path))
    assert (first.id, first.ruling_id) == ("row 1", "row 1")
    assert first.values == {
        "case_name": "Harbor Council v. Noe",
        "docket_number": "2:25-cv-00123",
        "court": "W.D. Wash.",
        "date": "2025-03-03",
        "outcome": "Granted",
        "challenged_action": "Ferry fee",
    }
    assert second.values["date"] == "2025-03-05" and "docket_number" not in second.values


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.tsv", "id\tcaption\nT-1\tDoe v. Roe\n"),
        ("t.csv", "ID;Case name\nT-1;Doe v. Roe\n"),
        ("t.csv", "\ufeffid,CASE_NAME\r\nT-1,Doe v. Roe\r\n"),
        ("t.jsonl", '{"id": "T-1", "case_name": "Doe v. Roe", "citations": []}\n\n'),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_formats(tmp_path, name, content, packed):
    path = tmp_path / (name + ".gz" * packed)
    path.write_bytes(gzip.compress(content.encode()) if packed else content.encode())
    [row] = read_tracker(str(path))
    assert (row.id, row.values) == ("T-1", {"case_name": "Doe v. Roe"})


def test_an_earlier_output(tmp_path):
    rows = [
        {"id": "a", "title": "Fee blocked", "outcome": "granted", "ruling_id": "r1", "date": "2025-03-04"},
        {"id": "b", "title": "Suit filed", "outcome": "none", "ruling_id": None},
    ]
    path = tmp_path / "out.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    [row] = read_tracker(str(path))
    assert (row.id, row.ruling_id, row.values["date"]) == ("a", "r1", "2025-03-04")


def test_a_workbook(tmp_path):
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    book = openpyxl.Workbook()
    for cells in (["Case", "Docket", "Decision date"], ["Doe v. Roe", "1:25-cv-7", "2025-03-04"], [None, None, None]):
        book.active.append(cells)
    book.save(tmp_path / "t.xlsx")
    [row] = read_tracker(str(tmp_path / "t.xlsx"))
    assert row.values == {"case_name": "Doe v. Roe", "docket_number": "1:25-cv-7", "decision_date": "2025-03-04"}


def test_a_header_alone_is_an_empty_tracker(tmp_path):
    (tmp_path / "t.csv").write_text("case,docket\n")
    assert read_tracker(str(tmp_path / "t.csv")) == []


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("t.docx", b"", "no format of a tracker"),
        ("t", b"case\nDoe\n", "no suffix"),
        ("t.csv", b"colour,price\nred,2\n", "'colour', 'price'"),
        ("t.jsonl", b'{"case": "Doe"}\n{broken\n', "line 2"),
        ("t.jsonl", b"[1]\n", "no JSON object"),
        ("t.csv.gz", b"not gzip", "gzip"),
    ],
)
def test_refusals_say_why(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=reason):
        read_tracker(str(tmp_path / name))


def test_a_missing_file(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        read_tracker(str(tmp_path / "t.csv"))
