"""Whether two articles tell of one ruling, from a compact key of each."""

import math
import re
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from data import digest
from features import acting_level, lead, rare_words

NEAR_DAYS: Final = 7
"""Articles published further apart do not tell of one ruling as their news."""
THRESHOLD: Final = 0.65
"""Least probability at which two articles share a ruling."""
_LEAST_SHARED: Final = 0.06
_KEPT_WORDS: Final = 48
# Log-odds fitted by logistic regression on the half of the hand-checked pairs that is for tuning
# (tests/models/ruling_pairs.csv, `python -m models.pairs`), where dockets and case names were too seldom told
# to be fitted: theirs are set by hand, and so is that of levels, which no pair judged the same differed in.
_INTERCEPT: Final = 6.7
_SHARED_WORDS: Final = 3.0
_UNDATED: Final = -1.2
_NEXT_DAY: Final = 1.8
_A_DAY: Final = -0.3
_OTHER_LEVEL: Final = -4.0
_SAME_JUDGE: Final = 0.4
_OTHER_OUTCOME: Final = -1.0
_OTHER_RELIEF: Final = -1.2
_SAME_DOCKET: Final = 3.0
_SAME_CASE: Final = 1.5

_DOCKET: Final = re.compile(r"(?:\d{1,2}:)?(\d\d)-([a-z]{2})-0*(\d+)|(\d\d)-0*(\d+)|(\d\da)0*(\d+)", re.IGNORECASE)
_HONOUR: Final = re.compile(r",?\s+(?:[JS]r\.?|II|III|IV)$")
_PARTY: Final = re.compile(r"[^\W_]{3,}")
_COMMON_PARTY: Final = frozenset(
    "the and for inc llc corp company united states state department secretary city county board commission".split()
)


@dataclass(frozen=True, slots=True)
class RulingKey:
    """What is kept of an article, or of a tracker's row, to find others about its ruling.

    Attributes
    ----------
    published, decided : int or None
        Days, as ordinals.
    court, docket, judge : str or None
        courts-db id; docket number without its office and suffixes; surname in lower case.
    level : str or None
        Level of the court that acts: supreme, appeal or trial.
    parties : frozenset of str
        Words of the case name.
    outcome, relief : str or None
    words, weights : array
        Hashes of the rarest words, and their weights, which have unit length.
    digest : str
        Of title and text: which article comes first among those of one day is told by it, not by place.
    ruling_id : str or None
        That of a tracker's row, which articles about its ruling take over.
    """

    published: int | None
    decided: int | None
    court: str | None
    docket: str | None
    judge: str | None
    level: str | None
    parties: frozenset[str]
    outcome: str | None
    relief: str | None
    words: "array[int]"
    weights: "array[float]"
    digest: str
    ruling_id: str | None = None

    @property
    def day(self) -> int | None:
        """Day of the ruling as near as it is known."""
        return self.published if self.decided is None else self.decided


def ruling_key(row: Mapping[str, Any], text: str, published: str | None, ruling_id: str | None = None) -> RulingKey:
    """Key of an article.

    Parameters
    ----------
    row : mapping
        Its prediction: title, evidence, case facts, outcome and relief are read.
    text : str
        The article's, or what else is told of the ruling.
    published : str or None
        ISO day of the article.
    ruling_id : str, optional
        Of a ruling that has one already.

    Returns
    -------
    RulingKey
    """
    title, evidence = row.get("title") or "", row.get("evidence") or ""
    told = "\n".join([title, evidence, row.get("challenged_action") or "", lead(text)])
    words = {zlib.crc32(stem.encode()): weight for stem, weight in rare_words(told, _KEPT_WORDS).items()}
    return RulingKey(
        published=_ordinal(published),
        decided=_ordinal(row.get("decision_date")),
        court=row.get("court") or None,
        docket=plain_docket(row.get("docket_number")),
        judge=_surname(row.get("judge")),
        level=acting_level(evidence, title),
        parties=frozenset(_PARTY.findall((row.get("case_name") or "").lower())) - _COMMON_PARTY,
        outcome=row.get("outcome") or None,
        relief=row.get("relief") or None,
        words=array("I", words),
        weights=array("f", words.values()),
        digest=digest(f"{title}\n{text}")[:12],
        ruling_id=ruling_id,
    )


def probability(one: RulingKey, other: RulingKey, weights: Mapping[int, float] | None = None) -> float:
    """Probability that two keys are of one ruling; 0.0 where a fact of one excludes that of the other.

    Parameters
    ----------
    one, other : RulingKey
    weights : mapping of int to float, optional
        Weights of the words of `one`, for those who compare it with many.
    """
    if excludes(one, other):
        return 0.0
    shared = shared_words(weights if weights is not None else word_weights(one), other)
    docket = bool(one.docket) and one.docket == other.docket
    if shared < _LEAST_SHARED and not docket:
        return 0.0
    gap = day_gap(one, other)
    odds = _INTERCEPT + _SHARED_WORDS * math.log(max(shared, _LEAST_SHARED))
    odds += _UNDATED if gap is None else _NEXT_DAY * (gap <= 1) + _A_DAY * gap
    odds += _OTHER_LEVEL * _differ(one.level, other.level)
    odds += _SAME_JUDGE * (bool(one.judge) and one.judge == other.judge)
    odds += _OTHER_OUTCOME * _differ(one.outcome, other.outcome)
    odds += _OTHER_RELIEF * _differ(one.relief, other.relief)
    odds += _SAME_DOCKET * docket
    odds += _SAME_CASE * same_parties(one, other)
    return 1 / (1 + math.exp(-odds))


def excludes(one: RulingKey, other: RulingKey) -> bool:
    """Whether court, judge, docket or day show two rulings."""
    gap = day_gap(one, other)
    decided = one.decided is not None and other.decided is not None
    return (
        _differ(one.court, other.court)
        or _differ(one.judge, other.judge)
        or _differ(one.docket, other.docket)
        or (gap is not None and gap > (1 if decided else NEAR_DAYS))
    )


def day_gap(one: RulingKey, other: RulingKey) -> int | None:
    """Days between the decisions where both are told, else between the articles; None where days are missing."""
    if one.decided is not None and other.decided is not None:
        return abs(one.decided - other.decided)
    if one.published is not None and other.published is not None:
        return abs(one.published - other.published)
    return None if one.day is None or other.day is None else abs(one.day - other.day)


def word_weights(key: RulingKey) -> dict[int, float]:
    """Weights of a key's words."""
    return dict(zip(key.words, key.weights, strict=True))


def shared_words(weights: Mapping[int, float], other: RulingKey) -> float:
    """Cosine of the rarest words of two keys."""
    return sum(
        weights[word] * weight for word, weight in zip(other.words, other.weights, strict=True) if word in weights
    )


def same_parties(one: RulingKey, other: RulingKey) -> bool:
    """Whether two case names share the most of the shorter one's words, and two at least."""
    shared = len(one.parties & other.parties)
    return shared >= 2 and shared * 2 > min(len(one.parties), len(other.parties))


def plain_docket(number: str | None) -> str | None:
    """A docket number as one spelling: `2:20-cv-09893-JGB` and `20-CV-9893` are one.

    Returns
    -------
    str or None
        None where there is no number in it.
    """
    match = _DOCKET.search(number or "")
    return "-".join(part.lower() for part in match.groups() if part) if match else None


def _surname(judge: str | None) -> str | None:
    words = _HONOUR.sub("", (judge or "").strip()).split()
    return words[-1].lower() if words else None


def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one) and bool(other) and one != other
