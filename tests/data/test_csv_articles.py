import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import csv_articles
from data.articles import InputError, Problem
from data.columns import Columns
from data.csv_articles import read_table

CELLS = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


def read(text: str, **options: Any) -> Any:
    return list(read_table(io.StringIO(text, newline=""), "f", Columns(), **options))


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1), st.sampled_from(",;\t|"))
def test_tables_are_read_as_they_were_written(rows: list[Any], delimiter: str) -> None:
    table = io.StringIO(newline="")
    csv.writer(table, delimiter=delimiter).writerows(
        [("title", "body", "section"), *(("T" + a, b, c) for a, b, c in rows)]
    )
    found = read(table.getvalue())
    assert [item.title for item in found] == [("T" + a).strip() for a, _, _ in rows]
    # A cell of white space holds no text and passes through.
    assert [item.text or item.extra["body"] for item in found] == [b for _, b, _ in rows]
    assert [item.extra["section"] for item in found] == [c for _, _, c in rows]


@pytest.mark.parametrize(
    "text",
    [
        "title,text\nA,B\n",
        "title;text\r\nA;B\r\n",
        "sep=;\ntitle;text\nA;B",
        "\n title ,text\n\nA,B\n,\n",
        "title\ttext\rA\tB\r",
        '"title","text"\n"A","B"',
    ],
)
def test_dialects(text: str) -> None:
    (article,) = read(text)
    assert (article.id, article.title, article.text, article.extra) == ("f#1", "A", "B", {})


def test_tsv_keeps_commas() -> None:
    (article,) = read("title,\ttext\nA, b\tC, d\n", delimiter="\t")
    assert (article.title, article.text) == ("A, b", "C, d")


def test_rows_of_the_wrong_length() -> None:
    short, long, empty, good = read("title,text,n\nA\nB,x,1,2\n,,3\nC,y,4\n")
    assert (short.title, short.extra) == ("A", {"text": "", "n": ""})
    assert isinstance(long, Problem) and "4 cells and the header 3" in long.reason and long.input == "f, row 2"
    assert isinstance(empty, Problem) and "no title and no text" in empty.reason
    assert (good.id, good.text) == ("f#4", "y")


def test_unquoted_commas_of_a_last_column_of_text_are_put_back() -> None:
    (article,) = read("title,text\nA,The judge, on Monday, ruled.\n")
    assert article.text == "The judge, on Monday, ruled."


def test_unnamed_and_repeated_columns_keep_their_cells() -> None:
    (article,) = read("title,,note,note\nA,1,2,3\n")
    assert article.extra == {"column 2": "1", "note": "2", "note 2": "3"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), ("\n\n", "empty"), ("title,text\n", "no rows"), ("a,b\n1,2\n", "no column is known.*'a', 'b'")],
)
def test_refused_tables(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(text)


def test_a_cell_without_end_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_articles, "LONGEST_CELL", 100)
    limit = csv.field_size_limit(100)
    try:
        found = read("title,text\nA,B\nC," + "x" * 200 + "\nD,E\n")
        with pytest.raises(InputError, match="first row is not CSV"):
            read("x" * 200 + "\n")
    finally:
        csv.field_size_limit(limit)
    assert [getattr(item, "title", None) for item in found] == ["A", None, "D"]
    assert "not CSV" in found[1].reason
