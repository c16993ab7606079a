"""Which column of a table, or key of an object, holds which field of an article."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from data.articles import Article
from data.dates import iso_day
from data.text import encodable

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "articleid", "docid", "documentid", "guid", "uuid"),
    "title": ("title", "headline", "heading", "hed", "articletitle", "articleheadline", "subject"),
    "text": (
        *("text", "body", "content", "article", "fulltext", "articletext", "articlebody", "bodytext", "articlecontent"),
        *("maintext", "story", "contenttext", "description", "summary", "abstract", "snippet", "excerpt"),
    ),
    "source": ("source", "outlet", "publisher", "publication", "sourcename", "site", "sitename", "newspaper"),
    "url": ("url", "link", "articleurl", "weburl", "permalink", "href"),
    "date": (
        *("date", "published", "publishedat", "publisheddate", "publishdate", "publicationdate", "datepublished"),
        *(
            "pubdate",
            "publishedon",
            "articledate",
            "dateposted",
            "posted",
            "timestamp",
            "datetime",
            "created",
            "createdat",
        ),
    ),
}
"""Usual names of each field, likeliest first; case, spaces and punctuation do not matter."""

_REMEMBERED: Final = 1000


class Columns:
    """Finds an article's fields in a record.

    Parameters
    ----------
    given : mapping of str to str, optional
        Field to the name of its column; a field that is not in it is found by its usual names.

    Raises
    ------
    ValueError
        If a key of `given` is no field.
    """

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        self.given = dict(given or {})
        self._found: dict[tuple[str, ...], dict[str, list[str]]] = {}
        for field in self.given:
            if field not in ALIASES:
                raise ValueError(f"{field!r} is no field of an article; use one of {', '.join(ALIASES)}")

    def missing(self, names: Iterable[str]) -> str | None:
        """Say what keeps a table with these columns from holding articles, None if nothing does."""
        columns = list(names)
        absent = [name for name in self.given.values() if name not in columns]
        if absent:
            return f"it has no column {', '.join(map(repr, absent))}, only {', '.join(map(repr, columns))}"
        if not (self.find("title", columns) or self.find("text", columns)):
            return f"no column is known to hold text or title: {', '.join(map(repr, columns))}"
        return None

    def find(self, field: str, names: Iterable[str]) -> list[str]:
        """The columns that may hold a field, likeliest first."""
        columns = list(names)
        if field in self.given:
            return [name for name in columns if name == self.given[field]]
        free = [name for name in columns if name not in self.given.values()]
        plain = {name: re.sub(r"[\W_]+", "", name).casefold() for name in free}
        return [name for alias in ALIASES[field] for name in free if plain[name] == alias]

    def article(self, record: Mapping[str, Any], default_id: str) -> Article | None:
        """Make an article of a record.

        Of several columns that may hold a field the likeliest that is filled is taken; the others
        go to `extra`, as does a date that names no day.

        Returns
        -------
        Article or None
            None where there is neither a title nor text.
        """
        found = self._found_in(tuple(record))
        extra = dict(record)
        values: dict[str, str] = {}
        for field in ALIASES:
            for name in found[field]:
                value = _plain_text(record[name]) if field != "date" else iso_day(_plain_text(record[name]))
                if value and value.strip():
                    values[field] = encodable(value)
                    del extra[name]
                    break
        title, text = values.get("title", "").strip(), values.get("text", "")
        if not (title or text):
            return None
        return Article(
            id=values.get("id", default_id).strip(),
            title=title,
            text=text,
            source=values.get("source"),
            url=values.get("url"),
            date=values.get("date"),
            extra=extra,
        )

    def _found_in(self, names: tuple[str, ...]) -> dict[str, list[str]]:
        # Records of one pile mostly have the same keys; a pile in which they never do must not fill the memory.
        if names not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[names] = {field: self.find(field, names) for field in ALIASES}
        return self._found[names]


def _plain_text(value: Any) -> str:
    """Text of a value: numbers are spelled out, lists of paragraphs joined, objects are none."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return str(value["name"])
    return ""
