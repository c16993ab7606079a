import csv
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
    assert option[1] in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
