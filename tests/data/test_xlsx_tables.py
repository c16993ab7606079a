import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import xlsx_tables
from data.cells import neutralise
from data.spool import Spool
from data.xlsx_tables import LONGEST_CELL, write_xlsx


def written(*rows: dict[str, Any], columns: tuple[str, ...] = ()) -> Any:
    from openpyxl import load_workbook

    with Spool(columns) as spool:
        for row in rows:
            spool.add(row)
        out = io.BytesIO()
        write_xlsx(out, spool)
    return load_workbook(out).active


def cells(*rows: dict[str, Any]) -> list[tuple[Any, ...]]:
    return list(written(*rows).iter_rows(values_only=True))


def test_types_and_header() -> None:
    sheet = written({"id": "a", "title": "T", "n": 2, "p": 0.25, "review": True, "none": None, "claims": ["x", "y"]})
    assert list(sheet.iter_rows(values_only=True))[1] == ("a", "T", 2, 0.25, True, None, "x; y")
    assert sheet.freeze_panes == "A2" and all(cell.font.bold for cell in sheet[1])
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width > 10


@pytest.mark.parametrize("formula", ["=1+1", "+A1", "-A1", "@SUM(A1)", '=HYPERLINK("http://example.org")'])
def test_formulas_are_neutralised(formula: str) -> None:
    sheet = written({formula: formula})
    assert [cell.value for row in sheet for cell in row] == ["'" + formula] * 2
    assert {cell.data_type for row in sheet for cell in row} == {"s"}


def test_numbers_that_a_spreadsheet_would_round_are_text() -> None:
    assert cells({"n": 10**15 - 1, "id": 12345678901234567890})[1] == (10**15 - 1, "12345678901234567890")


def test_long_text_is_cut_with_a_warning() -> None:
    with pytest.warns(UserWarning, match="2 cells were cut"):
        sheet = written({"text": "x" * 40_000, "a": "\U0001f600" * 17_000, "b": "x" * LONGEST_CELL, "c": "x" * 20_000})
    lengths = {cell.column_letter: len(cell.value) for cell in sheet[2]}
    assert lengths == {"A": LONGEST_CELL // 2, "B": LONGEST_CELL, "C": 20_000, "D": LONGEST_CELL}


def test_what_a_sheet_cannot_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_tables, "MOST_ROWS", 3)
    assert len(cells({"a": 1}, {"a": 2})) == 3
    with pytest.raises(ValueError, match="2 rows below its header"):
        written({"a": 1}, {"a": 2}, {"a": 3})
    monkeypatch.setattr(xlsx_tables, "MOST_COLUMNS", 1)
    with pytest.raises(ValueError, match="1 columns"):
        written({"a": 1, "b": 2})


def test_an_empty_pile_has_a_header() -> None:
    assert list(written(columns=("id", "title")).iter_rows(values_only=True)) == [("id", "title")]


VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fixed_dictionaries({"id": st.just("a"), "x": VALUES, "y": VALUES}), min_size=1, max_size=5))
def test_round_trip(rows: list[dict[str, Any]]) -> None:
    found = list(written(*rows, columns=("id", "x", "y")).iter_rows(min_row=2, values_only=True))
    assert len(found) == len(rows)
    for row, (_, *got) in zip(rows, found, strict=True):
        for value, cell in zip((row["x"], row["y"]), got, strict=True):
            if isinstance(value, str):
                assert (cell or "") == xlsx_tables._NO_XML.sub("\ufffd", neutralise(value))
            else:
                assert cell == value or (isinstance(value, float) and cell == pytest.approx(value, rel=1e-14))
