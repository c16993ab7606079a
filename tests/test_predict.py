import csv
import io
import json

import pytest

from predict import main

TEXT = "Court blocks fee rule\n\nA federal judge on Monday granted a preliminary injunction blocking the fee rule.\n"


def test_writes_jsonl_and_csv(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    assert main([str(tmp_path / "a.txt"), "-o", str(tmp_path / "out.jsonl")]) == 0
    row = json.loads((tmp_path / "out.jsonl").read_text())
    assert row["outcome"] == "granted"
    assert main([str(tmp_path / "a.txt"), "-o", str(tmp_path / "out.csv")]) == 0
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert next(csv.DictReader(stream))["outcome"] == "granted"


def test_writes_xlsx_and_parquet(tmp_path):
    from openpyxl import load_workbook
    from pyarrow.parquet import read_table

    (tmp_path / "a.txt").write_text(TEXT)
    assert main([str(tmp_path / "a.txt"), "-o", str(tmp_path / "out.xlsx")]) == 0
    header, cells = load_workbook(tmp_path / "out.xlsx").active.iter_rows(values_only=True)
    assert dict(zip(header, cells, strict=True))["outcome"] == "granted"
    assert main([str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--output-format", "parquet"]) == 0
    assert read_table(tmp_path / "out").to_pylist()[0]["outcome"] == "granted"


def test_columns_are_picked_and_the_text_makes_offsets_useful(tmp_path):
    (tmp_path / "a.html").write_text(f"<html><body><article><p>{TEXT}</p></article></body></html>")
    out = tmp_path / "out.jsonl"
    names = "evidence_start, evidence_end,evidence,text"
    assert main([str(tmp_path / "a.html"), "-o", str(out), "--with-text", "--columns", names]) == 0
    row = json.loads(out.read_text())
    assert list(row) == ["evidence_start", "evidence_end", "evidence", "text"]
    assert row["text"][row["evidence_start"] : row["evidence_end"]] == row["evidence"] != ""


def test_the_text_is_the_last_column(tmp_path):
    (tmp_path / "a.csv").write_text("title,text,section\nFee blocked,A judge blocked the fee.,News\n")
    assert main([str(tmp_path / "a.csv"), "-o", str(tmp_path / "out.csv"), "--with-text"]) == 0
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        row = next(csv.DictReader(stream))
    assert list(row)[-2:] == ["section", "text"] and row["text"] == "A judge blocked the fee."


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--columns", "id,no_such", "-o", "out.jsonl"], "no column 'no_such'"),
        (["--columns", "id,text", "-o", "out.xlsx"], "--with-text adds 'text'"),
        (["--columns", "id,,title", "-o", "out.csv"], "without a name"),
        (["--columns", "id,id", "-o", "out.parquet"], "more than once"),
        (["--columns", "id"], "name it with --out"),
        (["--with-text"], "name it with --out"),
    ],
)
def test_columns_that_are_not_there_are_bad_usage(tmp_path, monkeypatch, capsys, options, reason):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(SystemExit) as stop:
        main(["a.txt", *options])
    said = capsys.readouterr().err
    assert stop.value.code == 2 and reason in said
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt"}


def test_of_standard_input_columns_are_known_at_its_end_and_what_is_finished_is_kept(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    with pytest.warns(UserWarning, match="'no_such' is known once - has been read"), pytest.raises(SystemExit) as stop:
        main(["-", "--columns", "id,no_such", "-o", "out.csv"])
    assert stop.value.code == 2 and "--resume goes on" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv.part.jsonl"]


def test_prints_a_table(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT)
    assert main([str(tmp_path / "a.txt")]) == 0
    out = capsys.readouterr().out
    assert "granted" in out and "1 articles" in out


def test_bad_line_costs_only_itself(tmp_path, capsys):
    (tmp_path / "a.jsonl").write_text('{"title": "t", "text": "x"}\n{broken\n{"title": "u", "text": "y"}\n')
    assert main([str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "out.jsonl")]) == 3
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 2
    assert "a.jsonl" in capsys.readouterr().err


def test_nothing_readable_is_exit_1(tmp_path):
    assert main([str(tmp_path / "missing.txt")]) == 1


def test_refused_model_is_exit_1(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT)
    assert main([str(tmp_path / "a.txt"), "--model", str(tmp_path / "none"), "-o", str(tmp_path / "o.csv")]) == 1
    assert "manifest.json" in capsys.readouterr().err
    assert not (tmp_path / "o.csv").exists()


def test_bad_usage_is_exit_2(tmp_path):
    with pytest.raises(SystemExit) as stop:
        main([str(tmp_path), "--target-accuracy", "7"])
    assert stop.value.code == 2


def test_page_and_review_queue_beside_the_output(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    names = {"-o": "out.csv", "--report": "page.html", "--review": "queue.json"}
    asked = [part for option, name in names.items() for part in (option, str(tmp_path / name))]
    assert main([str(tmp_path / "a.txt"), *asked, "--target-accuracy", "0.999"]) == 0
    assert {*names.values(), "queue.xml", "a.txt"} == {path.name for path in tmp_path.iterdir()}
    assert "blocking the fee rule" in (tmp_path / "page.html").read_text("utf-8")
    assert json.loads((tmp_path / "queue.json").read_text("utf-8"))[0]["data"]["title"] == "Court blocks fee rule"


def test_page_alone_prints_no_table(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT)
    assert main([str(tmp_path / "a.txt"), "--report", str(tmp_path / "page.html")]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("option", [["--report", "none/page.html"], ["--review", "none/q.json"], ["--review", "q.csv"]])
def test_what_cannot_be_written_is_exit_1(tmp_path, monkeypatch, capsys, option):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    assert main(["a.txt", "-o", "out.csv", *option]) == 1
    said = capsys.readouterr().err
    assert option[1] in said and "--resume goes on" in said
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "out.csv.part.jsonl"}
    assert main(["a.txt", "-o", "out.csv", "--resume"]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "out.csv"}
