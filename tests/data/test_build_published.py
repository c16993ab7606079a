import gzip
import json

import pytest

from data.build_published import main
from data.published import read_published

RULING = {
    "id": "b2",
    "title": "",
    "text": "The toll stands, a judge of the lower harbor ruled.",
    "outcome": "denied",
    "relief": "final",
    "claims": [],
    "scope": "unstated",
    "evidence": "The toll stands, a judge of the lower harbor ruled.",
    "provenance": "someone/news:toll.md",
}


@pytest.fixture
def folder(tmp_path):
    for split, records in (("train", [RULING]), ("dev", [RULING | {"id": "a1"}])):
        with gzip.open(tmp_path / f"{split}.jsonl.gz", "wt") as file:
            file.writelines(json.dumps(record) + "\n" for record in records)
    return tmp_path


def test_both_splits_go_into_one_file_by_id(folder, capsys):
    out = folder / "out.parquet"
    assert main([str(folder), "-o", str(out)]) == 0
    assert [(row["id"], row["split"]) for row in read_published(out)] == [("a1", "dev"), ("b2", "train")]
    assert "2 documents of 1 repositories" in capsys.readouterr().out
    first = out.read_bytes()
    assert main([str(folder), "-o", str(out)]) == 0 and out.read_bytes() == first


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "a1"}, "was used before"),
        ({"provenance": "nowhere"}, "OWNER/NAME:PATH"),
        ({"outcome": "won"}, "not one of"),
    ],
)
def test_what_cannot_be_published_leaves_no_file(folder, capsys, change, reason):
    with gzip.open(folder / "train.jsonl.gz", "wt") as file:
        file.write(json.dumps(RULING | change) + "\n")
    assert main([str(folder), "-o", str(folder / "out.parquet")]) == 1
    assert reason in capsys.readouterr().err and not (folder / "out.parquet").exists()


def test_a_split_without_a_file_stays_as_it_is(folder, capsys):
    out = folder / "out.parquet"
    assert main([str(folder), "-o", str(out)]) == 0
    later = folder / "later"
    later.mkdir()
    with gzip.open(later / "added.jsonl.gz", "wt") as file:
        file.write(json.dumps(RULING | {"id": "c3"}) + "\n")
    assert main([str(later), "-o", str(out)]) == 0
    assert [(row["id"], row["split"]) for row in read_published(out)] == [
        ("a1", "dev"),
        ("b2", "train"),
        ("c3", "added"),
    ]


def test_a_folder_without_rulings_is_refused(tmp_path, capsys):
    assert main([str(tmp_path), "-o", str(tmp_path / "out.parquet")]) == 1
    assert "none of train.jsonl.gz, dev.jsonl.gz, added.jsonl.gz is here" in capsys.readouterr().err
