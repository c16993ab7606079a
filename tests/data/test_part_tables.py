import io
from typing import Any

import pyarrow.parquet as pq
import pytest

from data.articles import Article
from data.part_tables import check_part_columns, joined, kinds_of, write_part
from data.picking import ColumnError
from data.writing import PREDICTION_COLUMNS, open_writer

EXTRAS: list[dict[str, Any]] = [
    {"date": "2025-03-04", "n": 1},
    {"n": None, "desk": "west"},
    {"n": 2.5, "tags": ["a", "b"], "title": "kept"},
    {"n": float("nan"), "deep": {"x": 1}, "tags": "c"},
]
PAIRS = [(Article(str(n), "T", "x", extra=extra), {"id": str(n), "claims": []}) for n, extra in enumerate(EXTRAS)]


def written(pairs, kinds, columns=None):
    out = io.BytesIO()
    write_part(out, pairs, kinds, columns)
    return pq.read_table(io.BytesIO(out.getvalue()))


def test_parts_have_the_columns_and_types_of_the_whole(tmp_path):
    with open_writer(tmp_path / "whole.parquet") as writer:
        for article, row in PAIRS:
            writer.write(row, article.extra)
    whole = pq.read_table(tmp_path / "whole.parquet")
    kinds = joined([kinds_of(PAIRS[:1]), kinds_of(PAIRS[1:3]), kinds_of(PAIRS[3:])])
    parts = [written(PAIRS[:1], kinds), written(PAIRS[1:3], kinds), written(PAIRS[3:], kinds)]
    assert all(part.schema.equals(whole.schema) for part in parts)
    assert [row for part in parts for row in part.to_pylist()] == whole.to_pylist()
    assert whole.column_names == [*PREDICTION_COLUMNS, "date", "n", "desk", "tags", "input_title", "deep"]


def test_columns_are_picked():
    table = written(PAIRS, kinds_of(PAIRS), ["desk", "id", "apa_probability"])
    assert table.column_names == ["desk", "id", "apa_probability"] and table["id"].to_pylist() == list("0123")


def test_columns_that_no_part_has_are_refused():
    kinds = kinds_of(PAIRS)
    check_part_columns(None, kinds)
    check_part_columns(["desk", "id", "apa_probability"], kinds)
    with pytest.raises(ColumnError, match="no column 'office'"):
        check_part_columns(["desk", "office"], kinds)
