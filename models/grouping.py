"""Which articles of a pile share a ruling, from their keys alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from models.linking import NEAR_DAYS, THRESHOLD, RulingKey, probability, word_weights
from models.merging import Group, merge

AVERAGE: Final = 0.5
"""Least mean probability over the compared pairs between two groups at which they are joined (average linkage)."""
_LOOKED_UP: Final = 24
_CROWDED: Final = 100


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
    # Sum and number of the chances between two groups, as far as their articles were compared.
    compared: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
    links: list[tuple[float, str, str, int, int]] = []
    for one, other, chance in _pairs(keys):
        compared[one][other] = compared[other][one] = (chance, 1)
        if chance >= THRESHOLD:
            names = _name(keys[one]), _name(keys[other])
            links.append((-chance, min(names), max(names), one, other))
    for _, _, _, one, other in sorted(links):
        first, second = _root(parents, one), _root(parents, other)
        if first == second:
            continue
        joined = merge(groups[first], groups[second])
        total, number = compared[first][second]
        if joined is None or total < AVERAGE * number:
            continue
        if len(compared[first]) < len(compared[second]):
            first, second = second, first
        parents[second], groups[first] = first, joined
        del groups[second]
        for neighbour, (total, number) in compared.pop(second).items():
            del compared[neighbour][second]
            if neighbour != first:
                before, count = compared[first].get(neighbour, (0.0, 0))
                compared[first][neighbour] = compared[neighbour][first] = (before + total, count + number)
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
            yield other, index, probability(key, keys[other], weights)


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
