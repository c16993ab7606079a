"""The ruling classifier: labelled rulings in, a model out; articles in, predictions out."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from data import Article, effect_of, held_out
from features import CaseFacts, Sentence, case_facts, quotation, unlike
from models import decode, linear
from models.encoder import ENCODER_FILES, Encoder
from models.pieces import Document, read_document
from models.plain import plain_parts
from models.registry import fetch
from models.scoring import Scorer
from models.storage import load_model, save_model

CHAMPION = Path(__file__).parent / "champion"
TARGET_ACCURACY = 0.95
CANDIDATES = ("tfidf", "linear", "cascade", "encoder")
"""Names of the candidates, cheapest first."""
ENCODER_CANDIDATES = ("cascade", "encoder")
_FEWEST = 50


class RulingClassifier:
    """Reads what a US court did from an article.

    Parameters
    ----------
    candidate : {'tfidf', 'linear', 'cascade', 'encoder'}, default 'linear'
        `tfidf` reads the whole text as a bag of words; `linear` finds the evidence first; `encoder`
        has a fine-tuned encoder read title and chosen sentences too; `cascade` does so only
        where the linear estimators are not sure that there is no ruling.
    seed : int, default 0
        The same data and seed give the same model.
    encoder : Encoder, optional
        Needed by `encoder` and `cascade`; it was fine-tuned without the rulings of `data.held_out`.

    Attributes
    ----------
    out_of_fold_ : list of dict
        After `fit` alone: predictions by models that never saw their group, of the documents at
    out_of_fold_rows_ : list of int
        positions in the training records.

    Raises
    ------
    ValueError
        If the candidate is unknown, or needs an encoder and has none.
    """

    def __init__(self, candidate: str = "linear", seed: int = 0, encoder: Encoder | None = None) -> None:
        if candidate not in CANDIDATES:
            raise ValueError(f"candidate {candidate!r} is not one of {', '.join(CANDIDATES)}")
        if candidate in ENCODER_CANDIDATES and encoder is None:
            raise ValueError(f"candidate {candidate!r} needs an encoder: see models/finetune.py and models/export.py")
        self.candidate = candidate
        self.seed = seed
        self.encoder = encoder if candidate in ENCODER_CANDIDATES else None

    def fit(self, records: Sequence[Mapping[str, Any]]) -> "RulingClassifier":
        """Fit on labelled rulings; labels that are None are unknown, and their tasks learn from the others.

        Raises
        ------
        ValueError
            If there is an encoder, and too few published rulings were held out of its fine-tuning.
        """
        rows = [i for i, record in enumerate(records) if held_out(record)] if self.encoder else range(len(records))
        if len(rows) < _FEWEST:
            raise ValueError(
                f"{len(rows)} documents to calibrate on, {_FEWEST} are needed: an encoder needs published rulings in --data"
            )
        documents = [read_document(record["title"], record["text"]) for record in records]
        self.__dict__.pop("_scorer", None)
        self.parts_, found = linear.fit(records, documents, self.candidate != "tfidf", self.seed)
        self.decoder_: dict[str, Any] = {"linear": decode.fit_decoder(records, [found])}
        sources = [_rows_of(found, rows)]
        if self.encoder:
            sources.append(self.encoder.probabilities([documents[i] for i in rows]))
            self.decoder_["stacked"] = decode.fit_decoder([records[i] for i in rows], sources, self.decoder_["linear"])
        self.decoder_["no_ruling"] = decode.surely_none(self.decoder_["linear"], records, found)
        self.out_of_fold_rows_ = list(rows)
        self.out_of_fold_, at = self._decode(
            self.decoder_, sources[0], lambda chosen: _rows_of(sources[1], chosen), len(rows), TARGET_ACCURACY
        )
        for i, row, place in zip(rows, self.out_of_fold_, at, strict=True):
            row["evidence"] = _quoted(documents[i].pieces[place]).text if row["outcome"] != "none" else None
        self.version_ = f"{self.candidate}-unsaved"
        return self

    def predict(self, articles: Sequence[Article], target_accuracy: float = TARGET_ACCURACY) -> list[dict[str, Any]]:
        """Predictions of articles, one row each, in order, with the columns of `data.PREDICTION_COLUMNS`."""
        if not articles:
            return []
        documents = [read_document(article.title, article.text) for article in articles]
        rows, evidence = self._decode(
            plain_parts(self.decoder_),
            self._scorer.probabilities(documents),
            lambda chosen: self.encoder.probabilities([documents[i] for i in chosen]) if self.encoder else {},
            len(documents),
            target_accuracy,
        )
        return [self._row(*each) for each in zip(articles, documents, rows, evidence, strict=True)]

    def _decode(
        self,
        decoder: Mapping[str, Any],
        found: Mapping[str, Any],
        encoded: Callable[[list[int]], Mapping[str, Any]],
        documents: int,
        target: float,
    ) -> tuple[list[dict[str, Any]], list[int]]:
        """Labels and evidence of each document; `encoded` has the encoder read those at some positions."""
        rows = decode.decode(decoder["linear"], [found], target)
        evidence = decode.evidence_of([found])
        if self.encoder is None:
            return rows, evidence
        unsure = [
            i
            for i, row in enumerate(rows)
            if self.candidate == "encoder"
            or row["outcome"] != "none"
            or row["outcome_probability"] < decoder["no_ruling"]
        ]
        if unsure:
            sources = [_rows_of(found, unsure), encoded(unsure)]
            better = decode.decode(decoder["stacked"], sources, target)
            for i, row, place in zip(unsure, better, decode.evidence_of(sources), strict=True):
                rows[i], evidence[i] = row, place
        return rows, evidence

    def prepare(self) -> None:
        """Make ready what the first prediction would, so that processes forked from this one need not."""
        self.predict([Article("", "", ".")])
        if self.encoder:
            self.encoder.open(threads=1)

    @cached_property
    def _scorer(self) -> Scorer:
        return Scorer(self.parts_)

    def save(self, folder: Path, card: str, data_digests: Mapping[str, str]) -> None:
        """Write the model folder.

        Raises
        ------
        ValueError
            If the model was loaded: it holds what predicting needs, and its folder can be copied.
        """
        if not hasattr(self, "out_of_fold_"):
            raise ValueError("only a model that was fitted here can be saved; copy the folder of a loaded one")
        files = (
            dict(zip(ENCODER_FILES, (self.encoder.network, self.encoder.tokenizer), strict=True))
            if self.encoder
            else {}
        )
        digests = dict(data_digests)
        weights = sorted((name, sha256(content).hexdigest()) for name, content in files.items())
        name = sha256(repr((self.candidate, self.seed, sorted(digests.items()), weights)).encode()).hexdigest()[:8]
        self.version_ = f"{self.candidate}-{name}"
        manifest = {"version": self.version_, "candidate": self.candidate, "seed": self.seed, "data": digests}
        save_model({"parts": self.parts_, "decoder": self.decoder_}, folder, manifest, card, files)

    @classmethod
    def load(cls, folder: Path = CHAMPION) -> "RulingClassifier":
        """Read a model folder; raises `ModelError` where it cannot be trusted."""
        state, manifest, files = load_model(folder)
        encoder = Encoder(*(files[name] for name in ENCODER_FILES)) if files else None
        model = cls(manifest["candidate"], manifest["seed"], encoder)
        model.parts_, model.decoder_, model.version_ = state["parts"], state["decoder"], manifest["version"]
        return model

    def _row(self, article: Article, document: Document, labels: Mapping[str, Any], at: int) -> dict[str, Any]:
        piece = document.pieces[at] if labels["outcome"] != "none" else None
        piece = piece if piece is not None and piece.text else None
        quoted = _quoted(piece) if piece else None
        facts = self._facts(article, document, piece) if labels["outcome"] != "none" else CaseFacts()
        if strange := unlike(article.title, article.text):
            why = "; ".join(filter(None, (f"unlike what the model knows: {strange}", labels["review_reason"])))
            labels = {**labels, "needs_review": True, "review_reason": why}
        return {
            "id": article.id,
            "title": article.title,
            **labels,
            "effect": effect_of(labels["outcome"], labels["relief"]),
            "evidence": quoted.text if quoted else None,
            "evidence_start": quoted.start if quoted else None,
            "evidence_end": quoted.end if quoted else None,
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


def _quoted(piece: Sentence) -> Sentence:
    """What is shown of a piece as evidence: the title whole, of a sentence what a person would quote."""
    return piece if piece.start < 0 else quotation(piece)


def _rows_of(found: Mapping[str, Any], rows: Sequence[int]) -> dict[str, Any]:
    return {
        task: [values[i] for i in rows] if isinstance(values, list) else values[list(rows)]
        for task, values in found.items()
    }
