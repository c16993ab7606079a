"""Sentences of a document, with their place in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nupunkt import sent_spans

_BLOCK = re.compile(r"\n\s*\n")
_LINE = re.compile(r"\n+(?=\s*[^\sa-z])")
_LETTER = re.compile(r"[^\W\d_]")
_WRAPPED_LINES = 3
_WRAP_COLUMNS = range(50, 82)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and where it stands: ``document[start:end] == text``, in code points."""

    text: str
    start: int
    end: int


def split_sentences(document: str) -> list[Sentence]:
    """Split a document into sentences that keep their offsets.

    Blank lines always end a sentence; a single line break does unless the block is hard-wrapped,
    as e-mails are, or goes on in lower case. Within a block nupunkt decides, which knows legal
    abbreviations ("U.S. District Judge", "v. Doe", "No. 2:20-cv"). Pieces without a letter are left out.

    Parameters
    ----------
    document : str
        Any text; the offsets of the result count its code points.

    Returns
    -------
    list of Sentence
        In document order, without overlap.
    """
    return list(iter_sentences(document))


def iter_sentences(document: str) -> Iterator[Sentence]:
    """`split_sentences` one by one, so that no more of a long document is split than is asked for."""
    for start, end in _blocks(document):
        for from_, to in sent_spans(document[start:end]):
            piece = document[start + from_ : start + to]
            text = piece.strip()
            if _LETTER.search(text):
                at = start + from_ + len(piece) - len(piece.lstrip())
                yield Sentence(text, at, at + len(text))


def _blocks(document: str) -> Iterator[tuple[int, int]]:
    for start, end in _pieces(document, _BLOCK, 0, len(document)):
        if _is_hard_wrapped(document[start:end]):
            yield start, end
        else:
            yield from _pieces(document, _LINE, start, end)


def _pieces(document: str, boundary: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in boundary.finditer(document, start, end):
        if start < match.start():
            yield start, match.start()
        start = match.end()
    if start < end:
        yield start, end


def _is_hard_wrapped(block: str) -> bool:
    lines = block.split("\n")[:-1]
    return len(lines) >= _WRAPPED_LINES and all(len(line) in _WRAP_COLUMNS for line in lines)
