"""With a tiny encoder, two layers of sixteen numbers, made by models.finetune and models.export on the corpus."""

import gzip

import numpy as np
import pytest

from data import CLAIMS, OUTCOMES, RELIEFS, SCOPES, Article
from models import Encoder, ModelError, RulingClassifier, load
from models.encoder import ENCODER_FILES, NOT_READ
from models.pieces import read_document


def test_probabilities_have_their_shapes(tiny_encoder, rulings):
    documents = [read_document(r["title"], r["text"]) for r in rulings[:20]]
    found = tiny_encoder.probabilities(documents)
    widths = {"outcome": len(OUTCOMES), "relief": len(RELIEFS) - 1, "claims": len(CLAIMS), "scope": len(SCOPES)}
    for task, width in widths.items():
        assert found[task].shape == (20, width)
        if task != "claims":
            np.testing.assert_allclose(found[task].sum(axis=1), 1)
    for document, scores in zip(documents, found["evidence"], strict=True):
        assert scores.shape == (len(document.pieces),)
        read = scores[scores > NOT_READ]
        assert np.exp(read).sum() == pytest.approx(1, abs=1e-3)


def test_order_and_company_do_not_matter(tiny_encoder, rulings):
    documents = [read_document(r["title"], r["text"]) for r in rulings[:12]]
    together = tiny_encoder.probabilities(documents)
    backwards = tiny_encoder.probabilities(documents[::-1])
    np.testing.assert_array_equal(together["outcome"], backwards["outcome"][::-1])
    alone = [tiny_encoder.probabilities([document])["claims"][0] for document in documents]
    np.testing.assert_array_equal(together["claims"], alone)
    assert tiny_encoder.probabilities([])["outcome"].shape == (0, len(OUTCOMES))


@pytest.mark.parametrize(("title", "text"), [("", ""), ("", "x"), ("t", ""), ("", "One. " * 300)])
def test_any_document_is_read(tiny_encoder, title, text):
    found = tiny_encoder.probabilities([read_document(title, text)])
    assert np.isfinite(found["outcome"]).all()


@pytest.mark.parametrize("candidate", ["cascade", "encoder"])
def test_saved_model_keeps_its_encoder(tiny_encoder, published, tmp_path, candidate):
    model = RulingClassifier(candidate, encoder=tiny_encoder).fit(published)
    model.save(tmp_path / "m", "card", {"data": "0" * 64})
    articles = [Article(r["id"], r["title"], r["text"]) for r in published[:40]]
    again = load(tmp_path / "m")
    assert again.predict(articles) == model.predict(articles)
    assert len(model.out_of_fold_) == len(model.out_of_fold_rows_) < len(published)

    (tmp_path / "m" / ENCODER_FILES[0]).unlink()
    with pytest.raises(ModelError, match="missing"):
        load(tmp_path / "m")


def test_cascade_spares_the_encoder_where_no_ruling_is_likely(tiny_encoder, published, monkeypatch):
    model = RulingClassifier("cascade", encoder=tiny_encoder).fit(published)
    model.decoder_["no_ruling"] = 0.0
    read = []
    monkeypatch.setattr(Encoder, "probabilities", lambda self, documents: read.extend(documents))
    rows = model.predict([Article("a", "", "The town council will hold a bake sale on Saturday.")])
    assert rows[0]["outcome"] == "none" and not read


def test_candidate_without_encoder_is_refused():
    with pytest.raises(ValueError, match="needs an encoder"):
        RulingClassifier("cascade")


def test_too_little_to_calibrate_on_is_refused(tiny_encoder, rulings):
    with pytest.raises(ValueError, match="needs published rulings"):
        RulingClassifier("encoder", encoder=tiny_encoder).fit(rulings)


@pytest.mark.parametrize("content", [b"", b"not gzip", gzip.compress(b"not a network")])
def test_broken_file_is_refused(tiny_encoder, content):
    broken = Encoder(content, tiny_encoder.tokenizer)
    with pytest.raises(ModelError, match=r"encoder\.onnx\.gz"):
        broken.probabilities([read_document("", "A judge ruled.")])
