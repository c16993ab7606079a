import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.spool import Spool, json_line

ROWS = st.lists(st.dictionaries(st.sampled_from(["id", "text", "a", "b"]), st.none() | st.integers() | st.text("ab\n")))


@given(ROWS)
def test_rows_come_back_as_often_as_needed(rows: list[dict[str, Any]]) -> None:
    with Spool(["id"]) as spool:
        for number, row in enumerate(rows, start=1):
            spool.add(row)
            if number == 1:
                assert list(spool.rows()) == rows[:1]
        assert list(spool.rows()) == list(spool.rows()) == rows
        assert set(spool.columns) == {"id"}.union(*rows) and spool.columns[0] == "id"


def test_the_text_stays_last_unless_a_place_was_asked_for() -> None:
    for names, columns in ((["id"], ["id", "a", "b", "text"]), (["text", "id"], ["text", "id", "a", "b"])):
        with Spool(names) as spool:
            spool.add({"id": 1, "a": 2, "text": "x"})
            spool.add({"id": 1, "b": 2})
            assert spool.columns == columns


def test_no_half_character_stops_it() -> None:
    with Spool([]) as spool:
        spool.add({"id": "a\ud800b"})
        assert list(spool.rows()) == [{"id": "a?b"}]


@pytest.mark.parametrize(
    ("value", "plain"),
    [(math.nan, None), ([math.inf, {"x": -math.inf}], [None, {"x": None}]), ((1, 2), [1, 2]), ({3}, [3]), (1j, "1j")],
)
def test_values_that_json_has_no_word_for(value: Any, plain: Any) -> None:
    assert json.loads(json_line({"v": value})) == {"v": plain}
