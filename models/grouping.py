"""Which articles of a pile share a ruling, from their keys alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from models.linking import NEAR_DAYS, THRESHOLD, RulingKey, excludes, probability

AVERAGE: Final = 0.5
_LOOKED_UP: Final = 12
_CROWDED: Final = 400


def group_rulings(keys: Sequence[RulingKey]) -> list[str]:
    """Ruling ids of articles, the same for those that tell of one ruling.

    Pairs are joined from the likeliest on, unless a fact of any article in one group excludes one in the other. The id
    is that of a tracker's row in the group; otherwise it is made from the content of the group's first article: the
    earliest, and of one day the one whose digest is least. So neither the order of the articles nor later ones that
    join change it.

    Parameters
    ----------
    keys : sequence of RulingKey

    Returns
    -------
    list of str
        One for each key.
    """
    parents = list(range(len(keys)))
    members = {index: [index] for index in parents}
    linked = sorted((-chance, one, other) for one, other, chance in _linked(keys))
    for _, one, other in linked:
        first, second = sorted((_root(parents, one), _root(parents, other)))
        if first == second or not _joinable(keys, members[first], members[second]):
            continue
        parents[second] = first
        members[first] += members.pop(second)
    ids = [""] * len(keys)
    for group in members.values():
        ruling_id = _group_id([keys[index] for index in group])
        for index in group:
            ids[index] = ruling_id
    return ids


def _linked(keys: Sequence[RulingKey]) -> Iterator[tuple[int, int, float]]:
    """Pairs that may share a ruling, found by a rare word or a docket of near days; the undated come last."""
    days = [key.day for key in keys]
    places: dict[int | str, list[int]] = defaultdict(list)
    for index in sorted(range(len(keys)), key=lambda at: (days[at] is None, days[at] or 0)):
        key = keys[index]
        found: set[int] = set()
        marks: list[int | str] = [*key.words[:_LOOKED_UP], *([key.docket] if key.docket else [])]
        for mark in marks:
            found.update(_near(places[mark], days, days[index]))
            places[mark].append(index)
        for other in sorted(found):
            if (chance := probability(keys[other], key)) >= THRESHOLD:
                yield min(other, index), max(other, index), chance


def _near(place: Sequence[int], days: Sequence[int | None], day: int | None) -> Iterator[int]:
    for other in reversed(place[-_CROWDED:]):
        past = days[other]
        # The day may be of the decision for one and of publication for the other.
        if day is not None and past is not None and day - past > 2 * NEAR_DAYS:
            return
        yield other


def _joinable(keys: Sequence[RulingKey], group: Sequence[int], others: Sequence[int]) -> bool:
    ids = {keys[index].ruling_id for index in (*group, *others)} - {None}
    pairs = [(keys[one], keys[other]) for one in group for other in others]
    if len(ids) > 1 or any(excludes(*pair) for pair in pairs):
        return False
    return sum(probability(*pair) for pair in pairs) >= AVERAGE * len(pairs)


def _group_id(group: Sequence[RulingKey]) -> str:
    known = [key.ruling_id for key in group if key.ruling_id]
    if known:
        return known[0]
    first = min(group, key=lambda key: (key.day is None, key.day or 0, key.digest))
    return f"r{first.digest}"


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index
