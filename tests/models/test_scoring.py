import numpy as np
import pytest
from scipy import sparse

from features import cue_sequence
from models import RulingClassifier
from models.evidence import _features
from models.linear import _apply
from models.pieces import place_features, read_document
from models.plain import plain, plain_parts
from models.scoring import Scorer
from models.streams import CUE_NUMBERS, Numbers, read_streams
from models.views import features_of

STRANGE = [
    ("", ""),
    ("", "x"),
    ("Only a title about an order", ""),
    (
        "Court order2 stays",
        "A stay_order of 2nd café-owners, I.e. \u0130stanbul\u2019s ban.Next comes \u00e9. 7\u200b8",
    ),
    ("Judge blocks", "One a b court.\n\n* * *\n\n1.\n\n" + "The judge blocked the rule. " * 80),
    ("\U0001d4d0 title", "\ud800 lone. \x1c odd\x85space.\u2028Line \u0345 a\u0301n."),
]


@pytest.fixture(scope="module")
def documents(rulings):
    return [read_document(r["title"], r["text"]) for r in rulings[:60]] + [read_document(*pair) for pair in STRANGE]


def by_scikit_learn(parts, documents):
    if "whole" in parts:
        return _apply(parts["tasks"], parts["whole"].transform([f"{d.title} {d.text}" for d in documents]))
    scores = parts["evidence"]["scorer"].decision_function(_features(parts["evidence"], documents))
    by_document = np.split(scores, np.cumsum([len(d.pieces) for d in documents])[:-1])
    return _apply(parts["tasks"], features_of(parts["views"], documents, by_document)) | {"evidence": by_document}


@pytest.mark.parametrize("candidate", ["linear", "tfidf"])
def test_it_says_what_scikit_learn_says(candidate, rulings, small_model, documents):
    model = small_model if candidate == "linear" else RulingClassifier(candidate).fit(rulings[:200])
    wanted = by_scikit_learn(model.parts_, documents)
    found = Scorer(model.parts_).probabilities(documents)
    for task, values in wanted.items():
        np.testing.assert_allclose(np.concatenate(found[task]), np.concatenate(values), rtol=0, atol=1e-9)


def test_one_document_alone_says_the_same(small_model, documents):
    scorer = Scorer(small_model.parts_)
    together = scorer.probabilities(documents)["outcome"]
    alone = [scorer.probabilities([document])["outcome"][0] for document in documents]
    np.testing.assert_allclose(alone, together, rtol=0, atol=1e-12)


def test_pieces_keep_their_cues_and_their_agreement_with_the_title(documents):
    streams = read_streams(documents, Numbers(["court", "order_stay", "order2"]))
    pieces = [(document, piece) for document in documents for piece in document.pieces]
    wanted = [[CUE_NUMBERS[kind] for kind in cue_sequence(piece.text).split()] for _, piece in pieces]
    bounds = zip(streams.cues.starts, streams.cues.ends, strict=True)
    assert [list(streams.cues.numbers[start:end]) for start, end in bounds] == wanted
    agreement = np.concatenate([place_features(document)[:, 4] for document in documents])
    np.testing.assert_array_equal(streams.agreement, agreement)
    assert agreement.max() > 0.2


def test_plain_parts_are_left_as_they_are(small_model):
    once = plain_parts(small_model.parts_)
    again = plain_parts(once)
    assert again["tasks"]["outcome"] is once["tasks"]["outcome"] and again["views"]["title"] is once["views"]["title"]


def test_a_regression_predicts_as_scikit_learns(small_model):
    for task in ("outcome", "apa"):
        fitted = small_model.parts_["tasks"][task]
        rows = sparse.random(7, fitted.n_features_in_, density=0.01, format="csr", random_state=0)
        np.testing.assert_allclose(plain(fitted).predict_proba(rows), fitted.predict_proba(rows), rtol=0, atol=1e-12)


@pytest.mark.parametrize("changed", [{"token_pattern": "x"}, {"ngram_range": (2, 2)}, {"binary": True}])
def test_a_vectoriser_set_up_otherwise_is_refused(small_model, changed):
    with pytest.raises(ValueError, match="set up otherwise"):
        plain({**vars(small_model.parts_["views"]["title"]), **changed})
