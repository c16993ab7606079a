from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.text import digest, encodable, normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  the \u201corder\u201d\r\n\tstands ", 'the "order" stands'),
        ("the judge\u2019s", "the judge's"),
        ("co\u00adoperate", "cooperate"),
        ("2020\u20132024", "2020-2024"),
        ("U.S.\u00a0District", "U.S. District"),
        ("\ufb01nal", "final"),
        ("Judge Cafe\u0301", "Judge Caf\u00e9"),
        ("", ""),
    ],
)
def test_normalise(text: str, expected: Any) -> None:
    assert normalise(text) == expected


@given(st.text())
@example("e\u200b\u0301")
@example("\u00a8\u00b4\u2033\u3000")
def test_normalise_twice_is_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_digest_ignores_spelling_but_not_case_or_words() -> None:
    assert digest("A \u2018stay\u2019  was granted") == digest("A 'stay' was granted\n")
    assert digest("a stay") != digest("A stay")
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_encodable_keeps_length(text: str) -> None:
    assert len(encodable(text).encode().decode()) == len(text)
