"""An excerpt as the numbers that a sentence encoder reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from features.excerpt import excerpt, shorten
from features.sentences import Sentence

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 192
MAX_PIECES = 16
_GAP = "... "


@dataclass(frozen=True, slots=True)
class Encoded:
    """One document for the encoder.

    Attributes
    ----------
    ids : list of int
        Token ids, special tokens included.
    pieces : list of int
        For each token the piece that it belongs to: 0 none, 1 the title, 2 and on the chosen sentences.
    chosen : list of int
        For each piece from 2 on, the index of its sentence in the document.
    """

    ids: list[int]
    pieces: list[int]
    chosen: list[int]


def encode(tokenizer: "Tokenizer", title: str, sentences: Sequence[Sentence]) -> Encoded:
    """Tokenise the title and the likeliest sentences of a document, remembering which token is whose.

    Sentences that do not follow one another in the document are set apart by an ellipsis.
    """
    start, end = _special(tokenizer, "<s>", "[CLS]"), _special(tokenizer, "</s>", "[SEP]")
    title, chosen = excerpt(title, sentences)
    chosen = chosen[: MAX_PIECES - 2]
    texts = [title]
    for place, index in enumerate(chosen):
        follows = index == (chosen[place - 1] + 1 if place else 0)
        texts.append(("" if follows else _GAP) + shorten(sentences[index].text))
    ids, pieces = [start], [0]
    for piece, tokens in enumerate(tokenizer.encode_batch_fast(texts, add_special_tokens=False), start=1):
        ids += tokens.ids
        pieces += [piece] * len(tokens.ids)
        if piece == 1:
            ids.append(end)
            pieces.append(0)
    return Encoded([*ids[: MAX_TOKENS - 1], end], [*pieces[: MAX_TOKENS - 1], 0], chosen)


def pad(
    batch: Sequence[Encoded], tokenizer: "Tokenizer"
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Stack encoded documents into arrays of shape (documents, longest): ids, attention mask, pieces."""
    padding = _special(tokenizer, "<pad>", "[PAD]")
    longest = max(len(document.ids) for document in batch)
    ids = np.full((len(batch), longest), padding, dtype=np.int64)
    mask = np.zeros_like(ids)
    pieces = np.zeros_like(ids)
    for row, document in enumerate(batch):
        length = len(document.ids)
        ids[row, :length] = document.ids
        mask[row, :length] = 1
        pieces[row, :length] = document.pieces
    return ids, mask, pieces


def _special(tokenizer: "Tokenizer", *names: str) -> int:
    """Id of the first of the names that the vocabulary knows: encoders call their special tokens differently."""
    return next(number for name in names if (number := tokenizer.token_to_id(name)) is not None)
