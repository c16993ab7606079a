"""Which level of court acts in a sentence."""

import re
from typing import Final

_ACTOR: Final = re.compile(
    r"(?P<supreme>Supreme Court|\bjustices\b|\b(?:high|top) court|\bSCOTUS\b)"
    r"|(?P<appeal>\bappeals? (?:court|panel|judges)|\bappellate\b|\bcircuit\b(?! judge)|\bcourts? of appeals?)"
    r"|(?P<trial>\bjudge\b(?![’']s)|\bdistrict court\b(?![’']s)|\b(?:Superior|Commonwealth|Chancery) Court)",
    re.IGNORECASE,
)


def acting_level(*sentences: str) -> str | None:
    """Level of the court that is named first: supreme, appeal or trial.

    A judge's or district court's something ("a judge's order") is not the one that acts.

    Parameters
    ----------
    *sentences : str
        Likeliest first; a later one counts where those before it name no court.

    Returns
    -------
    str or None
    """
    for sentence in sentences:
        if match := _ACTOR.search(sentence):
            return match.lastgroup
    return None
