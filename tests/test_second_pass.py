"""`predict.py` with ruling ids, trackers and killed runs, through its command line."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from predict import main

ROOT = Path(__file__).parent.parent
FERRY = (
    "A federal judge on Monday granted a preliminary injunction blocking the ferry fee charged to Quillayute islanders."
)
WALNUT = (
    "A federal judge on Monday struck down the walnut quota that growers in Tehama had fought, ruling for the growers."
)


def write_pile(path, copies=1):
    pile: list[dict[str, str | None]] = [
        {"id": "a", "title": "Judge blocks ferry fee", "text": FERRY, "date": "2025-03-04"},
        {"id": "b", "title": "Walnut quota struck down", "text": WALNUT, "date": "2025-03-04"},
        {"id": "c", "title": "Islanders win", "text": FERRY + " Boats are full.", "date": "2025-03-05"},
        {
            "id": "d",
            "title": "Recipe",
            "text": "Toast the walnuts and let them cool before you chop them up.",
            "date": None,
        },
    ]
    rows = [{**row, "id": f"{row['id']}{n or ''}", "extra": n} for n in range(copies) for row in pile]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def read(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def pile(tmp_path):
    return write_pile(tmp_path / "pile.jsonl")


def test_file_outputs_carry_ruling_ids_and_copies(pile, tmp_path):
    assert main([str(pile), "-o", str(tmp_path / "out.jsonl")]) == 0
    a, b, c, d = read(tmp_path / "out.jsonl")
    assert a["ruling_id"] == c["ruling_id"] != b["ruling_id"] and d["ruling_id"] is None
    assert (c["duplicate_of"], d["duplicate_of"], a["date"], a["extra"]) == ("a", None, "2025-03-04", 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "pile.jsonl"]


def test_by_ruling(pile, tmp_path, capsys):
    assert main([str(pile), "-o", str(tmp_path / "out.csv"), "--by-ruling"]) == 0
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["articles"] for row in csv.DictReader(stream)] == ["a; c", "b"]
    assert main([str(pile), "--by-ruling"]) == 0
    table = capsys.readouterr().out
    assert "(2 articles)" in table and "2 rulings" in table


def test_against_yesterday_s_output(pile, tmp_path):
    first, second = str(tmp_path / "one.csv"), str(tmp_path / "two.jsonl")
    assert main([str(pile), "-o", first]) == 0
    assert main([str(pile), "-o", second, "--against", first]) == 0
    with (tmp_path / "one.csv").open(encoding="utf-8-sig", newline="") as stream:
        before = [row["ruling_id"] for row in csv.DictReader(stream)]
    rows = read(tmp_path / "two.jsonl")
    assert [row["ruling_id"] or "" for row in rows] == before
    assert [row["tracker_status"] for row in rows] == ["known", "known", "known", None]


def test_against_needs_a_readable_tracker(pile, tmp_path, capsys):
    assert main([str(pile), "-o", str(tmp_path / "out.csv"), "--against", str(tmp_path / "none.csv")]) == 1
    assert "none.csv: No such file" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("name", "reason"), [("out.doc", "output format"), ("no/out.csv", "does not exist"), ("", "it is a folder")]
)
def test_an_output_that_cannot_be_is_refused_before_the_work(pile, tmp_path, capsys, name, reason):
    given = ["--output-format", "csv"] if not name else []
    assert main([str(pile), "-o", str(tmp_path / name), *given]) == 1
    assert reason in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["pile.jsonl"]


def test_resume_needs_a_file(pile, capsys):
    with pytest.raises(SystemExit) as stop:
        main([str(pile), "--resume"])
    assert stop.value.code == 2 and "-o FILE" in capsys.readouterr().err


def test_standard_output_streams_without_a_second_pass(pile, capfdbinary):
    assert main([str(pile), "-o", "-"]) == 0
    rows = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [row["ruling_id"] for row in rows] == [None] * 4


def test_a_changed_pile_is_refused(pile, tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    assert main([str(pile), "-o", str(out)]) == 0
    journal = tmp_path / "out.jsonl.part.jsonl"
    journal.write_text('{"journal": 1, "setup": {"model": "other"}}\n{"article": {}, "row": {}}\n')
    assert main([str(pile), "-o", str(out), "--resume"]) == 1
    assert "another model" in capsys.readouterr().err and len(read(out)) == 4 and journal.exists()


@pytest.mark.parametrize(("name", "kills"), [("out.jsonl", (1, 65)), ("out.csv", (65,))])
def test_a_killed_run_goes_on(name, kills, tmp_path):
    pile = write_pile(tmp_path / "pile.jsonl", copies=48)
    out, whole = tmp_path / name, tmp_path / f"whole-{name}"
    journal = tmp_path / f"{name}.part.jsonl"
    command = [sys.executable, "predict.py", "--workers", "1", str(pile), "-o"]
    assert main([str(pile), "-o", str(whole)]) == 0
    kept = []
    for rows in kills:
        with subprocess.Popen([*command, str(out), "--resume"], cwd=ROOT, stderr=subprocess.PIPE) as process:
            deadline = time.monotonic() + 120
            while process.poll() is None and time.monotonic() < deadline:
                if journal.exists() and journal.read_bytes().count(b"\n") > rows:
                    os.kill(process.pid, signal.SIGKILL)
                    break
                time.sleep(0.005)
            assert process.wait() == -signal.SIGKILL, process.stderr.read() if process.stderr else ""
        assert not out.exists()
        kept.append(journal.read_bytes().count(b"\n") - 1)
    assert 0 < kept[0] <= kept[-1] < 192 and kept == sorted(set(kept))
    subprocess.run([*command, str(out), "--resume"], cwd=ROOT, check=True, capture_output=True)
    assert out.read_bytes() == whole.read_bytes()
    assert not journal.exists()
