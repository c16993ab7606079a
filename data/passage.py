"""The part of a text that a person needs to see around its evidence."""

import re
from typing import Final, NamedTuple

_NEAR: Final = 650
_SLACK: Final = 300
_SENTENCE_END: Final = re.compile(r"[.!?][\"'\u201d\u2019)\]]*\s+|\n+")
_SPACE: Final = re.compile(r"\s+")


class Passage(NamedTuple):
    """A text in five pieces that follow each other, and whether more of it lies before and after them."""

    far_before: str
    before: str
    evidence: str
    after: str
    far_after: str
    cut_before: bool
    cut_after: bool


def passage(text: str, start: int | None, end: int | None, most: int) -> Passage:
    """Cut a text around its evidence.

    Parameters
    ----------
    text : str
    start, end : int or None
        Code points of the evidence; None or -1 where it is not in the text, whose beginning is taken then.
    most : int
        Code points kept on each side of the evidence, in near context and far text together.

    Returns
    -------
    Passage
        The near context begins and ends with a sentence where one does nearby. Unless something
        is cut, the pieces joined are the text.
    """
    first, last = start or 0, end or 0
    if not 0 <= first < last <= len(text):
        first = last = 0
    near_first, near_last = _sentence_from(text, first), _sentence_to(text, last)
    far_first, far_last = max(0, first - most), min(len(text), last + most)
    near_first, near_last = max(near_first, far_first), min(near_last, far_last)
    return Passage(
        text[far_first:near_first],
        text[near_first:first],
        text[first:last],
        text[last:near_last],
        text[near_last:far_last],
        far_first > 0,
        far_last < len(text),
    )


def _sentence_from(text: str, first: int) -> int:
    low = first - _NEAR
    if low <= 0:
        return 0
    found = _SENTENCE_END.search(text, low, low + _SLACK) or _SPACE.search(text, low, low + _SLACK)
    return found.end() if found else low


def _sentence_to(text: str, last: int) -> int:
    high = last + _NEAR
    if high >= len(text):
        return len(text)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, high - _SLACK, high)]
    return ends[-1] if ends else (text.rfind(" ", last, high) if " " in text[last:high] else high)
