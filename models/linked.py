"""The second pass over finished rows: copies, ruling ids and what a tracker knows of each."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data import Article, TrackerRow
from models.against import Tracker
from models.copies import CopyFinder
from models.grouping import group_rulings
from models.linking import RulingKey, ruling_key

Pairs = Iterator[tuple[Article, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Links:
    """What the second pass found, by the place of an article in the pile.

    Attributes
    ----------
    ruling_ids : dict of int to str
        Of articles that report a ruling.
    copies : dict of int to str
        Id of the first article with the text of this one.
    tracked : dict of int to (str, str or None), or None
        Status and tracker row's id; None without a tracker.
    """

    ruling_ids: dict[int, str]
    copies: dict[int, str]
    tracked: dict[int, tuple[str, str | None]] | None


def find_links(pairs: Pairs, tracker: Sequence[TrackerRow] | None = None) -> Links:
    """Find out which articles are copies and which share a ruling.

    Nothing but keys is held in memory: some 300 bytes an article, and some 4 KB for each that reports a ruling.

    Parameters
    ----------
    pairs : iterator of (Article, dict)
        Articles with their predictions.
    tracker : sequence of TrackerRow, optional
        Rows whose ruling ids are taken over.

    Returns
    -------
    Links
    """
    kept = Tracker(tracker) if tracker is not None else None
    finder, ids, places, keys = CopyFinder(), [], array("Q"), list[RulingKey]()
    for place, (article, row) in enumerate(pairs):
        finder.add(article.title, article.text)
        ids.append(article.id)
        if row["outcome"] != "none":
            places.append(place)
            keys.append(ruling_key(row, article.text, article.date))
    known = kept.keys if kept else []
    grouped = group_rulings([*known, *keys])[len(known) :]
    tracked = (
        {at: kept.compare(key, ruling) for at, key, ruling in zip(places, keys, grouped, strict=True)} if kept else None
    )
    return Links(
        ruling_ids=dict(zip(places, grouped, strict=True)),
        copies={place: ids[first] for place, first in finder.copies().items()},
        tracked=tracked,
    )


def fill_links(pairs: Pairs, links: Links) -> Pairs:
    """Write what was found into the rows, and pass the articles' dates and sources on.

    With a tracker, rows have `tracker_status` and `tracker_id` beside `ruling_id` and `duplicate_of`.
    """
    for place, (article, row) in enumerate(pairs):
        filled = row | {"ruling_id": links.ruling_ids.get(place), "duplicate_of": links.copies.get(place)}
        if links.tracked is not None:
            status, row_id = links.tracked.get(place, (None, None))
            filled |= {"tracker_status": status, "tracker_id": row_id}
        told = {name: getattr(article, name) for name in ("date", "source", "url") if getattr(article, name)}
        yield replace(article, extra={**told, **article.extra}), filled
