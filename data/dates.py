"""Days out of the ways in which feeds, tables and articles write them."""

import re
from datetime import UTC, date, datetime
from typing import Any, Final

_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS: Final = {
    **{name: number for number, name in enumerate(_NAMES, start=1)},
    **{name[:3]: number for number, name in enumerate(_NAMES, start=1)},
    "sept": 9,
}
_MONTH: Final = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?!\d)",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})(?!\d)",
        # The courts are American, and so is the order of month and day.
        r"(?<!\d)(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})(?!\d)",
        r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})$",
    )
)
_PARTIAL: Final = re.compile(r"\d{4}(?:-\d{2})?")
_EPOCH: Final = re.compile(r"[1-9]\d{8,9}(?:\d{3}|\.\d+)?")
_CLOCK: Final = re.compile(
    r"\b\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:UTC|GMT|[ECMP][SD]?T)?\b\.?|\b\d{1,2}\s*[ap]\.?m\b\.?",
    re.IGNORECASE,
)
_DATELINE_DASH: Final = re.compile(r"\s*\)?\s*(?:\([^)]{1,30}\)\s*)?(?:\u2014|\u2013|--|-)\s")

_TOP_LINES: Final = 5
_LONGEST_DATELINE: Final = 90
_OTHER_WORDS: Final = 6


def iso_day(value: Any) -> str | None:
    """Read a day as `YYYY-MM-DD`.

    Parameters
    ----------
    value : object
        An ISO date or time stamp, an RFC 2822 date, an English date, `MM/DD/YYYY`, a number
        of seconds or milliseconds since 1970, or a `datetime.date`.

    Returns
    -------
    str or None
        None where no whole day is told; `2024` and `2024-05` are none.
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = "" if value is None or isinstance(value, bool) else str(value).strip()
    if _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text.split(".")[0]) > 10 else 1)
        return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()
    found = _first_date(text)
    return found[0] if found else None


def is_partial_day(value: Any) -> bool:
    """Whether the value is a year or a year and month: known, but no day."""
    return _PARTIAL.fullmatch(str(value).strip()) is not None


def dateline_day(text: str) -> str | None:
    """Find the day of publication near the top of an article.

    A short line that is little but a date counts ("April 17, 2025, 5:34 PM UTC"), and so does
    a date that a dateline's dash follows ("BOISE, Idaho, May 2, 2024 --"). A date in running
    text does not: it may be of something else.

    Parameters
    ----------
    text : str
        The article's text without its title.

    Returns
    -------
    str or None
    """
    lines = [line.strip() for line in text[:4000].splitlines()]
    for line in [line for line in lines if line][:_TOP_LINES]:
        found = _first_date(line[:_LONGEST_DATELINE])
        if not found:
            continue
        day, start, end = found
        if _DATELINE_DASH.match(line, end):
            return day
        rest = _CLOCK.sub(" ", line[:start] + " " + line[end:])
        if len(line) <= _LONGEST_DATELINE and len(re.findall(r"\w+", rest)) <= _OTHER_WORDS and not line.endswith("."):
            return day
    return None


def _first_date(text: str) -> tuple[str, int, int] | None:
    found = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            month = match["month"].lower()
            try:
                day = date(int(match["year"]), _MONTHS.get(month) or int(month), int(match["day"]))
            except ValueError:
                continue
            found.append((match.start(), day.isoformat(), match.end()))
            break
    if not found:
        return None
    start, day_text, end = min(found)
    return day_text, start, end
