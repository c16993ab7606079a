"""Whether the title that a document's properties name is the title of what stands in it."""

import re
from typing import Final

from data.text import normalise

_TOP: Final = 3000
_LONGEST: Final = 300
_FILE_NAME: Final = re.compile(r"^microsoft word\b|\.(?:docx?|pdf|rtf|wpd|odt|indd|txt)$", re.IGNORECASE)


def named_title(named: str | None, text: str) -> str:
    """Take the title of a document's properties if the document bears it.

    Programs put file names and the title of an old template there, so it has to stand near the
    top of the text.

    Parameters
    ----------
    named : str, optional
    text : str

    Returns
    -------
    str
        Empty where there is none to trust.
    """
    title = normalise(named or "")
    if not title or " " not in title or len(title) > _LONGEST or _FILE_NAME.search(title):
        return ""
    return title if title.casefold() in normalise(text[:_TOP]).casefold() else ""


def without_title(title: str, text: str) -> str:
    """Drop a first paragraph that only repeats the title."""
    first, _, rest = text.partition("\n\n")
    return rest.lstrip() if title and normalise(first).casefold() == normalise(title).casefold() else text
