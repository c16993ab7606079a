import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import json_articles
from data.articles import Article, InputError, Problem
from data.columns import Columns
from data.json_articles import bounded_lines, read_json, read_json_lines

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
)
RECORDS = st.lists(
    st.dictionaries(st.sampled_from("abc"), VALUES).map(lambda extra: {"title": "T"} | extra), min_size=1
)


def lines_of(text: str) -> Any:
    return list(read_json_lines(io.StringIO(text), "f", Columns()))


def json_of(text: str) -> Any:
    return list(read_json(io.StringIO(text), "f", Columns()))


def test_a_broken_line_costs_no_other() -> None:
    lines = [json.dumps({"title": f"T{n}"}) for n in range(1, 11)]
    lines[2] = '{"title": "T3'
    found = lines_of("\n".join(lines))
    assert [item.id for item in found if isinstance(item, Article)] == [f"f#{n}" for n in (1, 2, 4, 5, 6, 7, 8, 9, 10)]
    assert isinstance(found[2], Problem) and found[2].input == "f, line 3" and "not JSON" in found[2].reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", "it is a list, not an object"),
        ("null", "it is a NoneType"),
        ('{"words": "x"}', "its keys: 'words'"),
        ("{}", "its keys: none"),
        ("[" * 100_000, "not JSON"),
        ('{"title": ' + "9" * 5000 + "}", "not JSON"),
    ],
)
def test_lines_that_are_no_article(line: str, reason: str) -> None:
    problem, article = lines_of(f'{line}\n{{"title": "T"}}')
    assert reason in problem.reason and article.title == "T"


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_empty_inputs(text: str) -> None:
    for read in (lines_of, json_of):
        with pytest.raises(InputError, match="empty"):
            read(text)


def test_long_lines_are_refused_and_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_articles, "LONGEST", 40)
    text = '{"title": "' + "x" * 500 + '"}\n{"title": "T"}\n'
    assert [len(line) for line in bounded_lines(io.StringIO(text))] == [41, 15]
    problem, article = lines_of("\n".join(bounded_lines(io.StringIO(text))))
    assert "the line is over" in problem.reason and article.title == "T"


@given(RECORDS, st.sampled_from([None, 1]), st.sampled_from([1, 3, 1 << 16]))
def test_arrays_are_read_as_they_were_written(records: list[dict[str, Any]], indent: int | None, chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_articles, "_CHUNK", chunk)
        found = json_of(json.dumps(records, indent=indent))
    clean = json.loads(json.dumps([{k: v for k, v in record.items() if k != "title"} for record in records]))
    assert [article.extra for article in found] == clean
    assert [article.id for article in found] == [f"f#{n}" for n in range(1, len(records) + 1)]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ('{"title": "A"}', ["A"]),
        ('{\n  "title": "A"\n}', ["A"]),
        ('{"title": "A"}\n{"title": "B"}', ["A", "B"]),
        ('\n{\n"articles": [{"title": "A"}, {"title": "B"}], "status": "ok"}', ["A", "B"]),
        (' [\n{"title": "A"},{"title": "B"}\n]\n', ["A", "B"]),
    ],
)
def test_documents_of_every_shape(text: str, titles: list[str]) -> None:
    assert [article.title for article in json_of(text)] == titles


def test_an_array_that_breaks_off_gives_what_came_before() -> None:
    found = read_json(io.StringIO('[{"title": "A"}, {"title": "B"'), "f", Columns())
    first = next(found)
    assert isinstance(first, Article) and first.title == "A"
    with pytest.raises(InputError, match="breaks off or is not JSON after record 1"):
        next(found)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("[]", "holds no articles"), ("{oops", "not JSON"), ('[{"title": "A"}] x', "something follows")],
)
def test_refused_documents(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        json_of(text)


def test_items_that_are_no_objects_cost_no_other() -> None:
    found = json_of('[12, {"title": "A"}, "x"]')
    assert [type(item) for item in found] == [Problem, Article, Problem]
    assert found[0].input == "f, record 1"
