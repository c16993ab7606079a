"""How rare the words of a text are in news about courts, so that shared rare words tell a shared story."""

import gzip
import math
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

WORD_COUNTS: Final = Path(__file__).parent / "word_counts.tsv.gz"
"""Number of documents that hold each stem, tab-separated; the empty stem's is that of all documents.

`write_counts` made it of 12,814: the training rulings, the unlabelled documents beside them and the corpus.
"""
LEAST_COUNT: Final = 5
"""Stems of fewer documents are left out of the counts, and weighed as if they stood in this many."""
LEAD_WORDS: Final = 120
_STEM: Final = 7
_WORD: Final = re.compile(r"[^\W_]+")
_POSSESSIVE: Final = re.compile(r"[’']s\b")


def stems(text: str) -> list[str]:
    """Words of a text, in lower case, cut after seven letters, with repetition."""
    return [word[:_STEM] for word in _WORD.findall(_POSSESSIVE.sub("", text.lower()))]


def lead(text: str) -> str:
    """The first words of a text, which tell the story."""
    return " ".join(text[: LEAD_WORDS * 40].split()[:LEAD_WORDS])


def rare_words(text: str, limit: int) -> dict[str, float]:
    """The rarest stems of a text with their weights: inverse document frequency less one, so common words have none.

    Parameters
    ----------
    text : str
    limit : int
        Number of stems to keep.

    Returns
    -------
    dict of str to float
        Scaled to unit length; rarest first, in one order whatever that of the text.
    """
    counts, documents = _counts()
    weights = {stem: math.log(documents / counts.get(stem, LEAST_COUNT)) - 1 for stem in stems(text)}
    rarest = sorted(((weight, stem) for stem, weight in weights.items() if weight > 0), key=lambda p: (-p[0], p[1]))
    length = math.sqrt(sum(weight * weight for weight, _ in rarest[:limit]))
    return {stem: weight / length for weight, stem in rarest[:limit]}


def known_share(text: str) -> float:
    """Share of a text's words, numbers aside, whose stems occur in news about courts; 1 where it has none."""
    counts, _ = _counts()
    words = [stem for stem in stems(text) if not stem.isdigit()]
    return sum(stem in counts for stem in words) / len(words) if words else 1.0


def write_counts(texts: Iterable[str], path: Path = WORD_COUNTS) -> int:
    """Count the documents that hold each stem and write the table; returns the number of stems kept.

    Parameters
    ----------
    texts : iterable of str
        One a document; their leads are counted.
    path : Path, optional
    """
    counts: dict[str, int] = {"": 0}
    for text in texts:
        for stem in {"", *stems(lead(text))}:
            counts[stem] = counts.get(stem, 0) + 1
    kept = {stem: count for stem, count in sorted(counts.items()) if count >= LEAST_COUNT}
    table = "".join(f"{stem}\t{count}\n" for stem, count in kept.items())
    path.write_bytes(gzip.compress(table.encode(), compresslevel=9, mtime=0))
    return len(kept)


@lru_cache(maxsize=1)
def _counts() -> tuple[dict[str, int], int]:
    table = gzip.decompress(WORD_COUNTS.read_bytes()).decode()
    counts = {stem: int(count) for stem, count in (line.split("\t") for line in table.splitlines())}
    return counts, counts.pop("")
