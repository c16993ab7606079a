"""Rulings fit to train on: grouped with what tells the same story, and none that the test set knows."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from data.near_duplicates import near_duplicate_groups, nearest_duplicates
from data.rulings import own_group

Ruling = dict[str, Any]


class Refusal(NamedTuple):
    """A ruling that must not be trained on, and why."""

    id: str
    reason: str

    def __str__(self) -> str:
        return f"{self.id}: {self.reason}"


def guard(
    rulings: Sequence[Mapping[str, Any]], test: Sequence[Mapping[str, Any]] = ()
) -> tuple[list[Ruling], list[Refusal]]:
    """Give rulings without a group one, and refuse those that the test set holds.

    Parameters
    ----------
    rulings, test : sequence of mapping
        As `read_rulings` returns them.

    Returns
    -------
    rulings : list of dict
        To train on. One whose file named no group takes that of the ruling whose wording it
        shares, be it in training or in test; without such a one its own stays.
    refused : list of Refusal
        Those whose text, or group, occurs in the test set.
    """
    own = [own_group(ruling) for ruling in rulings]
    grouped = _grouped(rulings, own, test)
    texts = {own_group(ruling): ruling["id"] for ruling in reversed(test)}
    groups = {ruling["group"]: ruling["id"] for ruling in reversed(test)}
    kept: list[Ruling] = []
    refused: list[Refusal] = []
    for ruling, text in zip(grouped, own, strict=True):
        if text in texts:
            refused.append(Refusal(ruling["id"], f"its text is that of {texts[text]} in the test set"))
        elif ruling["group"] in groups:
            refused.append(Refusal(ruling["id"], f"it may tell the story of {groups[ruling['group']]} in the test set"))
        else:
            kept.append(ruling)
    return kept, refused


def _grouped(
    rulings: Sequence[Mapping[str, Any]], own: Sequence[str], test: Sequence[Mapping[str, Any]]
) -> list[Ruling]:
    grouped = [dict(ruling) for ruling in rulings]
    named = [ruling["group"] != text for ruling, text in zip(grouped, own, strict=True)]
    if all(named):
        return grouped
    new = [ruling for ruling, has in zip(grouped, named, strict=True) if not has]
    old = [*test, *(ruling for ruling, has in zip(grouped, named, strict=True) if has)]
    texts = [_told(ruling) for ruling in new]
    near = nearest_duplicates(texts, [_told(ruling) for ruling in old])
    first = near_duplicate_groups(texts)
    # A group of new rulings follows its first member that something known is near to.
    group = {at: new[at]["group"] for at in first}
    for at, known in reversed(list(zip(first, near, strict=True))):
        if known is not None:
            group[at] = old[known]["group"]
    for ruling, at in zip(new, first, strict=True):
        ruling["group"] = group[at]
    return grouped


def _told(ruling: Mapping[str, Any]) -> str:
    return f"{ruling['title']}\n{ruling['text']}"
