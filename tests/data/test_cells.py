from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cells import NONE_NAMED, as_cell, flat, neutralise, restored


@pytest.mark.parametrize(
    "text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\tx", "\rx", "\n=1", "\uff1dA1", "-", "-1+cmd|' /C calc'!A0"]
)
def test_formulas_are_neutralised(text: str) -> None:
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize("text", ["", "A judge", "-12", "+1.5", "a=b", "'=x", " =x"])
def test_other_text_is_not_touched(text: str) -> None:
    assert neutralise(text) == text


@given(st.text())
def test_neutralised_text_never_runs(text: str) -> None:
    cell = neutralise(text)
    assert cell[cell != text :] == text
    assert cell[:1] not in tuple("=@\t\r\n") or not cell


@given(st.text() | st.from_regex(r"[=+\-@].*", fullmatch=True))
def test_neutralising_can_be_undone(text: str) -> None:
    assert restored(neutralise(text)) == text or text.startswith("'")


@pytest.mark.parametrize("text", ["'tis", "'-12", "'", "''=x"])
def test_other_apostrophes_stay(text: str) -> None:
    assert restored(text) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-1, -1),
        (0.25, 0.25),
        (["apa", "statutory"], "apa; statutory"),
        (("=x", "y"), "'=x; y"),
        ([], ""),
        ({"a": 1}, '{"a": 1}'),
        ([1, 2], "[1, 2]"),
    ],
)
def test_as_cell(value: Any, cell: Any) -> None:
    assert as_cell(value) == cell and type(as_cell(value)) is type(cell)


def test_numpy_numbers_are_plain() -> None:
    np = pytest.importorskip("numpy")
    assert type(as_cell(np.float64(0.5))) is float and as_cell(np.bool_(True)) == "true"


@pytest.mark.parametrize(
    ("outcome", "relief", "scope", "shown"),
    [
        ("granted", "final", "nationwide", "nationwide"),
        ("granted", "final", "unstated", "unstated"),
        ("mixed", "stay_pending_appeal", "unstated", "unstated"),
        ("denied", "stay_pending_appeal", "limited", "limited"),
        ("granted", "stay_pending_appeal", "unstated", None),
        ("denied", "final", "unstated", None),
        ("none", "none", "unstated", None),
        (None, None, None, None),
    ],
)
def test_scope_is_empty_where_it_does_not_apply(outcome: Any, relief: Any, scope: Any, shown: Any) -> None:
    assert flat({"outcome": outcome, "relief": relief, "scope": scope})["scope"] == shown


@pytest.mark.parametrize(
    ("outcome", "claims", "shown"),
    [
        ("granted", [], NONE_NAMED),
        ("granted", ["apa"], ["apa"]),
        ("none", [], []),
        (None, None, None),
        ("denied", None, None),
    ],
)
def test_a_ruling_without_claims_says_so(outcome: str | None, claims: Any, shown: Any) -> None:
    assert flat({"outcome": outcome, "claims": claims})["claims"] == shown


def test_claim_probabilities_are_four_columns_in_their_place() -> None:
    table = flat({"claims": [], "claims_probabilities": {"apa": 0.5}, "scope": None})
    assert list(table) == [
        "claims",
        "apa_probability",
        "first_amendment_probability",
        "statutory_probability",
        "constitutional_other_probability",
        "scope",
    ]
    assert table["apa_probability"] == 0.5 and table["statutory_probability"] is None
