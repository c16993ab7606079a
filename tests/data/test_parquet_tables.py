import io
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import parquet_tables
from data.labels import CLAIMS
from data.parquet_tables import write_parquet
from data.spool import Spool
from data.writing import PREDICTION_COLUMNS


def written(*rows: dict[str, Any], columns: tuple[str, ...] = ()) -> Any:
    from pyarrow.parquet import ParquetFile

    with Spool(columns) as spool:
        for row in rows:
            spool.add(row)
        out = io.BytesIO()
        write_parquet(out, spool, PREDICTION_COLUMNS)
    return ParquetFile(out)


def type_of(*values: Any) -> tuple[str, list[Any]]:
    table = written(*({"x": value} for value in values)).read()
    return str(table.schema.field("x").type), table.column("x").to_pylist()


def test_the_schema_does_not_depend_on_the_rows() -> None:
    empty = written(columns=PREDICTION_COLUMNS).schema_arrow
    row = {"claims": ["apa"], "claims_probabilities": {"apa": 0.5}, "evidence_start": 3, "needs_review": True}
    assert written(row, columns=PREDICTION_COLUMNS).schema_arrow == empty
    types = {name: str(empty.field(name).type) for name in PREDICTION_COLUMNS}
    assert types["outcome"] == types["decision_date"] == "string"
    assert types["outcome_probability"] == "double" and types["evidence_start"] == "int64"
    assert types["claims"] == types["citations"] and types["claims"].startswith("list<")
    assert empty.field("claims_probabilities").type == pa.struct([(claim, pa.float64()) for claim in CLAIMS])
    assert types["needs_review"] == "bool"


@pytest.mark.parametrize(
    ("values", "type_", "found"),
    [
        ([1, None, 2], "int64", [1, None, 2]),
        ([1, 2.5], "double", [1.0, 2.5]),
        ([True, None], "bool", [True, None]),
        (["a", None], "string", ["a", None]),
        (["a", 1, True, ["b"]], "string", ["a", "1", "true", '["b"]']),
        ([{"k": 1}, None], "string", ['{"k": 1}', None]),
        ([1, 1 << 62], "int64", [1, 1 << 62]),
        ([1 << 62, 0.5], "string", [str(1 << 62), "0.5"]),
        ([1 << 70], "string", [str(1 << 70)]),
        ([None], "string", [None]),
    ],
)
def test_a_further_column_has_the_type_that_holds_its_values(values: list[Any], type_: str, found: list[Any]) -> None:
    assert type_of(*values) == (type_, found)


def test_lists_of_text_stay_lists() -> None:
    assert type_of(["a", "b"], [], None)[1] == [["a", "b"], [], None]
    (row,) = written({"other_rulings": [{"text": "A"}, "B"], "citations": "1 U.S. 1", "court": 5}).read().to_pylist()
    assert row == {"other_rulings": ['{"text": "A"}', "B"], "citations": ["1 U.S. 1"], "court": "5"}


def test_rows_are_written_group_by_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_tables, "ROWS_A_GROUP", 10)
    file = written(*({"id": str(n), "late": n if n > 20 else None} for n in range(25)))
    assert file.num_row_groups == 3
    assert file.read().column("id").to_pylist() == [str(n) for n in range(25)]


VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9)
)


@settings(deadline=None)
@given(st.lists(st.fixed_dictionaries({"id": st.text("ab"), "x": VALUES, "list": st.lists(st.text("ab"))}), min_size=1))
def test_round_trip(rows: list[dict[str, Any]]) -> None:
    found = written(*rows).read().to_pylist()
    assert [(row["id"], row["list"]) for row in found] == [(row["id"], row["list"]) for row in rows]
    for got, row in zip(found, rows, strict=True):
        value = row["x"]
        if isinstance(value, str):
            assert got["x"] == value.encode(errors="replace").decode()
        elif isinstance(got["x"], str):
            assert got["x"] in (str(value), str(value).lower())
        else:
            assert got["x"] == value
