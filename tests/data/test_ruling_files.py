import gzip
import json

import pyarrow
import pytest
from pyarrow.parquet import write_table

from data.ruling_files import records_of
from data.rulings import DataError, read_rulings

RULING = {
    **{"id": "a", "title": "t", "text": "The judge stayed the ferry rule.", "outcome": "granted", "relief": "stay"},
    **{"claims": ["apa"], "scope": "limited", "evidence": "The judge stayed the ferry rule."},
}


def test_json_arrays_of_rulings_and_parquet(tmp_path):
    rulings = [RULING, {"id": "b", "title": "u", "text": "x", "outcome": None}]
    (tmp_path / "r.json").write_text(json.dumps(rulings))
    write_table(pyarrow.Table.from_pylist(rulings), tmp_path / "r.parquet")
    for name in ("r.json", "r.parquet"):
        first, second = read_rulings(tmp_path / name)
        assert RULING.items() <= first.items() and second["outcome"] is None


@pytest.mark.parametrize("name", ["r.json", "r.parquet", "r.xlsx", "r.csv"])
def test_broken_files_are_refused_in_words(tmp_path, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04 not what it says\x00")
    with pytest.raises(DataError, match=rf"{name}: .+ \(.+\)"):
        read_rulings(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("r.json", '[{"id": "a"}]'),
        ("r.jsonl", '{"id": "a"}'),
        ("r.ndjson", '{"id": "a"}'),
        ("r", '{"id": "a"}'),
        ("r.csv", "id,title,text\na,t,x"),
        ("r.tsv", "id\ttitle\ttext\na\tt\tx"),
    ],
)
def test_the_suffix_tells_the_format_also_packed(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
    for path in (tmp_path / name, tmp_path / f"{name}.gz"):
        ((_, number, record, complaints),) = records_of(path)
        assert record and (number, record["id"], complaints) == (1, "a", [])
