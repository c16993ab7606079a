"""Groups of articles on one ruling, as the facts that they agree on."""

from dataclasses import dataclass
from typing import Final

from models.linking import NEAR_DAYS, RulingKey

Span = tuple[int, int] | None
_DECISION_DAYS: Final = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that share a ruling.

    Attributes
    ----------
    size : int
    first : tuple
        Of the article that comes first: whether it has no day, the day, and its digest.
    court, judge, docket, ruling_id : str or None
        What those agree on that tell it.
    decided, published, only_published : (int, int) or None
        First and last day: of the decision; of the articles; of those articles that tell no day of the decision.
    """

    size: int
    first: tuple[bool, int, str]
    court: str | None
    judge: str | None
    docket: str | None
    ruling_id: str | None
    decided: Span
    published: Span
    only_published: Span

    @classmethod
    def of(cls, key: RulingKey) -> "Group":
        """The group of one article."""
        day = key.decided if key.published is None else key.published
        return cls(
            1,
            (key.day is None, key.day or 0, key.digest),
            key.court,
            key.judge,
            key.docket,
            key.ruling_id,
            _day(key.decided),
            _day(day),
            _day(day) if key.decided is None else None,
        )


def merge(one: Group, other: Group) -> Group | None:
    """Join two groups; None where a fact of one excludes the other."""
    facts = [
        (one.court, other.court),
        (one.judge, other.judge),
        (one.docket, other.docket),
        (one.ruling_id, other.ruling_id),
    ]
    if any(a and b and a != b for a, b in facts):
        return None
    decided = _union(one.decided, other.decided)
    if _length(decided) > _DECISION_DAYS:
        return None
    for alone, whole in ((one.only_published, other.published), (other.only_published, one.published)):
        if alone and whole and _length(_union(alone, whole)) > NEAR_DAYS:
            return None
    court, judge, docket, ruling_id = (a or b for a, b in facts)
    return Group(
        one.size + other.size,
        min(one.first, other.first),
        court,
        judge,
        docket,
        ruling_id,
        decided,
        _union(one.published, other.published),
        _union(one.only_published, other.only_published),
    )


def _day(day: int | None) -> Span:
    return None if day is None else (day, day)


def _union(one: Span, other: Span) -> Span:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


def _length(span: Span) -> int:
    return span[1] - span[0] if span else 0
