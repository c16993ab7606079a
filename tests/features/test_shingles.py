import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.shingles import SKETCH_SIZE, containment, resemblance, sketch

WORDS = [f"word{number}" for number in range(400)]
WIRE = " ".join(WORDS)


def test_case_and_punctuation_do_not_count():
    assert (
        sketch("The judge, on Monday, blocked IT all.").tolist()
        == sketch("the judge on monday blocked it all").tolist()
    )


@pytest.mark.parametrize("text", ["", " \n", "—…!"])
def test_no_words_no_sketch(text):
    assert len(sketch(text)) == 0
    assert resemblance(sketch(text), sketch(WIRE)) == 0.0
    assert containment(sketch(text), sketch(WIRE)) == 0.0


def test_few_words_are_one_shingle():
    assert len(sketch("Judge blocks fee")) == 1
    assert resemblance(sketch("Judge blocks fee"), sketch("Judge lifts fee")) == 0.0


@given(st.lists(st.sampled_from(WORDS[:30]), max_size=200))
def test_sketch_is_sorted_bounded_and_equal_to_itself(words):
    found = sketch(" ".join(words))
    assert found.tolist() == sorted(set(found.tolist())) and len(found) <= SKETCH_SIZE
    assert resemblance(found, found) == (1.0 if words else 0.0)


@pytest.mark.parametrize("kept", [1.0, 0.8, 0.5])
def test_resemblance_estimates_the_shared_shingles(kept):
    part = " ".join(WORDS[: int(len(WORDS) * kept)])
    assert resemblance(sketch(part), sketch(WIRE)) == pytest.approx(kept, abs=0.15)


def test_an_excerpt_is_contained_and_another_text_is_not():
    assert containment(sketch(" ".join(WORDS[100:200])), sketch(WIRE)) == 1.0
    assert containment(sketch(" ".join(reversed(WORDS[100:200]))), sketch(WIRE)) == 0.0


def test_too_small_an_excerpt_tells_nothing():
    assert containment(sketch(" ".join(WORDS[:12])), sketch(WIRE)) == 0.0
