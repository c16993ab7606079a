"""The second pass over finished rows: copies, ruling ids and what a tracker knows of each."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import starmap
from typing import Any

from data import Article, TrackerRow
from models.against import Tracker
from models.copies import CopyFinder, CopyKey, copy_key
from models.grouping import group_rulings
from models.linking import RulingKey, ruling_key

Pairs = Iterator[tuple[Article, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class ArticleKey:
    """What the second pass keeps of an article.

    Attributes
    ----------
    id : str
    copy : tuple of (ndarray, int)
        By which its copies are known.
    ruling : RulingKey or None
        None where it reports no ruling.
    """

    id: str
    copy: CopyKey
    ruling: RulingKey | None


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
    return link_keys(starmap(article_key, pairs), tracker)


def article_key(article: Article, row: dict[str, Any]) -> ArticleKey:
    """Key of an article and its prediction."""
    ruling = ruling_key(row, article.text, article.date) if row["outcome"] != "none" else None
    return ArticleKey(article.id, copy_key(article.title, article.text), ruling)


def link_keys(articles: Iterable[ArticleKey], tracker: Sequence[TrackerRow] | None = None) -> Links:
    """Find links as `find_links` does, from the keys of the articles, wherever they were made."""
    kept = Tracker(tracker) if tracker is not None else None
    finder, ids, places, keys = CopyFinder(), [], array("Q"), list[RulingKey]()
    for place, article in enumerate(articles):
        finder.add_key(article.copy)
        ids.append(article.id)
        if article.ruling is not None:
            places.append(place)
            keys.append(article.ruling)
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
