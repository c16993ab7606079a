"""Which articles of a pile share a ruling, from their keys alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from models.linking import NEAR_DAYS, THRESHOLD, RulingKey, probability, word_weights
from models.merging import Group, merge

AVERAGE: Final = 0.5
"""Least mean probability over the pairs between two groups at which they are joined (average linkage)."""
_LEAST: Final = 0.1
_LOOKED_UP: Final = 24
_CROWDED: Final = 400


def group_rulings(keys: Sequence[RulingKey]) -> list[str]:
    """Ruling ids of articles, the same for those that tell of one ruling.

    Groups are joined along the likeliest pairs first, where the pairs between them are likely on average and no fact of
    any article in one excludes one in the other. The id is that of a tracker's row in the group; otherwise it is made
    from the content of the group's first article: the earliest, and of one day the one whose digest is least. So
    neither the order of the articles nor later ones that join change it.

    Parameters
    ----------
    keys : sequence of RulingKey

    Returns
    -------
    list of str
        One for each key.
    """
    parents = list(range(len(keys)))
    groups = {index: Group.of(key) for index, key in enumerate(keys)}
    chances: dict[int, dict[int, float]] = defaultdict(dict)
    links = []
    for one, other, chance in _pairs(keys):
        chances[one][other] = chances[other][one] = chance
        if chance >= THRESHOLD:
            first, second = sorted((_name(keys[one]), _name(keys[other])))
            links.append((-chance, first, second, one, other))
    for *_, one, other in sorted(links):
        first, second = _root(parents, one), _root(parents, other)
        if first == second:
            continue
        joined = merge(groups[first], groups[second])
        mean = chances[first].get(second, 0.0) / (groups[first].size * groups[second].size)
        if joined is None or mean < AVERAGE:
            continue
        if len(chances[first]) < len(chances[second]):
            first, second = second, first
        parents[second], groups[first] = first, joined
        del groups[second]
        for neighbour, total in chances.pop(second).items():
            del chances[neighbour][second]
            if neighbour != first:
                chances[first][neighbour] = chances[neighbour][first] = chances[first].get(neighbour, 0.0) + total
    return [_group_id(groups[_root(parents, index)]) for index in range(len(keys))]


def _pairs(keys: Sequence[RulingKey]) -> Iterator[tuple[int, int, float]]:
    """Pairs that may share a ruling, found by a rare word or a docket of near days; the undated come last."""
    days = [key.day for key in keys]
    places: dict[int | str, list[int]] = defaultdict(list)
    for index in sorted(range(len(keys)), key=lambda at: (days[at] is None, days[at] or 0, _name(keys[at]))):
        key = keys[index]
        found: set[int] = set()
        marks: list[int | str] = [*key.words[:_LOOKED_UP], *([key.docket] if key.docket else [])]
        for mark in marks:
            found.update(_near(places[mark], days, days[index]))
            places[mark].append(index)
        weights = word_weights(key)
        for other in found:
            if (chance := probability(key, keys[other], weights)) >= _LEAST:
                yield other, index, chance


def _near(place: Sequence[int], days: Sequence[int | None], day: int | None) -> Iterator[int]:
    for other in reversed(place[-_CROWDED:]):
        past = days[other]
        # The day may be of the decision for one and of publication for the other.
        if day is not None and past is not None and day - past > 2 * NEAR_DAYS:
            return
        yield other


def _group_id(group: Group) -> str:
    return group.ruling_id or f"r{group.first[2]}"


def _name(key: RulingKey) -> str:
    return key.digest + (key.ruling_id or "")


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index
