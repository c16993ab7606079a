import csv
import gzip
import io
import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cells import neutralise
from data.labels import CLAIMS
from data.writing import PREDICTION_COLUMNS, merged, open_writer, output_format

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
NAMES = st.sampled_from(["section", "url", "outcome", "input_outcome", "apa_probability", "\u00e9tat", "=x"])
EXTRAS = st.dictionaries(NAMES, VALUES)
ROWS = st.dictionaries(st.sampled_from(["id", "title", "evidence", "court", "review_reason"]), TEXT)
PILES = st.lists(st.tuples(ROWS, EXTRAS), max_size=8)

ROW = {
    "id": "a",
    "title": "Ferry order stands",
    "outcome": "granted",
    "relief": "final",
    "claims": ["apa", "statutory"],
    "claims_probabilities": dict.fromkeys(CLAIMS, 0.5),
    "scope": "nationwide",
    "evidence": "\u201cIt stands,\u201d she wrote.",
    "evidence_start": 0,
    "needs_review": False,
}


def write(path: Path, *pairs: Any, **options: Any) -> bytes:
    with open_writer(path, **options) as writer:
        for row, extra in pairs:
            writer.write(row, extra)
    raw = path.read_bytes()
    return gzip.decompress(raw) if path.suffix == ".gz" else raw


def table(raw: bytes) -> Any:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_column_order_is_the_contract() -> None:
    assert len(PREDICTION_COLUMNS) == len(set(PREDICTION_COLUMNS)) == 30
    assert PREDICTION_COLUMNS[:5] == ("id", "title", "outcome", "effect", "outcome_probability")
    assert PREDICTION_COLUMNS[-3:] == ("review_reason", "doubtful_tasks", "model_version")


@given(PILES)
def test_json_lines_round_trip(tmp_path_factory: pytest.TempPathFactory, pile: list[Any]) -> None:
    lines = write(tmp_path_factory.mktemp("w") / "out.jsonl", *pile).decode().split("\n")[:-1]
    found = [json.loads(line) for line in lines]
    assert found == [merged(row, extra) for row, extra in pile]
    assert all(list(line)[: len(PREDICTION_COLUMNS)] == list(PREDICTION_COLUMNS) for line in found)


@given(PILES)
def test_csv_round_trip(tmp_path_factory: pytest.TempPathFactory, pile: list[Any]) -> None:
    raw = write(tmp_path_factory.mktemp("w") / "out.csv", *pile)
    assert raw.startswith(b"\xef\xbb\xbfid,title,outcome,")
    found = table(raw)
    assert len(found) == len(pile)
    for cells, (row, extra) in zip(found, pile, strict=True):
        assert None not in cells and None not in cells.values()
        for name, value in merged(row, extra).items():
            if isinstance(value, str):
                assert cells[neutralise(name)] == neutralise(value)
            elif isinstance(value, float):
                assert float(cells[neutralise(name)]) == value


def test_csv_layout(tmp_path: Path) -> None:
    none = {"id": "b", "outcome": "none", "relief": "none", "claims": [], "scope": "unstated"}
    first, second, third = table(
        write(
            tmp_path / "o.csv",
            (ROW, {"url": "u"}),
            (none, {"page": 3}),
            (ROW | {"claims": [], "outcome": "denied"}, None),
        )
    )
    assert (first["claims"], first["scope"], first["apa_probability"]) == ("apa; statutory", "nationwide", "0.5")
    assert (first["evidence"], first["evidence_start"], first["needs_review"]) == (ROW["evidence"], "0", "false")
    assert (first["url"], first["page"], second["url"], second["page"]) == ("u", "", "", "3")
    assert (second["claims"], second["scope"], third["claims"], third["scope"]) == ("", "", "none named", "")
    assert "claims_probabilities" not in first and list(first)[-2:] == ["url", "page"]


def test_json_lines_keep_labels_and_absent_facts_are_null(tmp_path: Path) -> None:
    row = json.loads(write(tmp_path / "o.jsonl", ({"outcome": "none", "scope": "unstated", "claims": []}, None)))
    assert (row["scope"], row["claims"], row["court"]) == ("unstated", [], None)


@pytest.mark.parametrize(
    ("row", "extra", "names"),
    [
        ({}, {"outcome": 1}, ["input_outcome"]),
        ({}, {"outcome": 1, "input_outcome": 2}, ["input_input_outcome", "input_outcome"]),
        ({}, {"apa_probability": 1}, ["input_apa_probability"]),
        ({"text": "x"}, {"text": "y", "url": "u"}, ["input_text", "url", "text"]),
    ],
)
def test_columns_passed_through_never_hide_a_prediction(
    row: dict[str, Any], extra: dict[str, Any], names: list[str]
) -> None:
    whole = merged(row, extra)
    assert list(whole)[len(PREDICTION_COLUMNS) :] == names
    assert sorted(map(str, extra.values())) == sorted(str(whole[name]) for name in names if name not in row)
    assert whole["outcome"] is None


def test_json_has_no_nan_and_no_numpy(tmp_path: Path) -> None:
    np = pytest.importorskip("numpy")
    row = {"outcome_probability": np.float32(0.5), "doubtful_tasks": ("scope",), "scope_probability": math.nan}
    written = write(tmp_path / "o.jsonl", (row, {"deep": [{"x": math.inf}]}))
    found = json.loads(written, parse_constant=pytest.fail)
    assert (found["outcome_probability"], found["doubtful_tasks"]) == (0.5, ["scope"])
    assert found["scope_probability"] is None and found["deep"] == [{"x": None}]


def test_an_empty_pile_has_a_header_in_csv_alone(tmp_path: Path) -> None:
    assert write(tmp_path / "o.jsonl") == b""
    assert len(write(tmp_path / "o.csv").splitlines()) == 1


@pytest.mark.parametrize("name", ["o.jsonl.gz", "o.csv.gz"])
def test_packed_files_are_the_same_each_time(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, (ROW, None))
    once = (tmp_path / name).read_bytes()
    assert b"a" in write(tmp_path / name, (ROW, None)) and (tmp_path / name).read_bytes() == once


@pytest.mark.parametrize("name", ["o.jsonl", "o.csv", "o.csv.gz"])
def test_a_failure_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("before")
    with pytest.raises(KeyboardInterrupt), open_writer(tmp_path / name) as writer:
        writer.write(ROW)
        raise KeyboardInterrupt
    assert (tmp_path / name).read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_standard_output(capsysbinary: pytest.CaptureFixture[bytes], form: str | None) -> None:
    with open_writer("-", form) as writer:
        writer.write(ROW)
        early = capsysbinary.readouterr().out
    late = capsysbinary.readouterr().out
    assert (b"Ferry" in early, b"Ferry" in late) == ((True, False) if form == "jsonl" else (False, True))


@pytest.mark.parametrize(
    ("path", "form"),
    [("o.jsonl", "jsonl"), ("O.CSV.GZ", "csv"), ("o.ndjson", "jsonl"), ("-", "jsonl"), ("o.txt", None), ("csv", None)],
)
def test_output_format(path: str, form: str | None) -> None:
    assert output_format(path) == form


def test_unknown_formats_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    for path, form in (("o.txt", None), ("o.csv", "doc")):
        with pytest.raises(ValueError, match="one of jsonl, csv"), open_writer(tmp_path / path, form):
            pytest.fail("it opened")
    assert not list(tmp_path.iterdir())
    assert write(tmp_path / "o.txt", (ROW, None), format="jsonl")
