"""How many words two pieces of text share."""

import re
from collections import Counter

_WORD = re.compile(r"\w+")


def word_containment(part: str, whole: str) -> float:
    """Share of the words of `part`, counted with repetition, that stand in `whole`; 0.0 for an empty part."""
    words, others = _counts(part), _counts(whole)
    return (words & others).total() / max(1, words.total())


def word_overlap(one: str, other: str) -> float:
    """Words that two texts share, counted with repetition, as a share of the longer one's; 0.0 if both are empty."""
    words, others = _counts(one), _counts(other)
    return (words & others).total() / max(1, words.total(), others.total())


def _counts(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))
