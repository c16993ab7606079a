"""The words of documents as numbers: each text is taken apart once, whatever reads it afterwards."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features import CUES, GROUND_TOKENS, cue_sequence
from models.pieces import Document

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
CUE_NUMBERS: Final = {kind: number for number, kind in enumerate(dict.fromkeys(CUES.values()), start=1)}
"""Number of each kind of ruling cue."""
GROUND_NUMBERS: Final = {token: number for number, token in enumerate(GROUND_TOKENS, start=1)}
"""Number of each token of a named ground."""
_WORD: Final = re.compile(r"\w+")
_PLAIN: Final = re.compile(r"[a-z]*")
_UNKNOWN = 0
_SEVERAL: Final = len(CUE_NUMBERS) + 1
_LETTER: Final = -1
_CLOSER: Final = -1


class Numbers(dict[str, int]):
    """Numbers of words, as positions in tables; negative ones for single letters, which make no n-grams.

    Parameters
    ----------
    words : iterable of str
        Those that get a number of their own. All others share 0, but for those that have cues in them, as `order2` has.
    """

    def __init__(self, words: Iterable[str]) -> None:
        long = [word for word in dict.fromkeys([*CUES, *words]) if len(word) > 1]
        letters = [word for word in CUES if len(word) == 1]
        super().__init__(zip(long, range(_SEVERAL + 1, len(long) + _SEVERAL + 1), strict=True))
        self.count = len(long) + _SEVERAL + 1
        self.cues = np.zeros(self.count + len(letters) + 1, dtype=np.int8)
        self.cues[: _SEVERAL + 1] = [*range(_SEVERAL), _CLOSER]
        for word, kind in CUES.items():
            if len(word) > 1:
                self.cues[self[word]] = CUE_NUMBERS[kind]
        for word in long:
            if not (word.isascii() and word.isalpha()):
                self.cues[self[word]] = self.cues[_cue_within(word)]
        for number, word in enumerate(letters, start=1):
            self[word] = _LETTER - number
            self.cues[_LETTER - number] = CUE_NUMBERS[CUES[word]]

    def __missing__(self, word: str) -> int:
        if len(word) == 1:
            return _LETTER
        return _cue_within(word)


@dataclass(frozen=True, slots=True)
class Stream:
    """Numbers in the order of the texts, and which of them belong to a piece or a document.

    Attributes
    ----------
    numbers : ndarray of int64
    starts, ends : ndarray of int64
        Of each piece of each document, in order.
    document_starts, document_ends : ndarray of int64
        Of each document: its title and all of its text, the pieces and what lies between and behind them.
    """

    numbers: Whole
    starts: Whole
    ends: Whole
    document_starts: Whole
    document_ends: Whole

    def pick(self, pieces: Sequence[Sequence[int]]) -> tuple[Whole, Whole]:
        """Numbers of some pieces for each row, one piece after the other, and the row of each number."""
        flat = np.fromiter((piece for row in pieces for piece in row), dtype=np.int64)
        rows = np.repeat(np.arange(len(pieces)), [len(row) for row in pieces])
        return self._spans(self.starts[flat], self.ends[flat], rows)

    def each_piece(self) -> tuple[Whole, Whole]:
        """Numbers of all pieces, each a row of its own."""
        return self._spans(self.starts, self.ends, np.arange(len(self.starts)))

    def each_document(self) -> tuple[Whole, Whole]:
        """Numbers of whole documents, each a row of its own."""
        return self._spans(self.document_starts, self.document_ends, np.arange(len(self.document_starts)))

    def _spans(self, starts: Whole, ends: Whole, rows: Whole) -> tuple[Whole, Whole]:
        lengths = ends - starts
        before = np.cumsum(lengths) - lengths
        places = np.arange(lengths.sum()) + np.repeat(starts - before, lengths)
        return self.numbers[places], np.repeat(rows, lengths)


@dataclass(frozen=True, slots=True)
class Streams:
    """Documents as numbers.

    Attributes
    ----------
    words, cues : Stream
        Words of two letters and more, and ruling cues by `CUE_NUMBERS`.
    agreement : ndarray of float64
        Of each piece, the words that it shares with the title as a share of the longer one's; 0.0 for the title.
    first : ndarray of int64
        Place of each document's title among all pieces, and the number of all pieces at the end.
    """

    words: Stream
    cues: Stream
    agreement: Floats
    first: Whole


def read_streams(documents: Sequence[Document], numbers: Numbers) -> Streams:
    """Take documents apart into numbers.

    Parameters
    ----------
    documents : sequence of Document
    numbers : Numbers

    Returns
    -------
    Streams
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    document_ends: list[int] = []
    agreement: list[float] = []
    for document in documents:
        title = Counter[str]()
        at = 0
        for place, piece in enumerate(document.pieces):
            if place and piece.start > at and not (gap := document.text[at : piece.start]).isspace():
                words += _WORD.findall(gap.lower())
            found = _WORD.findall(piece.text.lower())
            starts.append(len(words))
            words += found
            ends.append(len(words))
            if place:
                at = piece.end
                agreement.append(_agreement(title, found))
            else:
                title = Counter(found)
                agreement.append(0.0)
        words += _WORD.findall(document.text[at:].lower())
        document_ends.append(len(words))
    found_numbers = np.fromiter(map(numbers.__getitem__, words), np.int64, len(words))
    bounds = [np.array(each, dtype=np.int64) for each in (starts, ends, [0, *document_ends[:-1]], document_ends)]
    first = np.cumsum([0, *(len(document.pieces) for document in documents)])
    cues = _stream(numbers.cues[found_numbers].astype(np.int64), bounds, 0)
    if (cues.numbers == _CLOSER).any():
        cues = _cues_spelt(documents)
    return Streams(_stream(found_numbers, bounds, None), cues, np.array(agreement), first)


