"""The day of the decision that a document tells."""

import re
from collections.abc import Iterable
from datetime import date as Day
from datetime import timedelta

_NUMERIC = re.compile(r"(?<![\d/])(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])/((?:20)?\d\d)(?![\d/])")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!\s+and\s+\w{3,6}day\b)")
_TODAY = re.compile(r"\b([Tt]oday|[Yy]esterday)\b(?![’']s|\s+(?:show|network)\b|:)")
_RULING = r"(?:ruling|decision|opinion|order|judgment|injunction)"
# A day that says when a ruling was made: "Tuesday's decision", "the order, issued Friday", "ruled Monday".
_RULING_DAY = re.compile(
    r"\b(?P<owner>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[’']s (?:[\w-]+ ){0,3}" + _RULING + r"\b"
    r"|\b" + _RULING + r"(?:,| was)?(?: (?:issued|released|handed down|entered|signed|published|made))?"
    r"(?: (?:on|late|early|late on))? (?P<after>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?![’']s)"
    r"|\b(?:ruled|sided|upheld|struck down|denied|granted|blocked|dismissed)(?: late| early)?(?: on)? "
    r"(?P<verb>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?![’']s)"
)
_OTHER_RULING_BEFORE = re.compile(
    r"\b(?:last|earlier|previous|lower|another|separate|second)\b[^.]{0,50}$", re.IGNORECASE
)
_MONTH_DAY = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:[a-z]{1,6})?\.? (3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
    r"(?:,? (20\d\d)\b)?"
)
_OTHER_EVENT_BEFORE = re.compile(
    r"\b(?:by|until|till|before|since|after|effect|effective|begin(?:s|ning)?|start(?:s|ing)?|through|last|next|coming|due"
    r"|scheduled|deadline of|as of|for|expires?|from|dated|between|to|vote|election|attack|hearing|filed"
    r"|reports?|reported)"
    r"(?:\s+(?:on|late|early|the))?\s+$",
    re.IGNORECASE,
)
_REVIEWED = re.compile(r"\b(?:order|ruling|decision|injunction)s? (?:issued|handed down|made|entered|by)\b[^,;]{0,40}$")
_OTHER_EVENT_AFTER = re.compile(
    r"(?:[’']s)?\s+(?:election|attack|riot|insurrection|hearing|deadline|primary|vote|committee|panel|investigation)"
)
_RECENT = timedelta(days=90)


def line_date(line: str) -> str | None:
    """The one date like 4/16/25 of the sentence that names the case, as ISO day."""
    days = {_day(year if len(year) == 4 else f"20{year}", month, day) for month, day, year in _NUMERIC.findall(line)}
    days.discard(None)
    only = days.pop() if len(days) == 1 else None
    return only.isoformat() if only else None


def sentence_date(sentence: str, published: str | None) -> str | None:
    """The day that a ruling's sentence tells ("on Wednesday", "April 16"), as ISO day.

    Parameters
    ----------
    sentence : str
        The sentence that tells the ruling.
    published : str or None
        Day of the document. Weekdays, "today" and dates without a year count back from it.

    Returns
    -------
    str or None
        None where the sentence tells no day or several.
    """
    reference = _published(published)
    days: set[Day] = set()
    for match in _told(_MONTH_DAY, sentence):
        days |= _calendar_day(match, reference)
    if reference is not None:
        for match in _told(_WEEKDAY, sentence):
            days.add(_weekday(match.group(), reference))
        for match in _told(_TODAY, sentence):
            days.add(reference - timedelta(days=match.group().lower() == "yesterday"))
    return days.pop().isoformat() if len(days) == 1 else None


def names_day(sentence: str) -> bool:
    """Whether a sentence names a day at all, be it of another event."""
    return any(pattern.search(sentence) for pattern in (_WEEKDAY, _TODAY, _MONTH_DAY))


def ruling_day(sentences: Iterable[str], published: str | None) -> str | None:
    """The weekday on which sentences beside the ruling's say that it was made ("Tuesday's decision"), as ISO day.

    Parameters
    ----------
    sentences : iterable of str
    published : str or None
        Day of the document, from which weekdays count back.

    Returns
    -------
    str or None
        None where they tell no day or several.
    """
    if (reference := _published(published)) is None:
        return None
    days = {
        _weekday(match["owner"] or match["after"] or match["verb"], reference)
        for sentence in sentences
        if "day" in sentence
        for match in _RULING_DAY.finditer(sentence)
        if not _OTHER_RULING_BEFORE.search(sentence[max(0, match.start() - 60) : match.start()])
    }
    return days.pop().isoformat() if len(days) == 1 else None


def _published(day: str | None) -> Day | None:
    try:
        return Day.fromisoformat(day[:10]) if day else None
    except ValueError:
        return None


def _weekday(name: str, reference: Day) -> Day:
    return reference - timedelta(days=(reference.weekday() - _WEEKDAYS.index(name.lower())) % 7)


def _told(pattern: re.Pattern[str], sentence: str) -> list[re.Match[str]]:
    """Matches that no word beside them ties to another event."""
    return [
        match
        for match in pattern.finditer(sentence)
        if not _OTHER_EVENT_BEFORE.search(sentence[max(0, match.start() - 25) : match.start()])
        and not _REVIEWED.search(sentence[max(0, match.start() - 60) : match.start()])
        and not _OTHER_EVENT_AFTER.match(sentence, match.end())
    ]


def _calendar_day(match: re.Match[str], reference: Day | None) -> set[Day]:
    month = _MONTHS.index(match[1].lower()) + 1
    recent = [reference.year, reference.year - 1] if reference else []
    years = [int(match[3])] if match[3] else recent
    for year in years:
        day = _day(year, month, match[2])
        if day and (reference is None or timedelta(0) <= reference - day <= _RECENT):
            return {day}
    return set()


def _day(year: int | str, month: int | str, day: int | str) -> Day | None:
    try:
        return Day(int(year), int(month), int(day))
    except ValueError:
        return None
