import pytest
from hypothesis import given
from hypothesis import strategies as st

from features import split_sentences


@given(st.text(alphabet="ab .\n\"'v!?“”", max_size=200))
def test_offsets_point_at_the_text(document):
    end = 0
    for sentence in split_sentences(document):
        assert document[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= end
        end = sentence.end


@pytest.mark.parametrize(
    ("document", "count"),
    [
        ("U.S. District Judge Ada Quill ruled. The state will appeal.", 2),
        ("The case is Doe v. Marsh, No. 2:24-cv-00001, D. Or., Jan. 5, 2025.", 1),
        ("A heading\n\nThe first sentence. The second.", 3),
        ("", 0),
        ("123 456", 0),
    ],
)
def test_counts(document, count):
    assert len(split_sentences(document)) == count
