"""The ruling classifier: labelled rulings in, a model out; articles in, predictions out."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from data import Article, effect_of
from features import CaseFacts, Sentence, case_facts
from models import decode, linear
from models.pieces import Document, read_document
from models.registry import fetch
from models.storage import load_model, save_model

CHAMPION = Path(__file__).parent / "champion"
TARGET_ACCURACY = 0.95


class RulingClassifier:
    """Reads what a US court did from an article.

    Parameters
    ----------
    candidate : {'tfidf', 'linear'}, default 'linear'
        Which features it reads.
    seed : int, default 0
        The same data and seed give the same model.

    Attributes
    ----------
    out_of_fold_ : list of dict
        After `fit` alone: predictions of the training documents by models that never saw their group.
    """

    def __init__(self, candidate: str = "linear", seed: int = 0) -> None:
        if candidate not in linear.CANDIDATES:
            raise ValueError(f"candidate {candidate!r} is not one of {', '.join(linear.CANDIDATES)}")
        self.candidate = candidate
        self.seed = seed

    def fit(self, records: Sequence[Mapping[str, Any]]) -> "RulingClassifier":
        """Fit on labelled rulings whose labels are all known."""
        documents = [read_document(record["title"], record["text"]) for record in records]
        self.parts_, found = linear.fit(records, documents, self.candidate, self.seed)
        self.decoder_ = decode.fit_decoder(records, found)
        self.out_of_fold_ = decode.decode(self.decoder_, found, TARGET_ACCURACY)
        self.version_ = f"{self.candidate}-unsaved"
        return self

    def predict(self, articles: Sequence[Article], target_accuracy: float = TARGET_ACCURACY) -> list[dict[str, Any]]:
        """Predictions of articles, one row each, in order, with the columns of `data.PREDICTION_COLUMNS`."""
        if not articles:
            return []
        documents = [read_document(article.title, article.text) for article in articles]
        found, evidence = linear.probabilities(self.parts_, documents)
        rows = decode.decode(self.decoder_, found, target_accuracy)
        return [self._row(*each) for each in zip(articles, documents, rows, evidence, strict=True)]

    def save(self, folder: Path, card: str, data_digests: Mapping[str, str]) -> None:
        """Write the model folder."""
        digests = dict(data_digests)
        name = sha256(repr((self.candidate, self.seed, sorted(digests.items()))).encode()).hexdigest()[:8]
        self.version_ = f"{self.candidate}-{name}"
        manifest = {"version": self.version_, "candidate": self.candidate, "seed": self.seed, "data": digests}
        save_model({"parts": self.parts_, "decoder": self.decoder_}, folder, manifest, card)

    @classmethod
    def load(cls, folder: Path = CHAMPION) -> "RulingClassifier":
        """Read a model folder; raises `ModelError` where it cannot be trusted."""
        state, manifest = load_model(folder)
        model = cls(manifest["candidate"], manifest["seed"])
        model.parts_, model.decoder_, model.version_ = state["parts"], state["decoder"], manifest["version"]
        return model

    def _row(self, article: Article, document: Document, labels: Mapping[str, Any], at: int) -> dict[str, Any]:
        piece = document.pieces[at] if labels["outcome"] != "none" else None
        piece = piece if piece is not None and piece.text else None
        facts = self._facts(article, document, piece) if labels["outcome"] != "none" else CaseFacts()
        return {
            "id": article.id,
            "title": article.title,
            **labels,
            "effect": effect_of(labels["outcome"], labels["relief"]),
            "evidence": piece.text if piece else None,
            "evidence_start": piece.start if piece else None,
            "evidence_end": piece.end if piece else None,
            "challenged_action": facts.challenged_action,
            "case_name": facts.case_name,
            "docket_number": facts.docket_number,
            "court": facts.court,
            "judge": facts.judge,
            "decision_date": facts.decision_date,
            "citations": list(facts.citations),
            "model_version": self.version_,
        }

    def _facts(self, article: Article, document: Document, evidence: Sentence | None) -> CaseFacts:
        return case_facts(article.title, article.text, document.pieces[1:], article.date, evidence)


def load(folder: str | Path = CHAMPION) -> RulingClassifier:
    """The shipped champion, or the model of a folder or of a `models:/` URI."""
    return RulingClassifier.load(fetch(folder))
