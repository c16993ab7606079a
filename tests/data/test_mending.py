import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.mending import mend


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("The judge\u00e2\u20ac\u2122s order", "The judge\u2019s order"),
        ("caf\u00c3\u00a9 owners", "caf\u00e9 owners"),
        ("of\ufb01ce", "office"),
        ("\u201cStayed,\u201d she wrote \u2014 twice.", "\u201cStayed,\u201d she wrote \u2014 twice."),
        ("R&amp;D at Zo\u00eb\u2019s", "R&amp;D at Zo\u00eb\u2019s"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\u00e9\r\nb", "\u00e9\nb"),
    ],
)
def test_mend(text: str, mended: str) -> None:
    assert mend(text) == mended


@settings(deadline=None)  # the first example imports the library
@given(st.text(alphabet=st.characters(max_codepoint=126, min_codepoint=32)))
def test_plain_english_is_left_alone(text: str) -> None:
    assert mend(text) == text
