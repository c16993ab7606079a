"""The part of a sentence that a person would quote: its dateline and what trails after the ruling left out."""

import re
from collections.abc import Iterator

from features.sentences import Sentence

_LONG = 28
"""Words up to which a sentence is quoted whole, and the length that a cut comes nearest to: readers who marked
the evidence of a ruling seldom marked more of a longer sentence."""
_LEAST = 16
_LOOSE = 2
_ASIDE = 6
_DATELINE = re.compile(
    r"""
    (?:(?:[A-Z][\w.'’]*|of|and)(?:,?[ ]+|/)?){1,6}(?:\([A-Za-z. ]{2,25}\))?[ ]?(?:[—–:]|--?)[ ]*(?=\S)  # AKRON, Ohio (AP) —
    | \([A-Z][\w.]*\)[ ]?(?:[—–-]+)?[ ]*                                                              # (AP) —
    | (?:[A-Z]{3,}[,.]?[ ]?){1,3}(?:\([\w ]+\))?[ ]?(?:[—–-]+)?[ ]*(?=[A-Z][a-z]|A[ ])                # AKRON The judge
    | [A-Z][a-z]+[ ]\([A-Z]{2,5}\)[ ]*                                                                # Akron (AP) The
    """,
    re.VERBOSE,
)
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
_BREAK = re.compile(r", (?![\dA-Z]|(?:and|or) )|; |: | ?— ?| – | --? ?(?=\w)")
_CONNECTIVE = re.compile(r" (?=(?:after|because|who|whose|which|as|while|when|where|since|unless|until|but|despite) )")
_OPENS_BELOW = re.compile(r"(?:After|Although|As|Because|Despite|Even|If|Since|Though|Unless|Until|When|While)\b")
_ASIDE_BEGINS = re.compile(r"(?:, |— ?|– |- )(?:which|who|in a|a|but|the|\w+ing)\b")


def quotation(sentence: Sentence) -> Sentence:
    """Shorten a sentence to what a person would quote of it.

    A dateline is left out ("AKRON, Ohio (AP) —"). A sentence of more than 28 words ends where a clause
    does, nearest to 28 words: rather before an aside (", which ...", ", saying ...") than before
    another clause, and rather there than between words that only a connective divides.

    Parameters
    ----------
    sentence : Sentence
        With offsets into its document.

    Returns
    -------
    Sentence
        A verbatim part of it, with its own offsets; the sentence itself where there is nothing to leave out.
    """
    dateline = _DATELINE.match(sentence.text)
    begin = dateline.end() if dateline else 0
    text = sentence.text[begin:]
    words = len(text.split())
    end = len(text)
    if words > _LONG and not _OPENS_BELOW.match(text):
        end = min([*_cuts(text), (float(words - _LONG), end)])[1]
    if (begin, end) == (0, len(text)):
        return sentence
    return Sentence(text[:end], sentence.start + begin, sentence.start + begin + end)


def _cuts(text: str) -> Iterator[tuple[float, int]]:
    """Cost and place of each cut that leaves enough of the sentence."""
    for pattern, loose in ((_BREAK, 0), (_CONNECTIVE, _LOOSE)):
        for match in pattern.finditer(text):
            before = text[: match.start()]
            kept = len(before.split())
            if kept >= _LEAST and all(before.count(a) <= before.count(b) for a, b in _PAIRS):
                aside = _ASIDE if not loose and _ASIDE_BEGINS.match(text, match.start()) else 0
                yield float(abs(kept - _LONG) + loose - aside), match.start()
