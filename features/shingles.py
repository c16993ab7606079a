"""Sketches of texts, from which copies of one article are known without its text."""

import re
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHINGLE_WORDS: Final = 5
SKETCH_SIZE: Final = 64
LEAST_SAMPLE: Final = 8
_WORD: Final = re.compile(r"[^\W_]+")
_BASE: Final = 0x9E3779B97F4A7C15
_MIX: Final = 0xBF58476D1CE4E5B9
_REMEMBERED: Final = 50_000


class _Hashes(dict[str, int]):
    """Hashes of words: most words of a pile have been met before."""

    def __missing__(self, word: str) -> int:
        self[word] = hashed = zlib.crc32(word.encode())
        return hashed


_hashes = _Hashes()


def sketch(text: str) -> "NDArray[np.uint32]":
    """The smallest hashes of a text's five-word shingles: a bottom-k sketch (Cohen and Kaplan 2007).

    Case and punctuation do not count. A text of fewer than five words is one shingle.

    Parameters
    ----------
    text : str

    Returns
    -------
    ndarray of uint32
        Ascending, without repeats, at most `SKETCH_SIZE` of them; empty for a text without words.
    """
    import numpy as np

    words = _WORD.findall(text.lower())
    if not words:
        return np.empty(0, dtype=np.uint32)
    width = min(SHINGLE_WORDS, len(words))
    if len(_hashes) > _REMEMBERED:
        _hashes.clear()
    codes = np.fromiter(map(_hashes.__getitem__, words), np.uint64, len(words))
    count = len(words) - width + 1
    shingles = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for place in range(width):
            shingles = shingles * np.uint64(_BASE) + codes[place : place + count]
        shingles = (shingles ^ (shingles >> np.uint64(31))) * np.uint64(_MIX)
    return np.unique((shingles >> np.uint64(32)).astype(np.uint32))[:SKETCH_SIZE]


def resemblance(one: "NDArray[np.uint32]", other: "NDArray[np.uint32]") -> float:
    """Estimate which share of the shingles of two texts both have (Broder 1997), from their sketches.

    Exact where neither text has more than `SKETCH_SIZE` shingles; 0.0 if a sketch is empty.
    """
    import numpy as np

    if not (len(one) and len(other)):
        return 0.0
    union = np.union1d(one, other)
    if max(len(one), len(other)) == SKETCH_SIZE:
        union = union[:SKETCH_SIZE]
    shared = np.intersect1d(one, other, assume_unique=True)
    return float(np.isin(union, shared, assume_unique=True).mean())


def containment(one: "NDArray[np.uint32]", other: "NDArray[np.uint32]") -> float:
    """Estimate which share of the shingles of the shorter text the longer one holds, from their sketches.

    Both texts' shingles are seen up to the hash where the shorter-reaching sketch ends.

    Returns
    -------
    float
        0.0 where fewer than `LEAST_SAMPLE` shingles of a text can be seen, too few to tell.
    """
    import numpy as np

    ends = [sketch[-1] for sketch in (one, other) if len(sketch) == SKETCH_SIZE]
    seen, others = (sketch[sketch <= min(ends)] if ends else sketch for sketch in (one, other))
    sample = min(len(seen), len(others))
    return len(np.intersect1d(seen, others, assume_unique=True)) / sample if sample >= LEAST_SAMPLE else 0.0
