"""The linear estimators as they predict: texts are taken apart once, and scikit-learn is not needed."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data import CLAIMS
from models.evidence import CUE_WEIGHT
from models.linear import LABELS, place_scores
from models.ngrams import Ngrams, Rows, words_of
from models.pieces import Document, place_columns
from models.plain import Regression, Vectoriser, chances, plain_parts
from models.streams import CUE_NUMBERS, GROUND_NUMBERS, Numbers, Streams, read_streams, read_whole
from models.views import CLAIM_VIEWS, blocks_of

Floats = NDArray[np.float64]


class Scorer:
    """Says of documents what fitted estimators do.

    Parameters
    ----------
    parts : mapping
        As `linear.fit` returns or a model file holds them.

    Raises
    ------
    ValueError
        If an estimator is set up as none of this version is.
    """

    def __init__(self, parts: Mapping[str, Any]) -> None:
        parts = plain_parts(parts)
        self._tasks: dict[str, Regression] = parts["tasks"]
        self._whole = "whole" in parts
        views: dict[str, Vectoriser] = (
            {"whole": parts["whole"]}
            if self._whole
            else {"words": parts["evidence"]["words"], "cues": parts["evidence"]["cues"], **parts["views"]}
        )
        if not self._whole:
            self._scorer: Regression = parts["evidence"]["scorer"]
        self._numbers = Numbers(words_of([each for each in views.values() if each.idf is not None]))
        self._ngrams = {name: Ngrams(each, self._known(name, each)) for name, each in views.items()}

    def _known(self, name: str, vectoriser: Vectoriser) -> Mapping[str, int]:
        if vectoriser.idf is not None:
            return self._numbers
        return CUE_NUMBERS if name.endswith("cues") else GROUND_NUMBERS

    def probabilities(self, documents: Sequence[Document]) -> dict[str, Any]:
        """What the estimators say of documents.

        Returns
        -------
        dict of str to ndarray
            Uncalibrated probabilities by task, one row a document; `evidence` holds, for each document, a score of each of its pieces.
        """
        if self._whole:
            numbers, rows = read_whole([f"{d.title} {d.text}" for d in documents], self._numbers)
            block = self._ngrams["whole"].weigh(numbers, rows, len(documents))
            return self._chances([block], [block]) | {"evidence": [place_scores(document) for document in documents]}
        streams = read_streams(documents, self._numbers)
        scores = self._score_pieces(documents, streams)
        blocks = blocks_of(self._ngrams, documents, streams, scores)
        return self._chances(blocks, blocks[-len(CLAIM_VIEWS) :]) | {"evidence": scores}

    def _score_pieces(self, documents: Sequence[Document], streams: Streams) -> list[Floats]:
        count = len(streams.agreement)
        blocks = [
            self._ngrams["words"].weigh(*streams.words.each_piece(), count),
            self._ngrams["cues"].weigh(*streams.cues.each_piece(), count).scaled(CUE_WEIGHT),
            Rows.of(place_columns(documents, streams.agreement)),
        ]
        return np.split(_scores(self._scorer, blocks)[:, 0], streams.first[1:-1])

    def _chances(self, blocks: Sequence[Rows], grounds: Sequence[Rows]) -> dict[str, Any]:
        found: dict[str, Any] = {"claims": np.zeros((blocks[0].count, len(CLAIMS)))}
        for task, labels in LABELS.items():
            found[task] = np.zeros((blocks[0].count, len(labels)))
            columns = [labels.index(str(label)) for label in self._tasks[task].classes_]
            found[task][:, columns] = chances(_scores(self._tasks[task], blocks))
        for column, claim in enumerate(CLAIMS):
            found["claims"][:, column] = chances(_scores(self._tasks[claim], grounds))[:, 1]
        return found


def _scores(regression: Regression, blocks: Sequence[Rows]) -> Floats:
    """Scores of the classes from the columns of several blocks, one beside the other."""
    scores = np.tile(regression.intercept_.astype(np.float64), (blocks[0].count, 1))
    at = 0
    for block in blocks:
        scores += block.times(regression.coef_[:, at : at + block.width])
        at += block.width
    return scores
