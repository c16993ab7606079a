import io
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.articles import Article, InputError, Problem
from data.columns import Columns
from data.parquet_articles import count_rows, read_parquet


def parquet(columns: dict[str, Any], **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


def read(raw: bytes, **given: str) -> list[Article | Problem]:
    return list(read_parquet(io.BytesIO(raw), "a.parquet", Columns(given)))


def test_a_row_is_an_article() -> None:
    raw = parquet(
        {
            "headline": ["A", None, "C"],
            "body": pa.array([b"Text \r\n one.", None, b""], pa.binary()),
            "published": [date(2025, 3, 4), None, date(2025, 3, 5)],
            "seen": [datetime(2025, 3, 4, 9, 30, tzinfo=UTC), None, None],
            "deep": [{"x": [1, 2]}, None, None],
        }
    )
    first, second, third = read(raw)
    extra = {"seen": "2025-03-04T09:30:00+00:00", "deep": {"x": [1, 2]}}
    assert first == Article("a.parquet#1", "A", "Text \r\n one.", date="2025-03-04", extra=extra)
    assert isinstance(second, Problem) and second.input == "a.parquet, row 2"
    assert isinstance(third, Article) and (third.id, third.date) == ("a.parquet#3", "2025-03-05")


def test_given_columns() -> None:
    (article,) = read(parquet({"kop": ["A"], "title": ["B"]}), title="kop")
    assert isinstance(article, Article) and article.title == "A" and article.extra == {"title": "B"}


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is empty or no Parquet file"),
        (b"title,text\n", "no Parquet file"),
        (b"PAR1 and nothing more", "cannot be read as a Parquet file"),
        (parquet({"title": ["A"]})[:-20], "cannot be read as a Parquet file"),
        (parquet({"n": [1]}), "no column is known to hold text or title: 'n'"),
        (parquet({"title": pa.array([], pa.string())}), "it has columns but no rows"),
    ],
)
def test_what_cannot_be_read(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(raw)
    assert caught.value.remedy


def test_it_is_read_batch_by_batch() -> None:
    raw = parquet({"title": [f"T{n}" for n in range(1000)]}, row_group_size=100)
    cut = bytearray(raw)
    cut[len(raw) // 2 : len(raw) // 2 + 200] = b"\0" * 200
    rows = read_parquet(io.BytesIO(bytes(cut)), "a.parquet", Columns())
    first = next(rows)
    assert isinstance(first, Article) and first.title == "T0"
    with pytest.raises(InputError, match="cannot be read"):
        list(rows)


@settings(deadline=None)  # the first example imports the library
@given(st.lists(st.tuples(st.text(alphabet="ab \n\u2019"), st.none() | st.integers(0, 9)), min_size=1, max_size=9))
def test_text_is_unchanged(rows: list[tuple[str, int | None]]) -> None:
    texts, numbers = zip(*rows, strict=True)
    found = read(parquet({"text": list(texts), "n": pa.array(list(numbers), pa.int64())}))
    assert len(found) == len(rows)
    for item, (text, number) in zip(found, rows, strict=True):
        assert isinstance(item, Article) == bool(text.strip())
        if isinstance(item, Article):
            assert (item.text, item.extra["n"]) == (text, number)


@settings(deadline=None)
@given(st.integers(1, 700), st.integers(1, 400), st.data())
def test_some_rows_are_those_of_the_whole(count: int, group: int, data: st.DataObject) -> None:
    raw = parquet({"title": [f"T{n}" for n in range(count)]}, row_group_size=group)
    start = data.draw(st.integers(0, count - 1))
    stop = data.draw(st.integers(start + 1, count))
    some = list(read_parquet(io.BytesIO(raw), "a.parquet", Columns(), (start, stop)))
    assert some == read(raw)[start:stop]
    assert count_rows(io.BytesIO(raw), Columns()) == count


def test_row_groups_outside_are_not_read() -> None:
    raw = parquet({"title": [f"T{n}" for n in range(1000)]}, row_group_size=100, use_dictionary=False)
    cut = bytearray(raw)
    cut[: len(raw) // 3] = b"PAR1" + b"\0" * (len(raw) // 3 - 4)
    last = list(read_parquet(io.BytesIO(bytes(cut)), "a.parquet", Columns(), (950, 1000)))
    assert [article.title for article in last if isinstance(article, Article)] == [f"T{n}" for n in range(950, 1000)]
