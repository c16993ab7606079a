from hypothesis import given
from hypothesis import strategies as st

from data.passage import passage

SENTENCE = "The ferry order stands for now. "


@given(st.text(), st.integers(-1, 80), st.integers(-1, 80), st.integers(0, 100))
def test_pieces_follow_each_other(text, start, end, most):
    pieces = passage(text, start, end, most)
    kept = "".join(pieces[:5])
    assert kept in text
    assert (kept == text) == (not pieces.cut_before and not pieces.cut_after)
    assert pieces.evidence == (text[start:end] if 0 <= start < end <= len(text) else "")


def test_context_begins_and_ends_with_a_sentence():
    text = SENTENCE * 40 + "EVIDENCE. " + SENTENCE * 40
    start = text.index("EVIDENCE")
    pieces = passage(text, start, start + 9, 10_000)
    assert pieces.evidence == "EVIDENCE."
    assert pieces.before.startswith("The ferry") and pieces.after.endswith("now. ")
    assert 300 < len(pieces.before) < 700 and 300 < len(pieces.after) < 700


def test_far_text_is_bounded():
    text = "x" * 5_000 + "EVIDENCE" + "y" * 5_000
    pieces = passage(text, 5_000, 5_008, 1_000)
    assert len("".join(pieces[:5])) == 2_008 and pieces.cut_before and pieces.cut_after


def test_without_evidence_it_is_the_beginning():
    pieces = passage(SENTENCE * 100, None, None, 1_000)
    assert pieces.evidence == pieces.before == "" and pieces.after.startswith("The ferry") and pieces.cut_after
