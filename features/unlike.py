"""Whether a document is unlike what a model is trained on: not in English, garbled, noise, or of a foreign court."""

import re
import unicodedata
from itertools import pairwise
from typing import Final

from features.foreign import about_foreign_court
from features.rarity import known_share

_READ: Final = 6000
_FEWEST: Final = 15
"""Words; of fewer nothing is said but that they are in another script or no words at all."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_FUNCTION: Final = frozenset(
    "the a an of and to in that is was for on with as by at it he she his her they their from be are were has have had not this "
    "which or but who its will would after said we you your i our can if when there been".split()
)
_ARTICLES: Final = frozenset(("the", "a", "an"))
_NEVER_AFTER: Final = frozenset(
    "the a an of and to in is was for with by at he she they from be are were has had or but said".split()
)
"""Words that follow an article in shuffled text alone."""


def unlike(title: str, text: str) -> str | None:
    """Say in what a document is unlike English news about American courts, or news at all; None where it is like them.

    News without a court is like them. The bounds were chosen on the training rulings and the corpus; `docs/unlike.md`
    says what they let pass and what they catch.

    Parameters
    ----------
    title, text : str

    Returns
    -------
    str or None
        A reason, in words.
    """
    whole = f"{title}\n{text}"[:_READ]
    letters = [char for char in whole if char.isalpha()]
    solid = sum(not char.isspace() for char in whole)
    if len(letters) >= 10 and sum(map(_is_latin, letters)) < 0.7 * len(letters):
        return "it is not in English"
    words = [word.lower() for word in _WORD.findall(whole)]
    if solid >= 60 and (len(letters) < 0.6 * solid or solid > 14 * max(len(whole.split()), 1)):
        return "it is no text, or garbled"
    if len(words) < _FEWEST:
        return None
    function, known = sum(word in _FUNCTION for word in words) / len(words), known_share(whole)
    if function < 0.06 or known < 0.55:
        # What is mis-scanned keeps some of its small words; another language has next to none of them.
        return "it is not in English" if function < 0.12 else "it is no text, or garbled"
    if known < 0.77 or _disorder(words) >= 0.15:
        return "it is no text, or garbled"
    return "it seems to be about a court of another country" if about_foreign_court(whole) else None


def _disorder(words: list[str]) -> float:
    """Share of the articles that a word follows which never does; 0 where there are few of them."""
    after = [second for first, second in pairwise(words) if first in _ARTICLES]
    wrong = sum(word in _NEVER_AFTER for word in after)
    return wrong / len(after) if len(after) >= 5 and wrong >= 2 else 0.0


def _is_latin(char: str) -> bool:
    return char < "\u0250" or unicodedata.name(char, "").startswith("LATIN")
