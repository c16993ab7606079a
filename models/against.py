"""New articles beside the rows of a tracker: which are known, which are news of a case that is."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from data import OUTCOMES, RELIEFS, TrackerRow
from features import named_court
from models.linking import NEAR_DAYS, RulingKey, day_gap, plain_docket, ruling_key, same_parties

NEW, KNOWN, UPDATE = "new", "known", "update"
SAME_CASE_WORDS: Final = 0.5
"""Least cosine of rare words at which two rulings, told no docket, are taken for rulings of one case."""
SOON_DAYS: Final = 60
"""Days within which less will do: news of one topic is then mostly of one case."""
SOON_WORDS: Final = 0.3
SOON_JUDGE_WORDS: Final = 0.2
"""The same of rulings of one judge."""


def tracker_key(row: TrackerRow) -> RulingKey:
    """Key of a tracker's row, which articles about its ruling are joined with."""
    values = dict(row.values)
    told = " ".join(values.get(name, "") for name in ("docket_number", "case_name"))
    values["docket_number"] = told if plain_docket(told) else ""
    values["court"] = named_court(values.get("court") or values.get("case_name", "")) or ""
    told_outcome = set(re.findall(r"\w+", values.get("outcome", "").lower())) & set(OUTCOMES)
    values["outcome"] = told_outcome.pop() if len(told_outcome) == 1 else ""
    values["relief"] = values["relief"] if values.get("relief") in RELIEFS else ""
    return ruling_key(values, values.get("text", ""), values.get("date"), row.ruling_id)


class Tracker:
    """The rulings that are kept already.

    Parameters
    ----------
    rows : sequence of TrackerRow

    Attributes
    ----------
    keys : list of RulingKey
        One a row.
    """

    def __init__(self, rows: Sequence[TrackerRow]) -> None:
        self.keys = [tracker_key(row) for row in rows]
        self._ids = [row.id for row in rows]
        self._by_ruling = {key.ruling_id: place for place, key in reversed(list(enumerate(self.keys)))}
        self._words: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for place, key in enumerate(self.keys):
            for word, weight in zip(key.words, key.weights, strict=True):
                self._words[word].append((place, weight))

    def compare(self, key: RulingKey, ruling_id: str) -> tuple[str, str | None]:
        """Say what an article's ruling is to the tracker.

        Parameters
        ----------
        key : RulingKey
            Of the article.
        ruling_id : str
            That of the article's group, in which the tracker's keys took part.

        Returns
        -------
        status : {'known', 'update', 'new'}
            Its ruling is a row already; it is a newer ruling of a row's case; or neither.
        row_id : str or None
            Of the row in question: the latest one of an updated case.
        """
        if ruling_id in self._by_ruling:
            return KNOWN, self._ids[self._by_ruling[ruling_id]]
        shared: dict[int, float] = defaultdict(float)
        for word, weight in zip(key.words, key.weights, strict=True):
            for place, other in self._words.get(word, ()):
                shared[place] += weight * other
        cases = [
            place
            for place, row in enumerate(self.keys)
            if _same_case(key, row, shared.get(place, 0.0)) and not _older(key, row)
        ]
        if not cases:
            return NEW, None
        return UPDATE, self._ids[max(cases, key=lambda place: (self.keys[place].day or 0, place))]


def _same_case(key: RulingKey, row: RulingKey, shared: float) -> bool:
    if key.docket and row.docket:
        if key.docket == row.docket and (not key.court or not row.court or key.court == row.court):
            return True
        if key.court == row.court:
            return False
    return shared >= least_words(key, row) or same_parties(key, row)


def least_words(key: RulingKey, row: RulingKey) -> float:
    """Least cosine of rare words at which an article's ruling is of a row's case, where neither docket nor parties tell."""
    gap = day_gap(key, row)
    if gap is None or gap > SOON_DAYS:
        return SAME_CASE_WORDS
    return SOON_JUDGE_WORDS if key.judge and key.judge == row.judge else SOON_WORDS


def _older(key: RulingKey, row: RulingKey) -> bool:
    return key.day is not None and row.day is not None and key.day < row.day - NEAR_DAYS
