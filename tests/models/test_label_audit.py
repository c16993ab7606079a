import csv
import json

import pytest

from models.label_audit import COLUMNS, conflicts, leaks, main

TOLD = (
    "A judge on Monday blocked the fee that the county had put on food stalls until the suit of three owners is tried."
)


def ruling(number, text=TOLD, **labels):
    known = {"outcome": "granted", "relief": "preliminary_injunction", "claims": [], "scope": "limited"}
    return {"id": f"r{number}", "title": "Fee on food stalls blocked", "text": text, **known, **labels}


def test_a_document_that_the_test_set_tells_too_is_a_leak():
    (found,) = leaks([ruling(1, "Nothing of that kind was ever said by anyone in this town."), ruling(2)], [ruling(3)])
    assert (found["problem"], found["id"], found["other"]) == ("also in the test set", "r2", "r3")
    assert list(leaks([ruling(1)], [])) == []


def test_the_same_wording_with_another_label_is_a_conflict():
    (found,) = conflicts([ruling(1), ruling(2), ruling(3, scope="unstated"), ruling(4, scope=None)])
    assert (found["id"], found["task"], found["label"], found["other"]) == ("r3", "scope", "unstated", "r1: limited")


def test_the_command_writes_what_to_read(rulings, tmp_path, capsys):
    pytest.importorskip("cleanlab", reason="needs the audit extra")
    formula = dict(rulings[0]) | {"id": "formula", "title": "=1+1"}
    data, test = tmp_path / "data.jsonl", tmp_path / "test.jsonl"
    data.write_text("".join(json.dumps(each) + "\n" for each in [*rulings[:150], formula]), encoding="utf-8")
    test.write_text(json.dumps(rulings[7]) + "\n", encoding="utf-8")
    out = tmp_path / "suspicious.csv"
    assert main(["--data", str(data), "--test", str(test), "--out", str(out), "--most", "3"]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows if row["problem"] == "also in the test set"] == [rulings[7]["id"]]
    doubtful = [row for row in rows if row["problem"] == "doubtful label"]
    assert [(row["task"], row["rank"]) for row in doubtful][:4] == [
        ("outcome", "1"),
        ("outcome", "2"),
        ("outcome", "3"),
        ("relief", "1"),
    ]
    assert all(not row["title"].startswith("=") for row in rows)
    assert "12 doubtful label" in capsys.readouterr().err


def test_refused_data_leave_no_table(tmp_path, capsys):
    pytest.importorskip("cleanlab", reason="needs the audit extra")
    data, out = tmp_path / "bad.jsonl", tmp_path / "suspicious.csv"
    data.write_text("{}\n", encoding="utf-8")
    assert main(["--data", str(data), "--out", str(out)]) == 1
    assert "bad.jsonl, line 1" in capsys.readouterr().err
    assert not out.exists()


def test_without_cleanlab_it_says_what_to_install(rulings, tmp_path, capsys, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "cleanlab", None)
    data, out = tmp_path / "data.jsonl", tmp_path / "suspicious.csv"
    data.write_text("".join(json.dumps(each) + "\n" for each in rulings[:80]), encoding="utf-8")
    assert main(["--data", str(data), "--out", str(out)]) == 1
    assert "pip install" in capsys.readouterr().err
    assert not out.exists()
