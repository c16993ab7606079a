"""A document as pieces: its title and its sentences, each with what a scorer of evidence reads of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from features import Sentence, cue_sequence, iter_sentences, word_overlap

MAX_SENTENCES = 60
"""Sentences beyond these are not read for the ruling: news does not bury it so deep."""


@dataclass(frozen=True, slots=True)
class Document:
    """A title and the sentences of a text; `pieces` has the title first, with both offsets -1."""

    title: str
    text: str
    pieces: list[Sentence]


def read_document(title: str, text: str) -> Document:
    """Split a document into its pieces."""
    title = title or ""
    return Document(title, text, [Sentence(title, -1, -1), *islice(iter_sentences(text), MAX_SENTENCES)])


def place_features(document: Document) -> NDArray[np.float64]:
    """Place of each piece as numbers, shape (pieces, 6): title, first, second, depth, agreement with the title, length."""
    rows = []
    for place, piece in enumerate(document.pieces):
        agreement = word_overlap(document.title, piece.text) if place and document.title else 0.0
        words = min(len(piece.text.split()), 60) / 60
        rows.append([place == 0, place == 1, place == 2, min(place, 20) / 20, agreement, words])
    return np.array(rows, dtype=np.float64)


def cues_of(texts: Sequence[str]) -> list[str]:
    """Cue sequences of several texts."""
    return [cue_sequence(text) for text in texts]


def place_columns(documents: Sequence[Document], agreement: NDArray[np.float64]) -> NDArray[np.float64]:
    """`place_features` of all pieces of documents, whose agreement with their titles is known."""
    place = np.concatenate([np.arange(len(document.pieces)) for document in documents])
    words = np.array([len(piece.text.split()) for document in documents for piece in document.pieces])
    columns = [place == 0, place == 1, place == 2, np.minimum(place, 20) / 20, agreement, np.minimum(words, 60) / 60]
    return np.stack(columns, axis=1).astype(np.float64)