def read_whole(texts: Sequence[str], numbers: Numbers) -> tuple[Whole, Whole]:
    """Numbers of the words of texts, one after the other, and which text each is of."""
    words = [_WORD.findall(text.lower()) for text in texts]
    found = np.fromiter((numbers[word] for row in words for word in row), np.int64)
    rows = np.repeat(np.arange(len(texts)), [len(row) for row in words])
    return found[found >= 0], rows[found >= 0]


def _stream(numbers: Whole, bounds: Sequence[Whole], left_out: int | None) -> Stream:
    kept = numbers >= 0 if left_out is None else numbers != left_out
    moved = np.concatenate([[0], np.cumsum(kept)])
    return Stream(numbers[kept], *(moved[each] for each in bounds))


def _cues_spelt(documents: Sequence[Document]) -> Stream:
    """Cues read from the texts: a word such as `order_stay` has several within."""
    spelt = [[CUE_NUMBERS[kind] for kind in cue_sequence(p.text).split()] for d in documents for p in d.pieces]
    ends = np.cumsum([len(each) for each in spelt])
    numbers = np.array([number for each in spelt for number in each], dtype=np.int64)
    nowhere = np.zeros(len(documents), dtype=np.int64)
    return Stream(numbers, np.concatenate([[0], ends[:-1]]).astype(np.int64), ends.astype(np.int64), nowhere, nowhere)


def _cue_within(word: str) -> int:
    """Number that words share that are not of plain letters throughout but have this cue in them."""
    cues = () if _PLAIN.fullmatch(word) else cue_sequence(word).split()
    return _SEVERAL if len(cues) > 1 else CUE_NUMBERS[cues[0]] if cues else _UNKNOWN


def _agreement(title: Counter[str], words: Sequence[str]) -> float:
    """`features.word_overlap`, of a title and a piece that are taken apart."""
    shared = [word for word in words if word in title]
    if not shared:
        return 0.0
    both = sum(min(count, title[word]) for word, count in Counter(shared).items())
    return both / max(1, title.total(), len(words))
