import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import Article, read_rulings
from data.corpus import CORPUS
from features import unlike
from models.unlikeness import blurred, should_be_told, shuffled, strange


@pytest.mark.parametrize(("kind", "title", "text"), list(strange()))
def test_invented_inputs(kind, title, text):
    reason = unlike(title, text)
    assert (reason is not None) == should_be_told(kind)
    if kind in ("language", "foreign court"):
        assert ("English" if kind == "language" else "another country") in str(reason)


def test_garbled_text_is_told_and_real_text_is_not():
    texts = [f"{r['title']}\n{r['text']}" for r in read_rulings(CORPUS)[::20]]
    chance = random.Random(1)
    long = [text for text in texts if len(text.split()) >= 100]

    def share(texts):
        return sum(unlike("", text) is not None for text in texts) / len(texts)

    assert share(texts) <= 0.02
    assert share([blurred(0.2)(text, chance) for text in texts]) >= 0.95
    assert share([shuffled(text, chance) for text in long]) >= 0.75


@given(st.text(max_size=300), st.text(max_size=3000))
def test_any_text_is_judged(title, text):
    assert unlike(title, text) in (
        None,
        "it is not in English",
        "it is no text, or garbled",
        "it seems to be about a court of another country",
    )


def test_few_words_are_not_judged():
    assert unlike("", "PI granted, D. Or.") is None and unlike("", "") is None


def test_a_prediction_says_so(small_model):
    kinds = [(kind, Article(str(i), title, text)) for i, (kind, title, text) in enumerate(strange())]
    for (kind, _), row in zip(kinds, small_model.predict([article for _, article in kinds]), strict=True):
        told = "unlike what the model knows" in (row["review_reason"] or "")
        assert told == should_be_told(kind)
        assert row["needs_review"] or not told
