"""The noun phrase that names a law, rule, order or policy, from where it begins to where it ends."""

import re
from typing import NamedTuple

_HEADS = frozenset(
    """act ban bans bill cap caps certification code cuts deadline deadlines directive directives exclusion exclusions fee
    fees guidance guideline guidelines law laws limits mandate mandates map maps measure memo moratorium ordinance
    ordinances overhaul plan plans policies policy proclamation program programme programs provision provisions
    prohibition quota quotas regulation regulations repeal requirement requirements restriction restrictions rollback rule
    rules schedule standard standards statute statutes tariffs tariff tax freeze amendment initiative withdrawal""".split()
)
_ORDERS = frozenset({"order", "orders"})
# "Order" alone is as often a court's.
_ORDER_GIVER = re.compile(
    r"\b(?:executive|stay-at-home|emergency|health"
    r"|(?:Trump|Biden|Obama|administration|president|governor|mayor)(?:[’']s?)?)\s",
    re.IGNORECASE,
)
_VAGUE = frozenset(
    """a an the his her its their this that these those some several any new controversial key state federal executive
    recent entire local major proposed similar such latest own most many certain two three other another
    first so-called sweeping old current law administration government constitutional far-reaching last-minute century""".split()
)
_STOP = frozenset(
    """a about after against also although amid an and are as at be because been before being but by can could
    despite did do does during for from had has have he her his if in into is it its may might must not of on
    or over said saying says she should so than the their they through to under until was were when where
    which while who with without would court courts gag restraining judge judge's judge’s court's court’s ruling rulings
    injunction injunctions lawsuit lawsuits suit decision verdict bid effort efforts attempt attempts request
    motion appeal challenge challenges allowing banning barring blocking enforcing halting implementing preventing
    prohibiting protecting requiring restricting""".split()
)
_PREPOSITIONS = frozenset("on of for against to governing".split())
_CLAUSES = frozenset({"that", "which"})
_AUXILIARY = frozenset("would will could can may must had has have been also effectively".split())
_NO_PARTICIPLE = frozenset("according during finding including pending ruling saying".split())
# Words that take up the sentence after the phrase ...
_BOUNDARY = frozenset(
    """after although amid because before but despite during finding if pending ruling saying since so unless until when
    while is was are were violate violates violated likely cannot can’t can't unconstitutional unlawful illegal invalid
    unlawfully illegally ruled overturned upheld struck blocked halted suspended vacated invalidated reinstated tossed
    postponed paused nixed held conflicts conflicted exceeds exceeded discriminates took""".split()
)
# ... and those that a phrase cannot be cut at, so that it is given without its modifier.
_INSIDE = frozenset("he it just she where known".split())
_NOT_BESIDE = frozenset("on of for against to that which in and or the a an by with as at".split())
_BE = frozenset("is was are were".split())
_IN_A = frozenset("a an another its his her".split())
_EFFECT = frozenset("take go remain proceed stand move continue stay begin".split())
_COMPARED = frozenset("early few high late little low many much old of short soon young".split())
_UNITS = frozenset("hours days weeks months".split())
_NEEDS_TO = frozenset("requiring forcing ordering allowing permitting requires forces allows".split())
_PREVENTS = re.compile(r"(?:ban|bar|block|keep|kept|prevent|prohibit|stop|forbid|forbad|protect)", re.IGNORECASE)
_OWNER_OR_AGE = re.compile(r"(?:[’']s|s’|-era)$|^\d+(?:st|nd|rd|th)?$")
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_ENDING = '.,;:?!”")—'
_CLOSING = {"“": "”", '"': '"', "‘": "’ "}
_DOTTED = frozenset({"U.S.", "Gov.", "St.", "Sen.", "D.C.", "Rep.", "Gen."})
_WINDOW = 260
_MAX_BEFORE = 10
_MAX_AFTER = 16

Words = list[re.Match[str]]


class Phrase(NamedTuple):
    """A phrase and where it ends in the sentence."""

    text: str
    end: int


def action_phrase(sentence: str, start: int) -> Phrase | None:
    """The phrase that begins at `start`, if its head is a law, rule, order or policy.

    Parameters
    ----------
    sentence : str
    start : int

    Returns
    -------
    Phrase or None
        None for one that tells no more than its head and whose it is ("the law", "California's law"), or whose end
        cannot be told.
    """
    words = list(re.finditer(r"\S+", sentence[start : start + _WINDOW]))
    head = _head(words)
    if head is None:
        return None
    end = _modifier_end(words, head)
    if end is None and not _is_named(words[: head + 1]):
        return None
    stop = start + (end or words[head].end())
    text = sentence[start:stop].rstrip(".,;:?!”\"’')— ")
    if text[:1] in _CLOSING and _CLOSING[text[0]] not in text[1:]:
        text = text[1:]
    text = f"{text}”" if text.count("“") > text.count("”") and f"{text}”" in sentence else text
    return Phrase(text, stop)


