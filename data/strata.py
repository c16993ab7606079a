"""Labels to stratify over."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

_JOIN: Final = "|"
_RARE: Final = "rare"


def strata(records: Iterable[Mapping[str, Any]]) -> list[str]:
    """Outcome and claims of each record as one label to stratify over.

    Parameters
    ----------
    records : iterable of mapping
        With `outcome` and `claims`, either of which may be unknown.

    Returns
    -------
    list of str
        Such as `granted|apa+statutory`.
    """
    found = []
    for record in records:
        claims = record.get("claims")
        grounds = "unknown" if claims is None else "+".join(sorted(claims))
        found.append(f"{record.get('outcome') or 'unknown'}{_JOIN}{grounds}")
    return found


def merge_rare(labels: Iterable[Any], least: int) -> list[str]:
    """Merge labels that occur too seldom to be spread over that many folds.

    `granted|apa+statutory` first falls back to `granted`, then whatever is still rare goes
    together, and if that is rare too, into the commonest label.

    Parameters
    ----------
    labels : iterable
        Anything with a text of its own; rows of an indicator matrix count as one label each.
    least : int

    Returns
    -------
    list of str
        No label occurs fewer than `least` times, unless there are fewer labels than that.
    """
    merged = [_as_text(label) for label in labels]
    counts = Counter(merged)
    merged = [label if counts[label] >= least else label.split(_JOIN)[0] for label in merged]
    counts = Counter(merged)
    merged = [label if counts[label] >= least else _RARE for label in merged]
    counts = Counter(merged)
    if counts and counts.get(_RARE, least) < least:
        common = max(sorted(counts), key=lambda label: counts[label] if label != _RARE else -1)
        merged = [common if label == _RARE else label for label in merged]
    return merged


def _as_text(label: Any) -> str:
    if isinstance(label, str):
        return label
    return "+".join(map(str, label)) if hasattr(label, "__iter__") else str(label)
