"""The part of a document that an encoder reads: its title and the sentences likeliest to tell a ruling."""

import re
from collections.abc import Sequence

from features.sentences import Sentence

_WORD = re.compile(r"[a-z]+")
_TITLE_WORDS = 30
_SENTENCE_WORDS = 45
_PLACE = (2.5, 1.8, 1.2, 0.8, 0.5)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DECISION = _words(
    "affirm affirmed affirming affirms allow allowed allowing allows bar barred barring bars block blocked blocking blocks"
    " clear cleared clears decide decided decides decision declare declared declares declined declines deny denied denies denying"
    " dismiss dismissed dismisses dismissing dissolved enjoin enjoined enjoining enjoins extend extended extends find found finds"
    " grant granted granting grants halt halted halting halts hold held holding holds invalidate invalidated invalidates issued"
    " issues keep keeps lift lifted lifts order ordered ordering orders overrule overruled overturn overturned overturns pause"
    " paused pauses prevent prohibits quash quashed refuse refused refuses reinstate reinstated reinstates reject rejected rejecting"
    " rejects remanded restore restored restores reversed reverse reverses reversing revive revived revives rule ruled rules ruling"
    " sided sides stayed stop stopped stops strike strikes striking struck suspend suspended suspends threw throws tossed tosses"
    " unblocked unconstitutional uphold upheld upholding upholds vacate vacated vacates vacating violates violated won wins loses lost"
)
COURT = _words(
    "appeals appellate chancellor circuit court courts judge judges justice justices magistrate panel scotus superior supreme tribunal"
)
RELIEF = _words(
    "certiorari emergency habeas injunction injunctions injunctive judgment motion nationwide opinion pending petition preliminary"
    " relief request restraining stay summary temporarily temporary tro vacatur verdict appeal lawsuit suit challenge"
)
CLAIM = _words(
    "act amendment apa arbitrary capricious constitution constitutional discrimination due equal establishment federal first"
    " fourteenth law process protection religious rights rulemaking speech statute unconstitutional unlawful violated violates"
    " violate violation title authority congress powers"
)
REACH = _words(
    "across country everyone nationwide national plaintiffs states statewide universal only limited scope applies"
)


def excerpt(title: str, sentences: Sequence[Sentence], budget: int = 120) -> tuple[str, list[int]]:
    """Pick what to read of a document under a budget of words.

    Sentences are ranked by their place and by how many kinds of ruling words (decision, court,
    relief, ground, reach) they hold, and taken in that order until the budget is spent.

    Parameters
    ----------
    title : str
        May be empty.
    sentences : sequence of Sentence
        All sentences of the document's text, in order.
    budget : int, default 120
        Words to take at most, the title's included. One sentence is always taken.

    Returns
    -------
    title : str
        The title, cut to 30 words.
    chosen : list of int
        Indices into `sentences`, ascending.
    """
    title_words = title.split()[:_TITLE_WORDS]
    left = budget - len(title_words)
    ranked = sorted(range(len(sentences)), key=lambda i: (-_score(sentences[i].text, i), i))
    chosen: list[int] = []
    for index in ranked:
        length = min(len(sentences[index].text.split()), _SENTENCE_WORDS)
        if chosen and length > left:
            continue
        chosen.append(index)
        left -= length
        if left <= 0:
            break
    return " ".join(title_words), sorted(chosen)


def shorten(sentence: str) -> str:
    """Cut a sentence to the words that an encoder reads of it."""
    return " ".join(sentence.split()[:_SENTENCE_WORDS])


def _score(sentence: str, place: int) -> float:
    words = _WORD.findall(sentence.lower())
    score = _PLACE[place] if place < len(_PLACE) else 0.0
    score += min(2, sum(word in DECISION for word in words))
    score += 1.0 * any(word in COURT for word in words)
    score += 0.6 * min(2, sum(word in RELIEF for word in words))
    score += 0.35 * min(3, sum(word in CLAIM for word in words))
    score += 0.3 * any(word in REACH for word in words)
    return score
