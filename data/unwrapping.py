"""Lines as they stand on printed pages, put together to paragraphs."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

_EDGE: Final = 2
_RUNNING_PAGES: Final = 3
_PAGE_NUMBER: Final = re.compile(r"[\W_]*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\W_]*", re.IGNORECASE)
_NUMBERED_LINES: Final = 20
_BARE_NUMBER: Final = re.compile(r"\d{1,2}")
_FULL: Final = 0.75
_SENTENCE_END: Final = re.compile(r"[.!?:;][\"'\u2019\u201d)\]]*$")
_NEW_ITEM: Final = re.compile(r"(?:[\u2022\u25cf\u25aa*\u2013-]|\(?[\dA-Za-z]{1,3}[.)])\s")


def unwrap(pages: Iterable[Iterable[str]]) -> str:
    """Put the lines of pages together.

    A paragraph ends at an empty line and at a line that is clearly shorter than the page is wide
    and after which nothing has to follow. What stands at the head or foot of most pages, page
    numbers and the line numbers of pleading paper are left out; a word parted at the end of a line
    is made whole.

    Parameters
    ----------
    pages : iterable of iterable of str
        Lines, page by page.

    Returns
    -------
    str
        Paragraphs, parted by empty lines.
    """
    cleaned = _without_running_heads([_body([" ".join(line.split()) for line in page]) for page in pages])
    lines = [line for page in cleaned for line in page]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[math.ceil(0.9 * len(lengths)) - 1] if lengths else 0
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        if not line:
            previous = ""
        elif previous and not _ends(previous, line, width):
            paragraphs[-1] = _joined(paragraphs[-1], line)
            previous = line
        else:
            paragraphs.append(line)
            previous = line
    return "\n\n".join(paragraphs)


def _body(lines: Sequence[str]) -> list[str]:
    numbers = sum(_BARE_NUMBER.fullmatch(line) is not None for line in lines)
    kept = [line for line in lines if numbers < _NUMBERED_LINES or not _BARE_NUMBER.fullmatch(line)]
    while kept and (not kept[0] or _PAGE_NUMBER.fullmatch(kept[0])):
        del kept[0]
    while kept and (not kept[-1] or _PAGE_NUMBER.fullmatch(kept[-1])):
        del kept[-1]
    return kept


def _without_running_heads(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_mask(line) for line in [*page[:_EDGE], *page[-_EDGE:]]})
    running = {line for line, count in seen.items() if count >= _RUNNING_PAGES and count > len(pages) / 2}
    return [
        [
            line
            for place, line in enumerate(page)
            if not ((place < _EDGE or place >= len(page) - _EDGE) and _mask(line) in running)
        ]
        for page in pages
    ]


def _mask(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _ends(line: str, following: str, width: int) -> bool:
    if following[0].islower():
        return False
    if _NEW_ITEM.match(following) and _SENTENCE_END.search(line):
        return True
    return len(line) < _FULL * width


def _joined(paragraph: str, line: str) -> str:
    if re.search(r"[^\W\d_]-$", paragraph) and line[0].islower():
        return paragraph[:-1] + line
    # A docket number keeps its hyphen: 2:20-cv-09893.
    return paragraph + ("" if re.search(r"\w-$", paragraph) else " ") + line