def _head(words: Words) -> int | None:
    """Place of the noun that names the kind of action, the last one before the phrase breaks off."""
    head = None
    for place, match in enumerate(words[:_MAX_BEFORE]):
        word = match.group()
        bare = _bare(word)
        if (place and bare in _STOP) or bare in _STOP - _VAGUE or bare == "that" or _DAY.match(word):
            break
        before = match.string[: match.start()]
        if bare in _HEADS or (bare in _ORDERS and _ORDER_GIVER.search(before)):
            head = place
        if word[-1] in _ENDING and word not in _DOTTED:
            break
    return head


def _is_named(words: Words) -> bool:
    """Whether the words before the head say more than whose it is."""
    *before, head = (word.group().lstrip('“"‘') for word in words)
    telling = [word for word in before if word.lower() not in _VAGUE and not _OWNER_OR_AGE.search(word)]
    if head[:1].isupper():
        return len(telling) > 1
    return any(not word[0].isupper() or "-" in word for word in telling)


def _modifier_end(words: Words, head: int) -> int | None:
    """Where a modifier after the head ends ("on gifts", "that bans tents"); None if there is no whole, short one."""
    following = [word.group() for word in words[head + 1 : head + 3]]
    if words[head].group()[-1] in _ENDING or len(following) < 2:
        return None
    opening, second = following[0].lower(), following[1].lower()
    is_clause = opening in _CLAUSES
    if not (opening in _PREPOSITIONS or is_clause or (opening.endswith("ing") and opening not in _NO_PARTICIPLE)):
        return None
    if opening == "for" and (second == "now" or {_bare(w.group()) for w in words[head + 2 : head + 4]} & _UNITS):
        return None
    if opening in {"on", "to"} and (_bare(second) == "hold" or _DAY.match(following[1]) or second in _EFFECT):
        return None
    first = head + 2
    if is_clause:
        while first < len(words) - 1 and words[first].group().lower() in _AUXILIARY:
            first += 1
        if words[first].group().lower() in _VAGUE | _INSIDE | _BE:
            return None
    return _cut(words, first, opening)


def _cut(words: Words, first: int, opening: str) -> int | None:
    seen_to = False
    for place in range(first, min(len(words), first + _MAX_AFTER)):
        word = words[place].group()
        bare = word.rstrip(".,").lower()
        after = words[place + 1].group() if place + 1 < len(words) else ""
        before, later = words[place - 1].group().lower(), after.rstrip(".,").lower()
        if bare in _INSIDE:
            return None
        if place > first and _ends_before(bare, before, later, words, place):
            return _end_at(words[place - 1])
        seen_to = seen_to or bare == "to"
        if (word[-1] in _ENDING and word not in _DOTTED) or not after:
            # "requiring the owner, Acme, to sell" goes on behind the name.
            beside = (after[:1].isupper() or later == "to") and not seen_to
            if word[-1] == "," and beside and {opening, words[first].group().lower()} & _NEEDS_TO:
                continue
            # A window's last word need not be the sentence's.
            is_cut_off = not after and word[-1] not in _ENDING and words[-1].end() >= _WINDOW
            return None if is_cut_off else _end_at(words[place])
    return None


def _end_at(last: re.Match[str]) -> int | None:
    """Where a phrase with this last word ends; None if it is left hanging there ("a rule that allowed expulsion of ...")."""
    bare = _bare(last.group())
    return None if not bare or bare in _NOT_BESIDE else last.end()


def _ends_before(bare: str, before: str, later: str, words: Words, place: int) -> bool:
    """Whether the modifier ends before the word at `place`."""
    if (bare == "before" and later.endswith("ing")) or (bare == "likely" and before in {"deemed", "less", "more"}):
        return False
    if _DAY.match(words[place].group()) or bare in _BOUNDARY:
        return True
    if bare == "and":
        return later.endswith("ed") or later in {"said", "that", "let", "left", "sent", "told", "gave", "ruled"}
    if bare == "as":
        nearby = {word.group().lower() for word in words[max(0, place - 4) : place]}
        return not (
            "same" in nearby or later in _COMPARED or before in {"such", "early", "late", "low", "much", "many", "few"}
        )
    if bare == "to":
        return later in _EFFECT
    if bare == "from" and later.endswith("ing"):
        return not any(_PREVENTS.match(word.group()) for word in words[max(0, place - _MAX_AFTER) : place])
    if bare in _UNITS:
        return later in {"before", "after"}
    return bare in {"in", "by", "with"} and (later in _IN_A or later[:1].isdigit())


def _bare(word: str) -> str:
    return word.rstrip('.,;:?!”"’)—').lstrip('“"‘').lower()
